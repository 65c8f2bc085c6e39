import { misfits, print, type Type } from './type';
import type { ChartValues } from './values';
import { objectOf } from './values-type';

/** A value in use that the new version has no key for. */
export interface RemovedValue {
  readonly path: string;
  readonly value: unknown;
  /** Keys that the new version added and that could be the same under another name: a guess by name and type. */
  readonly maybe: readonly string[];
}

/** A value in use that does not fit the type that the new version gives its key. */
export interface RefusedValue {
  readonly path: string;
  readonly value: unknown;
  readonly why: string;
}

/** A default that differs. */
export interface ChangedDefault {
  readonly path: string;
  readonly from: unknown;
  readonly to: unknown;
  /** The value in use for it, if there is one; it stays as it is. */
  readonly set?: unknown;
}

/** The type or the choices of a key in use that differ. */
export interface ChangedType {
  readonly path: string;
  readonly from: string;
  readonly to: string;
}

/** What an upgrade of a chart means for the values in use. */
export interface ValuesDiff {
  readonly chart: string;
  readonly from: string;
  readonly to: string;
  /** How many values are in use. */
  readonly values: number;
  readonly removed: readonly RemovedValue[];
  readonly refused: readonly RefusedValue[];
  /** Values in use that neither version has a key for. */
  readonly unknown: readonly string[];
  readonly defaults: readonly ChangedDefault[];
  readonly types: readonly ChangedType[];
  /** Keys that only the new version has. */
  readonly added: readonly string[];
}

/** Compares two versions of a chart for the values in use. */
export function diffValues(used: Readonly<Record<string, unknown>>, old: ChartValues, next: ChartValues): ValuesDiff {
  const [oldKeys, newKeys] = [keysOf(old.type), keysOf(next.type)];
  const added = [...newKeys.keys()].filter((path) => !oldKeys.has(path));
  const removed: RemovedValue[] = [];
  const refused: RefusedValue[] = [];
  const unknown: string[] = [];
  const types: ChangedType[] = [];
  const values = leaves(used, old.type, next.type);
  for (const { path, value } of values) {
    const [before, after] = [typeAt(old.type, path), typeAt(next.type, path)];
    const name = path.join('.');
    if (!after) {
      if (before) removed.push({ path: name, value, maybe: renamed(path, value, newKeys, new Set(added)) });
      else unknown.push(name);
      continue;
    }
    const wrong = misfits(after, value, name);
    if (wrong.length > 0) refused.push({ path: name, value, why: wrong.join('; ') });
    if (before && print(before) !== print(after)) types.push({ path: name, from: print(before), to: print(after) });
  }
  const set = new Map(values.map(({ path, value }) => [path.join('.'), value]));
  return {
    chart: next.chart,
    from: old.version,
    to: next.version,
    values: values.length,
    removed,
    refused,
    unknown,
    defaults: changedDefaults(old.defaults, next.defaults, set),
    types,
    added,
  };
}

interface Leaf {
  readonly path: readonly string[];
  readonly value: unknown;
}

/** The values in use, each at the deepest path that is a key of one of the versions. */
function leaves(value: unknown, old: Type | undefined, next: Type | undefined, path: readonly string[] = []): Leaf[] {
  const known = (old && objectOf(old)) ?? (next && objectOf(next));
  const isObject = value !== null && typeof value === 'object' && !Array.isArray(value);
  if (!isObject || (path.length > 0 && known && Object.keys(known.keys).length === 0)) return [{ path, value }];
  if (path.length > 0 && !known && (old || next)) return [{ path, value }];
  const entries = Object.entries(value);
  if (entries.length === 0 && path.length > 0) return [{ path, value }];
  return entries.flatMap(([key, item]) => leaves(item, child(old, key), child(next, key), [...path, key]));
}

function child(type: Type | undefined, key: string): Type | undefined {
  const object = type && objectOf(type);
  return object && (Object.hasOwn(object.keys, key) ? object.keys[key] : object.rest);
}

function typeAt(type: Type, path: readonly string[]): Type | undefined {
  let at: Type | undefined = type;
  for (const key of path) at = child(at, key);
  return at;
}

/** Every key that is no object with keys of its own. */
function keysOf(type: Type, path = '', into = new Map<string, Type>()): Map<string, Type> {
  const object = objectOf(type);
  for (const [key, item] of Object.entries(object?.keys ?? {})) {
    const at = path ? `${path}.${key}` : key;
    const inner = objectOf(item);
    if (inner && Object.keys(inner.keys).length > 0) keysOf(item, at, into);
    else into.set(at, item);
  }
  return into;
}

/** At most this many guesses for one removed key. */
const MAX_GUESSES = 2;

/**
 * Keys of the new version that a removed one may have become, of a fitting type: a new key of the same last name, or of a
 * similar one nearby; or any key that the removed one's names all lead to (`strictMode.enabled`, `strictMode.egress.enabled`).
 */
function renamed(
  path: readonly string[],
  value: unknown,
  types: ReadonlyMap<string, Type>,
  added: ReadonlySet<string>,
): string[] {
  const [last, near] = [path[path.length - 1], path.slice(0, -1)];
  const score = (candidate: string): number => {
    const keys = candidate.split('.');
    const shared = near.filter((key) => keys.includes(key)).length;
    const name = keys[keys.length - 1];
    if (!added.has(candidate)) return near.length > 0 && name === last && shared === near.length ? 3 + shared : 0;
    const similar = name === last ? 4 : keys.includes(last) ? 3 : alike(name, last) ? 2 : 0;
    // `enabled` and `type` are everywhere: without a key in common they say nothing.
    return similar === 0 || (shared === 0 && (near.length > 0 || similar < 3)) ? 0 : similar + shared;
  };
  return [...types]
    .filter(([, type]) => misfits(type, value).length === 0)
    .map(([candidate]) => ({ candidate, score: score(candidate) }))
    .filter((one) => one.score > 0)
    .sort((x, y) => y.score - x.score || (x.candidate < y.candidate ? -1 : 1))
    .slice(0, MAX_GUESSES)
    .map(({ candidate }) => candidate);
}

function alike(a: string, b: string): boolean {
  const [left, right] = [a.toLowerCase(), b.toLowerCase()];
  return Math.min(left.length, right.length) > 3 && (left.includes(right) || right.includes(left));
}

function changedDefaults(from: unknown, to: unknown, set: ReadonlyMap<string, unknown>, path = ''): ChangedDefault[] {
  if (isPlain(from) && isPlain(to)) {
    return Object.keys(to)
      .filter((key) => Object.hasOwn(from, key))
      .flatMap((key) => changedDefaults(from[key], to[key], set, path ? `${path}.${key}` : key));
  }
  if (JSON.stringify(from) === JSON.stringify(to)) return [];
  return [{ path, from, to, ...(set.has(path) ? { set: set.get(path) } : {}) }];
}

function isPlain(value: unknown): value is Record<string, unknown> {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}
