import { plural } from '../../report/plural';
import { Removals } from '../removal/removals';
import type { Judgement } from './judgement';

export const judgement: Judgement = {
  name: 'emptied',
  group: 'goes',
  summary: 'An Application that had objects has none any more.',
  judge(comparison, tell) {
    const removals = new Removals(comparison);
    for (const pair of comparison.applications) {
      const { before, after, comparable } = pair;
      if (!before || !after || !comparable || after.resources.length > 0 || before.resources.length === 0) continue;
      const all = plural(before.resources.length, 'object');
      if (removals.isRefusedEmpty(pair))
        tell({
          severity: 'fails',
          application: pair,
          resource: after.resource,
          happens: `is left with none of its ${all}, and Argo CD skips the sync: auto-sync will wipe out all resources`,
          advice:
            'If it is to be empty, set spec.syncPolicy.automated.allowEmpty: true; if not, look why nothing is rendered (path, include, recurse).',
        });
      else
        tell({
          severity: 'interrupts',
          application: pair,
          resource: after.resource,
          happens: `is left with none of its ${all}`,
          advice: 'If that is not meant, look why nothing is rendered: path, include, recurse.',
        });
    }
  },
};
