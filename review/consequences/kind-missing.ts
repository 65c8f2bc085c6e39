import { fields, text } from '../../argocd/model/resource';
import type { RenderedResource } from '../../argocd/model/types';
import { plural } from '../../report/plural';
import { clusterOf } from '../compare/cluster';
import type { ApplicationPair, Comparison } from '../compare/comparison';
import { shownObject } from '../print/words';
import { Removals } from '../removal/removals';
import { findingOwners } from './finding-owners';
import type { Judgement } from './judgement';

/** What `check` finds where the cluster is known not to serve a kind. `newly-refused` leaves these to this judgement. */
export const KIND_RULES: ReadonlySet<string> = new Set(['kind-unknown', 'api-version-removed']);

/** The most objects that are named. */
const MOST = 10;

export const judgement: Judgement = {
  name: 'kind-missing',
  group: 'fails',
  summary: 'Objects have a kind or a version that the cluster does not have, or no longer has.',
  judge(comparison, tell) {
    const refused = comparison.findings.new.filter(
      ({ rule, severity }) => severity === 'refuse' && KIND_RULES.has(rule),
    );
    if (refused.length > 0) {
      const ownerOf = findingOwners(comparison.applications);
      for (const finding of refused)
        tell({
          severity: 'fails',
          application: ownerOf(finding),
          finding,
          happens: `has a kind that the cluster does not have: ${finding.message}`,
          advice: finding.fix,
        });
    }
    for (const [definition, pair] of definitionsThatGo(comparison)) {
      for (const other of comparison.applications) {
        const left = objectsOf(definition, pair, other);
        if (left.length === 0) continue;
        const names = left.slice(0, MOST).map(shownObject);
        tell({
          severity: 'fails',
          application: other,
          resource: other.after?.resource,
          happens: `has ${plural(left.length, 'object')} of a kind that goes: CustomResourceDefinition ${definition.name} is deleted, and nothing can be synced of that kind`,
          details: left.length > MOST ? [...names, `and ${left.length - MOST} more`] : names,
          advice: 'Take the objects out of Git first, or keep the CustomResourceDefinition.',
        });
      }
    }
  },
};

/** The CustomResourceDefinitions that are deleted from a cluster, with the Application that had each. */
function definitionsThatGo(
  comparison: Comparison,
): readonly (readonly [definition: RenderedResource, pair: ApplicationPair])[] {
  const removals = new Removals(comparison);
  return comparison.applications.flatMap((pair) =>
    pair.objects.flatMap(({ change, before }) =>
      change === 'gone' &&
      before?.kind === 'CustomResourceDefinition' &&
      before.group === 'apiextensions.k8s.io' &&
      removals.ofObject(before, pair).happens === 'deleted'
        ? [[before, pair] as const]
        : [],
    ),
  );
}

/** The objects of the kind that an Application still has on the same cluster. */
function objectsOf(
  definition: RenderedResource,
  pair: ApplicationPair,
  { after, instance }: ApplicationPair,
): readonly RenderedResource[] {
  if (!after || clusterOf(after, instance) !== clusterOf(definition.application, pair.instance)) return [];
  const { group, names } = fields(definition.resource.object.spec);
  const kind = text(fields(names).kind);
  return after.resources.filter((one) => one.group === text(group) && one.kind === kind);
}
