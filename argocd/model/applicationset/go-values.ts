import { TemplateError, UnsupportedTemplate } from './go-template-parser';

/**
 * A value in a Go template. JSON and YAML give `number` (Go's float64); what the template computes with integers is
 * `bigint` (Go's int). `undefined` is Go's invalid value (a missing key), `null` its nil.
 */
export type Value =
  | string
  | number
  | bigint
  | boolean
  | null
  | undefined
  | readonly Value[]
  | { readonly [key: string]: Value };

/** Whether Go's `if` takes a value for true. */
export function truth(value: Value): boolean {
  if (value === undefined || value === null) return false;
  if (Array.isArray(value)) return value.length > 0;
  if (typeof value === 'object') return Object.keys(value).length > 0;
  return Boolean(value);
}

/** The type of a value in Go's words. */
export function typeName(value: Value): string {
  if (value === null || value === undefined) return '<nil>';
  if (Array.isArray(value)) return '[]interface {}';
  const names: Readonly<Record<string, string>> = {
    string: 'string',
    number: 'float64',
    bigint: 'int',
    boolean: 'bool',
    object: 'map[string]interface {}',
  };
  return names[typeof value] as string;
}

/** What `%v` prints. */
export function print(value: Value): string {
  if (value === undefined || value === null) return '<nil>';
  if (typeof value === 'number') return printFloat(value);
  if (Array.isArray(value)) return `[${value.map(print).join(' ')}]`;
  if (typeof value === 'object') {
    const map = value as { readonly [key: string]: Value };
    return `map[${sortedKeys(map)
      .map((key) => `${key}:${print(map[key])}`)
      .join(' ')}]`;
  }
  return String(value);
}

/** Go's `%v` of a float64: as short as it can be, with an exponent from the seventh digit on and below 1e-4. */
function printFloat(value: number): string {
  if (Number.isNaN(value)) return 'NaN';
  if (!Number.isFinite(value)) return value > 0 ? '+Inf' : '-Inf';
  if (value === 0) return Object.is(value, -0) ? '-0' : '0';
  const [mantissa = '', exponent = '0'] = value.toExponential().split('e');
  const power = Number(exponent);
  if (power >= -4 && power < 6) return value.toString();
  return `${mantissa}e${power < 0 ? '-' : '+'}${String(Math.abs(power)).padStart(2, '0')}`;
}

/** Keys in Go's order. */
export function sortedKeys(map: { readonly [key: string]: Value }): string[] {
  return Object.keys(map).sort((a, b) =>
    /^[\x20-\x7e]*$/.test(a + b) ? (a < b ? -1 : a > b ? 1 : 0) : Buffer.compare(Buffer.from(a), Buffer.from(b)),
  );
}

export function isMap(value: Value): value is { readonly [key: string]: Value } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function expectString(value: Value): string {
  if (typeof value === 'string') return value;
  if (value === undefined || value === null) throw new TemplateError('invalid value; expected string');
  throw new TemplateError(`wrong type for value; expected string; got ${typeName(value)}`);
}

export function expectInt(value: Value): number {
  if (typeof value === 'bigint') return Number(value);
  if (value === undefined || value === null) throw new TemplateError('invalid value; expected int');
  throw new TemplateError(`wrong type for value; expected int; got ${typeName(value)}`);
}

export function expectList(value: Value): readonly Value[] {
  if (Array.isArray(value)) return value;
  throw new TemplateError(`wrong type for value; expected []interface {}; got ${typeName(value)}`);
}

export function expectMap(value: Value): { readonly [key: string]: Value } {
  if (isMap(value)) return value;
  throw new TemplateError(`wrong type for value; expected map[string]interface {}; got ${typeName(value)}`);
}

/** A value as text where sprig converts by itself (`toString`, `join`, `quote`). */
export function toText(value: Value): string {
  return typeof value === 'string' ? value : print(value);
}

/** A value as an integer where sprig converts by itself (`int`, `add`). */
export function toInt(value: Value): bigint {
  if (typeof value === 'bigint') return value;
  if (typeof value === 'number' && Number.isFinite(value)) return BigInt(Math.trunc(value));
  if (typeof value === 'boolean') return value ? 1n : 0n;
  if (value === undefined || value === null) return 0n;
  // What is no plain decimal takes the corners of a library to decide.
  if (typeof value === 'string' && /^-?(0|[1-9][0-9]*)$/.test(value)) return BigInt(value);
  throw new UnsupportedTemplate(`${print(value)} as an integer`);
}
