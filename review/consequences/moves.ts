import { isHook } from '../../argocd/analysis/steps';
import { applicationOption } from '../removal/options';
import { Removals } from '../removal/removals';
import { lossOf } from '../removal/what-is-lost';
import type { Judgement } from './judgement';

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
        const { severity, details } = lossOf(before, []);
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
