import { runeAt, runeLength, runeWidthAt } from './go-text';

/** Where a matcher first fits inside a text, and the lengths (in bytes, ascending) it can take there. */
export interface GlobIndex {
  readonly at: number;
  readonly lengths: readonly number[];
}

/** Raised where the real library indexes out of bounds: the Argo CD controller panics on that comparison. */
export class GlobPanic extends Error {}

/** Raised when a comparison costs more than any real list of patterns; the caller then matches in linear time. */
export class GlobTooCostly extends Error {}

/** What one comparison has cost so far, and what it already knows. */
export class GlobWork {
  steps = 0;
  private readonly memo = new Map<GlobMatcher, Map<string, boolean>>();

  step(): void {
    if (++this.steps > 50_000) throw new GlobTooCostly();
  }

  known(matcher: GlobMatcher): Map<string, boolean> {
    let known = this.memo.get(matcher);
    if (!known) {
      known = new Map();
      this.memo.set(matcher, known);
    }
    return known;
  }
}

/**
 * A compiled glob, or a part of one, over byte strings.
 *
 * The classes below keep the shape of the library that Argo CD compiles its globs with, including what it gets wrong,
 * because those mistakes decide what is permitted: `?` and `[!a]` also match nothing at all, `ab*ba` matches `aba`,
 * and after an alternation only the first place where it fits is tried.
 *
 * @see https://github.com/gobwas/glob/tree/v0.2.3/match
 */
export interface GlobMatcher {
  /** Length in runes of every text it matches, -1 if they differ. */
  readonly length: number;
  match(bytes: string, work: GlobWork): boolean;
  index(bytes: string, work: GlobWork): GlobIndex | undefined;
}

const indexOfRune = (bytes: string, rune: number): number => {
  if (rune < 0x80) return bytes.indexOf(String.fromCharCode(rune));
  for (let i = 0; i < bytes.length; i += runeWidthAt(bytes, i)) if (runeAt(bytes, i) === rune) return i;
  return -1;
};

const indexOfAnyRune = (bytes: string, runes: readonly number[]): number => {
  for (const rune of runes) {
    const at = indexOfRune(bytes, rune);
    if (at !== -1) return at;
  }
  return -1;
};

const lastIndexOfAnyRune = (bytes: string, runes: readonly number[]): number => {
  for (const rune of runes) {
    const at = bytes.lastIndexOf(String.fromCharCode(rune));
    if (at !== -1) return at;
  }
  return -1;
};

/** Offsets at which the runes of a byte string begin. */
const runeStarts = (bytes: string): number[] => {
  const starts: number[] = [];
  for (let i = 0; i < bytes.length; i += runeWidthAt(bytes, i)) starts.push(i);
  return starts;
};

/** Offsets at which they end, reckoned as the library does: an invalid byte counts as the three of U+FFFD. */
const runeEnds = (bytes: string): number[] => runeStarts(bytes).map((i) => i + runeLength(runeAt(bytes, i)));

/** A fixed text. */
export class TextMatcher implements GlobMatcher {
  readonly length: number;

  constructor(readonly text: string) {
    this.length = runeStarts(text).length;
  }

  match(bytes: string): boolean {
    return bytes === this.text;
  }

  index(bytes: string): GlobIndex | undefined {
    const at = bytes.indexOf(this.text);
    return at === -1 ? undefined : { at, lengths: [this.text.length] };
  }
}

/** The empty text. */
export class NothingMatcher implements GlobMatcher {
  readonly length = 0;

  match(bytes: string): boolean {
    return bytes.length === 0;
  }

  index(): GlobIndex {
    return { at: 0, lengths: [0] };
  }
}

/** `*` where there are separators. */
export class AnyMatcher implements GlobMatcher {
  readonly length = -1;

  constructor(readonly separators: readonly number[]) {}

  match(bytes: string): boolean {
    return indexOfAnyRune(bytes, this.separators) === -1;
  }

  index(bytes: string): GlobIndex {
    const found = indexOfAnyRune(bytes, this.separators);
    const within = found === -1 ? bytes : bytes.slice(0, found);
    return { at: 0, lengths: [...runeStarts(within), within.length] };
  }
}

