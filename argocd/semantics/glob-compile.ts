import {
  AnyMatcher,
  AnyOfMatcher,
  ContainsMatcher,
  EveryOfMatcher,
  type GlobMatcher,
  ListMatcher,
  MaxMatcher,
  MinMatcher,
  NothingMatcher,
  PrefixAnyMatcher,
  PrefixMatcher,
  PrefixSuffixMatcher,
  RangeMatcher,
  RowMatcher,
  SingleMatcher,
  SuffixAnyMatcher,
  SuffixMatcher,
  SuperMatcher,
  TextMatcher,
  TreeMatcher,
} from './glob-matcher';
import type { GlobNode } from './glob-syntax';
import { toBytes } from './go-text';

/**
 * Turns a parsed glob into matchers, gluing neighbours and common parts as Argo CD's library does. What it glues
 * decides which of its mistakes show, so the order of the steps matters.
 *
 * @see https://github.com/gobwas/glob/blob/v0.2.3/compiler/compiler.go
 */
export function compileGlob(node: GlobNode, separators: readonly number[]): GlobMatcher {
  switch (node.kind) {
    case 'anyOf': {
      const shared = factorOut(node.children);
      if (shared) return compileGlob(shared, separators);
      return new AnyOfMatcher(compileChildren(node.children, separators));
    }
    case 'pattern':
      if (node.children.length === 0) return new NothingMatcher();
      return simplify(arrange(glueLongest(compileChildren(node.children, separators))));
    case 'any':
      return simplify(new AnyMatcher(separators));
    case 'super':
      return new SuperMatcher();
    case 'single':
      return new SingleMatcher(separators);
    case 'nothing':
      return new NothingMatcher();
    case 'list':
      return simplify(new ListMatcher(node.runes, node.not));
    case 'range':
      return new RangeMatcher(node.lo, node.hi, node.not);
    case 'text':
      return new TextMatcher(node.text);
  }
}

function compileChildren(children: readonly GlobNode[], separators: readonly number[]): GlobMatcher[] {
  return children.map((child) => simplify(compileGlob(child, separators)));
}

function simplify(matcher: GlobMatcher): GlobMatcher {
  if (matcher instanceof AnyMatcher) return matcher.separators.length === 0 ? new SuperMatcher() : matcher;
  if (matcher instanceof AnyOfMatcher)
    return matcher.matchers.length === 1 ? (matcher.matchers[0] ?? matcher) : matcher;
  if (matcher instanceof ListMatcher) {
    const single = !matcher.not && matcher.runes.length === 1;
    return single ? new TextMatcher(toBytes(String.fromCodePoint(...matcher.runes))) : matcher;
  }
  if (!(matcher instanceof TreeMatcher)) return matcher;

  const left = matcher.left && simplify(matcher.left);
  const right = matcher.right && simplify(matcher.right);
  const { value } = matcher;
  if (!(value instanceof TextMatcher)) return new TreeMatcher(value, left, right);
  const { text } = value;
  if (!left && !right) return value;
  if (left instanceof SuperMatcher && right instanceof SuperMatcher) return new ContainsMatcher(text, false);
  if (left instanceof SuperMatcher && !right) return new SuffixMatcher(text);
  if (right instanceof SuperMatcher && !left) return new PrefixMatcher(text);
  if (!left && right instanceof SuffixMatcher) return new PrefixSuffixMatcher(text, right.suffix);
  if (!right && left instanceof PrefixMatcher) return new PrefixSuffixMatcher(left.prefix, text);
  if (!right && left instanceof AnyMatcher) return new SuffixAnyMatcher(text, left.separators);
  if (!left && right instanceof AnyMatcher) return new PrefixAnyMatcher(text, right.separators);
  return new TreeMatcher(value, left, right);
}

/** A tree around the longest matcher of fixed length; the last one of several. */
function arrange(matchers: readonly GlobMatcher[]): GlobMatcher {
  const [first, ...rest] = matchers;
  if (!first) return new NothingMatcher();
  if (rest.length === 0) return first;
  const glued = glue(matchers);
  if (glued) return glued;
  let pivot = -1;
  let longest = -1;
  for (const [i, { length }] of matchers.entries()) {
    if (length !== -1 && length >= longest) {
      longest = length;
      pivot = i;
    }
  }
  const value = matchers[pivot];
  if (!value) return new TreeMatcher(first, undefined, arrange(rest));
  const left = matchers.slice(0, pivot);
  const right = matchers.slice(pivot + 1);
  return new TreeMatcher(
    value,
    left.length > 0 ? arrange(left) : undefined,
    right.length > 0 ? arrange(right) : undefined,
  );
}

/** Replaces the run of neighbours that glues best by one matcher, again and again. */
function glueLongest(matchers: readonly GlobMatcher[]): readonly GlobMatcher[] {
  let done: GlobMatcher | undefined;
  let from = 0;
  let to = 0;
  for (let l = 0; l < matchers.length; l++) {
    for (let r = matchers.length; r > l; r--) {
      const glued = glue(matchers.slice(l, r));
      if (!glued) continue;
      const longer = done !== undefined && done.length > -1 && glued.length > done.length;
      if (done === undefined || longer || to - from < r - l) {
        done = glued;
        from = l;
        to = r;
      }
    }
  }
  if (!done) return matchers;
  const next = [...matchers.slice(0, from), done, ...matchers.slice(to)];
  return next.length === matchers.length ? next : glueLongest(next);
}

