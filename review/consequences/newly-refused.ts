import { findingOwners } from './finding-owners';
import type { Judgement } from './judgement';
import { KIND_RULES } from './kind-missing';
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
    const refused = findings.new.filter(({ rule, severity }) => severity === 'refuse' && !KIND_RULES.has(rule));
    if (refused.length === 0) return;
    const ownerOf = findingOwners(applications);
    for (const finding of refused) {
      const pair = ownerOf(finding);
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
