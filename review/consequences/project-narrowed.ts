import type { Judgement } from './judgement';
import { narrowedFor } from './narrowed';

export const judgement: Judgement = {
  name: 'project-narrowed',
  group: 'fails',
  summary: 'An AppProject no longer permits what an Application of it already has.',
  judge(comparison, tell) {
    for (const pair of comparison.applications) {
      const { after } = pair;
      const refused = after ? narrowedFor(pair, comparison) : [];
      if (!after || refused.length === 0) continue;
      tell({
        severity: 'fails',
        application: pair,
        resource: after.resource,
        happens: `has what AppProject ${after.projectName} no longer permits: it is not synced any more, and what runs of it is left alone`,
        details: refused,
        advice: `Let AppProject ${after.projectName} permit it for as long as the Application has it.`,
      });
    }
  },
};
