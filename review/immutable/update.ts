import { isEqual, isMap, type JsonMap } from '../objects/values';

/** A change that the API server refuses. */
export interface ImmutableChange {
  /** The way to the field that cannot be changed. */
  readonly path: readonly (string | number)[];
  /** The words of the API server, without the value: it may be a secret. */
  readonly message: string;
}

/** An object before and after an apply, with the defaults of the API server. */
export interface States {
  readonly before: JsonMap;
  readonly after: JsonMap;
}

/** What the API server says to the update of one kind. */
export type Update = (states: States) => readonly ImmutableChange[];

export const IMMUTABLE = 'field is immutable';

/** A value by its path: `spec.names.kind`. */
export function at(object: JsonMap, path: readonly (string | number)[]): unknown {
  let value: unknown = object;
  for (const part of path) {
    if (Array.isArray(value)) value = value[part as number];
    else value = isMap(value) ? value[part] : undefined;
  }
  return value;
}

/** Whether a value changed. Nothing, null and what is empty are the same. */
export function isChanged({ before, after }: States, path: readonly (string | number)[]): boolean {
  return !isSame(at(before, path), at(after, path));
}

/** As Kubernetes compares: an empty list or map is none. */
export function isSame(one: unknown, other: unknown): boolean {
  if (isNothing(one) || isNothing(other)) return isNothing(one) && isNothing(other);
  if (isMap(one) && isMap(other)) {
    return [...new Set([...Object.keys(one), ...Object.keys(other)])].every((key) => isSame(one[key], other[key]));
  }
  if (Array.isArray(one) && Array.isArray(other))
    return one.length === other.length && one.every((value, index) => isSame(value, other[index]));
  return isEqual(one, other);
}

function isNothing(value: unknown): boolean {
  if (value === undefined || value === null) return true;
  if (Array.isArray(value)) return value.length === 0;
  return isMap(value) && Object.keys(value).length === 0;
}

/** The update of a kind with fields that never change. */
export function fixed(fields: Readonly<Record<string, string>>): Update {
  const paths = Object.entries(fields).map(([field, message]) => ({ path: field.split('.'), message }));
  return (states) => paths.filter(({ path }) => isChanged(states, path));
}

/** The update of a kind of which a part never changes, but for some of its fields. */
export function fixedBut(part: readonly string[], free: readonly string[], message: string): Update {
  return (states) => {
    const [before, after] = [at(states.before, part), at(states.after, part)];
    return [...new Set([...keysOf(before), ...keysOf(after)])]
      .filter((key) => !free.includes(key) && isChanged(states, [...part, key]))
      .map((key) => ({ path: [...part, key], message }));
  };
}

const keysOf = (value: unknown) => (isMap(value) ? Object.keys(value) : []);

/** One after the other. */
export function together(...updates: readonly Update[]): Update {
  return (states) => updates.flatMap((update) => update(states));
}
