/**
 * A file as Argo CD takes it apart: JSON values in a row, then YAML between lines of `---`.
 *
 * @see https://github.com/kubernetes/apimachinery/blob/v0.34.0/pkg/util/yaml/decoder.go
 */
import { YamlError } from './error';

/** A document between two separators. */
export interface Chunk {
  readonly start: number;
  readonly end: number;
}

/** How far Go looks for the brace that JSON begins with, in bytes. */
const LOOKS_AHEAD = 4096;

/** What Go takes for white space; JavaScript's own has one more (U+FEFF). */
const SPACE = /[\t-\r \u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]/;

/** Whether a text begins like JSON. */
export function beginsLikeJson(text: string): boolean {
  // Nearly always the first character tells.
  for (let at = 0; at < Math.min(text.length, LOOKS_AHEAD); at += 1) {
    if (SPACE.test(text[at] as string)) continue;
    return text[at] === '{' && Buffer.byteLength(text.slice(0, at + 1)) <= LOOKS_AHEAD;
  }
  return false;
}

/**
 * Where YAML begins behind a JSON value, in the line of that or in the next one; `undefined` if Go gives up, because
 * there is hardly anything left.
 */
export function yamlBehindJson(text: string, offset: number): number | undefined {
  for (let at = offset; ; at += 1) {
    // It reads four bytes at once.
    if (at >= text.length || Buffer.byteLength(text.slice(at, at + 4)) < 4 || text[at] === '\ufffd') return undefined;
    if (text[at] === '\n') return at + 1;
    if (!SPACE.test(text[at] as string)) return at;
  }
}

/**
 * The documents between lines of `---`. A separator that no text goes before belongs to the document below it.
 *
 * @throws YamlError at a line that begins like a separator and is none: what stands above it, up to the last separator,
 *   is then not read either
 */
export function* splitYaml(text: string, from: number): Generator<Chunk> {
  let start = from;
  for (let at = nextSeparator(text, from, from); at >= 0; at = nextSeparator(text, at + 1, from)) {
    const lineFeed = text.indexOf('\n', at);
    const lineEnd = lineFeed < 0 ? text.length : lineFeed;
    let rest = at + 3;
    while (rest < lineEnd && SPACE.test(text[rest] as string)) rest += 1;
    if (rest < lineEnd && text[rest] !== '#') throw new YamlError('invalid Yaml document separator', at);
    if (at === start) continue;
    yield { start, end: at };
    start = Math.min(lineEnd + 1, text.length);
  }
  if (start < text.length) yield { start, end: text.length };
}

/** The next line that begins with `---`. */
function nextSeparator(text: string, from: number, first: number): number {
  if (from === first && text.startsWith('---', from)) return from;
  const found = text.indexOf('\n---', Math.max(from - 1, 0));
  return found < 0 ? -1 : found + 1;
}
