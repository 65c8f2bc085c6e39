import fc from 'fast-check';
import { GroundworkApp } from '../app';
import { Application } from './application';
import { SyncWaves } from './sync-waves';

function applications(count: number, byHand: (i: number) => boolean = () => false): Application[] {
  const app = new GroundworkApp({ outdir: 'dist' });
  const file = app.file('apps');
  return Array.from(
    { length: count },
    (_, i) =>
      new Application(file, `a${i}`, {
        name: `a${i}`,
        project: 'default',
        source: { repoURL: 'https://github.com/orgname/x.git', path: `a${i}` },
        syncPolicy: byHand(i) ? undefined : { automated: {} },
      }),
  );
}
const waves = (apps: readonly Application[]) => apps.map((app) => SyncWaves.of(app).waveOf(app));

test('without dependencies everything is in the first wave', () => {
  expect(waves(applications(3))).toEqual([0, 0, 0]);
});

test('a chain, a fan-out and a diamond', () => {
  const [a, b, c, d, e] = applications(5);
  b.dependsOn(a);
  c.dependsOn(a);
  d.dependsOn(b, c);
  e.dependsOn(a, d);
  expect(waves([a, b, c, d, e])).toEqual([0, 1, 1, 2, 3]);
});

test('a dependency added after the waves were asked for counts', () => {
  const [a, b] = applications(2);
  expect(waves([a, b])).toEqual([0, 0]);
  a.dependsOn(b);
  expect(waves([a, b])).toEqual([1, 0]);
});

test('what is synced by hand comes last, so that nothing waits for a person', () => {
  const [a, b, c] = applications(3, (i) => i === 0);
  c.dependsOn(b);
  expect(waves([a, b, c])).toEqual([2, 0, 1]);
});

test('among what is synced by hand there is no order: all of it is in the last wave, for which nothing waits', () => {
  const [a, b, c] = applications(3, (i) => i < 2);
  b.dependsOn(a);
  expect(waves([a, b, c])).toEqual([1, 1, 0]);
});

test('every dependency is in an earlier wave, and no wave is empty, whatever the graph', () => {
  const graph = fc
    .integer({ min: 1, max: 12 })
    .chain((n) => fc.tuple(fc.constant(n), fc.array(fc.tuple(fc.nat(n - 1), fc.nat(n - 1)), { maxLength: 30 })));
  fc.assert(
    fc.property(graph, ([count, edges]) => {
      const apps = applications(count);
      for (const [x, y] of edges) if (x > y) apps[x].dependsOn(apps[y]);
      const result = waves(apps);
      for (const [x, y] of edges) if (x > y) expect(result[x]).toBeGreaterThan(result[y]);
      expect([...new Set(result)].sort((p, q) => p - q)).toEqual(
        Array.from({ length: Math.max(...result) + 1 }, (_, i) => i),
      );
    }),
    { numRuns: 100 },
  );
});

test('a chain of twenty thousand is ordered without exhausting the stack', () => {
  const apps = applications(20_000);
  for (let i = 1; i < apps.length; i++) apps[i - 1].dependsOn(apps[i]);
  expect(SyncWaves.of(apps[0]).waveOf(apps[0])).toBe(19_999);
});

describe('Applications in a circle', () => {
  const message = (app: Application) => {
    try {
      (app.node.root as GroundworkApp).plan();
    } catch (error) {
      return (error as Error).message;
    }
    return '(nothing was refused)';
  };

  test('all circles are reported at once, each once, with its path', () => {
    const [a, b, c, d, e] = applications(5);
    a.dependsOn(b);
    b.dependsOn(a);
    c.dependsOn(d);
    d.dependsOn(c);
    e.dependsOn(e, a);
    expect(message(a).split('\n').slice(1)).toEqual(
      ['[apps/a0] → [apps/a1] → [apps/a0]', '[apps/a2] → [apps/a3] → [apps/a2]', '[apps/a4] → [apps/a4]'].map((way) =>
        expect.stringContaining(
          `[the app] Applications depend on each other in a circle: ${way}; remove one of these dependsOn`,
        ),
      ),
    );
  });

  test('circles that share members are one message, which names the other members', () => {
    const all = applications(9);
    for (const app of all.slice(1)) {
      all[0].dependsOn(app);
      app.dependsOn(all[0]);
    }
    expect(message(all[0])).toContain(
      '[apps/a0] → [apps/a1] → [apps/a0] (in circles with them: [apps/a2], [apps/a3], [apps/a4], [apps/a5], [apps/a6] and 2 more); remove',
    );
  });

  test('what is in a circle, or behind one, has no place in the order', () => {
    const [a, b, behind, free] = applications(4);
    a.dependsOn(b);
    b.dependsOn(a, free);
    behind.dependsOn(a);
    const order = SyncWaves.of(a);
    expect([a, b, behind, free].map((app) => order.isOrdered(app))).toEqual([false, false, false, true]);
  });
});

describe('what has no place in the order cannot be waited for', () => {
  const errors = (build: (file: ReturnType<GroundworkApp['file']>) => void) => () => {
    const app = new GroundworkApp({ outdir: 'dist' });
    build(app.file('apps'));
    app.plan();
  };
  const props = (name: string) => ({
    name,
    project: 'default',
    source: { repoURL: 'https://github.com/orgname/x.git', path: name },
    destination: { namespace: name },
    syncPolicy: { automated: {} },
  });

  test('the root Application', () => {
    expect(
      errors((file) => {
        const root = new Application(file, 'root', { ...props('root'), root: true });
        new Application(file, 'web', { ...props('web'), dependsOn: [root] });
      }),
    ).toThrow('[apps/web] depends on [apps/root], the root Application');
  });

  test('an Application of another app', () => {
    const [foreign] = applications(1);
    expect(errors((file) => new Application(file, 'web', { ...props('web'), dependsOn: [foreign] }))).toThrow(
      '[apps/web] depends on [apps/a0], which is in another app',
    );
  });

  test('and the root itself waits for nothing', () => {
    expect(
      errors((file) => {
        const web = new Application(file, 'web', props('web'));
        new Application(file, 'root', { ...props('root'), root: true, dependsOn: [web] });
      }),
    ).toThrow('[apps/root] a root Application brings the others');
  });
});
