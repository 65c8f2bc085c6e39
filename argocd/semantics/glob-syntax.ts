import { RUNE_ERROR, toBytes } from './go-text';

/** One element of a parsed glob. Texts and lists hold bytes, see {@link toBytes}. */
export type GlobNode =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'pattern'; readonly children: GlobNode[] }
  | { readonly kind: 'anyOf'; readonly children: GlobNode[] }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'any' }
  | { readonly kind: 'super' }
  | { readonly kind: 'single' }
  | { readonly kind: 'list'; readonly runes: number[]; readonly not: boolean }
  | { readonly kind: 'range'; readonly lo: number; readonly hi: number; readonly not: boolean };

/** A glob that does not compile; the message is the one Argo CD logs. */
export class GlobSyntaxError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'GlobSyntaxError';
  }
}

const STAR = 0x2a;
const COMMA = 0x2c;
const QUESTION = 0x3f;
const ESCAPE = 0x5c;
const RANGE_OPEN = 0x5b;
const RANGE_CLOSE = 0x5d;
const TERMS_OPEN = 0x7b;
const TERMS_CLOSE = 0x7d;
const NOT = 0x21;
const DASH = 0x2d;

const TEXT_BREAKERS = [QUESTION, STAR, RANGE_OPEN, TERMS_OPEN];
const TERMS_BREAKERS = [...TEXT_BREAKERS, TERMS_CLOSE, COMMA];

/** Reads runes; a NUL counts as the end, as it does in Argo CD's library. */
class Scanner {
  private readonly runes: number[];
  at = 0;

  constructor(pattern: string) {
    this.runes = Array.from(pattern, (character) => character.codePointAt(0) ?? 0);
  }

  /** The rune at the cursor, 0 at the end. */
  peek(): number {
    const rune = this.runes[this.at] ?? 0;
    const loneSurrogate = rune >= 0xd800 && rune <= 0xdfff;
    if (rune === RUNE_ERROR || loneSurrogate) throw new GlobSyntaxError('could not read rune');
    return rune;
  }

  next(): number {
    const rune = this.peek();
    if (this.at < this.runes.length) this.at++;
    return rune;
  }
}

/**
 * Parses a glob of the dialect that Argo CD uses for source repositories, destinations, sync windows, resource
 * exclusions and ignored differences.
 *
 * Odd but true: an unclosed `{` is no error (the rest is inside it), a lone `}` or `]` is text, a class holds either
 * characters or one range, never both, and a trailing `\` vanishes.
 *
 * @throws GlobSyntaxError if Argo CD could not compile it
 * @see https://github.com/gobwas/glob
 */
export function parseGlob(pattern: string): GlobNode {
  const scanner = new Scanner(pattern);
  const root: GlobNode[] = [];
  // Each open `{` remembers where to go on after its `}`.
  const open: { readonly alternatives: GlobNode[]; readonly outer: GlobNode[] }[] = [];
  let current = root;
  for (;;) {
    const rune = scanner.peek();
    const inner = open[open.length - 1];
    if (rune === 0) return { kind: 'pattern', children: root };
    if (rune === TERMS_OPEN) {
      scanner.next();
      const first: GlobNode[] = [];
      const alternatives: GlobNode[] = [{ kind: 'pattern', children: first }];
      current.push({ kind: 'anyOf', children: alternatives });
      open.push({ alternatives, outer: current });
      current = first;
    } else if (rune === COMMA && inner) {
      scanner.next();
      current = [];
      inner.alternatives.push({ kind: 'pattern', children: current });
    } else if (rune === TERMS_CLOSE && inner) {
      scanner.next();
      open.pop();
      current = inner.outer;
    } else if (rune === RANGE_OPEN) {
      scanner.next();
      current.push(parseClass(scanner));
    } else if (rune === QUESTION) {
      scanner.next();
      current.push({ kind: 'single' });
    } else if (rune === STAR) {
      scanner.next();
      if (scanner.peek() === STAR) {
        scanner.next();
        current.push({ kind: 'super' });
      } else {
        current.push({ kind: 'any' });
      }
    } else {
      const text = readText(scanner, inner ? TERMS_BREAKERS : TEXT_BREAKERS);
      if (text.length > 0) current.push({ kind: 'text', text: toBytes(textOf(text)) });
    }
  }
}

/** Not all runes as arguments of one call: a stack has an end. */
function textOf(runes: readonly number[]): string {
  return runes.map((rune) => String.fromCodePoint(rune)).join('');
}

function readText(scanner: Scanner, breakers: readonly number[]): number[] {
  const text: number[] = [];
  for (;;) {
    const rune = scanner.peek();
    if (rune === ESCAPE) {
      scanner.next();
      const escaped = scanner.next();
      if (escaped === 0) return text;
      text.push(escaped);
    } else if (rune === 0) {
      // Inside a text a NUL is dropped; only before an element does it end the pattern.
      scanner.next();
      return text;
    } else if (breakers.includes(rune)) {
      return text;
    } else {
      text.push(scanner.next());
    }
  }
}

function parseClass(scanner: Scanner): GlobNode {
  const take = (): number => {
    const rune = scanner.next();
    if (rune === 0) throw new GlobSyntaxError('unexpected end of input');
    return rune;
  };
  let not = false;
  let start = scanner.at;
  let first = take();
  if (first === NOT) {
    not = true;
    start = scanner.at;
    first = take();
  }
  if (scanner.peek() === DASH) {
    scanner.next();
    const hi = take();
    if (take() !== RANGE_CLOSE) throw new GlobSyntaxError('expected close range character');
    if (hi < first) {
      const name = (rune: number) => String.fromCodePoint(rune);
      throw new GlobSyntaxError(`hi character '${name(hi)}' should be greater than lo '${name(first)}'`);
    }
    return { kind: 'range', lo: first, hi, not };
  }
  scanner.at = start;
  const runes = readText(scanner, [RANGE_CLOSE]);
  take();
  if (runes.length === 0) throw new GlobSyntaxError('could not parse range');
  return { kind: 'list', runes, not };
}
