import type { Rule } from '../rule';

export const rule: Rule = {
  name: 'list-torn-apart',
  severity: 'silent',
  summary: 'An object with items at its top is taken for a list, and only its items are applied.',
  check(model, report) {
    for (const application of model.applications) {
      for (const { directory } of application.sources) {
        for (const resource of directory?.torn ?? []) {
          const { kind, name } = resource;
          report.find({
            message:
              `Argo CD takes ${kind} ${JSON.stringify(name)} for a list because of items at its top: ` +
              'it applies each item as an object of its own, and never the object itself',
            fix: 'Let another tool apply the object (a hook with kubectl, a Helm chart), or ask its operator for a field of another name.',
            resource,
            pointer: ['items'],
            on: 'key',
          });
        }
      }
    }
  },
};
