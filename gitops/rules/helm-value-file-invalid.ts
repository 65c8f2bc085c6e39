import { reportHelmProblems } from './helm-problems';
import type { Rule } from './rule';

export const rule: Rule = {
  name: 'helm-value-file-invalid',
  severity: 'refuse',
  summary: 'A value file that an Application gives to Helm is not there, or holds no values.',
  local: true,
  check: (model, report) => reportHelmProblems(model, 'value-file', report),
};
