import type { Consequence } from '../review';

/** Consequences that differ in nothing but their object, together. */
export function grouped(consequences: readonly Consequence[]): readonly (readonly [Consequence, ...Consequence[]])[] {
  const groups = new Map<string, [Consequence, ...Consequence[]]>();
  for (const one of consequences) {
    const { rule, severity, application, happens, advice, details, allowed } = one;
    const key = JSON.stringify([rule, severity, application, happens, advice, details, allowed]);
    const group = groups.get(key);
    if (group) group.push(one);
    else groups.set(key, [one]);
  }
  return [...groups.values()];
}
