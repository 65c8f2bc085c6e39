import type { ChangedFindings } from './compare/changed-findings';
import type { Change } from './compare/comparison';
import type { Severity } from './consequences/severity';

/** A field of an object as it may be shown. */
export interface ReviewedField {
  /** `spec.template.spec.containers[0].image` */
  readonly path: string;
  /** @default - it was not there */
  readonly before?: unknown;
  /** @default - it is no longer there */
  readonly after?: unknown;
  /** Whether the value is a secret, which is not shown: it changed, that is all. @default false */
  readonly secret?: boolean;
  /** Of a text of several lines: whether lines that are secret, and not shown, differ. @default false */
  readonly secretLines?: boolean;
}

/** An object on a cluster. */
export interface ReviewedId {
  readonly apiVersion: string;
  readonly kind: string;
  /** `''` for what is in no namespace. */
  readonly namespace: string;
  readonly name: string;
}

/** An object that changes. */
export interface ReviewedObject extends ReviewedId {
  /** `moved`: to or from another Application. */
  readonly change: Exclude<Change, 'same'>;
  /** When it is applied: `Sync`, `PreSync` … @default - it is not */
  readonly phase?: string;
  /** The sync wave. @default - it is not applied */
  readonly wave?: number;
  /** The Application that has it now, as `namespace/name`. @default - it did not move away */
  readonly movedTo?: string;
  /** The Application that had it. @default - it did not move here */
  readonly movedFrom?: string;
  /** The fields that differ, as Argo CD compares. Empty for one that is created or gone. */
  readonly fields: readonly ReviewedField[];
  /** The file or the template that it comes from, in each state. */
  readonly files: { readonly before?: string; readonly after?: string };
  /** The object as YAML, without secrets. @default - not there, or not asked for */
  readonly before?: string;
  readonly after?: string;
}

/** An Application that changes, or that has one below it that does. */
export interface ReviewedApplication {
  readonly name: string;
  readonly namespace: string;
  /** The instance of Argo CD: a folder, or `''` where there is only one. */
  readonly instance: string;
  readonly change: Exclude<Change, 'moved'>;
  /** Where it deploys to, as it is written. */
  readonly cluster: string;
  readonly project: string;
  /** The Applications that bring it, as `namespace/name`. */
  readonly parents: readonly string[];
  /** The ApplicationSet that makes it. @default - none does */
  readonly generatedBy?: string;
  /** The sync wave in which its parent applies it. */
  readonly wave: number;
  /** The fields of the Application itself that differ. */
  readonly fields: readonly ReviewedField[];
  /** The Helm values that differ, from files beside it too. */
  readonly values: readonly ReviewedField[];
  /** The objects that change. */
  readonly objects: readonly ReviewedObject[];
}

/** Who lets a consequence through. */
export interface Allowed {
  /** As it is written: `goes:PersistentVolumeClaim/harbor/*`. */
  readonly pattern: string;
  /** `--allow`, or the author and the commit: `Jane Doe (commit 1a2b3c4d5e6f)`. */
  readonly by: string;
}

/** What the change does. */
export interface Consequence {
  /** The name of the judgement. */
  readonly rule: string;
  readonly group: 'goes' | 'fails' | 'interrupts' | 'note';
  readonly severity: Severity;
  /** The Application that it happens in, as `namespace/name`. `''` for none. */
  readonly application: string;
  readonly object: ReviewedId;
  /** What happens to the object, as a part of a sentence. */
  readonly happens: string;
  /** What to do if that is not meant. `''` if there is nothing to do. */
  readonly advice: string;
  /** More of it, a line each. */
  readonly details: readonly string[];
  /** Where the object is written, from the working directory; `''` if in no file. */
  readonly file: string;
  /** 0 where only the file is known. */
  readonly line: number;
  /** In which of the two states that is. */
  readonly side: 'before' | 'after';
  /** @default - nobody does */
  readonly allowed?: Allowed;
}

/** Something that could not be compared. */
export interface NotCompared {
  readonly side: 'before' | 'after';
  readonly subject: string;
  readonly reason: string;
}

/** What a change does: what `groundwork diff --format json` prints. */
export interface Review {
  /** Of this form. */
  readonly version: 1;
  readonly before: State;
  readonly after: State;
  readonly argocdVersion: string;
  readonly kubernetesVersion: string;
  readonly summary: ReviewSummary;
  /** What happens, the worst first. */
  readonly consequences: readonly Consequence[];
  readonly applications: readonly ReviewedApplication[];
  /** What `check` finds in one of the states only. */
  readonly findings: ChangedFindings;
  readonly notCompared: readonly NotCompared[];
}

/** A state of the repository. */
export interface State {
  /** A revision, a folder, or `the working tree`. */
  readonly name: string;
  /** @default - it is no commit */
  readonly commit?: string;
}

/** How much there is. */
export interface ReviewSummary {
  readonly applications: Readonly<Record<'created' | 'changed' | 'gone' | 'same', number>>;
  readonly objects: Readonly<Record<'created' | 'changed' | 'moved' | 'gone' | 'same', number>>;
  /** By severity, those that somebody allows not counted. */
  readonly consequences: Readonly<Record<Severity, number>>;
  /** Consequences that somebody allows. */
  readonly allowed: number;
  readonly newFindings: number;
  readonly mendedFindings: number;
  /** Sources that are not rendered and are the same in both states. */
  readonly notRenderedSame: number;
  /** ApplicationSets that are not expanded and are written the same in both states. */
  readonly notExpandedSame: number;
}
