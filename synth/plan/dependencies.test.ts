import { ApiObject, App, Chart, Testing } from 'cdk8s';
import { Construct } from 'constructs';
import fc from 'fast-check';
import { planOf } from './plan';

/** A chart of some scopes with some objects each, and dependencies between any two of them. */
interface Shape {
  readonly scopes: readonly number[];
  readonly edges: readonly (readonly [number, number])[];
}

const shape: fc.Arbitrary<Shape> = fc.record({
  scopes: fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 1, maxLength: 5 }),
  edges: fc.array(fc.tuple(fc.nat(30), fc.nat(30)), { maxLength: 8 }),
});

function build({ scopes, edges }: Shape): { app: App; chart: Chart } {
  const app = new App({ outputFileExtension: '.yaml', outdir: 'unused' });
  const chart = new Chart(app, 'chart');
  new ApiObject(chart, 'first', { apiVersion: 'v1', kind: 'ConfigMap' });
  const nodes: Construct[] = [];
  scopes.forEach((count, i) => {
    const scope = new Construct(i > 0 && i % 2 === 0 ? nodes[0] : chart, `s${i}`);
    nodes.push(scope);
    for (let k = 0; k < count; k++)
      nodes.push(
        new ApiObject(scope, `o${k}`, { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: `s${i}-o${k}` } }),
      );
  });
  for (const [from, to] of edges) {
    const [source, target] = [nodes[from % nodes.length], nodes[to % nodes.length]];
    // A scope around its own target, and the other way round, is a cycle in cdk8s in some cases only: not compared.
    if (
      source !== target &&
      !source.node.path.startsWith(`${target.node.path}/`) &&
      !target.node.path.startsWith(`${source.node.path}/`)
    ) {
      source.node.addDependency(target);
    }
  }
  return { app, chart };
}

test('a chart with dependencies renders in the order of cdk8s’ own synth, and is refused when that refuses it', () => {
  fc.assert(
    fc.property(shape, (s) => {
      let expected: unknown;
      try {
        expected = Testing.synth(build(s).chart);
      } catch {
        expect(() => planOf(build(s).app)).toThrow(/dependency cycle/);
        return;
      }
      expect(planOf(build(s).app).files.flatMap((file) => file.documents)).toEqual(expected);
    }),
    { numRuns: 500 },
  );
});

test('a cycle between charts is refused with its path', () => {
  const app = new App({ outdir: 'unused' });
  const charts = ['a', 'b', 'c'].map((id) => new Chart(app, id));
  charts.forEach((chart, i) => {
    new ApiObject(chart, 'o', { apiVersion: 'v1', kind: 'ConfigMap' });
    chart.addDependency(charts[(i + 1) % 3]);
  });
  expect(() => planOf(app)).toThrow('[a] dependency cycle: a => b => c => a');
});

test('every cycle is reported at once: fixing one must not bring up the next', () => {
  const app = new App({ outdir: 'unused' });
  const [a, b, c, d] = ['a', 'b', 'c', 'd'].map((id) => new Chart(app, id)) as [Chart, Chart, Chart, Chart];
  a.addDependency(b);
  b.addDependency(a);
  c.addDependency(d);
  d.addDependency(c);
  expect(() => planOf(app)).toThrow(/\[a\] dependency cycle: a => b => a[\s\S]*\[c\] dependency cycle: c => d => c/);
});

test('a dependency of a scope outside of every chart is refused, and the message says what to use', () => {
  const app = new App({ outdir: 'unused' });
  const folder = new Construct(app, 'folder');
  folder.node.addDependency(new Chart(app, 'chart'));
  expect(() => planOf(app)).toThrow('[folder] depends on [chart], but [folder] is not in a chart');
});
