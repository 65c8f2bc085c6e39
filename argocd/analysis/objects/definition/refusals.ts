import { withDefaults } from './defaults';

import { embeddedObjects } from './embedded-objects';
import { repeatedElements } from './lists';
import { goPath, type Refusal } from './refusal';
import type { Schema } from './schema';
import { type UnknownField, unknownFields } from './unknown-fields';
import { refusedValues } from './values';

/** What the API server says of a custom resource. Its CEL rules are not evaluated. */
export interface Judgement {
  readonly unknown: readonly UnknownField[];
  readonly refused: readonly Refusal[];
}

/**
 * Judges a custom resource by its definition.
 *
 * @param minor the release of Kubernetes: 35 is 1.35
 */
export function judgement(object: unknown, schema: Schema, minor: number): Judgement {
  const defaulted = withDefaults(object, schema);
  const unknown = unknownFields(defaulted, schema);
  const whole = without(defaulted, unknown);
  const refused = [
    ...refusedValues(whole, schema, minor),
    ...embeddedObjects(whole, schema),
    ...repeatedElements(whole, schema),
  ];
  return { unknown, refused: refused.length < 2 ? refused : once(refused) };
}

/** What is unknown is dropped before anything else is looked at. */
function without(object: unknown, unknown: readonly UnknownField[]): unknown {
  if (unknown.length === 0) return object;
  const copy = structuredClone(object);
  for (const { pointer } of unknown) {
    const holder = pointer.slice(0, -1).reduce<unknown>((at, part) => (at as Record<string, unknown>)[part], copy);
    delete (holder as Record<string, unknown>)[pointer.at(-1) as string];
  }
  return copy;
}

/** Several alternatives may say the same. */
function once(refused: readonly Refusal[]): readonly Refusal[] {
  const seen = new Set<string>();
  return refused.filter(({ pointer, type, detail }) => {
    const key = `${goPath(pointer)}: ${type}: ${detail}`;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}
