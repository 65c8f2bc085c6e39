import { BoundedCache } from './bounded-cache';
import { compileGlob } from './glob-compile';
import { GlobTooLong, matchLinear } from './glob-linear';
import { type GlobMatcher, GlobPanic, GlobTooCostly, GlobWork } from './glob-matcher';
import { type GlobNode, GlobSyntaxError, parseGlob } from './glob-syntax';
import { toBytes } from './go-text';
import { ArgoCdVersion } from './version';

/** What Argo CD makes of a pattern and a text; on `panic` its controller gives up on the object. */
export type GlobOutcome = 'match' | 'no match' | 'panic';

/** A release whose library has its mistakes still. */
const OLD = new ArgoCdVersion(3, 5, 7);

// Past these, gluing the parts of a pattern costs too much; no pattern that a person wrote is near them.
const MAX_PATTERN = 512;
const MAX_PARTS = 48;
const MAX_DEPTH = 32;

/**
 * A glob as Argo CD compiles it: `*` any run without a separator, `**` any run, `?` one non-separator, `[abc]`,
 * `[a-z]`, `[!x]`, `{a,b}` nested at will, `\` escapes. Anchored at both ends, case-sensitive.
 *
 * It judges like the real library, up to Argo CD 3.5 mistakes included.
 *
 * @see https://github.com/argoproj/argo-cd/blob/v3.5.1/util/glob/glob.go
 */
export class Glob {
  /** Why it does not compile, in Argo CD's words; it then matches nothing. */
  readonly error: string | undefined;
  private readonly syntax: GlobNode | undefined;
  /** What it means counts, not how a library goes about it. */
  private readonly isMeant: boolean;
  private readonly matcher: GlobMatcher | undefined;
  private readonly separators: readonly number[];

  constructor(
    readonly pattern: string,
    separators = '',
    version: ArgoCdVersion = OLD,
  ) {
    this.separators = Array.from(separators, (character) => character.codePointAt(0) ?? 0);
    this.isMeant = version.hasCorrectGlobs;
    try {
      this.syntax = parseGlob(pattern);
    } catch (error) {
      if (!(error instanceof GlobSyntaxError)) throw error;
      this.error = error.message;
      return;
    }
    if (this.isMeant) {
      this.error = unfinished(pattern);
      if (this.error !== undefined) this.syntax = undefined;
      return;
    }
    if (pattern.length <= MAX_PATTERN && isSmall(this.syntax, MAX_DEPTH)) {
      this.matcher = compileGlob(this.syntax, this.separators);
    }
  }

  /** Whether it is matched step by step as Argo CD's library does; else only by what it means. */
  get followed(): boolean {
    return this.matcher !== undefined || this.error !== undefined || this.isMeant;
  }

  /** Whether Argo CD would take the text as matching. */
  match(text: string): boolean {
    return this.outcome(text) === 'match';
  }

  /** {@link match}, telling apart the texts on which Argo CD itself fails. */
  outcome(text: string): GlobOutcome {
    if (!this.syntax) return 'no match';
    const bytes = toBytes(text);
    try {
      if (this.matcher) return this.matcher.match(bytes, new GlobWork()) ? 'match' : 'no match';
    } catch (error) {
      if (error instanceof GlobPanic) return 'panic';
      if (!(error instanceof GlobTooCostly)) throw error;
    }
    try {
      return matchLinear(this.syntax, this.separators, bytes) ? 'match' : 'no match';
    } catch (error) {
      if (error instanceof GlobTooLong) return 'no match';
      throw error;
    }
  }
}

/** What Argo CD 3.6 does not take, and earlier ones do: braces that nobody closes, a backslash at the end. */
function unfinished(pattern: string): string | undefined {
  let open = 0;
  let inClass = false;
  for (let at = 0; at < pattern.length; at += 1) {
    const character = pattern[at];
    if (character === '\\') {
      at += 1;
      if (at === pattern.length) return `glob: syntax error at ${bytesOf(pattern)}: trailing backslash`;
    } else if (inClass) inClass = character !== ']';
    else if (character === '[') inClass = true;
    else if (character === '{') open += 1;
    else if (character === '}' && open > 0) open -= 1;
  }
  return open > 0 ? `glob: syntax error at ${bytesOf(pattern)}: unclosed \`{\`` : undefined;
}

const bytesOf = (text: string) => Buffer.byteLength(text);

/** Whether nothing in a pattern has more parts, or is nested deeper, than a person writes. */
function isSmall(node: GlobNode, depth: number): boolean {
  if (node.kind !== 'pattern' && node.kind !== 'anyOf') return true;
  return depth > 0 && node.children.length <= MAX_PARTS && node.children.every((child) => isSmall(child, depth - 1));
}

/** Why Argo CD's own library is not followed on a pattern; `undefined` if it is. */
export function whyNotFollowed(pattern: string): string | undefined {
  return globOf(pattern).followed
    ? undefined
    : `a pattern with so many parts, or so deep, is judged only by what it means, and not at all on a long text: Argo CD's own library may take it otherwise (${pattern.length} characters)`;
}

const cache = new BoundedCache<Glob>(10_000);

/**
 * The glob of a pattern, compiled once.
 *
 * @param separators the characters that `*` and `?` do not cross; Argo CD passes `/` for source repositories only
 * @param version by default one up to 3.5, whose library has mistakes that later ones have not
 */
export function globOf(pattern: string, separators = '', version: ArgoCdVersion = OLD): Glob {
  const key = `${version.hasCorrectGlobs}${separators}\0${pattern}`;
  return cache.get(key, () => new Glob(pattern, separators, version));
}

/** Whether a text matches a pattern; a pattern that does not compile matches nothing. */
export function matchGlob(pattern: string, text: string, separators = '', version: ArgoCdVersion = OLD): boolean {
  return globOf(pattern, separators, version).match(text);
}
