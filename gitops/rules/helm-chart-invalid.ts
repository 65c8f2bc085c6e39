import { reportHelmProblems } from './helm-problems';
import type { Rule } from './rule';

export const rule: Rule = {
  name: 'helm-chart-invalid',
  severity: 'refuse',
  summary: 'A chart in the repository is one that Helm cannot load.',
  local: true,
  check: (model, report) => reportHelmProblems(model, 'chart', report),
};
