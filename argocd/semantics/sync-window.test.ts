import type { SyncWindow } from './app-project';
import { windowErrors, windowMatches } from './sync-window';
import { vectors } from './vectors/load';
import { ArgoCdVersion } from './version';

interface Vectors {
  readonly applications: readonly (readonly [name: string, server: string, cluster: string, namespace: string])[];
  readonly matches: readonly (readonly [
    windows: readonly (readonly [applications: string[], namespaces: string[], clusters: string[], and: boolean])[],
    matching: readonly string[],
  ])[];
}

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

  test('globs are those of the release: ab*ba means aba too until 3.5', () => {
    const matches = (version: ArgoCdVersion) =>
      windowMatches({ applications: ['ab*ba'] }, { name: 'aba', destination: {} }, version);
    expect([matches(new ArgoCdVersion(3, 5, 7)), matches(new ArgoCdVersion(3, 6, 1))]).toEqual([true, false]);
  });

  test('a window for a cluster name misses an Application that names the server', () => {
    const window = { clusters: ['in-cluster'] };
    expect(windowMatches(window, { name: 'a', destination: { name: 'in-cluster' } })).toBe(true);
    expect(windowMatches(window, { name: 'a', destination: { server: 'https://kubernetes.default.svc' } })).toBe(false);
  });
});

test('every error of a window is named, not only the first', () => {
  expect(windowErrors({ kind: 'permit', schedule: '@daily', duration: '1d' })).toEqual([
    "kind 'permit' mismatch: can only be allow or deny",
    "cannot parse schedule '@daily': parser does not accept descriptors: @daily",
    'cannot parse duration \'1d\': time: unknown unit "d" in duration "1d"',
  ]);
});
