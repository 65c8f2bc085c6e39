import type { Rule } from '../rule';
import { display } from '../tree/file-tree';

export const rule: Rule = {
  name: 'directory-file-breaks-application',
  severity: 'refuse',
  summary: 'One file under the path of an Application makes Argo CD refuse the whole Application.',
  check(model, report) {
    for (const application of model.applications) {
      const { name, resource } = application;
      for (const { directory, takenForChart, repository } of application.sources) {
        for (const { message, fix, location } of directory?.broken ?? []) {
          report.find({ message: `Application ${name} cannot be rendered: ${message}`, fix, location, resource });
        }
        for (const one of directory?.resources ?? []) {
          if (one.group !== 'kustomize.config.k8s.io') continue;
          report.find({
            message:
              `Application ${name} applies the kustomization itself, because spec.source.directory makes a plain directory of its path: ` +
              'the server could not find the requested resource',
            fix: 'Remove spec.source.directory to have kustomize build it, or leave the file out with spec.source.directory.exclude.',
            resource: one,
            pointer: ['kind'],
          });
        }
        if (takenForChart !== undefined && repository) {
          const file = display(repository.tree, takenForChart);
          report.find({
            message: `Application ${name} cannot be rendered: Argo CD takes its path for a Helm chart, because a name ends in "Chart.yaml"`,
            fix: 'Rename the file, or set spec.source.directory.recurse: true to have a plain directory.',
            location: { file, line: 1, column: 1, endLine: 1, endColumn: 1 },
            resource,
          });
        }
      }
    }
  },
};
