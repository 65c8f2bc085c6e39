import type { Rule } from '../rule';
import { isFatal } from '../yaml/text';

export const rule: Rule = {
  name: 'directory-file-ignored',
  severity: 'silent',
  summary: 'A directory source silently skips a file that is meant as a manifest.',
  check(model, report) {
    for (const application of model.applications) {
      for (const { directory } of application.sources) {
        for (const { message, fix, location, meant } of directory?.ignored ?? []) {
          if (meant) report.find({ message, fix, location, resource: application.resource });
          else if (model.problems.some((problem) => isFatal(problem) && problem.location.file === location.file)) {
            const reason = 'no YAML, and nothing in it looks like a manifest: Argo CD ignores it';
            report.unchecked({ subject: `file ${location.file}`, reason, file: location.file });
          }
        }
      }
    }
  },
};
