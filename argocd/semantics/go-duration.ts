import { atoi, type Parsed, toBytes } from './go-text';

const NANOSECONDS: Readonly<Record<string, bigint>> = {
  ns: 1n,
  us: 1_000n,
  µs: 1_000n, // U+00B5, micro sign
  μs: 1_000n, // U+03BC, Greek letter mu
  ms: 1_000_000n,
  s: 1_000_000_000n,
  m: 60_000_000_000n,
  h: 3_600_000_000_000n,
};

const LIMIT = 1n << 63n;

/** The package `time` quotes byte by byte, unlike `strconv`. */
function quote(text: string): string {
  const quoted = Array.from(toBytes(text), (byte) => {
    if (byte === '"' || byte === '\\') return `\\${byte}`;
    const plain = byte >= ' ' && byte < '\x80';
    return plain ? byte : `\\x${byte.charCodeAt(0).toString(16).padStart(2, '0')}`;
  });
  return `"${quoted.join('')}"`;
}

/**
 * Go's `time.ParseDuration`: a sign, then numbers with a unit of `ns us µs ms s m h`, such as `1h30m`. There is no
 * day, no space, and no number without a unit but `0`.
 *
 * @returns nanoseconds, or Go's error text
 * @see https://pkg.go.dev/time#ParseDuration
 */
export function parseGoDuration(text: string): Parsed<bigint> {
  const invalid = () => ({ error: `time: invalid duration ${quote(text)}` });
  const [, sign = '', body = ''] = /^([-+]?)(.*)$/s.exec(text) ?? [];
  if (body === '0') return { value: 0n };
  if (body === '') return invalid();
  let total = 0n;
  let rest = body;
  while (rest !== '') {
    const [number, whole = '', fraction] = /^([0-9]*)(?:\.([0-9]*))?/.exec(rest) ?? [''];
    if (whole === '' && (fraction ?? '') === '') return invalid();
    if (BigInt(whole || '0') > LIMIT) return invalid();
    rest = rest.slice(number.length);
    const unit = /^[^.0-9]*/.exec(rest)?.[0] ?? '';
    if (unit === '') return { error: `time: missing unit in duration ${quote(text)}` };
    rest = rest.slice(unit.length);
    const size = NANOSECONDS[unit];
    if (size === undefined) return { error: `time: unknown unit ${quote(unit)} in duration ${quote(text)}` };
    total += BigInt(whole || '0') * size + fractionOf(fraction ?? '', size);
    if (total > LIMIT) return invalid();
  }
  if (sign === '-') return { value: -total };
  return total >= LIMIT ? invalid() : { value: total };
}

/** Go reckons the fraction in floating point, with no more digits than fit 63 bits. */
function fractionOf(digits: string, unit: bigint): bigint {
  let value = 0n;
  let scale = 1;
  for (const digit of digits) {
    const next = value * 10n + BigInt(digit);
    if (value > (LIMIT - 1n) / 10n || next > LIMIT) break;
    value = next;
    scale *= 10;
  }
  return value === 0n ? 0n : BigInt(Math.trunc(Number(value) * (Number(unit) / scale)));
}

/**
 * A duration of a retry's backoff: whole seconds, or a Go duration.
 *
 * @returns nanoseconds, or Argo CD's error text
 */
export function parseRetryDuration(text: string): Parsed<bigint> {
  const seconds = atoi(text);
  if (seconds.value !== undefined) {
    // 64 bits overflow silently, as in Go.
    return { value: BigInt.asIntN(64, BigInt(text.replace(/^\+/, '')) * 1_000_000_000n) };
  }
  const duration = parseGoDuration(text);
  return duration.value !== undefined ? duration : { error: `unable to parse ${text} as a duration` };
}
