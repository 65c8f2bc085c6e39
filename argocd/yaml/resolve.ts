/**
 * What the text of a scalar means: YAML 1.1 with the corners of go-yaml.
 *
 * @see https://github.com/yaml/go-yaml/blob/v2.4.2/resolve.go
 */

/** A number with a point or an exponent. A class of its own because as a key it is written differently. */
export class Float {
  constructor(readonly value: number) {}
}

/** Whole numbers are bigint where a number would not be exact. */
export type Resolved = string | boolean | null | number | bigint | Float;

const WORDS: ReadonlyMap<string, boolean | null | Float> = new Map<string, boolean | null | Float>([
  ...['y', 'Y', 'yes', 'Yes', 'YES', 'true', 'True', 'TRUE', 'on', 'On', 'ON'].map((word) => [word, true] as const),
  ...['n', 'N', 'no', 'No', 'NO', 'false', 'False', 'FALSE', 'off', 'Off', 'OFF'].map((word) => [word, false] as const),
  ...['', '~', 'null', 'Null', 'NULL'].map((word) => [word, null] as const),
  ...['.nan', '.NaN', '.NAN'].map((word) => [word, new Float(Number.NaN)] as const),
  ...['.inf', '.Inf', '.INF', '+.inf', '+.Inf', '+.INF'].map(
    (word) => [word, new Float(Number.POSITIVE_INFINITY)] as const,
  ),
  ...['-.inf', '-.Inf', '-.INF'].map((word) => [word, new Float(Number.NEGATIVE_INFINITY)] as const),
]);

/** The meaning of a text without quotes and tag. */
export function resolvePlain(text: string): Resolved {
  const word = text.length <= 5 ? WORDS.get(text) : undefined;
  if (word !== undefined) return word;
  const first = text.charCodeAt(0);
  if (first === 0x2e) return (isFloat(text.replace(UNDERSCORED, '$1')) && toFloat(text.replaceAll('_', ''))) || text;
  const numeric = (first >= 0x30 && first <= 0x39) || first === 0x2b || first === 0x2d;
  return numeric ? resolveNumber(text) : text;
}

/** In a number that begins with a point, only single underscores between digits are fine. */
const UNDERSCORED = /([0-9])_(?=[0-9])/g;

function resolveNumber(text: string): Resolved {
  if (/^[1-9][0-9]{0,14}$/.test(text)) return Number(text);
  const digits = text.replaceAll('_', '');
  const integer = toInteger(digits);
  if (integer !== undefined) return integer;
  return (isFloat(digits) && toFloat(digits)) || text;
}

