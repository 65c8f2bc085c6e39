import type { Rule } from '../rule';

const OPTION = 'Validate=false';
const ANNOTATION = 'argocd.argoproj.io/sync-options';

export const rule: Rule = {
  name: 'validation-off',
  severity: 'warn',
  summary: '`Validate=false` applies objects without a look at their schema, so misspelt fields are dropped silently.',
  check(model, report) {
    for (const application of model.applications) {
      const index = application.syncOptions.indexOf(OPTION);
      const where = { fix: `Remove ${OPTION}, and correct what is refused then.` };
      if (index >= 0) {
        report.find({
          ...where,
          message: `${OPTION}: objects of Application ${application.name} are applied without validation, and fields that are not known are dropped silently`,
          resource: application.resource,
          pointer: ['spec', 'syncPolicy', 'syncOptions'],
        });
      }
      for (const { resource, kind, name } of application.resources) {
        const options = (resource.annotations[ANNOTATION] ?? '').split(',').map((one) => one.trim());
        if (!options.includes(OPTION)) continue;
        report.find({
          ...where,
          message: `${OPTION}: ${kind} ${name} is applied without validation, and fields that are not known are dropped silently`,
          resource,
          pointer: ['metadata', 'annotations', ANNOTATION],
        });
      }
    }
  },
};