/** `**`, and `*` without separators. */
export class SuperMatcher implements GlobMatcher {
  readonly length = -1;

  match(): boolean {
    return true;
  }

  index(bytes: string): GlobIndex {
    return { at: 0, lengths: [...runeStarts(bytes), bytes.length] };
  }
}

/** One rune that fulfils a condition: `?`, `[abc]`, `[a-z]` and their negations. */
abstract class OneRuneMatcher implements GlobMatcher {
  readonly length = 1;

  protected abstract accepts(rune: number): boolean;

  match(bytes: string): boolean {
    // Nothing decodes to U+FFFD, which every negated class and `?` accept: they match the empty text too.
    return bytes.length <= runeWidthAt(bytes, 0) && this.accepts(runeAt(bytes, 0));
  }

  index(bytes: string): GlobIndex | undefined {
    for (let i = 0; i < bytes.length; i += runeWidthAt(bytes, i)) {
      const rune = runeAt(bytes, i);
      if (this.accepts(rune)) return { at: i, lengths: [runeLength(rune)] };
    }
    return undefined;
  }
}

/** `?` */
export class SingleMatcher extends OneRuneMatcher {
  constructor(readonly separators: readonly number[]) {
    super();
  }

  protected accepts(rune: number): boolean {
    return !this.separators.includes(rune);
  }
}

/** `[abc]` and `[!abc]` */
export class ListMatcher extends OneRuneMatcher {
  constructor(
    readonly runes: readonly number[],
    readonly not: boolean,
  ) {
    super();
  }

  protected accepts(rune: number): boolean {
    return this.runes.includes(rune) !== this.not;
  }
}

/** `[a-z]` and `[!a-z]` */
export class RangeMatcher extends OneRuneMatcher {
  constructor(
    readonly lo: number,
    readonly hi: number,
    readonly not: boolean,
  ) {
    super();
  }

  protected accepts(rune: number): boolean {
    return (rune >= this.lo && rune <= this.hi) !== this.not;
  }
}

/** `*text*`, or the absence of a text. */
export class ContainsMatcher implements GlobMatcher {
  readonly length = -1;

  constructor(
    readonly needle: string,
    readonly not: boolean,
  ) {}

  match(bytes: string): boolean {
    return bytes.includes(this.needle) !== this.not;
  }

  index(bytes: string): GlobIndex | undefined {
    const found = bytes.indexOf(this.needle);
    let offset = 0;
    let rest = bytes;
    if (!this.not) {
      if (found === -1) return undefined;
      offset = found + this.needle.length;
      if (bytes.length <= offset) return { at: 0, lengths: [offset] };
      rest = bytes.slice(offset);
    } else if (found !== -1) {
      rest = bytes.slice(0, found);
    }
    return { at: 0, lengths: [...runeStarts(rest).map((i) => offset + i), offset + rest.length] };
  }
}

/** `text*` without separators. */
export class PrefixMatcher implements GlobMatcher {
  readonly length = -1;

  constructor(readonly prefix: string) {}

  match(bytes: string): boolean {
    return bytes.startsWith(this.prefix);
  }

  index(bytes: string): GlobIndex | undefined {
    const at = bytes.indexOf(this.prefix);
    if (at === -1) return undefined;
    const length = this.prefix.length;
    return { at, lengths: [length, ...runeEnds(bytes.slice(at + length)).map((end) => length + end)] };
  }
}

/** `*text` without separators. */
export class SuffixMatcher implements GlobMatcher {
  readonly length = -1;

  constructor(readonly suffix: string) {}

  match(bytes: string): boolean {
    return bytes.endsWith(this.suffix);
  }

  index(bytes: string): GlobIndex | undefined {
    const at = bytes.indexOf(this.suffix);
    return at === -1 ? undefined : { at: 0, lengths: [at + this.suffix.length] };
  }
}

/** `text*` with separators. */
export class PrefixAnyMatcher implements GlobMatcher {
  readonly length = -1;

  constructor(
    readonly prefix: string,
    readonly separators: readonly number[],
  ) {}

  match(bytes: string): boolean {
    return bytes.startsWith(this.prefix) && indexOfAnyRune(bytes.slice(this.prefix.length), this.separators) === -1;
  }

