import type { GlobNode } from './glob-syntax';
import { runeAt, runeWidthAt } from './go-text';

interface State {
  /** Consumes one rune if it accepts it, then goes on at `next`. */
  readonly accepts?: (rune: number) => boolean;
  readonly next: number[];
}

/**
 * Matches a glob by its meaning, in time proportional to pattern times text.
 *
 * Only used where the library that Argo CD uses would take unreasonably long, so that a hostile pattern cannot stall
 * the checker.
 */
export function matchLinear(pattern: GlobNode, separators: readonly number[], bytes: string): boolean {
  const states: State[] = [];
  const add = (state: State): number => states.push(state) - 1;
  const end = add({ next: [] });
  const step = (accepts: (rune: number) => boolean, next: number): number => add({ accepts, next: [next] });
  const repeat = (accepts: (rune: number) => boolean, next: number): number => {
    const loop: number[] = [];
    const entry = add({ next: loop });
    loop.push(add({ accepts, next: [entry] }), next);
    return entry;
  };
  const free = (rune: number) => !separators.includes(rune);
  const build = (node: GlobNode, next: number): number => {
    switch (node.kind) {
      case 'nothing':
        return next;
      case 'pattern':
        return node.children.reduceRight((after, child) => build(child, after), next);
      case 'anyOf':
        return add({ next: node.children.map((child) => build(child, next)) });
      case 'any':
        return repeat(free, next);
      case 'super':
        return repeat(() => true, next);
      case 'single':
        return step(free, next);
      case 'list':
        return step((rune) => node.runes.includes(rune) !== node.not, next);
      case 'range':
        return step((rune) => (rune >= node.lo && rune <= node.hi) !== node.not, next);
      case 'text': {
        const runes: number[] = [];
        for (let i = 0; i < node.text.length; i += runeWidthAt(node.text, i)) runes.push(runeAt(node.text, i));
        return runes.reduceRight((after, wanted) => step((rune) => rune === wanted, after), next);
      }
    }
  };
  const closure = (from: readonly number[]): Set<number> => {
    const reached = new Set<number>();
    const todo = [...from];
    for (let at = todo.pop(); at !== undefined; at = todo.pop()) {
      if (reached.has(at)) continue;
      reached.add(at);
      const state = states[at];
      if (state && !state.accepts) todo.push(...state.next);
    }
    return reached;
  };
  let current = closure([build(pattern, end)]);
  for (let i = 0; i < bytes.length && current.size > 0; i += runeWidthAt(bytes, i)) {
    const rune = runeAt(bytes, i);
    const next: number[] = [];
    for (const at of current) {
      const state = states[at];
      if (state?.accepts?.(rune)) next.push(...state.next);
    }
    current = closure(next);
  }
  return current.has(end);
}
