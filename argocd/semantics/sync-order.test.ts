import fc from 'fast-check';
import { kindRank, type SyncObject, type SyncTask, sortTasks, syncOrder } from './sync-order';
import type { SyncPhase } from './sync-phase';
import { vectors } from './vectors/load';

type TaskRow = readonly [
  group: string,
  kind: string,
  namespace: string,
  name: string,
  wave: string | null,
  phase: SyncPhase,
  definedGroup: string | null,
  definedKind: string | null,
  prune: boolean,
];
interface OrderVectors {
  readonly cases: readonly (readonly [
    tasks: readonly TaskRow[],
    order: readonly (readonly [number, SyncPhase, number])[],
  ])[];
}
interface PruneVectors {
  readonly cases: readonly (readonly [
    pruneLast: boolean,
    objects: readonly (readonly [
      kind: string,
      namespace: string,
      name: string,
      wave: string,
      prune: boolean,
      last: boolean,
    ])[],
    order: readonly (readonly [name: string, wave: number])[],
  ])[];
}

const wave = (value: string) => ({ 'argocd.argoproj.io/sync-wave': value });
const object = (kind: string, name: string, rest: Partial<SyncObject> = {}): SyncObject => {
  return { group: '', kind, namespace: 'default', name, annotations: {}, ...rest };
};

describe('a sync runs in the order of Argo CD', () => {
  test('every vector: phase, wave, kind, name, then namespaces and definitions moved up', () => {
    const wrong = vectors<OrderVectors>('sync-order').cases.flatMap(([rows, real]) => {
      const tasks = rows.map(([group, kind, namespace, name, at, phase, definedGroup, definedKind, prune], index) => {
        const defines = definedGroup === null ? undefined : { group: definedGroup, kind: definedKind ?? '' };
        const number = Number(at);
        return {
          object: { ...object(kind, name, { group, namespace, defines }), index },
          phase,
          wave: Number.isInteger(number) ? number : 0,
          prune,
        };
      });
      const found = sortTasks(tasks).map((task) => [task.object.index, task.phase, task.wave]);
      return JSON.stringify(found) === JSON.stringify(real) ? [] : [{ rows, found, real }];
    });
    expect(wrong).toEqual([]);
  });

  test('every vector of pruning: waves mirrored, PruneLast after everything', () => {
    const wrong = vectors<PruneVectors>('prune-order').cases.flatMap(([pruneLast, rows, real]) => {
      const objects = rows.map(([kind, namespace, name, at, prune, last]) => {
        const options = { 'argocd.argoproj.io/sync-options': last ? 'PruneLast=true' : '' };
        return { ...object(kind, name, { namespace, annotations: { ...wave(at), ...options } }), prune };
      });
      const found = syncOrder(
        objects.filter(({ prune }) => !prune),
        objects.filter(({ prune }) => prune),
        { pruneLast, destinationNamespace: 'fake-argocd-ns' },
      ).map((task) => [task.object.name, task.wave]);
      return JSON.stringify(found) === JSON.stringify(real) ? [] : [{ pruneLast, rows, found, real }];
    });
    expect(wrong).toEqual([]);
  });

  test('a Namespace in a late wave follows its content to the early one', () => {
    const namespace = object('Namespace', 'team-a', { namespace: '', annotations: wave('5') });
    const order = syncOrder([namespace, object('ConfigMap', 'a', { namespace: 'team-a' })]);
    expect(order.map((task) => [task.object.kind, task.wave])).toEqual([
      ['Namespace', 0],
      ['ConfigMap', 0],
    ]);
  });

  test('a cluster-scoped object counts as one in the namespace of the Application', () => {
    const namespace = object('Namespace', 'team-a', { namespace: '' });
    const role = object('ClusterRole', 'r', { namespace: '', annotations: wave('-5') });
    const order = syncOrder([namespace, role], [], { destinationNamespace: 'team-a' });
    expect(order.map((task) => [task.object.kind, task.wave])).toEqual([
      ['Namespace', -5],
      ['ClusterRole', -5],
    ]);
  });

  test('kinds that no list names rank together after all others', () => {
    expect(kindRank('Application')).toBe(kindRank('PriorityClass'));
    expect(kindRank('APIService')).toBeLessThan(kindRank('Application'));
  });

  test('nothing is lost and nothing invented', () => {
    const kind = fc.constantFrom('Namespace', 'ConfigMap', 'Deployment', 'Widget');
    const phase = fc.constantFrom<SyncPhase>('PreSync', 'Sync', 'PostSync');
    const task = fc.record({
      kind,
      phase,
      wave: fc.integer({ min: -3, max: 3 }),
      name: fc.constantFrom('a', 'b', 'c'),
    });
    fc.assert(
      fc.property(fc.array(task, { maxLength: 30 }), (rows) => {
        const tasks: SyncTask[] = rows.map((row) => {
          const namespace = row.kind === 'Namespace' ? '' : row.name;
          return { object: object(row.kind, row.name, { namespace }), phase: row.phase, wave: row.wave, prune: false };
        });
        const sorted = sortTasks(tasks);
        expect(new Set(sorted.map((t) => t.object))).toEqual(new Set(tasks.map((t) => t.object)));
        expect(sorted).toHaveLength(tasks.length);
      }),
    );
  });
});
