import { platform, RIGHT } from '../../test/seed-platform';
import { GroundworkApp } from '../app';
import { productVersion } from './product-version';
import { findRelease } from './release';
import { installedCharts, upgradeWarnings, upgradeWarningsOf } from './upgrade-warnings';

const cilium = (targetRevision: string, name = 'cilium', repoURL = 'https://helm.cilium.io') => ({
  apiVersion: 'argoproj.io/v1alpha1',
  kind: 'Application',
  metadata: { name },
  spec: {
    sources: [
      { repoURL: 'https://github.com/orgname/x.git', ref: 'values' },
      { repoURL, chart: 'cilium', targetRevision },
    ],
  },
});

describe('which version a chart installs', () => {
  test.each([
    ['cilium', '1.17.18', '1.17.18'],
    ['harbor', '1.19.1', '2.15.1'],
    ['harbor', '1.16.4', '2.12.4'],
    ['harbor', '1.3.18', undefined],
    ['argo-cd', '10.1.1', 'v3.4.4'],
    ['argo-cd', '9.5.12', '3.4.0'],
    ['argo-cd', '9.5.11', '3.3.0'],
    ['argo-cd', '8.6.4', '3.1.0'],
    ['argo-cd', '7.9.1', '2.14.0'],
    ['argo-cd', '5.8.0', undefined],
    ['argo-cd', '11.0.0', undefined],
    ['argo-cd', '10.*', undefined],
  ] as const)('%s %s: %s', (product, chart, version) => {
    expect(productVersion(product, chart)).toBe(version);
  });

  test('what is derived agrees with what was imported', () => {
    for (const [product, chart] of [
      ['harbor', '1.19.1'],
      ['cilium', '1.16.5'],
      ['cilium', '1.19.6'],
    ] as const)
      expect(productVersion(product, chart)).toBe(findRelease(product, chart)?.appVersion);
  });
});

describe('installed charts', () => {
  test('are found in source and sources, whatever else is there', () => {
    const single = {
      ...cilium('1', 'single'),
      spec: { source: { repoURL: 'https://helm.cilium.io/', chart: 'cilium', targetRevision: '1.16.5' } },
    };
    const found = installedCharts([null, 'text', [], { kind: 'Application' }, cilium('1.17.0'), single]);
    expect([...found]).toEqual([
      ['cilium', { product: 'cilium', version: '1.17.0' }],
      ['single', { product: 'cilium', version: '1.16.5' }],
    ]);
  });

  test('a chart of the same name from another repository has other versions', () => {
    expect(installedCharts([cilium('1.17.0', 'x', 'https://charts.example.com')]).size).toBe(0);
    const inherited = {
      ...cilium('1', 'x'),
      spec: { source: { repoURL: 'x', chart: 'toString', targetRevision: '1' } },
    };
    expect(installedCharts([inherited]).size).toBe(0);
  });
});

test('an upgrade is reported with its Application; a new, removed or unchanged chart is none', () => {
  const previous = installedCharts([cilium('1.16.5', 'a'), cilium('1.16.5', 'same'), cilium('1.16.5', 'gone')]);
  const next = installedCharts([cilium('1.18.12', 'a'), cilium('1.16.5', 'same'), cilium('1.19.6', 'new')]);
  expect(upgradeWarnings(previous, next)).toEqual([expect.objectContaining({ application: 'a', kind: 'skipped' })]);
});

test('a chart with unknown contents is not silently ignored', () => {
  const argocd = (version: string) => new Map([['argocd', { product: 'argo-cd' as const, version }]]);
  expect(upgradeWarnings(argocd('10.1.1'), argocd('12.0.0'))[0]).toMatchObject({
    kind: 'notes',
    message: expect.stringContaining('from 10.1.1 to 12.0.0'),
  });
});

describe('files that are about to replace others', () => {
  const filesOf = (version: '1.16.5' | '1.19.6') => {
    const app = new GroundworkApp({ outdir: 'dist' });
    platform(app, { cilium: { ...RIGHT.cilium, version: version as never } });
    return app.plan().files;
  };
  const next = filesOf('1.19.6');
  const reader = (files: ReturnType<typeof filesOf>) => (path: string) =>
    files.find((file) => file.path === path)?.text;

  test('another version of Cilium in main.ts is reported before it is written', () => {
    expect(upgradeWarningsOf(next, reader(filesOf('1.16.5')))).toEqual([
      expect.objectContaining({ application: 'cilium', message: expect.stringContaining('from 1.16.5 to 1.19.6') }),
    ]);
  });

  test('nothing is reported for a tree that is the same, empty, or broken by hand', () => {
    expect(upgradeWarningsOf(next, reader(next))).toEqual([]);
    expect(upgradeWarningsOf(next, () => undefined)).toEqual([]);
    expect(upgradeWarningsOf(next, () => '<<<<<<< HEAD\nkind: Application\n: [')).toEqual([]);
    expect(upgradeWarningsOf(next, () => '')).toEqual([]);
  });

  test('only files that install such a chart are read', () => {
    const read: string[] = [];
    upgradeWarningsOf(next, (path) => void read.push(path));
    expect(read).toEqual(['infra/argocd.yaml', 'infra/cilium.yaml', 'infra/harbor.yaml']);
  });
});
