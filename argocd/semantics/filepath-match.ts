import { RUNE_ERROR, runeAt, runeWidthAt, toBytes } from './go-text';

/** A pattern for which Go reports "syntax error in pattern"; it matches nothing. */
class BadPattern extends Error {}

/**
 * Go's `filepath.Match`, which Argo CD uses for group, kind and name in the resource lists of a project and for the
 * directories of an ApplicationSet's git generator: `*` and `?` do not cross `/`, `[a-z]` and `[^x]` are classes, `\`
 * escapes, and there are no `{}`.
 *
 * @returns false also where the pattern is malformed
 * @see https://pkg.go.dev/path/filepath#Match
 */
export function matchFilepath(pattern: string, name: string): boolean {
  try {
    return match(toBytes(pattern), toBytes(name));
  } catch (error) {
    if (error instanceof BadPattern) return false;
    throw error;
  }
}

function match(pattern: string, name: string): boolean {
  let restPattern = pattern;
  let rest = name;
  while (restPattern !== '') {
    const { star, chunk, after } = readChunk(restPattern);
    restPattern = after;
    if (star && chunk === '') return !rest.includes('/');
    const direct = matchChunk(chunk, rest);
    if (direct !== undefined && (direct === '' || restPattern !== '')) {
      rest = direct;
      continue;
    }
    let found: string | undefined;
    if (star) {
      for (let i = 0; i < rest.length && rest[i] !== '/' && found === undefined; i++) {
        const left = matchChunk(chunk, rest.slice(i + 1));
        if (left !== undefined && (restPattern !== '' || left === '')) found = left;
      }
    }
    if (found === undefined) return false;
    rest = found;
  }
  return rest === '';
}

/** The next elements up to a star, and whether stars came before them. */
function readChunk(pattern: string): { star: boolean; chunk: string; after: string } {
  let start = 0;
  while (pattern[start] === '*') start++;
  let inClass = false;
  let end = start;
  for (; end < pattern.length; end++) {
    const byte = pattern[end];
    if (byte === '\\') {
      if (end + 1 < pattern.length) end++;
    } else if (byte === '[') inClass = true;
    else if (byte === ']') inClass = false;
    else if (byte === '*' && !inClass) break;
  }
  return { star: start > 0, chunk: pattern.slice(start, end), after: pattern.slice(end) };
}

/** What is left of the text after a chunk without stars, undefined if it does not fit. */
function matchChunk(chunk: string, text: string): string | undefined {
  let pattern = chunk;
  let rest = text;
  // The chunk is read to its end even after a mismatch: a malformed one matches nothing at all.
  let failed = false;
  while (pattern !== '') {
    failed ||= rest === '';
    if (pattern.startsWith('[')) {
      const rune = failed ? 0 : runeAt(rest, 0);
      if (!failed) rest = rest.slice(runeWidthAt(rest, 0));
      const { accepts, rest: after } = readClass(pattern, rune);
      failed ||= !accepts;
      pattern = after;
    } else if (pattern.startsWith('?')) {
      if (!failed) {
        failed = rest.startsWith('/');
        rest = rest.slice(runeWidthAt(rest, 0));
      }
      pattern = pattern.slice(1);
    } else {
      if (pattern.startsWith('\\')) {
        pattern = pattern.slice(1);
        if (pattern === '') throw new BadPattern();
      }
      if (!failed) {
        failed = pattern[0] !== rest[0];
        rest = rest.slice(1);
      }
      pattern = pattern.slice(1);
    }
  }
  return failed ? undefined : rest;
}

function readClass(pattern: string, rune: number): { accepts: boolean; rest: string } {
  let rest = pattern.slice(1);
  const negated = rest.startsWith('^');
  if (negated) rest = rest.slice(1);
  let found = false;
  for (let ranges = 0; !(rest.startsWith(']') && ranges > 0); ranges++) {
    const lo = readRune(rest);
    rest = lo.rest;
    let hi = lo.rune;
    if (rest.startsWith('-')) {
      const end = readRune(rest.slice(1));
      hi = end.rune;
      rest = end.rest;
    }
    if (lo.rune <= rune && rune <= hi) found = true;
  }
  return { accepts: found !== negated, rest: rest.slice(1) };
}

function readRune(pattern: string): { rune: number; rest: string } {
  let chunk = pattern;
  if (chunk === '' || chunk.startsWith('-') || chunk.startsWith(']')) throw new BadPattern();
  if (chunk.startsWith('\\')) {
    chunk = chunk.slice(1);
    if (chunk === '') throw new BadPattern();
  }
  const rune = runeAt(chunk, 0);
  const width = runeWidthAt(chunk, 0);
  if (rune === RUNE_ERROR && width === 1) throw new BadPattern();
  const rest = chunk.slice(width);
  if (rest === '') throw new BadPattern();
  return { rune, rest };
}