  index(bytes: string): GlobIndex | undefined {
    const at = bytes.indexOf(this.prefix);
    if (at === -1) return undefined;
    const length = this.prefix.length;
    const rest = bytes.slice(at + length);
    const separator = indexOfAnyRune(rest, this.separators);
    const within = separator === -1 ? rest : rest.slice(0, separator);
    return { at, lengths: [length, ...runeEnds(within).map((end) => length + end)] };
  }
}

/** `*text` with separators. */
export class SuffixAnyMatcher implements GlobMatcher {
  readonly length = -1;

  constructor(
    readonly suffix: string,
    readonly separators: readonly number[],
  ) {}

  match(bytes: string): boolean {
    if (!bytes.endsWith(this.suffix)) return false;
    return indexOfAnyRune(bytes.slice(0, bytes.length - this.suffix.length), this.separators) === -1;
  }

  index(bytes: string): GlobIndex | undefined {
    const found = bytes.indexOf(this.suffix);
    if (found === -1) return undefined;
    const at = lastIndexOfAnyRune(bytes.slice(0, found), this.separators) + 1;
    return { at, lengths: [found + this.suffix.length - at] };
  }
}

/** `text*text` without separators; the two may overlap. */
export class PrefixSuffixMatcher implements GlobMatcher {
  readonly length = -1;

  constructor(
    readonly prefix: string,
    readonly suffix: string,
  ) {}

  match(bytes: string): boolean {
    return bytes.startsWith(this.prefix) && bytes.endsWith(this.suffix);
  }

  index(bytes: string): GlobIndex | undefined {
    const at = bytes.indexOf(this.prefix);
    if (at === -1) return undefined;
    const lengths: number[] = [];
    let rest = bytes.slice(at);
    for (let found = rest.lastIndexOf(this.suffix); found !== -1; found = rest.lastIndexOf(this.suffix)) {
      lengths.push(found + this.suffix.length);
      rest = rest.slice(0, found);
    }
    return lengths.length === 0 ? undefined : { at, lengths: lengths.reverse() };
  }
}

/** At least so many runes. */
export class MinMatcher implements GlobMatcher {
  readonly length = -1;

  constructor(readonly limit: number) {}

  match(bytes: string): boolean {
    return runeStarts(bytes).length >= this.limit;
  }

  index(bytes: string): GlobIndex | undefined {
    if (bytes.length - this.limit + 1 <= 0) return undefined;
    const lengths = runeEnds(bytes).slice(this.limit - 1);
    return lengths.length === 0 ? undefined : { at: 0, lengths };
  }
}

/** At most so many runes. */
export class MaxMatcher implements GlobMatcher {
  readonly length = -1;

  constructor(readonly limit: number) {}

  match(bytes: string): boolean {
    return runeStarts(bytes).length <= this.limit;
  }

  index(bytes: string): GlobIndex {
    return { at: 0, lengths: [0, ...runeEnds(bytes).slice(0, this.limit)] };
  }
}

/** Several conditions on the same text. */
export class EveryOfMatcher implements GlobMatcher {
  readonly length = -1;

  constructor(readonly matchers: readonly GlobMatcher[]) {}

  match(bytes: string, work: GlobWork): boolean {
    return this.matchers.every((matcher) => matcher.match(bytes, work));
  }

  index(bytes: string, work: GlobWork): GlobIndex | undefined {
    let at = 0;
    let offset = 0;
    let current: readonly number[] = [];
    let rest = bytes;
    for (const [i, matcher] of this.matchers.entries()) {
      const found = matcher.index(rest, work);
      if (!found) return undefined;
      if (i === 0) {
        current = found.lengths;
      } else {
        const delta = at - (found.at + offset);
        const fits = new Set(current.map((length) => length + delta));
        current = found.lengths.filter((length) => fits.has(length));
        if (current.length === 0) return undefined;
      }
      at = found.at + offset;
      rest = bytes.slice(at);
      offset += found.at;
    }
    return { at, lengths: current };
  }
}

/** `{a,b}` */
export class AnyOfMatcher implements GlobMatcher {
  readonly length: number;

