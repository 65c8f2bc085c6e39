import { placeIn } from '../analysis/words';
import { keyOfResource } from '../model/nodes';
import type { RenderedResource } from '../model/types';
import type { Rule } from '../rule';

export const rule: Rule = {
  name: 'resource-repeated',
  severity: 'warn',
  summary: 'An Application renders the same object more than once, and only the last one counts.',
  check(model, report) {
    for (const application of model.applications) {
      const byKey = new Map<string, RenderedResource[]>();
      for (const rendered of application.resources) {
        // `generateName` gives a new name each time.
        if (rendered.name === '') continue;
        const key = keyOfResource(rendered);
        const same = byKey.get(key);
        if (same) same.push(rendered);
        else byKey.set(key, [rendered]);
      }
      for (const same of byKey.values()) {
        const last = same.at(-1) as RenderedResource;
        for (const { resource, group, kind, namespace, name } of same.slice(0, -1)) {
          report.find({
            message: `Resource ${group}/${kind}/${namespace}/${name} appeared ${same.length} times among application resources.`,
            fix: `Only the one in ${placeIn(last.resource.origin)} is applied: remove this one, or rename it.`,
            resource,
            pointer: ['metadata', 'name'],
          });
        }
      }
    }
  },
};
