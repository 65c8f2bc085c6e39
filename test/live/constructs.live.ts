import type { KubeObject } from './kube';
import { api, applications, cluster, describeLive, eventually, notSynced, state, wipe, words } from './live';
import { deployment, Repository, Tutorial } from './project';

/** What the tutorial's main.ts does not use, added to it. */
function more(repository: string, settings: string): string {
  const source = (path: string) => `{ repoURL: '${repository}', targetRevision: 'main', path: '${path}' }`;
  const set = (name: string, generators: string, application: string, path: string) => `
new ApplicationSet(app.file('apps/sets/${name}'), 'set', {
  name: '${name}',
  generators: ${generators},
  template: {
    name: '${application}',
    project: sets,
    source: ${source(path)},
    destination: { namespace: 'sets-${application}' },
    syncPolicy: { automated: {}, syncOptions: ['CreateNamespace=true'] },
  },
  deploys: { cluster: [{ group: '', kind: 'Namespace' }] },
});
`;
  const list = (...names: string[]) =>
    `{ list: { elements: [${names.map((name) => `{ name: '${name}' }`).join(', ')}] } }`;
  const directories = `{ git: { repoURL: '${repository}', revision: 'main', directories: [{ path: 'teams/*' }] } }`;
  const files = `{ git: { repoURL: '${repository}', revision: 'main', files: [{ path: 'config/*.yaml' }] } }`;
  return `
const sets = new AppProject(app.file('projects/sets'), 'project', {
  name: 'sets',
  sourceRepos: ['${repository}', '${settings}'],
  destinations: [{ server: IN_CLUSTER, namespace: 'sets-*' }],
  clusterResourceWhitelist: [{ group: '', kind: 'Namespace' }],
  syncWindows: [{ kind: 'deny', schedule: '* * * * *', duration: '1h', applications: ['closed'] }],
});
${set('list', `[${list('a', 'b')}]`, 'list-{{ .name }}', 'teams/one')}
${set('directories', `[${directories}]`, 'directories-{{ .path.basename }}', '{{ .path.path }}')}
${set('files', `[${files}]`, 'files-{{ .name }}', 'teams/{{ .team }}')}
${set('matrix', `[{ matrix: { generators: [${directories}, ${list('x', 'y')}] } }]`, 'matrix-{{ .path.basename }}-{{ .name }}', '{{ .path.path }}')}
${set(
  'merge',
  `[{ merge: { mergeKeys: ['name'], generators: [
    { list: { elements: [{ name: 'm', team: 'one' }, { name: 'n', team: 'one' }] } },
    { list: { elements: [{ name: 'n', team: 'two' }] } },
  ] } }]`,
  'merge-{{ .name }}',
  'teams/{{ .team }}',
)}
${set('clusters', '[{ clusters: {} }]', 'clusters-{{ .name }}', 'teams/one')}

new Application(app.file('apps/sets/values'), 'application', {
  name: 'values',
  project: sets,
  sources: [
    { ...${source('charts/web')}, helm: { valueFiles: ['$settings/web.yaml'] } },
    { repoURL: '${settings}', targetRevision: 'main', ref: 'settings' },
  ],
  destination: { namespace: 'sets-values' },
  syncPolicy: { automated: {}, syncOptions: ['CreateNamespace=true'] },
});

new Application(app.file('apps/sets/closed'), 'application', {
  name: 'closed',
  project: sets,
  source: ${source('teams/one')},
  destination: { namespace: 'sets-closed' },
  syncPolicy: { automated: {}, syncOptions: ['CreateNamespace=true'] },
});

new Repository(app.file('infra/repository'), 'settings', {
  url: '${settings}',
  credentials: {
    secretStore: { name: 'vault' },
    fields: { username: { key: 'git', property: 'user' }, password: { key: 'git', property: 'token' } },
  },
});

const extras = new Workload(app, 'extras', { name: 'extras', namespace: 'sets-extras', project: new AppProject(app.file('projects/extras'), 'project', { name: 'extras' }), repository });
new ApiObject(extras.chart, 'settings', { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'extras' }, data: { color: 'blue' } });
`;
}

/** As much of the External Secrets Operator as Argo CD sees: its definition, and a Secret for each ExternalSecret. */
async function actAsOperator(): Promise<void> {
  await api().apply({
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: { name: 'externalsecrets.external-secrets.io' },
    spec: {
      group: 'external-secrets.io',
      names: {
        kind: 'ExternalSecret',
        plural: 'externalsecrets',
        singular: 'externalsecret',
        listKind: 'ExternalSecretList',
      },
      scope: 'Namespaced',
      versions: [
        {
          name: 'v1',
          served: true,
          storage: true,
          subresources: { status: {} },
          schema: { openAPIV3Schema: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true } },
        },
      ],
    },
  });
}

