import { isMap } from '../model/resource';
import type { ChartTrials, Fields, IdleValue } from '../model/types';
import { actionsIn, actionsOf, type ChartText } from './chart-text';
import type { Variant } from './given-values';
import { altered, another, at, besideOf, offPaths, startsWith, type ValueUnit, without } from './value-units';

/** What value trials need. */
export interface ValueTrialInput {
  readonly chart: ChartText;
  readonly units: readonly ValueUnit[];
  readonly values: Fields;
  /** What the source renders to. */
  readonly seen: string;
  /** A digest of that. What is random is left out of it. */
  readonly digest: string;
  /** The digest of what a variant renders to; `undefined` if it is refused. */
  render(variant: Variant): Promise<string | undefined>;
  /** Whether the chart renders differently each time. */
  readonly random: boolean;
}

/** Renderings of one source, at most. */
const MAX_RENDERS = 48;

/** Milliseconds for one source, at most. */
const MAX_TIME = 60_000;

/** Why trials stop. */
class TooMany extends Error {}

/**
 * The values that change nothing: neither without them nor with others in their place does the chart render to something
 * else. They are tried together, and halved where something changes.
 */
export async function idleValues(input: ValueTrialInput): Promise<Pick<ChartTrials, 'idle' | 'untried'>> {
  const { chart, values, digest } = input;
  // What is left out of a random chart might be where a value has its effect.
  const surely = (unit: ValueUnit): boolean => !input.random || isNeverRead(unit.path, chart);
  const units = input.units.filter((unit) => !isSeen(unit, input.seen) && surely(unit));
  if (units.length === 0) return { idle: [] };
  const start = Date.now();
  let left = MAX_RENDERS;
  const render = async (variant: Variant): Promise<string | undefined> => {
    if (left === 0) throw new TooMany(`${MAX_RENDERS} renderings were not enough to try them all`);
    if (Date.now() - start > MAX_TIME) throw new TooMany(`${MAX_TIME / 1000} s were not enough to try them all`);
    left -= 1;
    return input.render(variant);
  };
  // Merged by us, they must give the same.
  const base = await render({ values, parameters: new Map() });
  if (base === undefined || base !== digest) return { idle: [], untried: 'their order cannot be taken apart' };
  const quiet = async (some: readonly ValueUnit[], how: Change, apis?: readonly string[], than = base) =>
    (await render({ ...how(values, some), apiVersions: apis })) === than;

  /** Those that change nothing, found by halves. */
  const search = async (some: readonly ValueUnit[], how: Change): Promise<readonly ValueUnit[]> => {
    if (some.length === 0) return [];
    if (await quiet(some, how)) return some;
    if (some.length === 1) return [];
    const middle = Math.ceil(some.length / 2);
    return [...(await search(some.slice(0, middle), how)), ...(await search(some.slice(middle), how))];
  };

  const idle: IdleValue[] = [];
  let untried: string | undefined;
  try {
    const suspects = await search(await search(units, leftOut), changed);
    const apis = apisIn(chart);
    const rich =
      apis.length === 0 || suspects.length === 0
        ? undefined
        : await render({ values, parameters: new Map(), apiVersions: apis });
    const kept: ValueUnit[] = [];
    for (const { value, units: of } of grouped(suspects, input)) {
      if (isSpokenOf(value, chart)) continue;
      // Others that were tried with it may have hidden what it does; and of two of which each would do, one is of use.
      if (of.length < suspects.length && !((await quiet(of, leftOut)) && (await quiet(of, changed)))) continue;
      const all = [...kept, ...of];
      if (kept.length > 0 && !((await quiet(all, leftOut)) && (await quiet(all, changed)))) continue;
      if (apis.length > 0) {
        // Templates may ask the cluster for an API that it has and nobody said.
        if (rich === undefined) continue;
        if (!(await quiet(of, leftOut, apis, rich)) || !(await quiet(of, changed, apis, rich))) continue;
      }
      idle.push(value);
      kept.push(...of);
    }
  } catch (error) {
    if (!(error instanceof TooMany)) throw error;
    untried = error.message;
  }
  return { idle, untried };
}

type Change = (values: Fields, units: readonly ValueUnit[]) => Variant;

const leftOut: Change = (values, units) => ({
  values: without(
    values,
    units.filter(({ parameter }) => parameter === undefined).map(({ path }) => path),
  ),
  parameters: new Map(units.flatMap(({ parameter }) => (parameter === undefined ? [] : [[parameter, undefined]]))),
});

const changed: Change = (values, units) => ({
  values: altered(
    values,
    units.filter(({ parameter }) => parameter === undefined).map(({ path }) => path),
  ),
  parameters: new Map(
    units.flatMap(({ parameter, value }) =>
      parameter === undefined ? [] : [[parameter, value === 'true' ? 'false' : String(another(value))]],
    ),
  ),
});

/** Whether a value stands in what is rendered, so that it surely has an effect. */
function isSeen({ value }: ValueUnit, output: string): boolean {
  return typeof value === 'string' && value.length >= 8 && output.includes(value);
}

/** Whether no template has one of the words on the way to a value. */
function isNeverRead(path: readonly string[], chart: ChartText): boolean {
  const actions = actionsOf(chart).join('\n');
  return path.some((key) => !actions.includes(key));
}