function isFloat(text: string): boolean {
  return /^[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?$/.test(text);
}

/** What no float can hold stays text. */
function toFloat(text: string): Float | undefined {
  const value = Number(text);
  return Number.isFinite(value) ? new Float(value) : undefined;
}

/** Go's `ParseInt` and `ParseUint` with base 0: the prefix names the base, and a leading zero alone means octal. */
function toInteger(text: string): number | bigint | undefined {
  const [, sign = '', digits = ''] = /^([-+]?)(.*)$/s.exec(text) ?? [];
  const [, prefix = '', own = '', written = ''] =
    /^(0[xX](?=[0-9a-fA-F]+$)|0[oO](?=[0-7]+$)|0[bB](?=[01]+$)|0(?=[0-7]+$)|0b(?=[-+][01]+$)|(?=[0-9]))([-+]?)(.*)$/s.exec(
      digits,
    ) ?? [];
  // What comes behind `0b` is parsed once more, with a sign of its own.
  if (own !== '' && sign !== '') return undefined;
  if (!/^[0-9a-fA-F]+$/.test(written) || (prefix === '' && !/^(?:[1-9][0-9]*|0)$/.test(written))) return undefined;
  const significant = written.replace(/^0+(?=.)/, '');
  if (significant.length > 64) return undefined;
  const negative = sign === '-' || own === '-';
  const size = BigInt(`${prefix === '0' ? '0o' : prefix.toLowerCase()}${significant}`);
  // A number without a sign may have 64 bits, one with a sign 63.
  const limit = negative ? MAX_INT64 + 1n : sign + own === '+' ? MAX_INT64 : MAX_UINT64;
  if (size > limit) return undefined;
  const value = negative ? -size : size;
  return size <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(value) : value;
}

export const MAX_INT64 = 2n ** 63n - 1n;
const MAX_UINT64 = 2n ** 64n - 1n;

const STANDARD = 'tag:yaml.org,2002:';

/** Why a text is none of the type that its tag says. The text is not in it. */
export class WrongTag {
  constructor(readonly message: string) {}
}

/** The meaning of a text with a tag. */
export function resolveTagged(tag: string, text: string): Resolved | WrongTag {
  const type = tag.startsWith(STANDARD) ? tag.slice(STANDARD.length) : '';
  if (type === 'binary') return resolveBinary(text);
  if (!['bool', 'int', 'float', 'null', 'timestamp'].includes(type)) return text;
  if (type === 'timestamp' && isTimestamp(text)) return text;
  const value = resolvePlain(text);
  const actual = typeName(value);
  if (actual === type) return value;
  const whole = typeof value === 'number' || (typeof value === 'bigint' && value <= MAX_INT64);
  if (type === 'float' && whole) return new Float(Number(value));
  return new WrongTag(`cannot decode !!${actual} \`…\` as a !!${type}`);
}

function typeName(value: Resolved): string {
  if (value === null) return 'null';
  if (value instanceof Float) return 'float';
  return typeof value === 'boolean' ? 'bool' : typeof value === 'string' ? 'str' : 'int';
}

/** Only line feeds may stand between the letters. What is no UTF-8 becomes U+FFFD. */
function resolveBinary(text: string): string | WrongTag {
  const compact = text.replace(/[\r\n]/g, '');
  if (!/^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/.test(compact))
    return new WrongTag('!!binary value contains invalid base64 data');
  return decodeUtf8(Buffer.from(compact, 'base64'));
}

/** Bytes to text as Go does it: each byte that is no UTF-8 becomes a U+FFFD of its own. */
export function decodeUtf8(bytes: Buffer): string {
  const text = bytes.toString('utf8');
  if (!text.includes('\ufffd')) return text;
  const pieces: string[] = [];
  let from = 0;
  for (let at = 0; at < bytes.length; ) {
    const width = widthAt(bytes, at);
    if (width === 0) {
      pieces.push(bytes.toString('utf8', from, at), '\ufffd');
      from = at + 1;
    }
    at += width || 1;
  }
  pieces.push(bytes.toString('utf8', from));
  return pieces.join('');
}

/** The length of the character at a place in UTF-8, 0 if there is none. */
function widthAt(bytes: Buffer, at: number): number {
  const [first = 0, second = 0] = [bytes[at], bytes[at + 1]];
  if (first < 0x80) return 1;
  const width =
    first >= 0xc2 && first < 0xe0 ? 2 : first >= 0xe0 && first < 0xf0 ? 3 : first >= 0xf0 && first < 0xf5 ? 4 : 0;
  const low = first === 0xe0 ? 0xa0 : first === 0xf0 ? 0x90 : 0x80;
  const high = first === 0xed ? 0x9f : first === 0xf4 ? 0x8f : 0xbf;
  if (width === 0 || second < low || second > high) return 0;
  for (let more = 2; more < width; more += 1) if (((bytes[at + more] ?? 0) & 0xc0) !== 0x80) return 0;
  return width;
}

const TIMESTAMP =
  /^(\d{4})-(\d{1,2})-(\d{1,2})(?:(?:[Tt](\d{1,2}):(\d{1,2}):(\d{1,2})(?:[.,]\d{1,9})?(?:Z|[-+](\d\d):(\d\d)))|(?: (\d{1,2}):(\d{1,2}):(\d{1,2})(?:[.,]\d{1,9})?))?$/;

function isTimestamp(text: string): boolean {
  const match = TIMESTAMP.exec(text);
  if (!match) return false;
  const [year = 0, month = 0, day = 0, ...times] = match.slice(1).map((part) => Number(part ?? 0));
  const [hour = 0, minute = 0, second = 0, zoneHour = 0, zoneMinute = 0, hour2 = 0, minute2 = 0, second2 = 0] = times;
  const days = month === 2 ? (isLeap(year) ? 29 : 28) : [4, 6, 9, 11].includes(month) ? 30 : 31;
  return (
    month >= 1 &&
    month <= 12 &&
    day >= 1 &&
    day <= days &&
    Math.max(hour, hour2) < 24 &&
    Math.max(minute, minute2, second, second2) < 60 &&
    zoneHour <= 24 &&
    zoneMinute <= 60
  );
}

function isLeap(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
}

/** A float as a key: the fewest digits that mean the same with 32 bits, as Go's `FormatFloat(…, 'g', -1, 32)`. */
export function formatFloat(value: number): string {
  const rounded = Math.fround(value);
  if (Number.isNaN(rounded)) return '.nan';
  if (!Number.isFinite(rounded)) return rounded > 0 ? '.inf' : '-.inf';
  if (rounded === 0) return Object.is(rounded, -0) ? '-0' : '0';
  let precision = 1;
  while (Math.fround(Number(rounded.toExponential(precision - 1))) !== rounded) precision += 1;
  const [mantissa = '', exponent = ''] = rounded.toExponential(precision - 1).split('e');
  const digits = mantissa.replace(/[-.]/g, '').replace(/0+$/, '');
  const power = Number(exponent);
  const sign = rounded < 0 ? '-' : '';
  if (power < -4 || power >= 6) {
    const point = digits.length > 1 ? `${digits[0]}.${digits.slice(1)}` : digits;
    return `${sign}${point}e${power < 0 ? '-' : '+'}${String(Math.abs(power)).padStart(2, '0')}`;
  }
  if (power < 0) return `${sign}0.${'0'.repeat(-power - 1)}${digits}`;
  const whole = digits.padEnd(power + 1, '0');
  return sign + (whole.length > power + 1 ? `${whole.slice(0, power + 1)}.${whole.slice(power + 1)}` : whole);
}
