import { reportRenderFailures } from '../analysis/render-failures';
import type { Rule } from '../rule';

const FIX =
  'Correct what Helm complains of: the template, or the values that the Application gives it. `groundwork render APP` tries again.';

export const rule: Rule = {
  name: 'chart-template-fails',
  severity: 'refuse',
  summary: 'Helm fails when it renders the chart of an Application.',
  check: (model, report) => reportRenderFailures(model, 'helm', FIX, report),
};
