import { orderText } from '../commands/order';
import { application, object, settings } from './analysis/manifests';
import { order } from './order';
import { REPOSITORY } from './testing/rules';
import { MemoryTree } from './tree/memory-tree';

function print(files: Record<string, string>): string[] {
  const tree = new MemoryTree(new Map(Object.entries(files)));
  const found = order({
    directories: [{ tree, dir: '' }],
    repositories: [{ url: REPOSITORY, tree, because: 'given' }],
    argocdVersion: '3.4.4',
  });
  return orderText(found).split('\n');
}

const wave = (at: number) => ({ annotations: { 'argocd.argoproj.io/sync-wave': String(at) } });
const syncPolicy = { automated: {} };
const root = application(
  {
    source: { repoURL: REPOSITORY, path: 'apps' },
    destination: { name: 'in-cluster', namespace: 'argocd' },
    syncPolicy,
  },
  { name: 'root' },
);
const child = (name: string, at: number) =>
  application({ source: { repoURL: REPOSITORY, path: name }, syncPolicy }, { name, metadata: wave(at) });

test('phase, wave, kind and name across the app-of-apps', () => {
  const files = {
    'root.yaml': root,
    'apps/b.yaml': child('b', 2),
    'apps/a.yaml': child('a', 1),
    'a/all.yaml': [
      object('Deployment', 'web', {}, 'apps/v1'),
      object('ConfigMap', 'z'),
      object('ConfigMap', 'y'),
      object('Job', 'migrate', { annotations: { 'argocd.argoproj.io/hook': 'PreSync' } }, 'batch/v1'),
      object('Service', 'late', wave(3)),
    ].join('---\n'),
    'b/x.yaml': object('ConfigMap', 'x'),
  };
  expect(print(files)).toEqual([
    'Application argocd/root',
    '  Sync, wave 1',
    '    Application argocd/a',
    '      PreSync, wave 0',
    '        Job.batch website/migrate (hook)',
    '      Sync, wave 0',
    '        ConfigMap website/y',
    '        ConfigMap website/z',
    '        Deployment.apps website/web',
    '      Sync, wave 3',
    '        Service website/late',
    '  Sync, wave 2',
    '    Application argocd/b',
    '      Sync, wave 0',
    '        ConfigMap website/x',
    '',
    'A wave does not wait for the Applications in it: argocd-cm has no health check for them, so they sync at once.',
  ]);
});

test('with a health check for Applications the waves wait', () => {
  const files = {
    'root.yaml': root,
    'apps/a.yaml': child('a', 1),
    'cm.yaml': settings({ 'resource.customizations.health.argoproj.io_Application': 'return {}' }),
  };
  expect(print(files).at(-1)).toBe('A wave waits until the Applications in it are healthy.');
});

test('the namespace that Argo CD makes itself comes first, a definition before its objects, and the rest is reported as unknown', () => {
  const crd = { spec: { group: 'example.com', names: { kind: 'Menu' }, scope: 'Namespaced' }, ...wave(5) };
  const files = {
    'app.yaml': application({
      source: undefined,
      sources: [
        { repoURL: REPOSITORY, path: 'web' },
        { repoURL: 'https://charts.example.com', chart: 'nginx', targetRevision: '1.0.0' },
      ],
      syncPolicy: { automated: {}, syncOptions: ['CreateNamespace=true'] },
    }),
    'web/menu.yaml': object('Menu', 'lunch', {}, 'example.com/v1'),
    'web/crd.yaml': object('CustomResourceDefinition', 'menus.example.com', crd, 'apiextensions.k8s.io/v1'),
  };
  expect(print(files)).toEqual([
    'Application argocd/website',
    '  Sync, wave 0',
    '    Namespace website (because of CreateNamespace=true, if it is not there)',
    '    CustomResourceDefinition.apiextensions.k8s.io menus.example.com',
    '    Menu.example.com website/lunch',
    '  not known: chart nginx 1.0.0 of https://charts.example.com: a Helm chart from a repository: judged by source and destination alone',
  ]);
});

test('a Namespace that the Application brings itself is not made beforehand', () => {
  const files = {
    'app.yaml': application({
      source: { repoURL: REPOSITORY, path: 'web' },
      syncPolicy: { automated: {}, syncOptions: ['CreateNamespace=true'] },
    }),
    'web/namespace.yaml': object('Namespace', 'website'),
  };
  expect(print(files)).toEqual(['Application argocd/website', '  Sync, wave 0', '    Namespace website']);
});

test('an Application that leads back to itself ends', () => {
  const loop = (name: string, path: string) =>
    application({ source: { repoURL: REPOSITORY, path }, syncPolicy }, { name });
  const files = { 'root.yaml': loop('root', 'a'), 'a/b.yaml': loop('b', 'b'), 'b/c.yaml': loop('c', 'a') };
  expect(print(files).filter((line) => line.includes('Application')).length).toBeLessThan(6);
  expect(print({ 'a/b.yaml': loop('b', 'b'), 'b/c.yaml': loop('c', 'a') })[0]).toBe('Application argocd/b');
});

test('a directory without Applications says so', () => {
  expect(print({ 'x.yaml': object('ConfigMap', 'x') })).toEqual(['no Application found']);
});

test('an Application that is synced by hand is marked, and its objects are not part of the sync above it', () => {
  const files = {
    'root.yaml': root,
    'apps/a.yaml': child('a', 1).replace('automated:', 'automated: {enabled: false} #'),
    'apps/b.yaml': child('b', 2),
    'a/x.yaml': object('ConfigMap', 'x'),
    'b/y.yaml': object('ConfigMap', 'y'),
  };
  expect(print(files).slice(0, -2)).toEqual([
    'Application argocd/root',
    '  Sync, wave 1',
    '    Application.argoproj.io argocd/a (synced by hand)',
    '  Sync, wave 2',
    '    Application argocd/b',
    '      Sync, wave 0',
    '        ConfigMap website/y',
    'Application argocd/a (synced by hand)',
    '  Sync, wave 0',
    '    ConfigMap website/x',
  ]);
});

test.each([
  [
    'a file that breaks it',
    { 'a/x.yaml': object('ConfigMap', 'x'), 'a/y.yaml': 'apiVersion: v1\nkind: [\nmetadata:\n' },
    /cannot be rendered: a\/y\.yaml: ./,
  ],
  ['a path that is not there', {}, /cannot be rendered: a: app path does not exist/],
])('an Application that cannot be rendered has no order, because of %s', (_, more, words) => {
  const lines = print({ 'root.yaml': root, 'apps/a.yaml': child('a', 1), ...more });
  expect(lines.slice(0, 3)).toEqual(['Application argocd/root', '  Sync, wave 1', '    Application argocd/a']);
  expect(lines[3]).toMatch(words);
  expect(lines.filter((line) => line.includes('ConfigMap'))).toEqual([]);
});