  constructor(readonly matchers: readonly GlobMatcher[]) {
    let length = -1;
    for (const matcher of matchers) {
      if (length === -1) {
        // The library starts over after a matcher of no fixed length, so the last ones alone may decide.
        length = matcher.length;
      } else if (matcher.length !== length) {
        length = -1;
        break;
      }
    }
    this.length = length;
  }

  match(bytes: string, work: GlobWork): boolean {
    return this.matchers.some((matcher) => matcher.match(bytes, work));
  }

  index(bytes: string, work: GlobWork): GlobIndex | undefined {
    let best: GlobIndex | undefined;
    for (const matcher of this.matchers) {
      const found = matcher.index(bytes, work);
      if (!found || (best && found.at > best.at)) continue;
      if (!best || found.at < best.at) best = found;
      else best = { at: best.at, lengths: mergeLengths(best.lengths, found.lengths) };
    }
    return best;
  }
}

function mergeLengths(a: readonly number[], b: readonly number[]): number[] {
  return [...new Set([...a, ...b])].sort((x, y) => x - y);
}

/** Matchers of fixed length, one after the other. */
export class RowMatcher implements GlobMatcher {
  constructor(
    readonly length: number,
    readonly matchers: readonly GlobMatcher[],
  ) {}

  match(bytes: string, work: GlobWork): boolean {
    return runeStarts(bytes).length === this.length && this.matchAll(bytes, work);
  }

  index(bytes: string, work: GlobWork): GlobIndex | undefined {
    for (const i of runeStarts(bytes)) {
      if (bytes.length - i < this.length) return undefined;
      // The length is in runes although it is used as bytes: after `é` the rest is cut in the wrong place.
      if (this.matchAll(bytes.slice(i), work)) return { at: i, lengths: [this.length] };
    }
    return undefined;
  }

  private matchAll(bytes: string, work: GlobWork): boolean {
    let at = 0;
    for (const matcher of this.matchers) {
      work.step();
      let last = 0;
      let count = 0;
      for (let i = at; i < bytes.length; i += runeWidthAt(bytes, i)) {
        last = i - at;
        count++;
        if (count === matcher.length) break;
      }
      if (count < matcher.length) return false;
      if (at + last + 1 > bytes.length) throw new GlobPanic('slice bounds out of range');
      if (!matcher.match(bytes.slice(at, at + last + 1), work)) return false;
      at += last + 1;
    }
    return true;
  }
}

/** A matcher, searched for in the text, with what must fit before and after it. */
export class TreeMatcher implements GlobMatcher {
  readonly length: number;
  readonly leftLength: number;
  readonly rightLength: number;

  constructor(
    readonly value: GlobMatcher,
    readonly left: GlobMatcher | undefined,
    readonly right: GlobMatcher | undefined,
  ) {
    this.leftLength = left?.length ?? 0;
    this.rightLength = right?.length ?? 0;
    const fixed = value.length !== -1 && this.leftLength !== -1 && this.rightLength !== -1;
    this.length = fixed ? this.leftLength + value.length + this.rightLength : -1;
  }

  match(bytes: string, work: GlobWork): boolean {
    // Nested trees try the same piece of text again and again; remembering keeps hostile patterns polynomial.
    if (work.steps < 500) return this.search(bytes, work);
    const known = work.known(this);
    const before = known.get(bytes);
    if (before !== undefined) return before;
    const matches = this.search(bytes, work);
    known.set(bytes, matches);
    return matches;
  }

  index(): GlobIndex | undefined {
    return undefined;
  }

  private search(bytes: string, work: GlobWork): boolean {
    if (this.length !== -1 && this.length > bytes.length) return false;
    let offset = Math.max(this.leftLength, 0);
    const limit = this.rightLength >= 0 ? bytes.length - this.rightLength : bytes.length;
    while (offset < limit) {
      work.step();
      const found = this.value.index(bytes.slice(offset, limit), work);
      if (!found) return false;
      const start = offset + found.at;
      const before = bytes.slice(0, start);
      if (this.left ? this.left.match(before, work) : before === '') {
        for (let i = found.lengths.length - 1; i >= 0; i--) {
          work.step();
          const after = bytes.slice(start + (found.lengths[i] ?? 0));
          if (this.right ? this.right.match(after, work) : after === '') return true;
        }
      }
      offset = start + runeWidthAt(bytes, start);
    }
    return false;
  }
}
