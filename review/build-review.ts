import { stringify } from 'yaml';
import { stepsOf } from '../argocd/analysis/steps';
import { redact } from '../argocd/model/redact';
import { fields } from '../argocd/model/resource';
import type { Application, ApplicationSet, RenderedResource } from '../argocd/model/types';
import { syncWave } from '../argocd/semantics/sync-phase';
import { clusterName } from './compare/cluster';
import { compareSides } from './compare/compare';
import type { ApplicationPair, Comparison, ObjectPair, Side, UpgradeNote } from './compare/comparison';
import { areValuesUnknown } from './compare/rendered-secrets';
import { judge } from './consequences/judge';
import { SEVERITIES } from './consequences/severity';
import type { Consequence, NotCompared, Review, ReviewedApplication, ReviewedObject, State } from './review';
import { masked } from './secrets/masked';
import { reviewedFields } from './secrets/reviewed-fields';

/** What a review has besides what always is in it. */
export interface ReviewOptions {
  /** Whether each object is there as YAML. @default false */
  readonly yaml?: boolean;
  /** The states, for a reader. */
  readonly states: { readonly before: State; readonly after: State };
  /** What the documentation of products says against their upgrades. @default - nothing is known */
  readonly upgradeWarnings?: readonly UpgradeNote[];
  /** Marks the consequences that somebody allows. @default - nobody does */
  allow?(consequences: readonly Consequence[]): readonly Consequence[];
}

/** Compares two states of a repository and says what the change from one to the other does. Nothing of it is a secret. */
export function reviewOf(before: Side, after: Side, options: ReviewOptions): Review {
  const comparison = compareSides(before, after, options.upgradeWarnings);
  const judged = judge(comparison);
  const consequences = options.allow?.(judged) ?? judged;
  const { same, sameSets, notCompared } = notComparedOf(comparison);
  const { applications, findings } = comparison;
  const objects = applications.flatMap((pair) => pair.objects);
  const count = <T extends string>(names: readonly T[], of: readonly { readonly change: string }[]) =>
    Object.fromEntries(names.map((name) => [name, of.filter(({ change }) => change === name).length])) as Record<
      T,
      number
    >;
  const counting = consequences.filter(({ allowed }) => !allowed);
  return {
    version: 1,
    before: options.states.before,
    after: options.states.after,
    argocdVersion: after.model.argocdVersion,
    kubernetesVersion: after.model.kubernetesVersion,
    summary: {
      applications: count(['created', 'changed', 'gone', 'same'], applications),
      // One that moved is in two Applications.
      objects: count(
        ['created', 'changed', 'moved', 'gone', 'same'],
        objects.filter(({ movedTo }) => !movedTo),
      ),
      consequences: Object.fromEntries(
        SEVERITIES.map((one) => [one, counting.filter(({ severity }) => severity === one).length]),
      ) as Review['summary']['consequences'],
      allowed: consequences.length - counting.length,
      newFindings: findings.new.length,
      mendedFindings: findings.mended.length,
      notRenderedSame: same,
      notExpandedSame: sameSets,
    },
    consequences,
    applications: reviewedApplications(applications, options.yaml === true),
    findings,
    notCompared,
  };
}

/** Those that change, and those above them. */
function reviewedApplications(pairs: readonly ApplicationPair[], yaml: boolean): readonly ReviewedApplication[] {
  const shown = new Set<Application>();
  const add = (application: Application | undefined): void => {
    if (!application || shown.has(application)) return;
    shown.add(application);
    for (const parent of application.parents) add(parent);
  };
  for (const { change, before, after } of pairs) {
    if (change === 'same') continue;
    add(after);
    if (!after) add(before);
  }
  return pairs
    .filter(({ before, after }) => (after && shown.has(after)) || (before && shown.has(before)))
    .map((pair) => reviewedApplication(pair, yaml));
}

function reviewedApplication(pair: ApplicationPair, yaml: boolean): ReviewedApplication {
  const application = (pair.after ?? pair.before) as Application;
  const { name, namespace, instance, change, objects } = pair;
  return {
    name,
    namespace,
    instance,
    change,
    cluster: redact(clusterName(application)),
    project: application.projectName,
    parents: application.parents.map((parent) => `${parent.namespace}/${parent.name}`),
    ...(application.generatedBy ? { generatedBy: application.generatedBy.applicationSet.name } : {}),
    wave: syncWave(application.resource.annotations),
    fields: reviewedFields(pair.fields, pair.before?.resource.object, pair.after?.resource.object),
    // What is below a key of values may be a secret as well as what is below one of an object.
    values: reviewedFields(pair.values, {}, {}),
    objects: objects.flatMap((object) =>
      object.change === 'same' ? [] : [reviewedObject(object, object.change, yaml)],
    ),
  };
}

