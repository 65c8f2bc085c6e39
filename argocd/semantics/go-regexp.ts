import { RE2JS, RE2JSException } from 're2js';
import { BoundedCache } from './bounded-cache';

/** An expression that Go refuses; the message is Go's. */
export class RegexpSyntaxError extends Error {}

/** An expression, or a text, for which matching would take too long to wait for, though it ends. */
export class RegexpTooCostly extends Error {}

/** Steps of a matcher: instructions of the compiled expression times characters of the text. Some seconds' worth at most. */
const MAX_WORK = 50_000_000;

/** Longer expressions are not compiled: nobody writes them. */
const MAX_SOURCE = 2_000;

/** One match: where it and each of its groups begin and end, or nothing for a group that took no part. */
type Match = readonly (number | undefined)[];

/**
 * A regular expression of Go: RE2's syntax and meaning, matched in time linear in the text, so that no repository can make
 * a check run without end.
 *
 * @see https://github.com/google/re2/wiki/Syntax
 */
export class GoRegexp {
  private constructor(private readonly compiled: RE2JS) {}

  /**
   * @throws RegexpSyntaxError if Go refuses it; RegexpTooCostly if it is longer than anybody writes
   */
  static of(source: string): GoRegexp {
    const found = cache.get(source, () => compile(source));
    if (found instanceof Error) throw found;
    return new GoRegexp(found);
  }

  /** Go's words on an expression that it refuses; undefined for one that it takes, and for one that is too long to be tried. */
  static errorOf(source: string): string | undefined {
    try {
      GoRegexp.of(source);
      return undefined;
    } catch (error) {
      if (error instanceof RegexpSyntaxError) return error.message;
      if (error instanceof RegexpTooCostly) return undefined;
      throw error;
    }
  }

  /** Whether it matches anywhere in a text. @throws RegexpTooCostly */
  matches(text: string): boolean {
    this.bound(text);
    return this.compiled.test(text);
  }

  /** The first match, `''` if there is none: `FindString`. @throws RegexpTooCostly */
  find(text: string): string {
    const [first] = this.all(text, 1);
    return first === undefined ? '' : text.slice(first[0], first[1]);
  }

  /** `ReplaceAllString`: `$1`, `${1}` and `${name}` in the replacement are groups. @throws RegexpTooCostly */
  replaceAll(text: string, replacement: string): string {
    const names = this.compiled.namedGroups();
    let result = '';
    let end = 0;
    for (const match of this.all(text)) {
      result += text.slice(end, match[0]) + expand(replacement, text, match, names);
      end = match[1] as number;
    }
    return result + text.slice(end);
  }

  private all(text: string, limit = Number.POSITIVE_INFINITY): readonly Match[] {
    this.bound(text);
    const matcher = this.compiled.matcher(text);
    const groups = this.compiled.groupCount();
    const found: Match[] = [];
    let previous = -1;
    while (found.length < limit && matcher.find()) {
      const end = matcher.end();
      // Go takes no empty match right behind another match.
      if (matcher.start() === end && end === previous) continue;
      previous = end;
      found.push(
        Array.from({ length: 2 * (groups + 1) }, (_, at) => {
          const group = at >> 1;
          const place = at % 2 === 0 ? matcher.start(group) : matcher.end(group);
          return place < 0 ? undefined : place;
        }),
      );
    }
    return found;
  }

  private bound(text: string): void {
    if (this.compiled.programSize() * text.length > MAX_WORK)
      throw new RegexpTooCostly(`a regular expression of this size on ${text.length} characters`);
  }
}

const cache = new BoundedCache<RE2JS | Error>(1_000);

function compile(source: string): RE2JS | Error {
  if (source.length > MAX_SOURCE)
    return new RegexpTooCostly(`a regular expression of more than ${MAX_SOURCE} characters`);
  try {
    return RE2JS.compile(source);
  } catch (error) {
    if (!(error instanceof RE2JSException)) throw error;
    // The one message of Go's that is shorter here.
    return new RegexpSyntaxError(error.message.replace(/(trailing backslash at end of expression)$/, '$1: ``'));
  }
}

/** `Regexp.Expand`: a name is as long as it can be, and one that no group has stands for nothing. */
function expand(replacement: string, text: string, match: Match, names: Readonly<Record<string, number>>): string {
  return replacement.replace(/\$(?:(\$)|\{([\p{L}\p{N}_]+)\}|([\p{L}\p{N}_]+))/gu, (_, dollar, braced, bare) => {
    if (dollar !== undefined) return '$';
    const name: string = braced ?? bare;
    const group = /^(?:0|[1-9]\d*)$/.test(name) ? Number(name) : Object.hasOwn(names, name) ? names[name] : undefined;
    if (group === undefined) return '';
    const [start, end] = [match[2 * group], match[2 * group + 1]];
    return start === undefined ? '' : text.slice(start, end);
  });
}
