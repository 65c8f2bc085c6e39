import { app, claim, consequences, type Files, object, told, without } from '../testing/reviews';

const FILES: Files = {
  'root.json': app('root', { path: 'apps', namespace: 'argocd' }),
  'apps/web.json': app('web'),
  'apps/other.json': app('other', { path: 'other' }),
  'other/a.json': object('v1 ConfigMap', 'a'),
  'web/a.json': object('v1 ConfigMap', 'a'),
  'web/data.json': claim('data'),
};

test('an Application without finalizer leaves what it deployed', () => {
  const [one, ...others] = consequences('left-behind', FILES, without(FILES, 'apps/web.json'));
  expect(others).toEqual([]);
  expect(one).toMatchObject({
    severity: 'note',
    happens:
      'leaves 2 objects on the cluster, managed by nobody: Application web is deleted, and has no resources finalizer that would delete what it deployed',
    details: ['ConfigMap web/a', 'PersistentVolumeClaim web/data'],
  });
});

test('one that nobody brings stays itself', () => {
  const files = without(FILES, 'root.json');
  expect(told('left-behind', files, without(files, 'apps/web.json'))).toEqual([
    'note: Application argocd/web leaves 2 objects on the cluster, managed by nobody: Application web itself stays on the cluster: no Application in Git brings it, so nobody deletes it: kubectl does',
    'note: Application argocd/web is no longer in Git and stays on the cluster: no Application in Git brings it, so nobody deletes it: kubectl does',
  ]);
});

test.each([
  ['prune is off', { automated: {} }, 'has no prune: true'],
  ['nobody syncs it', {}, 'is not synced by itself'],
  ['an option keeps it', { automated: { prune: true }, syncOptions: ['Prune=false'] }, 'Prune=false keeps it'],
])('%s', (_, syncPolicy, why) => {
  const files = { ...FILES, 'apps/web.json': app('web', { syncPolicy }) };
  const [one] = told('left-behind', files, without(files, 'web/data.json'));
  expect(one).toContain('leaves 1 object on the cluster, managed by nobody');
  expect(one).toContain(why);
});

test('an object that the project does not permit is left alone; where this change narrows it, it may come too late for that', () => {
  const project = (kinds: readonly string[]) =>
    JSON.stringify({
      apiVersion: 'argoproj.io/v1alpha1',
      kind: 'AppProject',
      metadata: { name: 'team', namespace: 'argocd' },
      spec: {
        sourceRepos: ['*'],
        destinations: [{ server: '*', namespace: '*' }],
        namespaceResourceWhitelist: kinds.map((kind) => ({ group: '', kind })),
      },
    });
  const files = {
    ...FILES,
    'apps/web.json': app('web', { project: 'team' }),
    'project.json': project(['ConfigMap', 'PersistentVolumeClaim']),
  };
  const after = { ...without(files, 'web/data.json'), 'project.json': project(['ConfigMap']) };
  expect(told('left-behind', files, after)).toEqual([]);
  expect(told('goes', files, after)).toEqual([
    'loses data: PersistentVolumeClaim web/data is deleted (pruned by Application web, unless AppProject team, which no longer permits it, is narrowed first)',
  ]);
  const narrow = { ...files, 'project.json': project(['ConfigMap']) };
  expect(told('goes', narrow, without(narrow, 'web/data.json'))).toEqual([]);
  expect(told('left-behind', narrow, without(narrow, 'web/data.json'))[0]).toContain(
    'AppProject team does not permit it',
  );
});

test('another cluster: nothing is deleted on the old one', () => {
  const there = { destination: { server: 'https://other.example.com', namespace: 'web' } };
  const [one] = told('left-behind', FILES, { ...FILES, 'apps/web.json': app('web', { spec: there }) });
  expect(one).toContain('deploys to another cluster now');
});

test('what is pruned is not left behind', () => {
  expect(told('left-behind', FILES, without(FILES, 'web/data.json'))).toEqual([]);
  expect(told('left-behind', FILES, FILES)).toEqual([]);
});

test('an Application whose objects are not known, and that takes them along, interrupts', () => {
  const chart = { source: { repoURL: 'https://charts.example.com', chart: 'web', targetRevision: '1.0.0' } };
  const files = (finalizers: readonly string[]) => ({
    ...FILES,
    'apps/web.json': app('web', { finalizers, spec: chart }),
  });
  expect(
    told('left-behind', files(['resources-finalizer.argocd.argoproj.io']), without(FILES, 'apps/web.json')),
  ).toEqual(['interrupts: Application argocd/web is deleted with all that it deployed']);
  expect(told('left-behind', files([]), without(FILES, 'apps/web.json'))[0]).toContain('leaves what it deployed');
});

test('what goes with its Namespace is not left behind', () => {
  const files = (...more: readonly string[]): Files => ({
    'root.json': app('root', { path: 'root', namespace: 'argocd' }),
    // Argo CD refuses to empty an Application.
    'root/stays.json': object('v1 ConfigMap', 'stays'),
    ...Object.fromEntries(more.map((name) => [`root/${name}.json`, BROUGHT[name] as string])),
    'web/a.json': object('v1 ConfigMap', 'a'),
  });
  const BROUGHT: Record<string, string> = { web: app('web'), namespace: object('v1 Namespace', 'web') };
  expect(told('left-behind', files('web', 'namespace'), files('namespace'))[0]).toContain('leaves 1 object');
  expect(told('left-behind', files('web', 'namespace'), files())).toEqual([]);
});
