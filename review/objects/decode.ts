import { canonicalQuantity } from '../../argocd/semantics/quantity';
import type { GoField, GoType } from './go-types';
import { isMap, type JsonMap } from './values';

/** What Go makes of an object, written as JSON again. */
export interface Decoded {
  /** Without what is as good as not there: a null, and zero where Go leaves it out. */
  readonly value: JsonMap;
  /** A field that its type does not have was in it. It is left out, as the API server does. */
  readonly hasUnknown: boolean;
}

/**
 * Reads an object as Go's types of its kind do, and writes it as they do.
 *
 * @returns `undefined` if a value is not of its type: the API server refuses the object
 */
export function decode(object: JsonMap, type: GoType): Decoded | undefined {
  const reading = new Reading();
  try {
    return { value: reading.struct(object, type), hasUnknown: reading.hasUnknown };
  } catch (error) {
    if (error instanceof WrongType) return undefined;
    throw error;
  }
}

const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)$/;

class WrongType extends Error {}

class Reading {
  hasUnknown = false;

  struct(object: JsonMap, type: GoType): JsonMap {
    const result: JsonMap = {};
    for (const key in object) {
      const field = type.fields?.get(key);
      if (!field) this.hasUnknown = true;
      else {
        const value = this.field(object[key], field);
        if (value !== undefined) result[key] = value;
      }
    }
    return result;
  }

  private field(value: unknown, field: GoField): unknown {
    const read = this.value(value, field.type);
    if (field.keepsZero) return read === undefined ? zeroOf(field.type) : read;
    return read !== undefined && !field.type.pointer && isZero(read, field.type) ? undefined : read;
  }

  /** `undefined` for null. */
  private value(value: unknown, type: GoType): unknown {
    if (value === null || value === undefined) return undefined;
    switch (type.kind) {
      case 'any':
        return value;
      case 'struct':
        if (!isMap(value)) throw new WrongType();
        return this.struct(value, type);
      case 'list':
        if (!Array.isArray(value)) throw new WrongType();
        return value.map((one) => this.element(one, type.element as GoType));
      case 'map': {
        if (!isMap(value)) throw new WrongType();
        const result: JsonMap = {};
        for (const key in value) result[key] = this.element(value[key], type.element as GoType);
        return result;
      }
      default:
        return scalar(value, type);
    }
  }

  private element(value: unknown, type: GoType): unknown {
    // Bytes that are null stay null in a map.
    return this.value(value, type) ?? (type.kind === 'bytes' ? null : zeroOf(type));
  }
}

function scalar(value: unknown, type: GoType): unknown {
  switch (type.kind) {
    case 'string':
    case 'duration':
      if (typeof value !== 'string') throw new WrongType();
      return value;
    case 'bool':
      if (typeof value !== 'boolean') throw new WrongType();
      return value;
    case 'int':
      if (typeof value !== 'number' || !Number.isInteger(value)) throw new WrongType();
      return value;
    case 'float':
      if (typeof value !== 'number') throw new WrongType();
      return value;
    case 'int-or-string':
      if (typeof value !== 'string' && !(typeof value === 'number' && Number.isInteger(value))) throw new WrongType();
      return value;
    case 'quantity': {
      const amount =
        typeof value === 'string' || typeof value === 'number' ? canonicalQuantity(String(value)) : undefined;
      if (amount === undefined) throw new WrongType();
      return amount;
    }
    case 'bytes':
      if (typeof value !== 'string' || !/^[A-Za-z0-9+/\r\n]*={0,2}[\r\n]*$/.test(value)) throw new WrongType();
      return Buffer.from(value, 'base64').toString('base64');
    case 'time':
    case 'micro-time': {
      if (typeof value !== 'string' || !TIME.test(value) || Number.isNaN(Date.parse(value))) throw new WrongType();
      const [seconds = '', thousandths = ''] = new Date(value).toISOString().split('.');
      return type.kind === 'time' ? `${seconds}Z` : `${seconds}.${thousandths.slice(0, 3)}000Z`;
    }
    default:
      return value;
  }
}

/** What Go has where nothing is written. */
export function zeroOf(type: GoType): unknown {
  if (type.pointer) return null;
  switch (type.kind) {
    case 'string':
    case 'bytes':
      return '';
    case 'bool':
      return false;
    case 'int':
    case 'float':
    case 'int-or-string':
      return 0;
    case 'quantity':
      return '0';
    case 'struct':
      return {};
    default:
      return null;
  }
}

function isZero(value: unknown, type: GoType): boolean {
  switch (type.kind) {
    case 'string':
    case 'bytes':
      return value === '';
    case 'bool':
      return value === false;
    case 'int':
    case 'float':
      return value === 0;
    case 'list':
      return (value as readonly unknown[]).length === 0;
    case 'map':
      return Object.keys(value as JsonMap).length === 0;
    default:
      return false;
  }
}
