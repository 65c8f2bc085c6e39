import { isMap } from '../../../model/resource';
import { canonical } from './canonical';
import type { Refusal } from './refusal';
import type { Schema } from './schema';

/**
 * What is twice in a list that is a set or a map.
 *
 * @see https://github.com/kubernetes/apiextensions-apiserver/blob/v0.36.3/pkg/apiserver/schema/listtype/validation.go
 */
export function repeatedElements(value: unknown, schema: Schema): readonly Refusal[] {
  const found: Refusal[] = [];
  visit(value, schema, [], found);
  return found;
}

function visit(value: unknown, schema: Schema, path: (string | number)[], found: Refusal[]): void {
  if (Array.isArray(value)) {
    if (schema.listType === 'set') repeated(value, value, schema, path, found);
    else if (schema.listType === 'map') repeatedKeys(value, schema, path, found);
    const { items } = schema;
    if (!items) return;
    for (const [index, one] of value.entries()) {
      path.push(index);
      visit(one, items, path, found);
      path.pop();
    }
  } else if (isMap(value)) {
    for (const [name, one] of Object.entries(value)) {
      const { additional } = schema;
      const below = schema.properties.get(name) ?? (typeof additional === 'object' ? additional : undefined);
      if (!below) continue;
      path.push(name);
      visit(one, below, path, found);
      path.pop();
    }
  }
}

function repeatedKeys(list: readonly unknown[], schema: Schema, path: (string | number)[], found: Refusal[]): void {
  const strange = list.findIndex((one) => one !== null && !isMap(one));
  if (strange >= 0) {
    found.push({
      about: 'schema',
      pointer: [...path, strange],
      value: list[strange],
      schema: schema.items ?? schema,
      type: 'Invalid value',
      detail: 'must be an object for an array of list-type map',
    });
    return;
  }
  const keys = list.map((one) => {
    const key: Record<string, unknown> = {};
    for (const name of schema.listMapKeys) if (isMap(one) && Object.hasOwn(one, name)) key[name] = one[name];
    return key;
  });
  repeated(list, keys, schema, path, found);
}

/** Each is told once, at its second place. */
function repeated(
  list: readonly unknown[],
  keys: readonly unknown[],
  schema: Schema,
  path: readonly (string | number)[],
  found: Refusal[],
): void {
  if (list.length < 2) return;
  const times = new Map<string, number>();
  for (const [index, key] of keys.entries()) {
    const text = canonical(key);
    const before = times.get(text) ?? 0;
    times.set(text, before + 1);
    if (before !== 1) continue;
    found.push({
      about: 'schema',
      pointer: [...path, index],
      value: key,
      schema: schema.items ?? schema,
      type: 'Duplicate value',
      detail: '',
    });
  }
}
