/** Nodes that all reach each other, and one cycle through some of them. */
export interface Circle<T> {
  /** A shortest cycle from the first node back to it; that node is at both ends of the list. */
  readonly path: readonly [T, ...T[]];
  /** Nodes that are in circles with these, but not on that cycle. */
  readonly others: readonly T[];
}

/**
 * Every circle of a graph, one for each set of nodes that reach each other, in the order of their first nodes: after
 * breaking one of them, another must not come up that was there all along.
 *
 * Linear in nodes and edges, and iterative, so that a long chain cannot exhaust the stack (Tarjan's algorithm). Edges that
 * leave the given nodes are not followed.
 */
export function findCircles<T>(nodes: readonly T[], targets: (node: T) => readonly T[]): Circle<T>[] {
  const place = new Map(nodes.map((node, index) => [node, index]));
  return components(nodes, (node) => targets(node).filter((target) => place.has(target)))
    .map((component) => component.sort((a, b) => (place.get(a) as number) - (place.get(b) as number)))
    .filter(([first, second]) => second !== undefined || targets(first as T).includes(first as T))
    .sort(([a], [b]) => (place.get(a as T) as number) - (place.get(b as T) as number))
    .map((component) => circleOf(component, targets));
}

/** @param component strongly connected, so that there is a way back */
function circleOf<T>(component: readonly T[], targets: (node: T) => readonly T[]): Circle<T> {
  const first = component[0] as T;
  const inside = new Set(component);
  const cameFrom = new Map<T, T>();
  const queue = [first];
  for (const node of queue) {
    for (const target of targets(node)) {
      if (target === first) {
        const path: [T, ...T[]] = [first];
        for (let at = node; at !== first; at = cameFrom.get(at) as T) path.push(at);
        path.push(first);
        path.reverse();
        const onPath = new Set<T>(path);
        return { path, others: component.filter((other) => !onPath.has(other)) };
      }
      if (!inside.has(target) || cameFrom.has(target)) continue;
      cameFrom.set(target, node);
      queue.push(target);
    }
  }
  throw new Error('a strongly connected component has a way back to each of its nodes');
}

function components<T>(nodes: readonly T[], targets: (node: T) => readonly T[]): T[][] {
  const found: T[][] = [];
  const entered = new Map<T, number>();
  const lowest = new Map<T, number>();
  const open: T[] = [];
  const isOpen = new Set<T>();
  const path: { readonly node: T; readonly rest: Iterator<T> }[] = [];
  const enter = (node: T) => {
    lowest.set(node, entered.size);
    entered.set(node, entered.size);
    open.push(node);
    isOpen.add(node);
    path.push({ node, rest: targets(node)[Symbol.iterator]() });
  };
  const lower = (node: T, value: number) => lowest.set(node, Math.min(lowest.get(node) as number, value));
  for (const start of nodes) {
    if (!entered.has(start)) enter(start);
    for (let top = path[path.length - 1]; top; top = path[path.length - 1]) {
      const next = top.rest.next();
      if (!next.done) {
        if (!entered.has(next.value)) enter(next.value);
        else if (isOpen.has(next.value)) lower(top.node, entered.get(next.value) as number);
        continue;
      }
      path.pop();
      const value = lowest.get(top.node) as number;
      if (path.length > 0) lower((path[path.length - 1] as { node: T }).node, value);
      if (value !== entered.get(top.node)) continue;
      const component = open.splice(open.lastIndexOf(top.node));
      for (const node of component) isOpen.delete(node);
      found.push(component);
    }
  }
  return found;
}
