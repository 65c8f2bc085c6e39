import type { Rule } from './rule';

export const rule: Rule = {
  name: 'helm-value-file-invalid',
  severity: 'refuse',
  summary: 'A value file that an Application gives to Helm is not there, or holds no values.',
  local: true,
  check(model, report) {
    for (const { name, resource, sources } of model.applications) {
      for (const { valueFileProblems } of sources) {
        for (const { words, fix, pointer, repository } of valueFileProblems) {
          const where = repository ? `, in ${repository.url} (${repository.because})` : '';
          report.find({ message: `Application ${name} cannot be rendered: ${words}${where}`, fix, resource, pointer });
        }
      }
    }
  },
};
