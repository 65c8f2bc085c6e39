import { placeOfValue, type ValuePlace } from '../analysis/value-place';
import type { Application, ApplicationSource, SchemaViolation } from '../model/types';
import { fields, list, type Rule, text } from '../rule';

export const rule: Rule = {
  name: 'chart-values-against-schema',
  severity: 'refuse',
  summary: 'A value that a chart is given is one that its schema does not allow.',
  check(model, report) {
    for (const application of model.applications) {
      const { name, resource } = application;
      for (const source of application.sources) {
        for (const violation of source.renderFailure?.schema ?? []) {
          const { chart, path, words } = violation;
          const where = path.length === 0 ? 'the values' : path.join('.');
          report.find({
            message:
              `Application ${name} cannot be rendered: Error: values don't meet the specifications of the schema(s) in the following ` +
              `chart(s): ${chart}: ${where}: ${words}`,
            fix: 'Give what `values.schema.json` of the chart wants. helm.skipSchemaValidation: true leaves the schema out.',
            resource,
            ...placeOf(application, source, violation),
            confidential: true,
          });
        }
      }
    }
  },
};

/** The value, or the nearest map above it that is written somewhere; the source if none is. */
function placeOf(
  application: Application,
  source: ApplicationSource,
  { path, words }: SchemaViolation,
): Pick<ValuePlace, 'origin' | 'pointer' | 'location'> {
  const { origin } = application.resource;
  const extra = /^additional properties '([^']+)'/.exec(words)?.[1];
  const wanted = extra === undefined ? path : [...path, extra];
  for (let length = wanted.length; length > 0; length -= 1) {
    const part = wanted.slice(0, length);
    const parameters = list(fields(source.fields.helm).parameters).map((one) => text(fields(one).name));
    const parameter = parameters.find((one) => one === part.join('.'));
    const place = placeOfValue(application, source, part, { parameter, defaults: true });
    if (place) return place;
  }
  return { origin, pointer: [...source.pointer, source.chart === '' ? 'path' : 'chart'] };
}
