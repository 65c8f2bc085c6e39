/**
 * The few rules of Go's standard library about text on which Argo CD's decisions rest and which differ from
 * JavaScript's: strings are bytes, white space and lower case are other sets, numbers parse more strictly.
 */

/** The replacement character that Go's decoder yields for a byte which begins no valid UTF-8 sequence. */
export const RUNE_ERROR = 0xfffd;

const ASCII = /^[\0-\x7f]*$/;

/**
 * The UTF-8 bytes of a text, one character (U+0000 to U+00FF) a byte.
 *
 * Go indexes strings by byte; working on this form keeps every offset what Go would compute.
 */
export function toBytes(text: string): string {
  return ASCII.test(text) ? text : Buffer.from(text, 'utf8').toString('latin1');
}

/** The text whose UTF-8 bytes are given in the form of {@link toBytes}; invalid sequences become U+FFFD. */
export function fromBytes(bytes: string): string {
  return ASCII.test(bytes) ? bytes : Buffer.from(bytes, 'latin1').toString('utf8');
}

/** Width in bytes of the rune at an offset of a byte string, as Go's `utf8.DecodeRuneInString` steps. */
export function runeWidthAt(bytes: string, at: number): number {
  const rune = runeAt(bytes, at);
  if (at >= bytes.length) return 0;
  if (rune < 0x80) return 1;
  if (rune === RUNE_ERROR && bytes.slice(at, at + 3) !== '\xef\xbf\xbd') return 1;
  return runeLength(rune);
}

/** The rune at an offset of a byte string; {@link RUNE_ERROR} past the end and for invalid bytes. */
export function runeAt(bytes: string, at: number): number {
  if (at >= bytes.length) return RUNE_ERROR;
  const first = bytes.charCodeAt(at);
  if (first < 0x80) return first;
  const size =
    first >= 0xc2 && first <= 0xdf ? 2 : first >= 0xe0 && first <= 0xef ? 3 : first >= 0xf0 && first <= 0xf4 ? 4 : 0;
  if (size === 0 || at + size > bytes.length) return RUNE_ERROR;
  let rune = first & (0xff >> (size + 1));
  for (let i = 1; i < size; i++) {
    const next = bytes.charCodeAt(at + i);
    if ((next & 0xc0) !== 0x80) return RUNE_ERROR;
    rune = (rune << 6) | (next & 0x3f);
  }
  const tooShort = (size === 3 && rune < 0x800) || (size === 4 && rune < 0x10000);
  const surrogate = rune >= 0xd800 && rune <= 0xdfff;
  return tooShort || surrogate || rune > 0x10ffff ? RUNE_ERROR : rune;
}

/** How many bytes UTF-8 needs for a rune. */
export function runeLength(rune: number): number {
  return rune < 0x80 ? 1 : rune < 0x800 ? 2 : rune < 0x10000 ? 3 : 4;
}

// unicode.IsSpace: unlike JavaScript's trim it knows U+0085 and does not know U+FEFF.
const SPACE = '\\t\\n\\v\\f\\r \\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000';
const LEADING_SPACE = new RegExp(`^[${SPACE}]+`);
const ONE_SPACE = new RegExp(`^[${SPACE}]$`);
const SPACES = new RegExp(`[${SPACE}]+`);

/** Whether a character is white space for Go (`unicode.IsSpace`). */
export function isSpace(character: string): boolean {
  return ONE_SPACE.test(character);
}

/** `strings.TrimSpace`. */
export function trimSpace(text: string): string {
  const start = LEADING_SPACE.exec(text)?.[0].length ?? 0;
  let end = text.length;
  while (end > start && isSpace(text.charAt(end - 1))) end--;
  return text.slice(start, end);
}

/** `strings.Fields`: the runs between white space. */
export function fields(text: string): string[] {
  return text.split(SPACES).filter((field) => field !== '');
}

/**
 * `strings.ToLower`: one rune to one rune, so `İ` becomes `i` and a final `Σ` becomes `σ`, where JavaScript
 * looks at the whole word.
 */
export function toLower(text: string): string {
  if (ASCII.test(text)) return text.toLowerCase();
  let lower = '';
  for (const character of text) lower += character === 'İ' ? 'i' : character.toLowerCase();
  return lower;
}

/** `strconv.Quote`, by which Go's errors show the offending text. */
export function quote(text: string): string {
  const named: Record<string, string> = {
    '\x07': '\\a',
    '\b': '\\b',
    '\f': '\\f',
    '\n': '\\n',
    '\r': '\\r',
    '\t': '\\t',
    '\v': '\\v',
    '\\': '\\\\',
    '"': '\\"',
  };
  let quoted = '"';
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    if (named[character] !== undefined) quoted += named[character];
    else if (code < 0x20 || code === 0x7f) quoted += `\\x${code.toString(16).padStart(2, '0')}`;
    else if (character === ' ' || /[\p{L}\p{M}\p{N}\p{P}\p{S}]/u.test(character)) quoted += character;
    else if (code > 0xffff) quoted += `\\U${code.toString(16).padStart(8, '0')}`;
    else quoted += `\\u${code.toString(16).padStart(4, '0')}`;
  }
  return `${quoted}"`;
}

/** What {@link atoi} found: a whole number, or Go's error text. */
export type Parsed<T> =
  | { readonly value: T; readonly error?: undefined }
  | { readonly value?: undefined; readonly error: string };

const INT64_MAX = (1n << 63n) - 1n;
const INT64_MIN = -(1n << 63n);

/**
 * `strconv.Atoi`: an optional sign and decimal digits, nothing else (no spaces, no underscores, no exponent),
 * within 64 bits.
 */
export function atoi(text: string): Parsed<number> {
  const problem = (reason: string) => ({ error: `strconv.Atoi: parsing ${quote(text)}: ${reason}` });
  if (!/^[+-]?[0-9]+$/.test(text) || text.endsWith('\n')) return problem('invalid syntax');
  const value = BigInt(text.startsWith('+') ? text.slice(1) : text);
  if (value > INT64_MAX || value < INT64_MIN) return problem('value out of range');
  return { value: Number(value) };
}
