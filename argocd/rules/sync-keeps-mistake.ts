import { hasHealthCheck, nameStep } from '../analysis/steps';
import { type Early, firstWaitedFor } from '../analysis/waited-for';
import type { Application } from '../model/types';
import { fields, type Reporter, type Rule } from '../rule';

/** The field that has a retry take what Git has by then. */
const REFRESH = 'spec.syncPolicy.retry.refresh';

export const rule: Rule = {
  name: 'sync-keeps-mistake',
  severity: 'silent',
  summary:
    'A sync waits for Applications in the commit that it began with, and never looks at the one that mends them.',
  check(model, report) {
    // Without it, no sync waits for an Application.
    if (!hasHealthCheck(model.settings, 'argoproj.io', 'Application')) return;
    for (const application of model.applications) {
      if (!application.automated || fields(fields(application.spec.syncPolicy).retry).refresh === true) continue;
      const early = firstWaitedFor(application);
      if (early) judge(application, early, report);
    }
  },
};

function judge({ name, resource }: Application, { child, step, last }: Early, report: Reporter): void {
  report.find({
    message:
      `while Application ${child.name} in ${nameStep(step)} is not Healthy, the sync of ${name} waits with ${nameStep(last.step)}, in the ` +
      `commit that it began with, and its retries keep that commit because ${REFRESH} is not set: a mistake in ${child.name} ` +
      'cannot be mended in Git',
    fix:
      `Set ${REFRESH} to true and the limit to -1, and let the health check of argoproj.io/Application in argocd-cm answer Degraded where waiting ` +
      'cannot help (a condition ComparisonError or InvalidSpecError, a failed operation): that ends the sync, and its retry takes ' +
      'what Git has by then.',
    resource,
    pointer: ['spec', 'syncPolicy'],
    on: 'key',
  });
}
