import { isMap } from '../model/resource';
import type { Fields } from '../model/types';
import { type ChartText, merged } from './chart-text';
import type { GivenValues } from './given-values';

/** A value that may be taken away: a leaf of the values, or a parameter. */
export interface ValueUnit {
  readonly path: readonly string[];
  readonly value: unknown;
  /** The name of the parameter that sets it. @default - a file, or the Application's values */
  readonly parameter?: string;
  /** See `IdleValue.kind`. */
  readonly kind: 'off' | 'unknown' | 'known';
}

/**
 * Which values are tried: those that the chart has no default for, or all that differ from it; for `random`, none: then only what
 * is random is looked for.
 */
export type TrialScope = 'random' | 'doubtful' | 'all';

/** The values whose effect is in question. */
export function unitsOf(
  { values, parameters, others }: GivenValues,
  chart: ChartText,
  scope: TrialScope,
): readonly ValueUnit[] {
  const set = [...[...parameters.values()].map(({ path }) => path), ...others];
  const off = offPaths(values, set, chart);
  const found: ValueUnit[] = [];
  const add = (path: readonly string[], value: unknown, parameter?: string): void => {
    // A subchart need not read what is for all of them.
    if (path.includes('global')) return;
    const switched = off.find((one) => startsWith(path, one.path));
    if (switched?.conditions.some((condition) => condition.join('\n') === path.join('\n'))) return;
    const kind = switched ? 'off' : isKnown(chart.defaults, path) ? 'known' : 'unknown';
    if (kind === 'known' && (scope === 'doubtful' || same(at(chart.defaults, path), value))) return;
    found.push({ path, value, parameter, kind });
  };
  const walk = (value: unknown, path: readonly string[]): void => {
    if (isMap(value)) {
      for (const [key, inner] of Object.entries(value)) walk(inner, [...path, key]);
      return;
    }
    // What a parameter sets as well is its business.
    if (set.some((one) => startsWith(one, path) || startsWith(path, one))) return;
    add(path, value);
  };
  walk(values, []);
  for (const [name, { path, value }] of parameters) add(path, value, name);
  return found;
}

/** The subcharts that are off, with what would turn them on. */
export function offPaths(
  values: Fields,
  set: readonly (readonly string[])[],
  chart: ChartText,
): readonly { readonly path: readonly string[]; readonly conditions: readonly (readonly string[])[] }[] {
  const effective = merged(chart.defaults, values);
  return chart.subcharts.flatMap(({ key, conditions }) => {
    // The first one that is there decides.
    const condition = conditions.find((path) => typeof at(effective, path) === 'boolean');
    if (!condition || at(effective, condition) !== false) return [];
    if (set.some((path) => conditions.some((one) => startsWith(one, path)))) return [];
    return [{ path: [key], conditions }];
  });
}

/** Whether the defaults of a chart have a key, or are open there: a map without keys, or nothing, takes any. */
function isKnown(defaults: Fields, path: readonly string[]): boolean {
  let here: unknown = defaults;
  for (const [index, key] of path.entries()) {
    if (here === null || (isMap(here) && Object.keys(here).length === 0)) return index > 0;
    if (!isMap(here) || !Object.hasOwn(here, key)) return false;
    here = here[key];
  }
  return true;
}

/** The keys that a chart has defaults for beside a path. */
export function besideOf({ defaults }: ChartText, path: readonly string[]): readonly string[] {
  const map = at(defaults, path.slice(0, -1));
  return isMap(map) ? Object.keys(map) : [];
}

/** The values without some of them; maps that become empty go too. */
export function without(values: Fields, paths: readonly (readonly string[])[]): Fields {
  const tree = new Map<string, (readonly string[])[]>();
  for (const [key, ...rest] of paths) if (key !== undefined) tree.set(key, [...(tree.get(key) ?? []), rest]);
  const entries = Object.entries(values).flatMap(([key, value]): [string, unknown][] => {
    const below = tree.get(key);
    if (!below) return [[key, value]];
    if (below.some((rest) => rest.length === 0) || !isMap(value)) return [];
    const rest = without(value, below);
    return Object.keys(rest).length === 0 ? [] : [[key, rest]];
  });
  return Object.fromEntries(entries);
}

/** The values with others in the place of some of them. */
export function altered(values: Fields, paths: readonly (readonly string[])[]): Fields {
  const change = (value: unknown, below: readonly (readonly string[])[]): unknown => {
    if (below.some((rest) => rest.length === 0) || !isMap(value)) return another(value);
    return altered(value, below);
  };
  return Object.fromEntries(
    Object.entries(values).map(([key, value]) => {
      const below = paths.filter(([first]) => first === key).map(([, ...rest]) => rest);
      return [key, below.length === 0 ? value : change(value, below)];
    }),
  );
}

/** Another value of the same type. */
export function another(value: unknown): unknown {
  if (typeof value === 'boolean') return !value;
  if (typeof value === 'number') return value + 1;
  if (typeof value === 'string') return `${value}x`;
  if (Array.isArray(value)) return [...value, value[0] ?? 'x'];
  if (isMap(value)) return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, another(inner)]));
  return 'x';
}

export function at(values: unknown, path: readonly string[]): unknown {
  let here = values;
  for (const key of path) here = isMap(here) && Object.hasOwn(here, key) ? here[key] : undefined;
  return here;
}

export function startsWith(path: readonly string[], start: readonly string[]): boolean {
  return start.length <= path.length && start.every((part, index) => part === path[index]);
}

function same(a: unknown, b: unknown): boolean {
  return JSON.stringify(sorted(a)) === JSON.stringify(sorted(b));
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (!isMap(value)) return value;
  return Object.fromEntries(
    Object.keys(value)
      .sort()
      .map((key) => [key, sorted(value[key])]),
  );
}
