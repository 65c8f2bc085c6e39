import type { Pointer } from '../../model/types';
import { parseQuantity } from '../../semantics/quantity';
import type { Refusal } from './definition/refusal';
import type { Place } from './place';

/** Something in an object that is not as its type asks for. */
export interface Mismatch {
  readonly about: 'unknown' | 'type' | 'missing' | 'enum' | 'format' | 'null' | 'schema';
  /** To the value, or to what is missing. */
  readonly pointer: Pointer;
  readonly value: unknown;
  /** What is wanted there; of an unknown or a missing field, what holds it. */
  readonly place: Place;
  /** The nearest named structure around it: `core.v1.Container`. */
  readonly struct?: string;
  /** The fields that lead to it, without the keys of maps and the places in lists. */
  readonly fields: readonly string[];
  /** What the API server says of it, for a custom resource. @default - a built-in kind */
  readonly refusal?: Refusal;
}

/**
 * Compares an object with what a built-in kind may hold. It runs for every object, so it allocates nothing while all is
 * right.
 *
 * Go's decoder reads the object: null is as good as nothing, and what is required is also not to be empty.
 */
export class Walk {
  readonly found: Mismatch[] = [];
  private readonly path: (string | number)[] = [];
  private readonly fields: string[] = [];
  private struct: string | undefined;

  /** @param leaveOut fields of the top that others judge */
  object(value: Readonly<Record<string, unknown>>, place: Place, leaveOut: ReadonlySet<string>): void {
    this.map(value, place, leaveOut);
  }

  /** The same for a part of it. */
  within(field: string, value: Readonly<Record<string, unknown>>, place: Place, leaveOut: ReadonlySet<string>): void {
    this.enter(field);
    this.map(value, place, leaveOut);
    this.leave();
  }

  visit(value: unknown, place: Place): void {
    if (place.type === 'any') return;
    if (value === null || value === undefined) {
      return;
    }
    switch (place.type) {
      case 'map':
        if (typeof value !== 'object' || Array.isArray(value)) this.find('type', value, place);
        else this.map(value as Record<string, unknown>, place);
        return;
      case 'list':
        if (Array.isArray(value)) this.list(value, place);
        else this.find('type', value, place);
        return;
      default:
        if (!isOfType(value, place)) this.find('type', value, place);
        else this.scalar(value, place);
    }
  }

  private map(value: Readonly<Record<string, unknown>>, place: Place, leaveOut?: ReadonlySet<string>): void {
    const { fields, values, required } = place;
    const outer = this.struct;
    if (place.name !== undefined) this.struct = place.name;
    if (fields) {
      for (const key in value) {
        if (leaveOut?.has(key)) continue;
        const below = fields.get(key);
        this.enter(key);
        if (below) this.visit(value[key], below);
        else if (values) this.visit(value[key], values);
        else if (!place.open) this.find('unknown', value[key], place);
        this.leave();
      }
    } else if (values && values.type !== 'any') {
      for (const key in value) {
        this.path.push(key);
        this.visit(value[key], values);
        this.path.pop();
      }
    }
    if (required) {
      for (const key of required) {
        if (!isZero(value[key]) || leaveOut?.has(key)) continue;
        this.enter(key);
        this.find('missing', value[key], place);
        this.leave();
      }
    }
    this.struct = outer;
  }

  private list(value: readonly unknown[], { items }: Place): void {
    if (!items || items.type === 'any') return;
    for (let index = 0; index < value.length; index += 1) {
      this.path.push(index);
      this.visit(value[index], items);
      this.path.pop();
    }
  }

  private scalar(value: unknown, place: Place): void {
    // An empty word is Go's zero value, for which the API server has a default.
    if (place.enum && !place.enum.includes(value) && value !== '') this.find('enum', value, place);
    if (typeof value !== 'string') return;
    const wrong =
      place.type === 'quantity'
        ? !parseQuantity(value.trim())
        : place.type === 'time'
          ? !isTime(value)
          : place.type === 'bytes' && !isBase64(value);
    if (wrong) this.find('format', value, place);
  }

  private enter(field: string): void {
    this.path.push(field);
    this.fields.push(field);
  }

  private leave(): void {
    this.path.pop();
    this.fields.pop();
  }

  private find(about: Mismatch['about'], value: unknown, place: Place): void {
    this.found.push({ about, pointer: [...this.path], value, place, struct: this.struct, fields: [...this.fields] });
  }
}

/** What Go cannot tell from nothing. */
function isZero(value: unknown): boolean {
  if (value === undefined || value === null || value === '' || value === 0) return true;
  return Array.isArray(value) && value.length === 0;
}

function isOfType(value: unknown, { type }: Place): boolean {
  switch (type) {
    case 'string':
    case 'time':
      return typeof value === 'string';
    case 'bytes':
      // Go takes a list of numbers, too.
      return typeof value === 'string' || Array.isArray(value);
    case 'boolean':
      return typeof value === 'boolean';
    case 'int32':
      return isInt32(value);
    case 'int64':
      return (
        typeof value === 'bigint' || (typeof value === 'number' && Number.isInteger(value) && Math.abs(value) < 2 ** 63)
      );
    case 'number':
    case 'quantity':
      return (
        typeof value === 'number' || typeof value === 'bigint' || (type === 'quantity' && typeof value === 'string')
      );
    case 'int-or-string':
      return typeof value === 'string' || isInt32(value);
    default:
      return true;
  }
}

function isInt32(value: unknown): boolean {
  return typeof value === 'number' && Number.isInteger(value) && value >= -(2 ** 31) && value < 2 ** 31;
}

function isTime(value: string): boolean {
  return /^\d{4}-\d\d-\d\dT\d\d?:\d\d:\d\d(?:[.,]\d+)?(?:Z|[+-]\d\d:\d\d)$/.test(value);
}

/** As Go reads it: line breaks are left out, and the padding must be there. */
function isBase64(value: string): boolean {
  const plain = value.replace(/[\r\n]/g, '');
  return plain.length % 4 === 0 && /^[A-Za-z0-9+/]*={0,2}$/.test(plain) && !/^=/.test(plain);
}
