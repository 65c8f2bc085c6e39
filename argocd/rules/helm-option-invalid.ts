import { reportHelmProblems } from '../analysis/helm-problems';
import type { Rule } from '../rule';

export const rule: Rule = {
  name: 'helm-option-invalid',
  severity: 'refuse',
  summary: 'An option that an Application gives to Helm is one that it does not take.',
  check: (model, report) => reportHelmProblems(model, 'option', report),
};
