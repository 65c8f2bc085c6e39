import { isMap } from '../../../model/resource';
import type { Schema } from './schema';

/**
 * An object as the API server validates it: what is null and must not be is left out, and defaults are set.
 *
 * @returns the value itself where nothing changes
 * @see https://github.com/kubernetes/apiextensions-apiserver/blob/v0.36.3/pkg/apiserver/schema/defaulting/algorithm.go
 */
export function withDefaults(value: unknown, schema: Schema): unknown {
  if (Array.isArray(value)) {
    const { items } = schema;
    return items
      ? changed(value, (one) => withDefaults(one === null && !items.nullable ? (items.default ?? null) : one, items))
      : value;
  }
  if (!isMap(value)) return value;
  const { properties, additional } = schema;
  let result: Record<string, unknown> | undefined;
  for (const [name, one] of Object.entries(value)) {
    const below = properties.get(name) ?? (typeof additional === 'object' ? additional : undefined);
    if (!below) continue;
    const empty = one === null && !below.nullable;
    const next = withDefaults(empty ? below.default : one, below);
    if (next === one) continue;
    result ??= { ...value };
    if (next === undefined) delete result[name];
    else result[name] = next;
  }
  if (!schema.holdsDefault) return result ?? value;
  for (const [name, below] of properties) {
    if (below.default === undefined || Object.hasOwn(value, name)) continue;
    result ??= { ...value };
    result[name] = withDefaults(below.default, below);
  }
  return result ?? value;
}

/** A list with other elements; the same list if all are the same. */
function changed(list: readonly unknown[], change: (value: unknown) => unknown): readonly unknown[] {
  let result: unknown[] | undefined;
  for (const [index, value] of list.entries()) {
    const next = change(value);
    if (next === value) continue;
    result ??= [...list];
    result[index] = next;
  }
  return result ?? list;
}
