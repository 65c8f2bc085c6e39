import { BoundedCache } from './bounded-cache';

/** `*`, or whether it accepts one byte. */
type Step = '*' | ((byte: number) => boolean);

/**
 * Git's `wildmatch` without `WM_PATHNAME`, as a pathspec is matched: `*` and `?` cross slashes, `[a-z]`, `[!x]` and
 * `[[:alpha:]]` are classes, `\` escapes. It is matched byte by byte, and a class that is not closed matches nothing.
 *
 * Takes no more steps than the pattern has characters times those of the text: after a mismatch only the last star takes
 * one more byte, because what an earlier one would take, the last one takes as well.
 *
 * @see https://github.com/git/git/blob/v2.47.0/wildmatch.c
 */
export function matchWild(pattern: string, text: string): boolean {
  const steps = cache.get(pattern, () => parse(Buffer.from(pattern)) ?? 'never');
  if (steps === 'never') return false;
  const bytes = Buffer.from(text);
  let at = 0;
  let step = 0;
  let star = -1;
  let resume = 0;
  while (at < bytes.length) {
    const accepts = steps[step];
    if (accepts === '*') {
      star = step;
      step += 1;
      resume = at;
    } else if (accepts?.(bytes[at] as number)) {
      at += 1;
      step += 1;
    } else if (star >= 0) {
      step = star + 1;
      resume += 1;
      at = resume;
    } else return false;
  }
  while (steps[step] === '*') step += 1;
  return step === steps.length;
}

const cache = new BoundedCache<readonly Step[] | 'never'>(1_000);

const code = (char: string): number => char.charCodeAt(0);

/** The steps of a pattern; `undefined` if it can match nothing. */
function parse(pattern: Buffer): readonly Step[] | undefined {
  const steps: Step[] = [];
  for (let at = 0; at < pattern.length; at += 1) {
    const byte = pattern[at] as number;
    if (byte === code('*')) {
      if (steps.at(-1) !== '*') steps.push('*');
    } else if (byte === code('?')) steps.push(() => true);
    else if (byte === code('[')) {
      const found = readClass(pattern, at + 1);
      if (!found) return undefined;
      steps.push(found.accepts);
      at = found.end;
    } else {
      if (byte === code('\\')) at += 1;
      const wanted = pattern[at];
      if (wanted === undefined) return undefined;
      steps.push((one) => one === wanted);
    }
  }
  return steps;
}

const isIn = (low: string, high: string) => (byte: number) => byte >= code(low) && byte <= code(high);
const digit = isIn('0', '9');
const lower = isIn('a', 'z');
const upper = isIn('A', 'Z');
const alnum = (byte: number) => digit(byte) || lower(byte) || upper(byte);
const print = (byte: number) => byte >= 0x20 && byte < 0x7f;

/** The classes of C's `ctype.h`, for ASCII. */
const CLASSES: ReadonlyMap<string, (byte: number) => boolean> = new Map([
  ['alnum', alnum],
  ['alpha', (byte: number) => lower(byte) || upper(byte)],
  ['blank', (byte: number) => byte === 0x20 || byte === 0x09],
  ['cntrl', (byte: number) => byte < 0x20 || byte === 0x7f],
  ['digit', digit],
  ['graph', (byte: number) => print(byte) && byte !== 0x20],
  ['lower', lower],
  ['print', print],
  ['punct', (byte: number) => print(byte) && byte !== 0x20 && !alnum(byte)],
  ['space', (byte: number) => byte === 0x20 || (byte >= 0x09 && byte <= 0x0d)],
  ['upper', upper],
  ['xdigit', (byte: number) => digit(byte) || isIn('a', 'f')(byte) || isIn('A', 'F')(byte)],
]);

/** A class from behind its `[`, and where its `]` is. */
function readClass(
  pattern: Buffer,
  from: number,
): { readonly accepts: (byte: number) => boolean; readonly end: number } | undefined {
  let at = from;
  const not = pattern[at] === code('!') || pattern[at] === code('^');
  if (not) at += 1;
  const parts: ((byte: number) => boolean)[] = [];
  let previous = -1;
  for (let first = true; first || pattern[at] !== code(']'); first = false, at += 1) {
    const byte = pattern[at];
    if (byte === undefined) return undefined;
    if (byte === code('\\')) {
      at += 1;
      const escaped = pattern[at];
      if (escaped === undefined) return undefined;
      parts.push((one) => one === escaped);
      previous = escaped;
    } else if (byte === code('-') && previous >= 0 && pattern[at + 1] !== undefined && pattern[at + 1] !== code(']')) {
      at += 1;
      if (pattern[at] === code('\\')) at += 1;
      const [low, high] = [previous, pattern[at]];
      if (high === undefined) return undefined;
      parts.push((one) => one >= low && one <= high);
      previous = -1;
    } else if (byte === code('[') && pattern[at + 1] === code(':')) {
      const close = pattern.indexOf(']', at + 2);
      if (close < 0) return undefined;
      if (close - at - 3 < 0 || pattern[close - 1] !== code(':')) {
        // Not `[:name:]`: an ordinary bracket.
        parts.push((one) => one === byte);
        previous = byte;
        continue;
      }
      const known = CLASSES.get(pattern.toString('latin1', at + 2, close - 1));
      if (!known) return undefined;
      parts.push(known);
      previous = -1;
      at = close;
    } else {
      parts.push((one) => one === byte);
      previous = byte;
    }
  }
  return { accepts: (byte) => parts.some((part) => part(byte)) !== not, end: at };
}
