import { reportHelmProblems } from '../analysis/helm-problems';
import type { Rule } from '../rule';

export const rule: Rule = {
  name: 'helm-chart-invalid',
  severity: 'refuse',
  summary: 'A chart in the repository is one that Helm cannot load.',
  check: (model, report) => reportHelmProblems(model, 'chart', report),
};