/** Puts what stands below one key that has no effect as a whole into one. */
function grouped(
  suspects: readonly ValueUnit[],
  { chart, values }: ValueTrialInput,
): readonly { readonly value: IdleValue; readonly units: readonly ValueUnit[] }[] {
  const off = offPaths(values, [], chart);
  const left = new Set(suspects);
  const found: { value: IdleValue; units: readonly ValueUnit[] }[] = [];
  for (const unit of suspects) {
    if (!left.has(unit)) continue;
    const highest = unit.parameter === undefined ? topOf(unit, suspects, chart, values) : unit.path;
    const units = suspects.filter((one) => one.parameter === unit.parameter && startsWith(one.path, highest));
    const top = unit.kind === 'known' && units.length === 1 ? unit.path : highest;
    for (const one of units) left.delete(one);
    const conditions = off
      .filter(({ path }) => unit.kind === 'off' && startsWith(unit.path, path))
      .flatMap((one) => one.conditions.map((condition) => condition.join('.')));
    const beside = besideOf(chart, top);
    // A template that has all words on the way may read it where another value lets it.
    const kind = unit.kind === 'unknown' && !isNeverRead(top, chart) ? 'known' : unit.kind;
    found.push({ value: { path: top, parameter: unit.parameter, kind, beside, conditions }, units });
  }
  return found;
}

/** The highest key below which nothing has an effect, and that the chart does not have a default for. */
function topOf(
  unit: ValueUnit,
  suspects: readonly ValueUnit[],
  { defaults }: ChartText,
  values: Fields,
): readonly string[] {
  if (unit.kind === 'off') return unit.path.slice(0, 1);
  for (let length = 1; length < unit.path.length; length += 1) {
    const top = unit.path.slice(0, length);
    if (unit.kind === 'unknown' && at(defaults, top) !== undefined) continue;
    const idle = suspects.filter(({ path, parameter }) => parameter === undefined && startsWith(path, top)).length;
    if (idle === leaves(at(values, top))) return top;
  }
  return unit.path;
}

function leaves(value: unknown): number {
  if (!isMap(value)) return 1;
  return Object.values(value).reduce((sum: number, inner) => sum + leaves(inner), 0);
}

/** The APIs that templates may ask for, as they name them. */
function apisIn(chart: ChartText): readonly string[] {
  const actions = actionsOf(chart);
  if (!actions.some((one) => one.includes('APIVersions'))) return [];
  const found = new Set<string>();
  for (const one of actions)
    for (const [, api = ''] of one.matchAll(/["'`]([a-z0-9.-]+(?:\/v\d+(?:(?:alpha|beta)\d+)?)(?:\/[A-Z]\w*)?)["'`]/g))
      found.add(api);
  return [...found].sort();
}

/** Words that say of a value that it does nothing on purpose. */
const ON_PURPOSE = /deprecat|no effect|no-op|noop|ignored|unused|not used|no longer|removed|placeholder/i;

/**
 * Whether the chart says that a value does nothing, or reads it where no object comes of it: in its notes, or to refuse
 * others.
 */
function isSpokenOf({ path, kind }: IdleValue, chart: ChartText): boolean {
  if (kind === 'off') return false;
  const name = path.at(-1) as string;
  const word = new RegExp(`(?<![\\w-])${name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}(?![\\w-])`);
  const reads = path.length > 1 ? `${path.at(-2)}.${name}` : undefined;
  const guards = [...notesOf(chart), ...textsOf(chart).filter(refuses)];
  if (guards.some((one) => (reads === undefined ? word.test(one) : one.includes(reads)))) return true;
  const lines = chart.values.split('\n');
  for (const [index, line] of lines.entries()) {
    if (!word.test(line.split(/:(?:\s|$)/)[0] as string)) continue;
    let from = index;
    while (from > 0 && /^\s*#/.test(lines[from - 1] as string)) from -= 1;
    if (ON_PURPOSE.test(lines.slice(from, index + 1).join('\n'))) return true;
  }
  const said = chart.documentation.flatMap((one) => one.split('\n'));
  if (said.some((line) => word.test(line) && ON_PURPOSE.test(line))) return true;
  return schemaSays(chart.schema, name);
}

function textsOf({ templates, subcharts }: ChartText): readonly string[] {
  return [...templates, ...subcharts.flatMap(({ chart }) => (chart ? textsOf(chart) : []))];
}

function notesOf({ notes, subcharts }: ChartText): readonly string[] {
  return [notes, ...subcharts.flatMap(({ chart }) => (chart ? notesOf(chart) : []))];
}

/** Whether a template may refuse values. */
function refuses(template: string): boolean {
  return template.includes('fail') && [...actionsIn(template)].some((action) => /\bfail\b/.test(action));
}

function schemaSays(schema: unknown, name: string, depth = 0): boolean {
  if (depth > 40) return false;
  if (Array.isArray(schema)) return schema.some((one) => schemaSays(one, name, depth + 1));
  if (!isMap(schema)) return false;
  const { properties } = schema;
  if (isMap(properties) && isMap(properties[name])) {
    const { deprecated, description } = properties[name];
    if (deprecated === true || (typeof description === 'string' && ON_PURPOSE.test(description))) return true;
  }
  return Object.values(schema).some((one) => schemaSays(one, name, depth + 1));
}
