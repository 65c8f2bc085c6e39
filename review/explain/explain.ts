import { nameStep, stepsOf } from '../../argocd/analysis/steps';
import { redact } from '../../argocd/model/redact';
import type { Application, Model, Origin, RenderedResource } from '../../argocd/model/types';
import { compareSides } from '../compare/compare';
import type { Side } from '../compare/comparison';
import { judge } from '../consequences/judge';
import { isWorkload, replacement } from '../consequences/workloads';
import { shownPath } from '../print/words';
import type { Consequence, ReviewedId } from '../review';
import type { Subject } from './find-objects';
import { unchangeable } from './unchangeable';
import { without } from './without';

/** A place in a file. */
export interface Place {
  /** From the working directory; a few words where it is no file. */
  readonly file: string;
  /** 0 where only the file is known. */
  readonly line: number;
}

/** What is known of one object. */
export interface Explanation extends ReviewedId {
  /** Where it is written, or the template that makes it. */
  readonly from: Place;
  /** What renders it. @default - nothing: the file is the object */
  readonly renderedBy?: 'helm' | 'kustomize';
  /** The Application that carries it: for an Application, each that brings it or the ApplicationSet that makes it. None for a root. */
  readonly carriedBy: readonly Carrier[];
  /** The ApplicationSet that makes it, for an Application. */
  readonly generatedBy?: string;
  /** What happens if it is changed in Git, a line each. */
  readonly ifChanged: readonly string[];
  /** What happens if it is taken out of Git, the worst first. */
  readonly ifGone: readonly Consequence[];
}

/** An Application that carries an object, with its own way to the cluster. */
export interface Carrier {
  readonly name: string;
  readonly namespace: string;
  readonly project: string;
  readonly place: Place;
  /** When it applies the object: `wave 1`, `phase PreSync`. None for what it does not apply. */
  readonly steps: readonly string[];
  /** The Applications that bring the Application, nearest first, each with the step in which it does: `wave 0 of apps-of-apps`. */
  readonly above: readonly string[];
}

/** Explains what somebody asked about. @param side the state of the repository */
export function explain(side: Side, subject: Subject): Explanation {
  const { application, object } = subject;
  const resource = object?.resource ?? application.resource;
  const own = object ? undefined : application;
  const { apiVersion, kind } = resource;
  const carriers = object ? [object] : renderedIn(side.model, application);
  const after = without(side.model, subject);
  return {
    apiVersion,
    kind,
    namespace: object ? object.namespace : application.namespace,
    name: object?.name ?? application.name,
    from: placeOf(resource.origin),
    ...(object?.source.renderedBy ? { renderedBy: object.source.renderedBy } : {}),
    carriedBy: carriers.map(carrierOf),
    ...(own?.generatedBy ? { generatedBy: own.generatedBy.applicationSet.name } : {}),
    ifChanged: carriers.length === 0 ? changedByHand(own) : carriers.flatMap(whenChanged),
    ifGone: judge(compareSides(side, { ...side, model: after })),
  };
}

/** Who brings an Application, or the ApplicationSet that makes it. */
function renderedIn({ applications }: Model, application: Application): readonly RenderedResource[] {
  const resource = application.generatedBy?.applicationSet.resource ?? application.resource;
  return applications.flatMap((one) => one.resources.filter((rendered) => rendered.resource === resource));
}

function placeOf(origin: Origin): Place {
  const { file, line } = origin.locate([]);
  return { file: redact(file), line };
}

function carrierOf({ resource, application }: RenderedResource): Carrier {
  const { name, namespace, projectName } = application;
  return {
    name,
    namespace,
    project: projectName,
    place: placeOf(application.resource.origin),
    steps: stepsOf(resource).map(nameStep),
    above: waysUp(application, new Set()),
  };
}

/** The steps of the Applications above one, up to its root. One of several parents is followed. */
function waysUp(application: Application, seen: Set<Application>): readonly string[] {
  const [parent] = application.parents;
  if (!parent || seen.has(application)) return [];
  seen.add(application);
  const [step] = stepsOf(application.generatedBy?.applicationSet.resource ?? application.resource);
  return [`${step ? nameStep(step) : 'no step'} of ${parent.name}`, ...waysUp(parent, seen)];
}

function changedByHand(application: Application | undefined): readonly string[] {
  const set = application?.generatedBy?.applicationSet.name;
  if (set === undefined)
    return ['Nobody brings it to the cluster but kubectl apply: a change in Git alone changes nothing.'];
  return [
    `ApplicationSet ${set} makes it anew when what its generators read changes. A change of the ApplicationSet itself is brought by nobody but kubectl apply.`,
  ];
}

function whenChanged(rendered: RenderedResource): readonly string[] {
  const { automated, selfHeal, name } = rendered.application;
  const lines = [
    automated
      ? `Application ${name} applies a change that is in Git by itself${selfHeal ? ', and puts back what somebody changes on the cluster.' : '; what somebody changes on the cluster stays until then.'}`
      : `Application ${name} is synced by hand: until then a change in Git only shows as OutOfSync.`,
  ];
  const how = isWorkload(rendered) ? replacement(rendered) : undefined;
  if (how) lines.push(`A change of spec.template replaces its pods: ${how}.`);
  const kept = unchangeable(rendered);
  if (kept.length > 0)
    lines.push(
      `The API server refuses another ${kept.map(shownPath).join(', ')}: for that the object is deleted and made again.`,
    );
  return lines;
}
