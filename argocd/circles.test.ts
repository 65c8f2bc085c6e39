import fc from 'fast-check';
import { findCircles } from './circles';

const circles = (edges: Readonly<Record<string, readonly string[]>>) =>
  findCircles(Object.keys(edges), (node) => edges[node] ?? []);

test('without a circle there is none', () => {
  expect(circles({ a: ['b', 'c'], b: ['c'], c: [] })).toEqual([]);
});

test('what depends on itself is a circle', () => {
  expect(circles({ a: [], b: ['b'] })).toEqual([{ path: ['b', 'b'], others: [] }]);
});

test('independent circles are all found, and what only leads to one is in none', () => {
  expect(circles({ before: ['a'], a: ['b'], b: ['a', 'after'], after: [], c: ['d'], d: ['e'], e: ['c'] })).toEqual([
    { path: ['a', 'b', 'a'], others: [] },
    { path: ['c', 'd', 'e', 'c'], others: [] },
  ]);
});

test('circles that share a node are one, reported with its shortest path', () => {
  expect(circles({ a: ['b', 'c'], b: ['d'], c: ['a'], d: ['a'] })).toEqual([
    { path: ['a', 'c', 'a'], others: ['b', 'd'] },
  ]);
});

test('an edge to what is not among the nodes is not followed', () => {
  expect(findCircles(['a'], (node) => (node === 'a' ? ['b'] : ['a']))).toEqual([]);
});

test('a circle of a hundred thousand does not exhaust the stack', () => {
  const nodes = Array.from({ length: 100_000 }, (_, i) => i);
  expect(findCircles(nodes, (i) => [(i + 1) % nodes.length])[0]?.path).toHaveLength(100_001);
});

test('whatever the graph: two nodes are in one circle if and only if each reaches the other', () => {
  const graph = fc
    .integer({ min: 1, max: 9 })
    .chain((n) => fc.tuple(fc.constant(n), fc.array(fc.tuple(fc.nat(n - 1), fc.nat(n - 1)), { maxLength: 20 })));
  fc.assert(
    fc.property(graph, ([count, edges]) => {
      const nodes = Array.from({ length: count }, (_, i) => i);
      const targets = (node: number) => edges.filter(([from]) => from === node).map(([, to]) => to);
      const reaches = (from: number) => {
        const seen = new Set<number>();
        const queue = targets(from);
        for (const node of queue) {
          if (seen.has(node)) continue;
          seen.add(node);
          queue.push(...targets(node));
        }
        return seen;
      };
      const found = findCircles(nodes, targets);
      const circleOf = (node: number) => found.findIndex(({ path, others }) => [...path, ...others].includes(node));
      for (const a of nodes) {
        expect(circleOf(a) >= 0).toBe(reaches(a).has(a));
        for (const b of nodes) {
          if (a !== b && circleOf(a) >= 0)
            expect(circleOf(a) === circleOf(b)).toBe(reaches(a).has(b) && reaches(b).has(a));
        }
      }
      for (const { path } of found) {
        expect(path[path.length - 1]).toBe(path[0]);
        for (let i = 1; i < path.length; i++) expect(targets(path[i - 1] as number)).toContain(path[i]);
      }
    }),
    { numRuns: 300 },
  );
});