async function fulfil(secret: KubeObject): Promise<void> {
  const { name, namespace } = secret.metadata;
  const { metadata, data } = secret.spec.target.template;
  const filled = Object.fromEntries(
    Object.entries(data as Record<string, string>).map(([key, text]) => [
      key,
      text.replace(/\{\{.*\}\}/g, 'of the store'),
    ]),
  );
  await api().apply({
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { name, namespace, labels: metadata.labels },
    stringData: filled,
  });
  await api().patchStatus('external-secrets.io/v1', 'ExternalSecret', namespace, name, {
    status: { conditions: [{ type: 'Ready', status: 'True', reason: 'SecretSynced', message: 'secret synced' }] },
  });
}

const MADE = [
  ...['list-a', 'list-b', 'directories-one', 'directories-two', 'files-f', 'files-g', 'merge-m', 'merge-n'],
  ...['matrix-one-x', 'matrix-one-y', 'matrix-two-x', 'matrix-two-y', 'clusters-in-cluster'],
];

describeLive('what the tutorial does not use, on a live Argo CD', () => {
  let tutorial: Tutorial;

  beforeAll(async () => {
    const repository = new Repository('orgname/sets')
      .write({
        'teams/one/one.yaml': deployment('one'),
        'teams/two/two.yaml': deployment('two'),
        'config/f.yaml': 'name: f\nteam: one\n',
        'config/g.yaml': 'name: g\nteam: two\n',
        'charts/web/Chart.yaml': 'apiVersion: v2\nname: web\nversion: 1.0.0\n',
        'charts/web/templates/all.yaml':
          'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: web }\ndata: { color: {{ .Values.color }} }\n',
      })
      .push('Sets');
    const settings = new Repository('orgname/settings').write({ 'web.yaml': 'color: green\n' }).push('Settings');
    tutorial = new Tutorial();
    tutorial.platform
      .edit(
        'main.ts',
        'import { Application,',
        "import { ApiObject } from 'cdk8s';\nimport { ApplicationSet, Repository, Workload, Application,",
      )
      .edit('main.ts', "version: '1.16.5'", "version: '1.19.6'")
      .edit('main.ts', '\napp.synth();', `${more(repository.url, settings.url)}\napp.synth();`);
    tutorial.publish('What the tutorial does not use');
    if (cluster().own) await wipe();
    await actAsOperator();
    await tutorial.bootstrap('1.19.6');
  });

  test('the Secret of a repository comes from an ExternalSecret, and the platform behind it', async () => {
    const [secret] = await eventuallyAny(() => api().list('external-secrets.io/v1', 'ExternalSecret', 'argocd'));
    await fulfil(secret);
    const { data } = await api().get('v1', 'Secret', 'argocd', secret.metadata.name);
    expect(Buffer.from(data.url, 'base64').toString()).toMatch(/settings\.git$/);
    expect(Object.keys(data).sort()).toEqual(['password', 'type', 'url', 'username']);
  });

  test('every generator makes its Applications, and all of them are Synced and Healthy', async () => {
    await eventually(() => notSynced(MADE), 900);
    const ofSets = [...(await applications()).values()].filter(({ metadata }) => metadata.ownerReferences?.length > 0);
    expect(ofSets.map(({ metadata }) => metadata.name).sort()).toEqual([...MADE].sort());
    // The second generator of the merge wins.
    expect((await applications()).get('merge-n').spec.source.path).toBe('teams/two');
  });

  test('values of another repository arrive in a chart', async () => {
    await eventually(() => notSynced(['values']));
    expect((await api().get('v1', 'ConfigMap', 'sets-values', 'web')).data).toEqual({ color: 'green' });
  });

  test('manifests that are rendered here are deployed', async () => {
    await eventually(() => notSynced(['extras']));
    expect((await api().get('v1', 'ConfigMap', 'sets-extras', 'extras')).data).toEqual({ color: 'blue' });
  });

  test('a window keeps an Application from syncing, and nothing else waits for it', async () => {
    await eventually(async () => {
      const one = (await applications()).get('closed');
      return state(one) === 'OutOfSync Missing' ? undefined : `${state(one)}\n${words(one)}`;
    });
    await eventually(() => notSynced(['apps-dev', 'harbor', 'values']), 900);
  });
});

async function eventuallyAny(list: () => Promise<readonly KubeObject[]>): Promise<readonly KubeObject[]> {
  let found: readonly KubeObject[] = [];
  await eventually(async () => {
    found = await list();
    return found.length > 0 ? undefined : 'there is none';
  }, 600);
  return found;
}
