import { app, claim, consequences, type Files, object, syncOptions, told, without, workload } from '../testing/reviews';

const WEB: Files = {
  'apps/web.json': app('web'),
  'web/a.json': object('v1 ConfigMap', 'keep'),
  'web/data.json': claim('data'),
};

test('a claim that is taken out of Git is pruned, and its data with it', () => {
  const [one, ...others] = consequences('goes', WEB, without(WEB, 'web/data.json'));
  expect(others).toEqual([]);
  expect(one).toMatchObject({
    severity: 'loses data',
    application: 'argocd/web',
    object: { kind: 'PersistentVolumeClaim', namespace: 'web', name: 'data' },
    happens: 'is deleted (pruned by Application web)',
    file: 'web/data.json',
    side: 'before',
  });
  expect(one?.details[0]).toBe(
    'Its volume goes too, unless the default StorageClass, which is not in Git, has reclaimPolicy: Retain.',
  );
});

test('one whose volume is retained loses nothing', () => {
  const kept = { ...WEB, 'web/data.json': claim('data', { storageClassName: 'safe' }) };
  const files = {
    ...kept,
    'web/class.json': object('storage.k8s.io/v1 StorageClass', 'safe', { reclaimPolicy: 'Retain' }),
  };
  expect(told('goes', files, without(files, 'web/data.json'))).toEqual([
    'interrupts: PersistentVolumeClaim web/data is deleted (pruned by Application web)',
  ]);
  expect(told('goes', kept, without(kept, 'web/data.json'))[0]).toMatch(/^loses data/);
});

const gone = (files: Files) => told('goes', files, without(files, 'web/data.json'));

test('nothing goes without prune, with Prune=false, or by hand', () => {
  for (const policy of [{ automated: { selfHeal: true } }, {}, { automated: { prune: true, enabled: false } }])
    expect(gone({ ...WEB, 'apps/web.json': app('web', { syncPolicy: policy }) })).toEqual([]);
  expect(gone({ ...WEB, 'web/data.json': claim('data', {}, syncOptions('Prune=false')) })).toEqual([]);
  const all = { automated: { prune: true }, syncOptions: ['Prune=false'] };
  expect(gone({ ...WEB, 'apps/web.json': app('web', { syncPolicy: all }) })).toEqual([]);
  // The object's own option wins.
  expect(
    gone({
      ...WEB,
      'apps/web.json': app('web', { syncPolicy: all }),
      'web/data.json': claim('data', {}, syncOptions('Prune=true')),
    }),
  ).toHaveLength(1);
});

test('Prune=confirm waits for somebody', () => {
  expect(gone({ ...WEB, 'web/data.json': claim('data', {}, syncOptions('Prune=confirm')) })).toEqual([
    'loses data: PersistentVolumeClaim web/data is deleted (pruned by Application web, once somebody confirms it)',
  ]);
});

test('what the state before says decides: an annotation that comes and goes with the object protects nothing', () => {
  const safe = { ...WEB, 'web/data.json': claim('data', {}, syncOptions('Prune=false')) };
  expect(told('goes', WEB, without(safe, 'web/data.json'))).toHaveLength(1);
});

test('what is the same, is only moved to another file, or is a hook, does not go', () => {
  expect(told('goes', WEB, WEB)).toEqual([]);
  const { 'web/data.json': data, ...rest } = WEB;
  expect(told('goes', WEB, { ...rest, 'web/other.json': data as string })).toEqual([]);
  const hook = {
    'web/job.json': object('batch/v1 Job', 'job', {}, { annotations: { 'argocd.argoproj.io/hook': 'PreSync' } }),
  };
  expect(told('goes', { ...WEB, ...hook }, WEB)).toEqual([]);
});

test('a Namespace takes along what is in it', () => {
  const files: Files = {
    ...WEB,
    'web/namespace.json': object('v1 Namespace', 'shop'),
    'web/shop.json': claim('orders', {}, { namespace: 'shop' }),
  };
  const [one] = consequences('goes', files, without(files, 'web/namespace.json'));
  expect(one).toMatchObject({ severity: 'loses data', object: { kind: 'Namespace', name: 'shop' } });
  expect(one?.details).toEqual([
    'All that is in it goes with it, also what is not in Git: PersistentVolumeClaim shop/orders in Git.',
    'Among that is what stores data: PersistentVolumeClaim shop/orders.',
  ]);
});

test('a definition takes along its objects', () => {
  const crd = object('apiextensions.k8s.io/v1 CustomResourceDefinition', 'things.example.com', {
    spec: { group: 'example.com', names: { kind: 'Thing', plural: 'things' }, scope: 'Namespaced', versions: [] },
  });
  const files = { ...WEB, 'web/crd.json': crd, 'web/thing.json': object('example.com/v1 Thing', 'one') };
  const [one] = consequences('goes', files, without(files, 'web/crd.json'));
  expect(one?.severity).toBe('loses data');
  expect(one?.details[0]).toContain('Every Thing on the cluster goes with it; Thing web/one in Git');
});

test('a StatefulSet leaves its claims, unless it says otherwise', () => {
  const set = (policy: object) =>
    workload('StatefulSet', 'db', 'db:1', { ...policy, volumeClaimTemplates: [{ metadata: { name: 'data' } }] });
  const before = { ...WEB, 'web/db.json': set({}) };
  expect(told('goes', before, WEB)).toEqual(['interrupts: StatefulSet web/db is deleted (pruned by Application web)']);
  const deleting = { ...WEB, 'web/db.json': set({ persistentVolumeClaimRetentionPolicy: { whenDeleted: 'Delete' } }) };
  expect(told('goes', deleting, WEB)[0]).toMatch(/^loses data/);
});

