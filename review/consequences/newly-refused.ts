import type { ReviewedFinding } from '../compare/changed-findings';
import type { ApplicationPair } from '../compare/comparison';
import type { Judgement } from './judgement';
import { narrowedFor } from './narrowed';

/** What `project-narrowed` and `project-goes` tell once for an Application. */
const TOLD = new Set([
  'project-source-not-permitted',
  'project-destination-not-permitted',
  'project-cluster-resource-not-permitted',
  'project-namespaced-resource-not-permitted',
]);

export const judgement: Judgement = {
  name: 'newly-refused',
  group: 'fails',
  summary: 'Argo CD, Helm, kustomize or the API server refuses what they took before.',
  judge(comparison, tell) {
    const { before, after, applications, findings } = comparison;
    const goneProjects = new Set(before.model.projects.map(({ name }) => name));
    for (const { name } of after.model.projects) goneProjects.delete(name);
    const refused = findings.new.filter(({ severity }) => severity === 'refuse');
    if (refused.length === 0) return;
    const owners = ownersOf(applications);
    for (const finding of refused) {
      const pair = owners.get(idOf(finding.resource));
      if (TOLD.has(finding.rule) && pair && narrowedFor(pair, comparison).length > 0) continue;
      const named = pair?.after?.projectName ?? '';
      if (finding.rule === 'application-project-missing' && goneProjects.has(named)) continue;
      tell({
        severity: 'fails',
        application: pair,
        finding,
        happens: `is refused (${finding.rule}): ${finding.message}`,
        advice: finding.fix,
      });
    }
  },
};

/** The Applications by what findings are about: their own names, and the objects that they have. */
function ownersOf(applications: readonly ApplicationPair[]): ReadonlyMap<string, ApplicationPair> {
  const owners = new Map<string, ApplicationPair>();
  for (const pair of applications)
    for (const { resource } of pair.after?.resources ?? []) owners.set(idOf(resource), pair);
  for (const pair of applications) if (pair.after) owners.set(idOf(pair.after.resource), pair);
  return owners;
}

function idOf({ kind, namespace, name }: Pick<ReviewedFinding['resource'], 'kind' | 'namespace' | 'name'>): string {
  return `${kind}\n${namespace}\n${name}`;
}
