import { reportHelmProblems } from '../analysis/helm-problems';
import type { Rule } from '../rule';

export const rule: Rule = {
  name: 'helm-values-invalid',
  severity: 'refuse',
  summary: 'The values that an Application holds as a string are no YAML map.',
  check: (model, report) => reportHelmProblems(model, 'values', report),
};
