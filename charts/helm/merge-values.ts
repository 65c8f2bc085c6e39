import { isMap } from '../../argocd/model/resource';
import { shownValue } from './shown-value';

/** The values of a chart, as a tree of plain JSON. */
export type Values = { readonly [key: string]: unknown };

/** A value that must not be in Git, or must not be set by hand, and what to do instead. */
export interface ForbiddenValue {
  /** Dotted path; `*` stands for any one key. */
  readonly path: string;
  readonly because: string;
}

/** What a construct knows about the values of its chart, whose type is `V`. */
export interface DerivedValues<V extends object = Values> {
  /** Values that follow from the declaration: a different value is an error. */
  readonly facts: V;
  /** Defaults of this project: a given value wins. @default - nothing */
  readonly defaults?: V;
  /** @default - nothing */
  readonly forbidden?: readonly ForbiddenValue[];
  /** Facts that no declaration decides, and why: the exit is another construct. @default - a declaration decides each */
  readonly fixed?: readonly ForbiddenValue[];
}

/**
 * Lays the user's values over those that a construct derives.
 *
 * @param derived what the construct knows
 * @param given the escape hatch: anything else that the chart can do
 * @returns the values for the chart, and one error for each contradiction, naming both sides
 */
export function mergeValues<V extends object>(
  derived: DerivedValues<V>,
  given?: V,
): { readonly values: Values; readonly errors: readonly string[] } {
  const errors: string[] = [];
  const [facts, defaults, values] = [derived.facts, derived.defaults ?? {}, given ?? {}] as readonly Values[];
  const refused = (path: readonly string[], value: unknown) =>
    derived.forbidden?.find(
      (forbidden) => matches(forbidden.path, path) && value !== '' && value !== null && value !== undefined,
    );
  for (const [path, value] of leaves(values)) {
    const rule = refused(path, value);
    if (rule) errors.push(`values.${path.join('.')} must not be set: ${rule.because}`);
  }
  for (const { path, value, fact } of contradictions(facts, values, [])) {
    // A forbidden value is reported already.
    if (refused(path, value)) continue;
    const is = `values.${path.join('.')} is ${shownValue(path, value, fact)}`;
    const rule = derived.fixed?.find((one) => matches(one.path, path));
    errors.push(
      rule
        ? `${is}, but here it is always ${JSON.stringify(fact)}, because ${rule.because}: remove the value, or install the chart with a HelmApplication`
        : `${is}, but what is declared gives ${JSON.stringify(fact)}: change the declaration, or remove the value`,
    );
  }
  return { values: mergeMaps(mergeMaps(defaults, values), facts), errors };
}

interface Contradiction {
  readonly path: readonly string[];
  readonly value: unknown;
  readonly fact: unknown;
}

function contradictions(fact: unknown, value: unknown, path: readonly string[]): Contradiction[] {
  if (value === undefined) return [];
  if (isMap(fact) && isMap(value)) {
    return Object.keys(value).flatMap((key) =>
      key in fact ? contradictions(fact[key], value[key], [...path, key]) : [],
    );
  }
  // The lock has written a digest behind the tag that was given.
  const same = JSON.stringify(fact) === JSON.stringify(value) || isPinned(fact, value);
  return same ? [] : [{ path, value, fact }];
}

function isPinned(fact: unknown, value: unknown): boolean {
  return typeof fact === 'string' && typeof value === 'string' && fact.startsWith(`${value}@sha256:`);
}

/** Maps are merged, everything else of `top` replaces what is in `bottom`. */
export function mergeMaps(bottom: Values, top: Values): Values {
  const result: Record<string, unknown> = { ...bottom };
  for (const [key, value] of Object.entries(top)) {
    const below = result[key];
    if (value !== undefined) result[key] = isMap(below) && isMap(value) ? mergeMaps(below, value) : value;
  }
  return result;
}

/** Paths and values of everything that is no map. Keys may contain dots, so a path is a list. */
function* leaves(value: unknown, path: readonly string[] = []): Generator<[readonly string[], unknown]> {
  if (isMap(value)) for (const [key, below] of Object.entries(value)) yield* leaves(below, [...path, key]);
  else yield [path, value];
}

function matches(pattern: string, path: readonly string[]): boolean {
  const parts = pattern.split('.');
  return (
    parts.every((part, i) => (part === '*' ? path[i] !== undefined : part === path[i])) && path.length >= parts.length
  );
}
