import type { Application, Model, RenderedResource } from '../../argocd/model/types';
import type { FileTree } from '../../argocd/tree/file-tree';
import type { ReportedFinding } from '../../report/report';
import type { FieldChange } from '../objects/changed-fields';
import type { ChangedFindings } from './changed-findings';

/** One of the two states that are compared. */
export interface Side {
  /** As a reader knows it: a revision, a folder, `the working tree`. */
  readonly name: string;
  readonly model: Model;
  /** The files of the repository: what of them is not known is not compared. @default - all is known */
  readonly tree?: FileTree;
  /** What `check` finds in it. Empty where only objects are compared. */
  readonly findings: readonly ReportedFinding[];
}

/** What becomes of an object, or of an Application. */
export type Change = 'created' | 'changed' | 'moved' | 'gone' | 'same';

/** An object of an Application, in both states. */
export interface ObjectPair {
  readonly change: Change;
  /** @default - it is not there in this state */
  readonly before?: RenderedResource;
  readonly after?: RenderedResource;
  /** Of one that is gone from here: the object of the other Application that has it now. */
  readonly movedTo?: RenderedResource;
  /** Of one that is new here: the object of the Application that had it. */
  readonly movedFrom?: RenderedResource;
  /** By which fields it differs, as Argo CD compares; also for one that moved. */
  readonly fields: readonly FieldChange[];
}

/** A source whose objects are not known. */
export interface NotRendered {
  readonly side: 'before' | 'after';
  /** What, in a few words. */
  readonly source: string;
  readonly reason: string;
}

/** An Application in both states. */
export interface ApplicationPair {
  readonly name: string;
  readonly namespace: string;
  /** The instance of Argo CD, see `Application.instance`. */
  readonly instance: string;
  readonly change: Exclude<Change, 'moved'>;
  readonly before?: Application;
  readonly after?: Application;
  /** By which fields the Application itself differs. */
  readonly fields: readonly FieldChange[];
  /** By which the Helm values of its sources differ that are in no field of it. */
  readonly values: readonly FieldChange[];
  /** All of its objects, those that are the same too. */
  readonly objects: readonly ObjectPair[];
  /** What is not known: nothing is concluded from what these might render. */
  readonly notRendered: readonly NotRendered[];
  /** Whether each object of one of the states that is not in the other is really not there. */
  readonly comparable: boolean;
}

/** An Application of one state of which nobody knows whether the other one has it. */
export interface Unpaired {
  /** The state that is not known. */
  readonly side: 'before' | 'after';
  readonly application: Application;
  readonly reason: string;
}

/** What the documentation of a product says against an upgrade. */
export interface UpgradeNote {
  /** The name of the Application. */
  readonly application: string;
  readonly message: string;
  /** Where it says so. */
  readonly see: string;
}

/** Two states of a repository. */
export interface Comparison {
  readonly before: Side;
  readonly after: Side;
  /** Every Application of one of the two. */
  readonly applications: readonly ApplicationPair[];
  /** What `check` finds in one of the two only. */
  readonly findings: ChangedFindings;
  /** What products warn of. */
  readonly upgradeWarnings: readonly UpgradeNote[];
  /** The Applications that are written where the files of the other state are not known, with the reason. */
  readonly unpaired: readonly Unpaired[];
  /** What of `ignoreDifferences` could not be applied: a difference may be one that Argo CD ignores. */
  readonly notApplied: readonly string[];
  /** The pair of an Application of either state. */
  pairOf(application: Application): ApplicationPair;
}
