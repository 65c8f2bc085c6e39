import type { GlobNode } from './glob-syntax';
import { runeAt, runeWidthAt } from './go-text';

interface State {
  /** Consumes one rune if it accepts it, then goes on at `next`. */
  readonly accepts?: (rune: number) => boolean;
  readonly next: number[];
}

/** A part of the pattern that is still to be built, between two states. */
type Part = readonly [node: GlobNode, from: number, to: number];

/** How many states may be visited: a moment. */
const MAX_WORK = 2_000_000;

/** A pattern and a text that are too long for each other. */
export class GlobTooLong extends Error {}

/**
 * Matches a glob by its meaning, in time proportional to pattern times text, however deep it is nested.
 *
 * Only used where the library that Argo CD uses would take unreasonably long, so that a hostile pattern cannot stall
 * the checker.
 *
 * @throws GlobTooLong if even that would take too long
 */
export function matchLinear(pattern: GlobNode, separators: readonly number[], bytes: string): boolean {
  const states: State[] = [];
  const add = (accepts?: State['accepts'], next: number[] = []): number => states.push({ accepts, next }) - 1;
  const link = (from: number, to: number): void => void states[from]?.next.push(to);
  const step = (accepts: State['accepts'], from: number, to: number): void => link(from, add(accepts, [to]));
  const free = (rune: number) => !separators.includes(rune);
  const start = add();
  const end = add();
  const parts: Part[] = [[pattern, start, end]];
  for (let part = parts.pop(); part; part = parts.pop()) {
    const [node, from, to] = part;
    switch (node.kind) {
      case 'nothing':
        link(from, to);
        break;
      case 'pattern': {
        let at = from;
        for (const [index, child] of node.children.entries()) {
          const next = index === node.children.length - 1 ? to : add();
          parts.push([child, at, next]);
          at = next;
        }
        if (node.children.length === 0) link(from, to);
        break;
      }
      case 'anyOf':
        for (const child of node.children) parts.push([child, from, to]);
        break;
      case 'any':
      case 'super': {
        const loop = add();
        link(from, loop);
        step(node.kind === 'any' ? free : () => true, loop, loop);
        link(loop, to);
        break;
      }
      case 'single':
        step(free, from, to);
        break;
      case 'list':
        step((rune) => node.runes.includes(rune) !== node.not, from, to);
        break;
      case 'range':
        step((rune) => (rune >= node.lo && rune <= node.hi) !== node.not, from, to);
        break;
      case 'text': {
        let at = from;
        for (let i = 0; i < node.text.length; i += runeWidthAt(node.text, i)) {
          const wanted = runeAt(node.text, i);
          const next = add();
          step((rune) => rune === wanted, at, next);
          at = next;
        }
        link(at, to);
      }
    }
  }
  // What a text of other runes cannot reach costs nothing, so the work is counted and not guessed.
  let work = 0;
  const closure = (from: readonly number[]): Set<number> => {
    const reached = new Set<number>();
    const todo = [...from];
    for (let at = todo.pop(); at !== undefined; at = todo.pop()) {
      if (reached.has(at)) continue;
      reached.add(at);
      const state = states[at];
      if (state && !state.accepts) for (const next of state.next) todo.push(next);
    }
    work += reached.size;
    if (work > MAX_WORK) throw new GlobTooLong();
    return reached;
  };
  let current = closure([start]);
  for (let i = 0; i < bytes.length && current.size > 0; i += runeWidthAt(bytes, i)) {
    const rune = runeAt(bytes, i);
    const next: number[] = [];
    for (const at of current) {
      const state = states[at];
      if (state?.accepts?.(rune)) for (const one of state.next) next.push(one);
    }
    current = closure(next);
  }
  return current.has(end);
}
