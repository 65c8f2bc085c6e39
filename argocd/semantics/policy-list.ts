import { BoundedCache } from './bounded-cache';
import { matchGlob } from './glob';

/** What Argo CD makes of a list of globs and `/regular expressions/` for one name. */
export type PolicyOutcome =
  | 'match'
  | 'no match'
  /** A lone `/` makes Argo CD panic on every name that no earlier item matched. */
  | 'panic'
  /** A regular expression that cannot be judged here: its dialect is .NET's, or it could take forever. */
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
      if (expression instanceof RegExp && expression.test(name)) return 'match';
      unsure ||= expression === 'unknown';
    }
    if (matchGlob(item, name)) return 'match';
  }
  return unsure ? 'unknown' : 'no match';
}

const cache = new BoundedCache<RegExp | 'invalid' | 'unknown'>(1_000);

/** Constructs that .NET's dialect and JavaScript's read alike. */
function compile(source: string): RegExp | 'invalid' | 'unknown' {
  let body = source;
  let flags = '';
  const inline = /^\(\?([im]+)\)/.exec(body);
  if (inline) {
    flags = [...new Set(inline[1])].join('');
    body = body.slice(inline[0].length);
  }
  body = body.replace(/^\\A/, '^').replace(/\\[zZ]$/, '$');
  // Nested repetition backtracks exponentially, here as in Argo CD.
  if (/\([^)]*[*+{|][^)]*\)[*+{]/.test(body)) return 'unknown';
  if (/\\[AGzZpPkcux]|\(\?(?![:=!]|<[=!])|\[[^\]]*-\[|[*+?}]\+/.test(body)) return 'unknown';
  try {
    return new RegExp(body, flags);
  } catch {
    return hasUnclosed(body) ? 'invalid' : 'unknown';
  }
}

/** Whether a bracket or parenthesis stays open, which no dialect accepts. */
function hasUnclosed(body: string): boolean {
  const plain = body.replace(/\\./gs, '');
  const open = plain.replace(/\[\^?\]?[^\]]*\]/g, '');
  return open.includes('[') || (open.match(/\(/g)?.length ?? 0) !== (open.match(/\)/g)?.length ?? 0);
}
