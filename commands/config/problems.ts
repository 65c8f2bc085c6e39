import { inspect } from 'node:util';
import { didYouMean } from '../../argocd/analysis/words';

/** Something wrong with a configuration, and the way to it. */
export interface ConfigProblem {
  readonly path: readonly (string | number)[];
  readonly message: string;
}

const SEVERITIES: readonly unknown[] = ['refuse', 'silent', 'warn', 'off'];

/** What a field has to be; gives its problems. */
type Check = (value: unknown, path: ConfigProblem['path']) => readonly ConfigProblem[];

/** Everything that is wrong with a configuration. `schemas/groundwork.config.schema.json` says the same to an editor. */
export function problemsOf(config: unknown): readonly ConfigProblem[] {
  return map({
    $schema: string,
    argocdVersion: version,
    kubeVersion: version,
    repositories: mapOf(string),
    fetch: boolean,
    strict: boolean,
    exclude: listOf(string),
    severity: mapOf(severity),
    overrides: listOf(map({ files: listOf(string, 1), severity: mapOf(severity) }, ['files', 'severity'])),
    baseline: string,
    rules: listOf(rule),
  })(config, []);
}

function map(fields: Readonly<Record<string, Check>>, required: readonly string[] = []): Check {
  return (value, path) => {
    if (!isMap(value)) return wrong(path, value, 'a map');
    const names = Object.keys(fields).filter((name) => name !== '$schema');
    const unknown = Object.keys(value)
      .filter((name) => !Object.hasOwn(fields, name))
      .map((name) => ({
        path: [...path, name],
        message: `there is no such field: there are ${names.join(', ')}.${didYouMean(name, names)}`,
      }));
    const missing = required
      .filter((name) => value[name] === undefined)
      .map((name) => ({ path, message: `${name} is missing` }));
    const inside = Object.entries(fields).flatMap(([name, check]) =>
      value[name] === undefined ? [] : check(value[name], [...path, name]),
    );
    return [...unknown, ...missing, ...inside];
  };
}

function mapOf(check: Check): Check {
  return (value, path) =>
    isMap(value)
      ? Object.entries(value).flatMap(([name, one]) => check(one, [...path, name]))
      : wrong(path, value, 'a map');
}

/** More than anybody writes: each pattern is matched with each file. */
const LONGEST = 5_000;

function listOf(check: Check, least = 0): Check {
  return (value, path) => {
    if (Array.isArray(value) && value.length > LONGEST)
      return [{ path, message: `a list of ${value.length}: ${LONGEST} at most` }];
    return Array.isArray(value) && value.length >= least
      ? value.flatMap((one, at) => check(one, [...path, at]))
      : wrong(path, value, least === 0 ? 'a list' : 'a list that is not empty');
  };
}

function string(value: unknown, path: ConfigProblem['path']): readonly ConfigProblem[] {
  return typeof value === 'string' && value !== '' ? [] : wrong(path, value, 'a string that is not empty');
}

function version(value: unknown, path: ConfigProblem['path']): readonly ConfigProblem[] {
  const fine = typeof value === 'string' && /^v?\d+\.\d+(\.\d+)?([-+].*)?$/.test(value);
  return fine ? [] : wrong(path, value, "a version in quotes, like '3.4.4'");
}

function boolean(value: unknown, path: ConfigProblem['path']): readonly ConfigProblem[] {
  return typeof value === 'boolean' ? [] : wrong(path, value, 'true or false');
}

function severity(value: unknown, path: ConfigProblem['path']): readonly ConfigProblem[] {
  return SEVERITIES.includes(value) ? [] : wrong(path, value, `one of ${SEVERITIES.join(', ')}`);
}

function rule(value: unknown, path: ConfigProblem['path']): readonly ConfigProblem[] {
  if (!isMap(value) || typeof value.check !== 'function')
    return wrong(path, value, 'a rule: an object with name, severity, summary and check(model, report)');
  const { name, summary } = value;
  const problems = severity(value.severity, [...path, 'severity']);
  const named = typeof name === 'string' && /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(name);
  return [
    ...problems,
    ...(named ? [] : wrong([...path, 'name'], name, 'a name in kebab-case, which ignore comments can use')),
    ...(typeof summary === 'string' && summary !== '' ? [] : wrong([...path, 'summary'], summary, 'one sentence')),
  ];
}

function wrong(path: ConfigProblem['path'], value: unknown, allowed: string): readonly ConfigProblem[] {
  const shown = show(value);
  return [{ path, message: `${shown.length > 60 ? `${shown.slice(0, 59)}…` : shown} is not ${allowed}` }];
}

function show(value: unknown): string {
  try {
    const json = JSON.stringify(value);
    if (json !== undefined) return json;
  } catch {
    // JSON has no circles.
  }
  return inspect(value, { depth: 1, breakLength: Number.POSITIVE_INFINITY, maxArrayLength: 5 });
}

function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