const ROOT: Files = {
  'root.json': app('root', { path: 'apps', namespace: 'argocd' }),
  ...WEB,
  'apps/web.json': app('web', { finalizers: ['resources-finalizer.argocd.argoproj.io'] }),
  'apps/other.json': app('other', { path: 'web/none' }),
  'web/none/a.json': object('v1 ConfigMap', 'a'),
};

test('what an Application deployed is deleted with it, if it has the finalizer', () => {
  const removed = without(ROOT, 'apps/web.json', 'web/data.json', 'web/a.json');
  expect(told('goes', ROOT, removed)).toEqual([
    'loses data: PersistentVolumeClaim web/data is deleted (with Application web)',
    'note: Application argocd/web is deleted (pruned by Application root)',
    'note: ConfigMap web/keep is deleted (with Application web)',
  ]);
  const plain = { ...ROOT, 'apps/web.json': app('web') };
  expect(told('goes', plain, removed)).toEqual([
    'note: Application argocd/web is deleted (pruned by Application root)',
  ]);
});

test('Delete=false and helm.sh/resource-policy: keep protect against that', () => {
  for (const metadata of [syncOptions('Delete=false'), { annotations: { 'helm.sh/resource-policy': 'keep' } }]) {
    const files = { ...ROOT, 'web/data.json': claim('data', {}, metadata) };
    expect(told('goes', files, without(files, 'apps/web.json')).join()).not.toContain('PersistentVolumeClaim');
  }
});

test('an Application that only an ApplicationSet makes goes with its element, and its objects with it', () => {
  const set = (names: readonly string[], policy?: object) =>
    JSON.stringify({
      apiVersion: 'argoproj.io/v1alpha1',
      kind: 'ApplicationSet',
      metadata: { name: 'all', namespace: 'argocd' },
      spec: {
        goTemplate: true,
        syncPolicy: policy,
        generators: [{ list: { elements: names.map((name) => ({ name })) } }],
        template: {
          metadata: { name: '{{.name}}' },
          spec: {
            project: 'default',
            source: { repoURL: 'https://git.example.com/platform.git', path: 'web' },
            destination: { server: 'https://kubernetes.default.svc', namespace: '{{.name}}' },
          },
        },
      },
    });
  const files = (names: readonly string[], policy?: object): Files => ({
    ...without(WEB, 'apps/web.json'),
    'set.json': set(names, policy),
  });
  expect(told('goes', files(['dev', 'prod']), files(['prod']))).toEqual([
    'loses data: PersistentVolumeClaim dev/data is deleted (with Application dev)',
    'note: ConfigMap dev/keep is deleted (with Application dev)',
  ]);
  for (const policy of [{ applicationsSync: 'create-update' }, { preserveResourcesOnDeletion: true }])
    expect(told('goes', files(['dev', 'prod'], policy), files(['prod'], policy))).toEqual([]);
});

test('nothing is concluded from a source that is not rendered', () => {
  const chart = {
    sources: [
      { repoURL: 'https://git.example.com/platform.git', path: 'web' },
      { repoURL: 'https://charts.example.com', chart: 'web', targetRevision: '1.0.0' },
    ],
  };
  const files = { ...WEB, 'apps/web.json': app('web', { spec: { source: undefined, ...chart } }) };
  // The chart is the same, so it does not have what is removed beside it.
  expect(gone(files)).toHaveLength(1);
  const other = { sources: [chart.sources[0], { ...chart.sources[1], targetRevision: '2.0.0' }] };
  const after = { ...files, 'apps/web.json': app('web', { spec: { source: undefined, ...other } }) };
  expect(told('goes', files, without(after, 'web/data.json'))).toEqual([]);
});

test('a sync window holds it up', () => {
  const project = JSON.stringify({
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'AppProject',
    metadata: { name: 'team', namespace: 'argocd' },
    spec: {
      sourceRepos: ['*'],
      destinations: [{ server: '*', namespace: '*' }],
      syncWindows: [{ kind: 'deny', schedule: '0 8 * * 1-5', duration: '10h', applications: ['web'] }],
    },
  });
  expect(gone({ ...WEB, 'apps/web.json': app('web', { project: 'team' }), 'project.json': project })).toEqual([
    'loses data: PersistentVolumeClaim web/data is deleted (pruned by Application web, when the sync windows of AppProject team let it)',
  ]);
});

test('with an Application goes what its Namespace takes along, too', () => {
  const finalizers = ['resources-finalizer.argocd.argoproj.io'];
  const root: Files = {
    'root.json': app('root', { path: 'apps', namespace: 'argocd' }),
    'apps/web.json': app('web', { finalizers }),
    'web/a.json': object('v1 ConfigMap', 'a'),
    'web/b.json': object('v1 ConfigMap', 'b', {}, syncOptions('Delete=false')),
    'apps/keep.json': object('v1 ConfigMap', 'keep'),
  };
  const detail = (files: Files) =>
    consequences('goes', files, without(files, 'apps/web.json', 'apps/namespace.json')).find(
      (one) => one.object.kind === 'Application',
    )?.details[0];
  expect(detail(root)).toBe('Of its 2 objects, 1 goes, too, and 1 stays.');
  expect(detail({ ...root, 'apps/namespace.json': object('v1 Namespace', 'web') })).toBe('Its 2 objects go, too.');
});
