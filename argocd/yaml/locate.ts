/** Where something is in a document that a pointer leads to. */
import type { MappingNode, Node } from './node';
import { isMergeKey, keyName } from './value';

interface Range {
  readonly start: number;
  readonly end: number;
}

/** The range of what a pointer leads to, or of the nearest thing above it; `undefined` for an empty map or list at the top. */
export function rangeOf(root: Node, pointer: readonly (string | number)[], on: 'key' | 'value'): Range {
  let node = root;
  let best = shown(root);
  for (const [index, part] of pointer.entries()) {
    const step = stepInto(followed(node), part);
    if (!step) break;
    const { key, value } = step;
    // A block spans many lines: a finding about it points at its key.
    const onKey = key && ((index === pointer.length - 1 && on === 'key') || isBlock(value));
    best = onKey ? key : shown(value);
    node = value;
  }
  return best;
}

function followed(node: Node): Node {
  return node.kind === 'alias' ? node.target : node;
}

function isBlock(node: Node): boolean {
  return (node.kind === 'mapping' || node.kind === 'sequence') && !node.flow;
}

/** What stands for a node: of a map in a block its first key. */
function shown(node: Node): Range {
  return node.kind === 'mapping' && !node.flow && node.items[0] ? node.items[0] : node;
}

interface Step {
  readonly key?: Node;
  readonly value: Node;
}

function stepInto(node: Node, part: string | number, depth = 0): Step | undefined {
  if (node.kind === 'sequence') {
    const value = typeof part === 'number' ? node.items[part] : undefined;
    return value && { value };
  }
  if (node.kind !== 'mapping' || depth > 10) return undefined;
  // Of keys that are given twice, the last one counts.
  const pair = pairsOf(node).get(String(part));
  if (pair) return pair;
  for (let at = 0; at < node.items.length; at += 2) {
    if (!isMergeKey(node.items[at] as Node)) continue;
    const value = node.items[at + 1] as Node;
    for (const one of value.kind === 'sequence' ? value.items : [value]) {
      const merged = stepInto(followed(one), part, depth + 1);
      if (merged) return merged;
    }
  }
  return undefined;
}

const pairs = new WeakMap<MappingNode, ReadonlyMap<string, Step>>();

/** The entries of a map by key. An index, because a map with many findings is searched often. */
function pairsOf(map: MappingNode): ReadonlyMap<string, Step> {
  let known = pairs.get(map);
  if (!known) {
    const found = new Map<string, Step>();
    for (let at = 0; at < map.items.length; at += 2) {
      const key = map.items[at] as Node;
      const name = keyName(key);
      if (name !== undefined) found.set(name, { key, value: map.items[at + 1] as Node });
    }
    known = found;
    pairs.set(map, known);
  }
  return known;
}
