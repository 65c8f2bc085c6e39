import { BoundedCache } from './bounded-cache';
import { matchGlob } from './glob';
import { GoRegexp, RegexpSyntaxError, RegexpTooCostly } from './go-regexp';

/** What Argo CD makes of a list of globs and `/regular expressions/` for one name. */
export type PolicyOutcome =
  | 'match'
  | 'no match'
  /** A lone `/` makes Argo CD panic on every name that no earlier item matched. */
  | 'panic'
  /** A regular expression that cannot be judged here: it is written as only .NET reads it, or is too large. */
  | 'unknown';

/**
 * Whether a name is in a list such as `sourceNamespaces` or `application.namespaces`: each item is a glob, or a
 * regular expression (not anchored) between slashes.
 *
 * @see https://github.com/argoproj/argo-cd/blob/v3.5.1/util/glob/list.go
 */
export function matchPolicyList(list: readonly string[], name: string): PolicyOutcome {
  let unsure = false;
  for (const item of list) {
    if (item === '/') return 'panic';
    if (item.startsWith('/') && item.endsWith('/')) {
      const expression = cache.get(item, () => compile(item.slice(1, -1)));
      const found = typeof expression === 'string' ? undefined : matches(expression, name);
      if (found) return 'match';
      unsure ||= found === undefined && expression !== 'invalid';
    }
    if (matchGlob(item, name)) return 'match';
  }
  return unsure ? 'unknown' : 'no match';
}

/** What a name has to fulfil to match a regular expression: to match these, and not to match those. */
interface Expression {
  readonly all: readonly GoRegexp[];
  readonly none: readonly GoRegexp[];
}

const cache = new BoundedCache<Expression | 'invalid' | 'unknown'>(1_000);

function matches({ all, none }: Expression, name: string): boolean | undefined {
  try {
    return all.every((one) => one.matches(name)) && !none.some((one) => one.matches(name));
  } catch (error) {
    if (error instanceof RegexpTooCostly) return undefined;
    throw error;
  }
}

const LOOKS_AHEAD = /^\^((?:[\w-]|\\[.\-/])*)\(\?([!=])(.*)$/s;

/**
 * Argo CD's library backtracks, as .NET does; what can be said in RE2's syntax means the same there. A look ahead at the
 * start, or behind a plain text, such as `^(?!kube-)`, is a condition of its own.
 */
function compile(source: string): Expression | 'invalid' | 'unknown' {
  const body = source.replace(/\\Z$/, '$');
  if (/\\[GPpkcu]|\[[^\]]*-\[|[*+?}]\+|\(\?<?[^:im<]*[-x]/.test(body.replace(LOOKS_AHEAD, '$1$3'))) return 'unknown';
  const [, before = '', sign, rest] = LOOKS_AHEAD.exec(body) ?? [];
  try {
    if (sign === undefined || rest === undefined) return { all: [GoRegexp.of(body)], none: [] };
    const end = endOfGroup(rest);
    const [ahead, behind] = [rest.slice(0, end), rest.slice(end + 1)];
    // Alternatives outside of all groups would be alternatives to the look ahead, too.
    if (end < 0 || hasAlternatives(behind)) return 'unknown';
    const [first, second] = [GoRegexp.of(`^${before}(?:${ahead})`), GoRegexp.of(`^${before}(?:${behind})`)];
    return sign === '!' ? { all: [second], none: [first] } : { all: [first, second], none: [] };
  } catch (error) {
    if (error instanceof RegexpTooCostly) return 'unknown';
    if (error instanceof RegexpSyntaxError) return hasUnclosed(body) ? 'invalid' : 'unknown';
    throw error;
  }
}

/** Escapes and classes, in which a bracket is no bracket. */
const LITERALS = /\\.|\[\^?\]?(?:\\.|[^\]\\])*\]/gs;

const withoutLiterals = (body: string): string => body.replace(LITERALS, (found) => 'x'.repeat(found.length));

/** Where the group ends that a text begins inside of; -1 if nowhere. */
function endOfGroup(text: string): number {
  let depth = 1;
  for (const [at, char] of [...withoutLiterals(text)].entries()) {
    if (char === '(') depth += 1;
    else if (char === ')') depth -= 1;
    if (depth === 0) return at;
  }
  return -1;
}

function hasAlternatives(body: string): boolean {
  let depth = 0;
  for (const char of withoutLiterals(body)) {
    if (char === '(') depth += 1;
    else if (char === ')') depth -= 1;
    else if (char === '|' && depth === 0) return true;
  }
  return false;
}

/** Whether a bracket or parenthesis stays open, which no dialect accepts. */
function hasUnclosed(body: string): boolean {
  const open = withoutLiterals(body);
  return open.includes('[') || open.split('(').length !== open.split(')').length;
}