function glue(matchers: readonly GlobMatcher[]): GlobMatcher | undefined {
  return glueAsEvery(matchers) ?? glueAsRow(matchers);
}

function glueAsRow(matchers: readonly GlobMatcher[]): GlobMatcher | undefined {
  if (matchers.length <= 1) return undefined;
  let length = 0;
  for (const matcher of matchers) {
    if (matcher.length === -1) return undefined;
    length += matcher.length;
  }
  return new RowMatcher(length, matchers);
}

/** What a wildcard refuses: its separators, or the characters of a negated class. */
function refusedBy(matcher: GlobMatcher): readonly number[] | undefined {
  if (matcher instanceof SuperMatcher) return [];
  if (matcher instanceof AnyMatcher || matcher instanceof SingleMatcher) return matcher.separators;
  return matcher instanceof ListMatcher && matcher.not ? matcher.runes : undefined;
}

function glueAsEvery(matchers: readonly GlobMatcher[]): GlobMatcher | undefined {
  const [first] = matchers;
  if (!first || matchers.length <= 1) return undefined;
  const refused = refusedBy(first);
  if (!refused) return undefined;
  let any = false;
  let everything = false;
  let singles = 0;
  for (const matcher of matchers) {
    const same = refusedBy(matcher);
    if (!same || same.length !== refused.length || same.some((rune, i) => rune !== refused[i])) return undefined;
    if (matcher instanceof SuperMatcher) everything = true;
    else if (matcher instanceof AnyMatcher) any = true;
    else singles++;
  }
  if (everything && !any && singles === 0) return new SuperMatcher();
  if (any && !everything && singles === 0) return new AnyMatcher(refused);
  if ((any || everything) && singles > 0 && refused.length === 0) return new MinMatcher(singles);
  const every: GlobMatcher[] = [];
  if (singles > 0) {
    every.push(new MinMatcher(singles));
    if (!any && !everything) every.push(new MaxMatcher(singles));
  }
  // `[!ab][!ab]` thus refuses the text `ab`, not the characters `a` and `b`.
  if (refused.length > 0) every.push(new ContainsMatcher(toBytes(String.fromCodePoint(...refused)), true));
  return new EveryOfMatcher(every);
}

const same = (a: GlobNode | undefined, b: GlobNode | undefined): boolean => JSON.stringify(a) === JSON.stringify(b);

/** `{abc,adc}` becomes `a{b,d}c`. */
function factorOut(alternatives: readonly GlobNode[]): GlobNode | undefined {
  const lists: (readonly GlobNode[])[] = [];
  for (const alternative of alternatives) {
    if (alternative.kind !== 'pattern') return undefined;
    lists.push(alternative.children);
  }
  const { left, right } = commonChildren(lists);
  if (left.length === 0 && right.length === 0) return undefined;
  const rests: GlobNode[] = [];
  for (const list of lists) {
    const rest = list.slice(left.length, list.length - right.length);
    const node: GlobNode = rest.length === 0 ? { kind: 'nothing' } : { kind: 'pattern', children: rest };
    if (!rests.some((other) => same(other, node))) rests.push(node);
  }
  const children: GlobNode[] = [];
  if (left.length > 0) children.push({ kind: 'pattern', children: left });
  const [only] = rests;
  if (rests.length > 1) children.push({ kind: 'anyOf', children: rests });
  else if (only && only.kind !== 'nothing') children.push(only);
  if (right.length > 0) children.push({ kind: 'pattern', children: right });
  return { kind: 'pattern', children };
}

function commonChildren(lists: readonly (readonly GlobNode[])[]): { left: GlobNode[]; right: GlobNode[] } {
  const left: GlobNode[] = [];
  const right: GlobNode[] = [];
  if (lists.length <= 1) return { left, right };
  const shortest = lists.reduce((a, b) => (b.length < a.length ? b : a));
  const size = shortest.length;
  let stopLeft = false;
  let stopRight = false;
  let total = 0;
  for (let i = 0, j = size - 1; total < size && j >= 0 && !(stopLeft && stopRight); i++, j--) {
    for (const list of lists) {
      if (stopLeft && stopRight) break;
      if (list === shortest) continue;
      stopLeft ||= !same(shortest[i], list[i]);
      // The two ends may not overlap.
      stopRight ||= !stopLeft && j <= i;
      stopRight ||= !same(shortest[j], list[j + list.length - size]);
    }
    const atLeft = shortest[i];
    const atRight = shortest[j];
    if (!stopLeft && atLeft) {
      total++;
      left.push(atLeft);
    }
    if (!stopRight && atRight) {
      total++;
      right.unshift(atRight);
    }
  }
  return { left, right };
}
