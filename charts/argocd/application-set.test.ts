import { documentsOf } from '../../test/documents';
import { AppProject, type AppProjectProps } from './app-project';
import { Application, type Dependency } from './application';
import { ApplicationSet, type ApplicationSetProps } from './application-set';

const list = (key: string, values: readonly string[]) => ({
  list: { elements: values.map((value) => ({ [key]: value })) },
});

const matrix: ApplicationSetProps = {
  name: 'team-a',
  generators: [
    { matrix: { generators: [list('environment', ['dev', 'staging', 'prod']), list('app', ['frontend', 'backend'])] } },
  ],
  template: {
    name: '{{ .app }}-{{ .environment }}',
    project: 'team-a',
    source: {
      repoURL: 'https://github.com/orgname/team-a-{{ .app }}.git',
      targetRevision: 'main',
      path: 'deploy/{{ .environment }}',
    },
    destination: { namespace: 'team-a-{{ .environment }}' },
    syncPolicy: { automated: { prune: true, selfHeal: true }, syncOptions: ['CreateNamespace=true'] },
  },
};

test('the tutorial’s dev, staging and prod: one template for each environment and app', () => {
  expect(documentsOf((chart) => new ApplicationSet(chart, 'set', matrix))).toMatchSnapshot();
});

test('a missing parameter is always an error, never a text left over', () => {
  const [{ spec }] = documentsOf((chart) => new ApplicationSet(chart, 'set', matrix)) as never as [{ spec: object }];
  expect(spec).toMatchObject({ goTemplate: true, goTemplateOptions: ['missingkey=error'] });
});

test.each([
  ['a matrix of one', [{ matrix: { generators: [list('a', ['b'])] } }], 'a matrix takes exactly 2'],
  ['a merge of one', [{ merge: { mergeKeys: ['a'], generators: [list('a', ['b'])] } }], 'a merge takes at least 2'],
  ['a generator of two kinds', [{ list: {}, clusters: {} }], 'generators[0] has list and clusters'],
  ['a generator of no kind', [{}], 'generators[0] has no kind'],
])('%s is refused: the controller would change nothing at all', (_name, generators, message) => {
  expect(() =>
    documentsOf((chart) => new ApplicationSet(chart, 'set', { ...matrix, generators: generators as never })),
  ).toThrow(message);
});

test.each([
  ['a retry limit of 0', { syncPolicy: { retry: { limit: 0 } } }, 'template.syncPolicy.retry.limit is 0'],
  [
    'a token in the URL',
    { source: { repoURL: 'https://not-really@github.com/orgname/{{ .app }}.git', path: 'x' } },
    'template.source.repoURL holds a user name or token',
  ],
  ['a name that no Application can have', { name: 'Shop' }, 'template.name is "Shop"'],
])('%s in the template is refused, as in an Application', (_name, more, message) => {
  const props = { ...matrix, template: { ...matrix.template, ...more } } as ApplicationSetProps;
  expect(() => documentsOf((chart) => new ApplicationSet(chart, 'set', props))).toThrow(message);
});

test('a token in the URL of a generator is refused, and not repeated', () => {
  const generators = [{ git: { repoURL: 'https://s3cret@github.com/orgname/x.git', revision: 'main' } }] as never;
  const build = () => documentsOf((chart) => new ApplicationSet(chart, 'set', { ...matrix, generators }));
  expect(build).toThrow('generators[0].git.repoURL holds a user name or token');
  expect(build).not.toThrow('s3cret');
});

