import type { Fields } from '../../argocd/model/types';
import type { FieldChange } from '../objects/field-change';
import { isMap, type JsonMap } from '../objects/values';

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
  /** The new manifest. */
  readonly written: Fields;
  /** The fields that differ. */
  readonly changes: readonly FieldChange[];
}

/** What the API server says to the update of one kind. */
export type Update = (states: States) => readonly ImmutableChange[];

export const IMMUTABLE = 'field is immutable';

/** A value by its path: `spec.names.kind`. */
export function at(object: Fields, path: readonly (string | number)[]): unknown {
  let value: unknown = object;
  for (const part of path) {
    if (Array.isArray(value)) value = value[part as number];
    else value = isMap(value) ? value[part] : undefined;
  }
  return value;
}

/** Whether anything changed at a path, or below it. */
export function isChanged({ changes }: States, path: readonly (string | number)[]): boolean {
  return changes.some((change) =>
    path.every((part, index) => index >= change.path.length || change.path[index] === part),
  );
}

/** The update of a kind with fields that never change. */
export function fixed(fields: Readonly<Record<string, string>>): Update {
  const paths = Object.entries(fields).map(([field, message]) => ({ path: field.split('.'), message }));
  return (states) => paths.filter(({ path }) => isChanged(states, path));
}

/** The update of a kind of which a part never changes, but for some of its fields. */
export function fixedBut(part: readonly string[], free: readonly string[], message: string): Update {
  return ({ changes }) => {
    const below = changes.filter(({ path }) => part.every((one, index) => index >= path.length || path[index] === one));
    const fields = new Set(below.map(({ path }) => path[part.length]));
    return [...fields]
      .filter((field) => !free.includes(String(field)))
      .map((field) => ({ path: field === undefined ? part : [...part, field], message }));
  };
}

/**
 * Changes of the spec of a Pod that come to nothing: the old name of the service account loses against the new one, which
 * stays where it is not written, and fields that need a feature gate are dropped without it.
 */
export function takesEffect(field: unknown, before: unknown, after: unknown): boolean {
  const nameOf = (spec: unknown) => (isMap(spec) ? spec.serviceAccountName : undefined);
  if (field === 'serviceAccountName') return nameOf(after) !== undefined;
  if (field === 'serviceAccount') return nameOf(before) === undefined && nameOf(after) === undefined;
  return field !== 'schedulingGroup';
}

/** One after the other. */
export function together(...updates: readonly Update[]): Update {
  return (states) => updates.flatMap((update) => update(states));
}
