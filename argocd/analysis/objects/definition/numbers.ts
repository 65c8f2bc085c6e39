import type { Schema } from './schema';

/** What is wrong with a number: what the API server says of it, and whether it says where. */
export interface NumberFault {
  readonly detail: (path: string) => string;
  readonly nowhere?: boolean;
}

const LARGEST_FLOAT = 3.4028235677973366e38;

/** Whether the API server reads a number as an integer of 64 bits. */
export function isInt64(value: unknown): value is number | bigint {
  if (typeof value === 'bigint') return value >= -(2n ** 63n) && value < 2n ** 63n;
  return typeof value === 'number' && Number.isInteger(value) && value >= -(2 ** 63) && value < 2 ** 63;
}

/**
 * The bounds of a number. Bounds of an integer are cut to integers, as the API server does it, so that a `multipleOf` of
 * 0.5 refuses each integer.
 *
 * @param minor the release of Kubernetes; since 1.36 the format counts
 * @see https://github.com/kubernetes/kube-openapi/blob/43fb72c5454a/pkg/validation/validate/values.go
 */
export function numberFaults(value: number | bigint, schema: Schema, minor: number): readonly NumberFault[] {
  const found: NumberFault[] = [];
  const outOfRange = (one: number | bigint, what: string) => {
    if (minor < 36 || schema.types.length !== 1) return false;
    const [type = ''] = schema.types;
    const format = formatOf(schema);
    if (fits(one, type, format)) return false;
    const words = format === '' ? '(default format)' : `with format ${format}`;
    found.push({ detail: (path) => `${what} value must be of type ${type} ${words} in ${path}`, nowhere: true });
    return true;
  };
  const { multipleOf, maximum, minimum, exclusiveMaximum, exclusiveMinimum } = schema;
  outOfRange(value, 'Checked');
  if (multipleOf !== undefined) {
    const integer = !outOfRange(multipleOf, 'MultipleOf') && isInt64(value);
    const factor = integer ? Math.trunc(multipleOf) : multipleOf;
    if (factor <= 0)
      found.push({ detail: (path) => `factor MultipleOf declared for ${path} must be positive: ${goFloat(factor)}` });
    else if (integer ? BigInt(value) % BigInt(factor) !== 0n : !isMultiple(Number(value), factor))
      found.push({ detail: (path) => `${path} in body should be a multiple of ${integer ? factor : goFloat(factor)}` });
  }
  const bound = (limit: number, what: string, exclusive: boolean, sign: 1 | -1, words: string) => {
    const integer = !outOfRange(limit, what) && isInt64(value);
    // What Go makes of such a bound depends on the machine.
    if (integer && Math.abs(limit) >= 2 ** 63) return;
    const cut = integer ? Math.trunc(limit) : limit;
    const over = integer ? BigInt(value) - BigInt(cut) : Number(value) - cut;
    const beyond = sign > 0 ? over > 0 : over < 0;
    if (beyond || (exclusive && Number(over) === 0))
      found.push({
        detail: (path) =>
          `${path} in body should be ${words}${exclusive ? '' : ' or equal to'} ${integer ? cut : goFloat(cut)}`,
      });
  };
  if (maximum !== undefined) bound(maximum, 'Maximum boundary', exclusiveMaximum, 1, 'less than');
  if (minimum !== undefined) bound(minimum, 'Minimum boundary', exclusiveMinimum, -1, 'greater than');
  return found;
}

function formatOf({ types: [type], format }: Schema): string {
  const known = type === 'integer' ? ['int32', 'int64'] : ['float', 'double'];
  return known.includes(format) ? format : '';
}

function fits(value: number | bigint, type: string, format: string): boolean {
  if (type !== 'integer') return format !== 'float' || Math.abs(Number(value)) < LARGEST_FLOAT;
  if (format === 'int32') return isInt64(value) && value >= -(2 ** 31) && value < 2 ** 31;
  return isInt64(value);
}

/** As far as floating point goes. */
function isMultiple(value: number, factor: number): boolean {
  const times = factor < 1 ? (1 / factor) * value : value / factor;
  if (!(Math.abs(times) <= Number.MAX_SAFE_INTEGER)) return false;
  const whole = Math.trunc(times);
  if (times === whole) return true;
  if (times < 0 || whole === 0) return false;
  return (times - whole) / (times + whole) < 1e-9;
}

/** As Go prints a number with a fraction: 3e+09. */
function goFloat(value: number): string {
  const [digits = '', exponent = ''] = value.toExponential().split('e');
  const power = Number(exponent);
  if (power >= -4 && power < 6) return String(value);
  return `${digits}e${power < 0 ? '-' : '+'}${String(Math.abs(power)).padStart(2, '0')}`;
}