describe('its project permits what the template can become', () => {
  const projectOf = (
    more: Partial<ApplicationSetProps['template']> & object,
    given: Partial<AppProjectProps> = {},
    set: Partial<ApplicationSetProps> = {},
  ) =>
    documentsOf((chart) => {
      const project = new AppProject(chart, 'project', { name: 'team-a', ...given });
      const template = { ...matrix.template, ...more, project } as ApplicationSetProps['template'];
      new ApplicationSet(chart, 'set', { ...matrix, ...set, template });
    }).find(({ kind }) => kind === 'AppProject')?.spec;

  test('a parameter is one segment of a source and a part of a namespace', () => {
    expect(projectOf({})).toEqual({
      sourceRepos: ['https://github.com/orgname/team-a-*.git'],
      destinations: [{ server: 'https://kubernetes.default.svc', namespace: 'team-a-*' }],
      clusterResourceWhitelist: [{ group: '', kind: 'Namespace', name: 'team-a-*' }],
    });
  });

  test('what stands there is permitted as it stands, with the declared kinds', () => {
    const set = { deploys: { namespaced: [{ group: '', kind: 'ConfigMap' }] } };
    const source = { repoURL: 'https://github.com/orgname/shop.git', path: '{{ .app }}' };
    expect(projectOf({ source, destination: { name: 'edge', namespace: 'shop' }, syncPolicy: {} }, {}, set)).toEqual({
      sourceRepos: ['https://github.com/orgname/shop.git'],
      destinations: [{ name: 'edge', namespace: 'shop' }],
      namespaceResourceWhitelist: [{ group: '', kind: 'ConfigMap' }],
    });
  });

  test.each([
    [
      'any cluster',
      { destination: { server: '{{ .server }}', namespace: 'x' } },
      "the template's cluster is {{ .server }}",
    ],
    ['any namespace', { destination: { namespace: '{{ .ns }}' } }, "the template's namespace is {{ .ns }}"],
    ['any repository', { source: { repoURL: '{{ .url }}', path: 'x' } }, "the template's repoURL is {{ .url }}"],
  ])('%s is not permitted silently: the lists have to be given', (_name, more, message) => {
    expect(() => projectOf(more)).toThrow(`cannot be derived from [chart/set]: ${message}`);
    const given = { sourceRepos: ['https://github.com/orgname/*'], destinations: [{ name: 'edge', namespace: 'x' }] };
    expect(projectOf(more, given)).toMatchObject(given);
  });
});

describe('its place in the order: a set whose generator fails is Degraded, and would hold up what comes after it', () => {
  const wave = (documents: ReturnType<typeof documentsOf>, name: string) =>
    documents.find(({ metadata }) => metadata.name === name)?.metadata.annotations?.['argocd.argoproj.io/sync-wave'];
  const application = (chart: ConstructorParameters<typeof Application>[0], name: string, automated = true) =>
    new Application(chart, name, {
      name,
      project: 'default',
      source: { repoURL: 'https://github.com/orgname/x.git', path: name },
      destination: { namespace: name },
      syncPolicy: automated ? { automated: {} } : undefined,
    });
  const rolling: Partial<ApplicationSetProps> = {
    strategy: { type: 'RollingSync', rollingSync: { steps: [{ matchExpressions: [] }] } },
  };

  test('it comes behind what it depends on, given at once or later', () => {
    const documents = documentsOf((chart) => {
      const [registry, database] = [application(chart, 'registry'), application(chart, 'database')];
      database.dependsOn(registry);
      const set = new ApplicationSet(chart, 'set', { ...matrix, dependsOn: [registry] });
      new ApplicationSet(chart, 'first', { ...matrix, name: 'first' });
      set.dependsOn(database);
    });
    expect(['first', 'registry', 'database', 'team-a'].map((name) => wave(documents, name))).toEqual([
      undefined,
      undefined,
      '1',
      '2',
    ]);
  });

  test('one that rolls out can be waited for', () => {
    const documents = documentsOf((chart) => {
      const set = new ApplicationSet(chart, 'set', { ...matrix, ...rolling });
      application(chart, 'shop').dependsOn(set);
    });
    expect(wave(documents, 'shop')).toBe('1');
  });

  test.each<[string, (chart: ConstructorParameters<typeof Application>[0]) => void, string]>([
    [
      'waiting for a set that is healthy as soon as its Applications are there',
      (chart) => application(chart, 'shop').dependsOn(new ApplicationSet(chart, 'set', matrix)),
      '[chart/shop] depends on [chart/set], an ApplicationSet that Argo CD calls healthy as soon as its Applications are there',
    ],
    [
      'waiting for a person',
      (chart) => new ApplicationSet(chart, 'set', { ...matrix, dependsOn: [application(chart, 'cilium', false)] }),
      '[chart/set] depends on [chart/cilium], which is synced only by hand',
    ],
    [
      'a circle',
      (chart) => {
        const shop = application(chart, 'shop');
        shop.dependsOn(new ApplicationSet(chart, 'set', { ...matrix, ...rolling, dependsOn: [shop] }));
      },
      'Applications depend on each other in a circle: [chart/shop] → [chart/set] → [chart/shop]',
    ],
    [
      'what is no Application',
      (chart) => new ApplicationSet(chart, 'set', { ...matrix, dependsOn: [undefined as unknown as Dependency] }),
      '[chart/set] dependsOn[0] is undefined',
    ],
  ])('%s is refused', (_name, build, message) => {
    expect(() => documentsOf(build)).toThrow(message);
  });
});
