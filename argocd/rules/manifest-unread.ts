import type { Rule } from '../rule';

export const rule: Rule = {
  name: 'manifest-unread',
  severity: 'warn',
  summary: 'No Application reads a manifest that lies beside others that one reads.',
  check(model, report) {
    for (const { application, resource, path, directory, why } of model.unread) {
      report.find({
        message:
          why === 'not listed'
            ? `no Application reads ${path}: the kustomization of ${directory || '.'}, which Application ${application.name} builds, does not list it`
            : `no Application reads ${directory}: Application ${application.name} reads the directory above it without recurse: true`,
        fix:
          why === 'not listed'
            ? 'Add the file to resources of the kustomization, or remove it.'
            : 'Add `directory: {recurse: true}` to the source, give the directory an Application of its own, or remove it.',
        resource,
      });
    }
  },
};
