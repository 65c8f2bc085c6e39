import { reportRenderFailures } from '../analysis/render-failures';
import type { Rule } from '../rule';

const FIX =
  'Correct what kustomize complains of: the kustomization, what it reads, or spec.source.kustomize. `groundwork render APP` tries again.';

export const rule: Rule = {
  name: 'kustomization-fails',
  severity: 'refuse',
  summary: 'kustomize fails when it builds the kustomization of an Application.',
  check: (model, report) => reportRenderFailures(model, 'kustomize', FIX, report),
};
