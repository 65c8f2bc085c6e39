import { hasHealthCheck, nameStep } from '../analysis/steps';
import { type Early, firstWaitedFor } from '../analysis/waited-for';
import { placeIn } from '../analysis/words';
import type { Application, Model } from '../model/types';
import type { Reporter, Rule } from '../rule';
import { SYNC_WAVE_ANNOTATION } from '../semantics/sync-phase';

/** The key of argocd-cm that makes a wave of Applications wait. */
const KEY = 'resource.customizations.health.argoproj.io_Application';

/** The shortest script that takes the health that the child reports. */
const LUA =
  'hs = {status = "Progressing", message = ""}; if obj.status and obj.status.health and obj.status.health.status then ' +
  'hs.status = obj.status.health.status; hs.message = obj.status.health.message or "" end; return hs';

export const rule: Rule = {
  name: 'wave-without-application-health',
  severity: 'silent',
  summary:
    'Applications are put into waves, but no wave waits for an Application: Argo CD has no health check for them.',
  check(model, report) {
    if (hasHealthCheck(model.settings, 'argoproj.io', 'Application')) return;
    for (const application of model.applications) {
      const early = firstWaitedFor(application);
      if (early) judge(application, early, model, report);
    }
  },
};

function judge({ name }: Application, { child, step, last }: Early, model: Model, report: Reporter): void {
  const { resource } = child;
  if (!model.settings.found) {
    report.unchecked({
      subject: `waves of the Applications in ${name}`,
      reason: `a wave waits for an Application only if argocd-cm has ${KEY}; neither argocd-cm nor the values of Argo CD's chart are among the files`,
      resource,
    });
    return;
  }
  const waved = resource.annotations[SYNC_WAVE_ANNOTATION] !== undefined;
  report.find({
    message:
      `Application ${child.name} in ${nameStep(step)} counts as done the moment it is applied, so ${nameStep(last.step)} ` +
      `(${last.resource.kind} ${last.resource.name}) does not wait until it is Healthy: Argo CD has no health check for ` +
      'argoproj.io/Application, and argocd-cm adds none',
    fix: `Add to argocd-cm (configs.cm of the chart${origin(model)}) the key ${KEY} with a script such as: ${LUA}`,
    resource,
    pointer: waved ? ['metadata', 'annotations', SYNC_WAVE_ANNOTATION] : ['metadata', 'name'],
  });
}

function origin({ settings }: Model): string {
  return settings.origin ? `; here ${placeIn(settings.origin)}` : '';
}
