import { list, text } from '../model/resource';
import type { ApplicationSet } from '../model/types';
import type { Reporter, Rule } from '../rule';

export const rule: Rule = {
  name: 'applicationset-template',
  severity: 'refuse',
  summary: 'An ApplicationSet generates something else than its template says, or nothing.',
  check(model, report) {
    for (const set of model.applicationSets) {
      for (const { severity, message, fix, pointer } of set.problems)
        report.find({ severity, message, fix, pointer, resource: set.resource });
      options(set, report);
    }
  },
};

function options({ goTemplate, spec, resource }: ApplicationSet, report: Reporter): void {
  if (!goTemplate) return;
  const given = list(spec.goTemplateOptions).map(text);
  const valid = ['missingkey=default', 'missingkey=invalid', 'missingkey=zero', 'missingkey=error'];
  for (const [index, option] of given.entries()) {
    if (valid.includes(option)) continue;
    report.find({
      message: `unrecognized option: ${JSON.stringify(option)} makes the controller panic`,
      fix: `Use one of ${valid.join(', ')}.`,
      resource,
      pointer: ['spec', 'goTemplateOptions', index],
    });
  }
  if (given.includes('missingkey=error')) return;
  report.find({
    severity: 'warn',
    gather: true,
    message:
      'without goTemplateOptions: ["missingkey=error"] a misspelt parameter becomes "<no value>" in the Application instead of an error',
    fix: 'Add goTemplateOptions: ["missingkey=error"] to spec.',
    resource,
    pointer: ['spec', 'goTemplate'],
    on: 'key',
  });
}
