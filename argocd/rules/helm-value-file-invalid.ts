import { reportHelmProblems } from '../analysis/helm-problems';
import type { Rule } from '../rule';

export const rule: Rule = {
  name: 'helm-value-file-invalid',
  severity: 'refuse',
  summary: 'A value file that an Application gives to Helm is not there, or holds no values.',
  check: (model, report) => reportHelmProblems(model, 'value-file', report),
};
