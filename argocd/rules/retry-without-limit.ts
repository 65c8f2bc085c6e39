import type { Application } from '../model/types';
import { fields, type Reporter, type Rule, show } from '../rule';
import { parseRetryDuration } from '../semantics/go-duration';

/** What Argo CD retries by itself when `retry` is absent. */
const DEFAULT_LIMIT = 5;

export const rule: Rule = {
  name: 'retry-without-limit',
  severity: 'silent',
  summary: 'A retry strategy has no limit, so a failed sync is not retried at all.',
  check(model, report) {
    for (const application of model.applications) {
      const { retry } = fields(application.spec.syncPolicy);
      if (typeof retry === 'object' && retry !== null) judge(application, fields(retry), report);
    }
  },
};

function judge(application: Application, retry: Readonly<Record<string, unknown>>, report: Reporter): void {
  const pointer = ['spec', 'syncPolicy', 'retry'];
  // An explicit 0 is intended.
  if (retry.limit == null) {
    report.find({
      message:
        'spec.syncPolicy.retry without limit means limit 0: a failed sync is not retried, whatever the backoff says' +
        (application.automated ? `; without retry an automated sync would be retried ${DEFAULT_LIMIT} times` : ''),
      fix: `Add \`limit: ${DEFAULT_LIMIT}\` (-1 retries for ever) to retry, or remove retry.`,
      resource: application.resource,
      pointer,
      on: 'key',
    });
  }
  const backoff = fields(retry.backoff);
  for (const key of ['duration', 'maxDuration']) {
    const value = backoff[key];
    if (typeof value !== 'string' || value === '') continue;
    const { error } = parseRetryDuration(value);
    if (error === undefined) continue;
    report.find({
      message: `${error}: spec.syncPolicy.retry.backoff.${key} is ${show(value)}, so a failed sync ends with "failed to retry"`,
      fix: 'Write a number of seconds, or a duration such as `30s`, `5m` or `1h30m` (there is no unit for days).',
      severity: 'refuse',
      resource: application.resource,
      pointer: [...pointer, 'backoff', key],
    });
  }
}
