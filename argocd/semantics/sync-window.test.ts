import type { SyncWindow } from './app-project';
import { canSync, isWindowActive, windowErrors, windowMatches } from './sync-window';
import { vectors } from './vectors/load';
import { ArgoCdVersion } from './version';

type WindowRow = readonly [
  kind: string,
  schedule: string,
  duration: string,
  timeZone: string,
  manualSync: number,
  syncOverrun: number,
];
interface Vectors {
  readonly applications: readonly (readonly [name: string, server: string, cluster: string, namespace: string])[];
  readonly matches: readonly (readonly [
    windows: readonly (readonly [applications: string[], namespaces: string[], clusters: string[], and: boolean])[],
    matching: readonly string[],
  ])[];
  readonly canSync: readonly CanSyncCase[];
}
type CanSyncCase = readonly [
  windows: readonly WindowRow[],
  now: number,
  startedAt: number,
  outcomes: string,
  error: string | null,
];

describe('a window applies to an Application as Argo CD says', () => {
  const { applications, matches } = vectors<Vectors>('sync-window');

  test('every vector', () => {
    const wrong = matches.flatMap(([rows, real]) => {
      const windows = rows.map(([apps, namespaces, clusters, andOperator]): SyncWindow => {
        return { kind: 'allow', applications: apps, namespaces, clusters, andOperator };
      });
      const found = applications.map(([name, server, cluster, namespace]) => {
        const target = { name, destination: { server, name: cluster, namespace } };
        return windows.map((window, i) => (windowMatches(window, target) ? i : '')).join('');
      });
      return JSON.stringify(found) === JSON.stringify(real) ? [] : [{ rows, found, real }];
    });
    expect(wrong).toEqual([]);
  });

  test('a window for a cluster name misses an Application that names the server', () => {
    const window = { clusters: ['in-cluster'] };
    expect(windowMatches(window, { name: 'a', destination: { name: 'in-cluster' } })).toBe(true);
    expect(windowMatches(window, { name: 'a', destination: { server: 'https://kubernetes.default.svc' } })).toBe(false);
  });
});

describe.each([
  ['v3.5.1', 'sync-window'],
  ['v3.4.4', 'can-sync-3.4.4'],
])('a sync is let through as Argo CD %s does', (release, file) => {
  const cases = vectors<Pick<Vectors, 'canSync'>>(file).canSync;
  const version = ArgoCdVersion.parse(release);

  test('every vector: automated, automated and running, manual, manual and running', () => {
    const wrong = cases.flatMap(([rows, now, startedAt, outcomes, error]) => {
      const windows = rows.map(([kind, schedule, duration, timeZone, manualSync, syncOverrun]): SyncWindow => {
        return { kind, schedule, duration, timeZone, manualSync: manualSync === 1, syncOverrun: syncOverrun === 1 };
      });
      const found = [false, true].flatMap((manual) =>
        [undefined, startedAt * 1000].map((start) =>
          canSync(windows, { now: now * 1000, manual, startedAt: start, version }),
        ),
      );
      const letters = found.map(({ value }) => (value === undefined ? 'e' : value ? 'y' : 'n')).join('');
      const message = found.find((result) => result.error !== undefined)?.error ?? null;
      return letters === outcomes && message === error
        ? []
        : [{ rows, now, startedAt, letters, outcomes, message, error }];
    });
    expect(wrong).toEqual([]);
  });
});

describe('what surprises in windows', () => {
  test('a schedule that never comes leaves the window always open', () => {
    expect(isWindowActive({ kind: 'deny', schedule: '0 0 30 2 *', duration: '1h' }, Date.UTC(2026, 0, 1))).toEqual({
      value: true,
    });
  });

  test('every error of a window is named, not only the first', () => {
    expect(windowErrors({ kind: 'permit', schedule: '@daily', duration: '1d' })).toEqual([
      "kind 'permit' mismatch: can only be allow or deny",
      "cannot parse schedule '@daily': parser does not accept descriptors: @daily",
      'cannot parse duration \'1d\': time: unknown unit "d" in duration "1d"',
    ]);
  });
});
