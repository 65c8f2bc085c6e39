import { shownLocation } from '../../report/location';
import type { Origin, Pointer, Resource } from '../model/types';

/**
 * The candidate that a misspelt value most likely means, `undefined` if none is near.
 *
 * Case, blanks, `-` and `_` are ignored; of the rest, one letter in three may differ.
 */
export function nearest(value: string, candidates: Iterable<string>): string | undefined {
  const plain = fold(value);
  const most = Math.max(1, Math.floor(plain.length / 3));
  let best: string | undefined;
  let least = most + 1;
  for (const candidate of candidates) {
    const other = fold(candidate);
    if (Math.abs(other.length - plain.length) >= least) continue;
    const far = distance(plain, other, least);
    if (far < least) [best, least] = [candidate, far];
  }
  return best;
}

/** ` Did you mean X?`, or nothing if no candidate is near. */
export function didYouMean(value: string, candidates: Iterable<string>): string {
  const best = nearest(value, candidates);
  return best === undefined || best === value ? '' : ` Did you mean ${best}?`;
}

/**
 * Values as one list for a message, shortened behind the tenth.
 *
 * @param show how one is shown
 */
export function listed(values: readonly string[], show: (value: string) => string = scalar): string {
  const shown = values.slice(0, 10).map(show);
  if (values.length > shown.length) shown.push(`… ${values.length - shown.length} more`);
  return `[${shown.join(', ')}]`;
}

/** `a, b and 3 more`. */
export function some(values: readonly string[], most = 3): string {
  if (values.length <= most) return values.join(', ');
  return `${values.slice(0, most).join(', ')} and ${values.length - most} more`;
}

/** A string as a YAML scalar: quoted only where it would be read as something else. */
export function scalar(value: string): string {
  const plain = /^[\w./$@+][\w./$@+:=,()~ -]*$/.test(value) && !/: |:$| $| #/.test(value) && !/^[\d.+-]+$/.test(value);
  if (plain && !/^(?:true|false|null|yes|no|on|off|~)$/i.test(value)) return value;
  return /[\n\t\\]/.test(value) ? JSON.stringify(value) : `'${value.replace(/'/g, "''")}'`;
}

const places = new WeakMap<Resource, Map<string, string>>();

/** Where something is written, as `file:line`, or as much of it as is known. Reads the file again. */
export function placeIn(origin: Origin, pointer: Pointer = [], on?: 'key' | 'value'): string {
  return shownLocation(origin.locate(pointer, on)) || origin.name;
}

/** As {@link placeIn}, of an object. Reads the file again, once for each place: for findings only. */
export function place(resource: Resource, pointer: Pointer = [], on?: 'key' | 'value'): string {
  let known = places.get(resource);
  if (!known) {
    known = new Map();
    places.set(resource, known);
  }
  const key = JSON.stringify([pointer, on]);
  let found = known.get(key);
  if (found === undefined) {
    found = placeIn(resource.origin, pointer, on);
    known.set(key, found);
  }
  return found;
}

function fold(value: string): string {
  return value
    .toLowerCase()
    .replace(/[\s_-]/g, '')
    .slice(0, 200);
}

/** Optimal string alignment distance (a swap of neighbours counts once), or `limit` as soon as it is that much. */
function distance(a: string, b: string, limit: number): number {
  let older: number[] = [];
  let old = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1];
      let cost = Math.min(at(old, j) + 1, at(row, j - 1) + 1, at(old, j - 1) + (same ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) cost = Math.min(cost, at(older, j - 2) + 1);
      row.push(cost);
    }
    if (Math.min(...row) >= limit) return limit;
    [older, old] = [old, row];
  }
  return at(old, b.length);
}

function at(row: readonly number[], index: number): number {
  return row[index] ?? Number.POSITIVE_INFINITY;
}
