import { isHook } from '../analysis/steps';
import { some } from '../analysis/words';
import { RenderedOrigin } from '../model/rendered-origin';
import type { RenderedResource, Resource } from '../model/types';
import type { Rule } from '../rule';
import { syncPhases } from '../semantics/sync-phase';

export const rule: Rule = {
  name: 'hook-skipped-by-self-heal',
  severity: 'warn',
  summary: 'An Application heals itself and has hooks: a sync that heals is partial, and a partial sync runs no hooks.',
  check(model, report) {
    for (const { name, automated, selfHeal, resources } of model.applications) {
      if (!automated || !selfHeal) continue;
      const hooks = resources.filter(
        ({ resource }) => isHook(resource) && !isOfChart(resource) && syncPhases(resource.annotations).length > 0,
      );
      const [first] = hooks;
      // Without anything that can drift there is nothing to heal.
      if (!first || hooks.length === resources.length) continue;
      report.find({
        message:
          `${some(hooks.map(title))} of Application ${name} will not run when selfHeal reverts a change on the cluster: ` +
          'such a sync names the objects that differ (a partial sync), and hooks are skipped in it',
        fix:
          'If a hook has to follow each change of an object, make it an object of its own (a Job without the hook annotation, ' +
          'a CronJob), or turn selfHeal off; if it has to run for new revisions only, ignore this.',
        resource: first.resource,
        pointer: ['metadata', 'annotations'],
        on: 'key',
      });
    }
  },
};

/** A hook of a chart is meant to run when it is installed and upgraded, as Helm runs it, and not for each change. */
function isOfChart({ origin, annotations }: Resource): boolean {
  return origin instanceof RenderedOrigin && origin.by === 'helm' && annotations['helm.sh/hook'] !== undefined;
}

function title({ kind, name, resource }: RenderedResource): string {
  return `${syncPhases(resource.annotations)[0]} hook ${kind} ${name}`;
}
