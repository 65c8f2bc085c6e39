import { canonicalQuantity, canonicalResource } from '../../argocd/semantics/quantity';
import { DEFAULTS } from './defaults-table';
import type { GoType } from './go-types';
import { isMap, type JsonMap } from './values';

/**
 * Sets what the API server sets where nothing is written, in place.
 *
 * @see https://github.com/kubernetes/kubernetes/blob/v1.36.1/pkg/apis/core/v1/defaults.go and those of the other groups
 */
export function setDefaults(object: JsonMap, type: GoType): void {
  struct(object, type);
}

function struct(object: JsonMap, type: GoType): void {
  DEFAULTS[type.name ?? '']?.(object);
  for (const [key, field] of type.fields ?? []) {
    if (!hasDefaults(field.type)) continue;
    const value = object[key];
    if (value !== undefined && value !== null) visit(value, field.type);
    else if (field.type.kind === 'struct' && !field.type.pointer) {
      // A structure that is no pointer is always there.
      const made: JsonMap = {};
      struct(made, field.type);
      if (Object.keys(made).length > 0) object[key] = made;
    }
  }
}

function visit(value: unknown, type: GoType): void {
  if (type.kind === 'struct') {
    if (isMap(value)) struct(value, type);
  } else if (type.kind === 'list' && type.element) {
    if (Array.isArray(value)) for (const one of value) visit(one, type.element);
  } else if (type.kind === 'map' && isMap(value)) {
    if (type.element?.kind === 'quantity') roundUp(value);
    else if (type.element) for (const one of Object.values(value)) visit(one, type.element);
  }
}

/** Amounts of resources are rounded up to thousandths. */
function roundUp(amounts: JsonMap): void {
  for (const [name, amount] of Object.entries(amounts)) {
    const rounded = typeof amount === 'string' ? canonicalResource(amount) : undefined;
    if (rounded !== undefined && rounded !== canonicalQuantity(String(amount))) amounts[name] = rounded;
  }
}

const known = new Map<string, boolean>();

/** Whether anything below a type has a default. */
function hasDefaults(type: GoType): boolean {
  if (type.kind === 'list' || type.kind === 'map')
    return type.element?.kind === 'quantity' ? type.kind === 'map' : !!type.element && hasDefaults(type.element);
  if (type.kind !== 'struct' || type.name === undefined) return false;
  const { name } = type;
  const found = known.get(name);
  if (found !== undefined) return found;
  // While it is looked for, a type that holds itself holds nothing more.
  known.set(name, false);
  const has =
    Object.hasOwn(DEFAULTS, name) || [...(type.fields?.values() ?? [])].some((field) => hasDefaults(field.type));
  known.set(name, has);
  return has;
}