function reviewedObject(pair: ObjectPair, change: ReviewedObject['change'], yaml: boolean): ReviewedObject {
  const { before, after, movedTo, movedFrom } = pair;
  const shown = (after ?? before) as RenderedResource;
  const old = before ?? movedFrom;
  const now = after ?? movedTo;
  const [step] = now ? stepsOf(now.resource) : [];
  const owner = ({ application }: RenderedResource) => `${application.namespace}/${application.name}`;
  return {
    apiVersion: shown.resource.apiVersion,
    kind: shown.kind,
    namespace: shown.namespace,
    name: shown.name || `${String(fields(shown.resource.object.metadata).generateName ?? '')}…`,
    change,
    ...(step && after ? { phase: step.phase, wave: step.wave } : {}),
    ...(movedTo ? { movedTo: owner(movedTo) } : {}),
    ...(movedFrom ? { movedFrom: owner(movedFrom) } : {}),
    fields: reviewedFields(pair.fields, old?.resource.object, now?.resource.object),
    files: {
      ...(before ? { before: before.resource.origin.name } : {}),
      ...(after ? { after: after.resource.origin.name } : {}),
    },
    ...(yaml && before ? { before: yamlOf(before) } : {}),
    ...(yaml && after ? { after: yamlOf(after) } : {}),
  };
}

/** The object as YAML, in an order of fields that stays, without secrets. */
function yamlOf({ resource }: RenderedResource): string {
  return stringify(masked(resource.object, [], resource.object), {
    version: '1.1',
    sortMapEntries: true,
    lineWidth: 0,
    aliasDuplicateObjects: false,
  });
}

/** What is not known in one of the states. What is not known in both in the same way is only counted. */
function notComparedOf({ applications, before, after, notApplied, unpaired }: Comparison): {
  readonly same: number;
  readonly sameSets: number;
  readonly notCompared: readonly NotCompared[];
} {
  let same = 0;
  const found: NotCompared[] = notApplied.map((words) => {
    return { side: 'after', subject: 'ignoreDifferences', reason: redact(words) };
  });
  for (const { side, application, reason } of unpaired)
    found.push({ side, subject: `Application ${application.name}`, reason: redact(reason) });
  for (const { name, notRendered, comparable, before: old, after: now } of applications) {
    if (comparable && old && now) {
      same += notRendered.filter(({ side }) => side === 'after').length;
      continue;
    }
    for (const { side, source, reason } of notRendered)
      found.push({ side, subject: `Application ${name}: ${source}`, reason });
  }
  const sets = notExpandedOf(before.model.applicationSets, after.model.applicationSets);
  for (const [side, { name, notExpanded = '' }] of sets.differ)
    found.push({ side, subject: `ApplicationSet ${name}`, reason: redact(notExpanded) });
  for (const { name, objects } of applications)
    if (objects.some(({ before: old, after: now }) => old && now && areValuesUnknown(old, now)))
      found.push({
        side: 'after',
        subject: `Application ${name}: the values of the Secrets that a program renders`,
        reason:
          'one of the states was rendered by an earlier run, which keeps no values: --no-render-cache renders both and compares them',
      });
  return { same, sameSets: sets.same, notCompared: found };
}

/** The ApplicationSets that are not expanded: how many are written the same in both states, and those that are not. */
function notExpandedOf(
  before: readonly ApplicationSet[],
  after: readonly ApplicationSet[],
): { readonly same: number; readonly differ: readonly (readonly ['before' | 'after', ApplicationSet])[] } {
  const keyOf = ({ resource, spec, notExpanded }: ApplicationSet) =>
    JSON.stringify([resource.namespace, resource.name, spec, notExpanded]);
  const unknown = (all: readonly ApplicationSet[]) => all.filter(({ notExpanded }) => notExpanded !== undefined);
  const old = new Map<string, ApplicationSet[]>();
  for (const set of unknown(before)) old.set(keyOf(set), [...(old.get(keyOf(set)) ?? []), set]);
  let same = 0;
  const fresh: (readonly ['after', ApplicationSet])[] = [];
  for (const set of unknown(after)) {
    if (old.get(keyOf(set))?.pop() !== undefined) same += 1;
    else fresh.push(['after', set]);
  }
  return { same, differ: [...[...old.values()].flat().map((set) => ['before', set] as const), ...fresh] };
}
