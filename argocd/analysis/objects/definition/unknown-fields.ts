import { isMap } from '../../../model/resource';
import type { Pointer } from '../../../model/types';
import type { Schema } from './schema';

/** A field that the schema does not have, so that the API server drops it. */
export interface UnknownField {
  readonly pointer: Pointer;
  readonly value: unknown;
  /** Of what holds it. @default - nothing is known of that */
  readonly schema?: Schema;
}

const OF_EVERY_OBJECT: ReadonlySet<string> = new Set(['apiVersion', 'kind', 'metadata']);

/**
 * The fields of an object that its schema does not have.
 *
 * @see https://github.com/kubernetes/apiextensions-apiserver/blob/v0.36.3/pkg/apiserver/schema/pruning/algorithm.go
 */
export function unknownFields(object: unknown, schema: Schema): readonly UnknownField[] {
  const found: UnknownField[] = [];
  visit(object, { ...schema, embedded: true }, [], found);
  return found;
}

/** @param keeps whether what is not known here is kept, because the schema around it says so */
function visit(
  value: unknown,
  schema: Schema | undefined,
  path: (string | number)[],
  found: UnknownField[],
  keeps = schema?.keepsUnknown ?? false,
): void {
  if (Array.isArray(value)) {
    const items = schema?.items;
    if (keeps && !items) return;
    for (const [index, one] of value.entries()) {
      path.push(index);
      visit(one, items, path, found, keeps || undefined);
      path.pop();
    }
    return;
  }
  if (!isMap(value)) return;
  for (const [name, one] of Object.entries(value)) {
    if (schema?.embedded && OF_EVERY_OBJECT.has(name)) continue;
    const below = schema?.properties.get(name);
    path.push(name);
    if (below) visit(one, below, path, found);
    else if (schema?.additional !== undefined)
      // `true` says that there are other keys, and nothing of what is below them.
      visit(one, typeof schema.additional === 'object' ? schema.additional : undefined, path, found);
    else if (!keeps) found.push({ pointer: [...path], value: one, schema });
    path.pop();
  }
}
