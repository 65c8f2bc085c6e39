import { isHook } from '../../argocd/analysis/steps';
import { fields, list, text } from '../../argocd/model/resource';
import type { RenderedResource } from '../../argocd/model/types';
import { cascadeDeletion } from '../../argocd/semantics/finalizers';
import type { Comparison } from '../compare/comparison';
import { applicationOption } from '../removal/options';
import { Removals } from '../removal/removals';
import { type Loss, lossOf } from '../removal/what-is-lost';
import type { Judgement } from './judgement';
import { SEVERITIES } from './severity';

export const judgement: Judgement = {
  name: 'moves',
  group: 'fails',
  summary: 'An object moves to another Application while the one that has it still owns it.',
  judge(comparison, tell) {
    const removals = new Removals(comparison);
    for (const pair of comparison.applications) {
      for (const { before, movedTo } of pair.objects) {
        if (!before || !movedTo || isHook(before.resource)) continue;
        const target = comparison.pairOf(movedTo.application);
        const outcome = removals.ofObject(before, pair);
        const to = `Application ${target.namespace}/${target.name}`;
        const from = `Application ${pair.namespace}/${pair.name}`;
        const strict = applicationOption(movedTo.application, 'FailOnSharedResource') === 'true';
        if (strict && outcome.happens !== 'deleted') {
          tell({
            severity: 'fails',
            application: target,
            object: movedTo,
            happens: `cannot be taken over by ${to}, which has FailOnSharedResource=true: it belongs to ${from}, which does not let go of it`,
            advice: `Let ${from} prune it first, or take FailOnSharedResource=true away.`,
          });
          continue;
        }
        if (outcome.happens !== 'deleted') continue;
        const { severity, details } = lossWith(before, comparison);
        tell({
          severity: severity === 'note' ? 'interrupts' : severity,
          application: pair,
          object: movedTo,
          happens: `moves to ${to}, and is deleted (${outcome.how}) if ${strict ? 'that is synced first, which FailOnSharedResource=true makes sure of' : `${from} is synced before ${to} has taken it over`}`,
          details,
          advice:
            `First commit it with the annotation argocd.argoproj.io/sync-options: ${pair.after ? 'Prune=false' : 'Delete=false'} where it is, let that be synced, ` +
            'then move it, and take the annotation away in the end.',
        });
      }
    }
  },
};

/** What is lost with an object; with an Application that has a resources finalizer, what it deployed too. */
function lossWith(rendered: RenderedResource, comparison: Comparison): Loss {
  const own = lossOf(rendered, []);
  if (rendered.group !== 'argoproj.io' || rendered.kind !== 'Application') return own;
  const finalizers = list(fields(rendered.resource.object.metadata).finalizers).map(text);
  if (cascadeDeletion(finalizers) === 'none') return own;
  const deployed = comparison.applications.find(({ before }) => before?.resource === rendered.resource)?.before;
  const worst = (deployed?.resources ?? []).map((one) => SEVERITIES.indexOf(lossOf(one, []).severity));
  const severity = SEVERITIES[Math.min(SEVERITIES.indexOf(own.severity), ...worst)] ?? own.severity;
  return { severity, details: ['What it deployed is deleted with it.', ...own.details] };
}
