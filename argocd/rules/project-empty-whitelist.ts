import { some } from '../analysis/words';
import type { Rule } from '../rule';

export const rule: Rule = {
  name: 'project-empty-whitelist',
  severity: 'silent',
  summary: 'An empty namespaceResourceWhitelist forbids every kind today, and allows every kind after the next edit.',
  check(model, report) {
    for (const { name, spec, resource, applications } of model.projects) {
      const { namespaceResourceWhitelist } = spec;
      if (!Array.isArray(namespaceResourceWhitelist) || namespaceResourceWhitelist.length > 0) continue;
      const users = applications.map((application) => application.name);
      report.find({
        message:
          `namespaceResourceWhitelist: [] of AppProject ${name} allows no namespaced kind` +
          (users.length > 0 ? ` to ${some(users)}` : '') +
          '; but any write of the project by argocd-server or the CLI drops the empty list, and then all are allowed',
        fix:
          "To allow none, remove it and add namespaceResourceBlacklist: [{group: '*', kind: '*'}]; " +
          'to allow all, remove it.',
        resource,
        pointer: ['spec', 'namespaceResourceWhitelist'],
        on: 'key',
      });
    }
  },
};
