import { changedFindings } from '../compare/changed-findings';
import type { ApplicationPair } from '../compare/comparison';
import type { ReviewedFinding } from '../review';
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
    const { before, after, applications } = comparison;
    const goneProjects = new Set(before.model.projects.map(({ name }) => name));
    for (const { name } of after.model.projects) goneProjects.delete(name);
    for (const finding of changedFindings(before.report.findings, after.report.findings).new) {
      if (finding.severity !== 'refuse') continue;
      const pair = ownerOf(finding, applications);
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

/** The Application that a finding is about, or whose object it is about. */
function ownerOf(
  { resource: { kind, namespace, name } }: ReviewedFinding,
  applications: readonly ApplicationPair[],
): ApplicationPair | undefined {
  if (kind === 'Application') return applications.find((pair) => pair.name === name);
  return applications.find(({ after }) =>
    after?.resources.some(
      ({ resource }) => resource.kind === kind && resource.name === name && resource.namespace === namespace,
    ),
  );
}
