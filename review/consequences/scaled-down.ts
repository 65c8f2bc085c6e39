import type { Judgement } from './judgement';
import { isWorkload, replicasOf } from './workloads';

export const judgement: Judgement = {
  name: 'scaled-down',
  group: 'interrupts',
  summary: 'A workload gets fewer pods, or none.',
  judge({ applications }, tell) {
    for (const pair of applications) {
      for (const { before: own, movedFrom, after } of pair.objects) {
        const before = own ?? movedFrom;
        if (!before || !after || !isWorkload(after)) continue;
        const [old, now] = [replicasOf(before), replicasOf(after)];
        if (old === undefined || now === undefined || now >= old) continue;
        tell({
          severity: now === 0 ? 'interrupts' : 'note',
          application: pair,
          object: after,
          pointer: ['spec', 'replicas'],
          happens: now === 0 ? `stops: ${old} → 0 replicas` : `gets fewer pods: ${old} → ${now} replicas`,
        });
      }
    }
  },
};
