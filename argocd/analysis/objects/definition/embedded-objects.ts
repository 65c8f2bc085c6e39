import { isMap } from '../../../model/resource';
import { dns1035Label } from '../../../semantics/kubernetes-names';
import type { Refusal } from './refusal';
import type { Schema } from './schema';

/**
 * What is wrong with the apiVersion and the kind of objects within an object. Their metadata is not looked at.
 *
 * @see https://github.com/kubernetes/apiextensions-apiserver/blob/v0.36.3/pkg/apiserver/schema/objectmeta/validation.go
 */
export function embeddedObjects(value: unknown, schema: Schema): readonly Refusal[] {
  const found: Refusal[] = [];
  visit(value, schema, [], found);
  return found;
}

function visit(value: unknown, schema: Schema, path: (string | number)[], found: Refusal[]): void {
  const enter = (part: string | number, one: unknown, below: Schema): void => {
    path.push(part);
    visit(one, below, path, found);
    path.pop();
  };
  if (Array.isArray(value)) {
    const { items } = schema;
    if (items) for (const [index, one] of value.entries()) enter(index, one, items);
  } else if (isMap(value)) {
    if (schema.embedded) typeMeta(value, schema, path, found);
    for (const [name, one] of Object.entries(value)) {
      const { additional } = schema;
      const below = schema.properties.get(name) ?? (typeof additional === 'object' ? additional : undefined);
      if (below) enter(name, one, below);
    }
  }
}

function typeMeta(
  object: Readonly<Record<string, unknown>>,
  schema: Schema,
  path: readonly (string | number)[],
  found: Refusal[],
): void {
  const refuse = (name: string, about: Refusal['about'], type: Refusal['type'], detail: string) =>
    found.push({ about, pointer: [...path, name], value: object[name], schema, type, detail });
  for (const name of ['apiVersion', 'kind']) {
    const value = object[name];
    if (value === undefined) refuse(name, 'missing', 'Required value', '');
    else if (typeof value !== 'string') refuse(name, 'schema', 'Invalid value', 'must be a string');
    else if (value === '') refuse(name, 'schema', 'Invalid value', 'must not be empty');
    else if (name === 'apiVersion') {
      if (value.split('/').length > 2)
        refuse(name, 'schema', 'Invalid value', `unexpected GroupVersion string: ${value}`);
    } else {
      const wrong = dns1035Label(value.toLowerCase());
      if (wrong.length > 0)
        refuse(name, 'schema', 'Invalid value', `may have mixed case, but should otherwise match: ${wrong.join(',')}`);
    }
  }
}
