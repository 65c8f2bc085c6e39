import { decider, judgeResources } from '../analysis/resource-permission';
import type { Rule } from '../rule';

export const rule: Rule = {
  name: 'project-namespaced-resource-not-permitted',
  severity: 'refuse',
  summary: 'An Application has an object of a namespaced kind that its AppProject does not permit.',
  check(model, report) {
    judgeResources(model, true, decider(true), report);
  },
};
