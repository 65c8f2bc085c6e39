import { isOwn, placeOfValue, type ValuePlace } from '../analysis/value-place';
import { didYouMean } from '../analysis/words';
import type { Application, ApplicationSource, IdleValue, Model } from '../model/types';
import { type Reporter, type Rule, show } from '../rule';

export const rule: Rule = {
  name: 'chart-value-without-effect',
  severity: 'warn',
  summary: 'A value that a chart is given changes nothing in what it renders.',
  check(model, report) {
    const users = usersOf(model);
    // A file of values may be for many Applications.
    const told = new Set<string>();
    for (const application of model.applications)
      for (const source of application.sources)
        for (const value of source.trials?.idle ?? []) reportValue({ application, source, value, users, told, report });
    for (const { name, resource, sources } of model.applications)
      for (const { trials, chart, path } of sources)
        if (trials?.untried !== undefined)
          report.unchecked({
            subject: `Application ${name}: whether all values of ${chart || path} have an effect`,
            reason: trials.untried,
            resource,
          });
  },
};

/** The sources that are given each file of values. */
type Users = ReadonlyMap<string, readonly ApplicationSource[]>;

function usersOf({ applications }: Model): Users {
  const found = new Map<string, ApplicationSource[]>();
  for (const { sources } of applications)
    for (const source of sources)
      for (const values of source.values)
        if (!isOwn(values, source)) found.set(values.origin.name, [...(found.get(values.origin.name) ?? []), source]);
  return found;
}

interface Found {
  readonly application: Application;
  readonly source: ApplicationSource;
  readonly value: IdleValue;
  readonly users: Users;
  readonly told: Set<string>;
  readonly report: Reporter;
}

function reportValue({ application, source, value, users, told, report }: Found): void {
  const place = placeOfValue(application, source, value.path, value);
  if (!place || isUsedElsewhere(place, application, source, value, users)) return;
  const key = JSON.stringify([place.origin.name, place.pointer, value.path]);
  if (told.has(key)) return;
  told.add(key);
  const { path, kind, beside, conditions } = value;
  const name = value.parameter ?? dotted(path);
  const chart = source.chart || source.path || 'the chart';
  const words = {
    unknown: `the chart has no value ${name}: without it, and with another in its place, ${chart} renders to the same for Application ${application.name}`,
    known: `${name} has no effect here: without it, and with another in its place, ${chart} renders to the same for Application ${application.name}`,
    off: `the values of ${name} have no effect: the subchart is off for Application ${application.name} (${conditions.join(', ')})`,
  }[kind];
  const meant = kind === 'unknown' ? didYouMean(path.at(-1) as string, beside) : '';
  report.find({
    message: `${words}.${meant}`.replace(/\.$/, ''),
    fix: FIX[kind],
    resource: application.resource,
    origin: place.origin,
    pointer: place.pointer,
    on: 'key',
    location: place.location,
    confidential: true,
  });
}

const FIX = {
  unknown: 'Write it as the chart does (`helm show values`, `groundwork values`), or remove it.',
  known: 'Remove it, or set the value that it depends on.',
  off: 'Turn the subchart on, or remove its values.',
} as const;

function dotted(path: readonly string[]): string {
  return path.map((part) => (/[.\s]/.test(part) ? show(part) : part)).join('.');
}

/** A file of values, or a template, may be for several Applications: if it has an effect for one, it has one. */
function isUsedElsewhere(
  { values, origin }: ValuePlace,
  { resource, generatedBy }: Application,
  { pointer }: ApplicationSource,
  value: IdleValue,
  users: Users,
): boolean {
  const covers = (one: IdleValue) =>
    one.parameter === value.parameter && one.path.every((part, index) => part === value.path[index]);
  const same = (one: ApplicationSource) => one.pointer.join('/') === pointer.join('/');
  const others =
    origin !== resource.origin && values
      ? (users.get(origin.name) ?? [])
      : (generatedBy?.applicationSet.applications ?? []).flatMap(({ sources }) => sources.filter(same));
  return others.some((source) => !source.trials?.idle.some(covers));
}
