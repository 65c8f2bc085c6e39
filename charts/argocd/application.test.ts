import { documentsOf } from '../../test/documents';
import { AppProject } from './app-project';
import { Application, type ApplicationProps } from './application';

const guestbook: ApplicationProps = {
  name: 'guestbook',
  project: 'default',
  source: { repoURL: 'https://github.com/argoproj/argocd-example-apps.git', targetRevision: 'HEAD', path: 'guestbook' },
  destination: { namespace: 'argocd-demo' },
  syncPolicy: { automated: { prune: true, selfHeal: true }, syncOptions: ['CreateNamespace=true'] },
};
const one = (props: ApplicationProps) =>
  documentsOf((chart) => new Application(chart, 'application', props))[0] as never as {
    metadata: { annotations?: Record<string, string> };
    spec: Record<string, never>;
  };

/** Argo CD's own number of tries, each with what Git has by then. */
const retry = { limit: 5, refresh: true };

test('the tutorial’s guestbook has the tutorial’s spec, with retries that see the commit which mends a mistake', () => {
  expect(one(guestbook).spec).toEqual({
    project: 'default',
    source: {
      repoURL: 'https://github.com/argoproj/argocd-example-apps.git',
      targetRevision: 'HEAD',
      path: 'guestbook',
    },
    destination: { server: 'https://kubernetes.default.svc', namespace: 'argocd-demo' },
    syncPolicy: { automated: { prune: true, selfHeal: true }, syncOptions: ['CreateNamespace=true'], retry },
  });
});

test('everything an Application can have', () => {
  const documents = documentsOf((chart) => {
    const project = new AppProject(chart, 'project', { name: 'shop' });
    const database = new Application(chart, 'database', { ...guestbook, name: 'database', project });
    new Application(chart, 'shop', {
      name: 'shop',
      project,
      sources: [
        {
          repoURL: 'https://charts.example.com',
          chart: 'shop',
          targetRevision: '1.2.*',
          helm: { releaseName: 'shop', valueFiles: ['$values/envs/prod.yaml'] },
        },
        { repoURL: 'https://github.com/orgname/values.git', ref: 'values', targetRevision: 'main' },
        { repoURL: 'https://github.com/orgname/shop.git', path: 'extra', directory: { recurse: true } },
      ],
      destination: { name: 'production', namespace: 'shop' },
      labels: { team: 'shop' },
      annotations: { 'notifications.argoproj.io/subscribe.on-degraded.slack': 'shop' },
      finalizer: 'resources-finalizer.argocd.argoproj.io/background',
      dependsOn: [database],
      syncPolicy: {
        automated: {},
        syncOptions: ['ServerSideApply=true', 'PrunePropagationPolicy=background'],
        retry: { limit: -1, backoff: { duration: '10s', factor: 3, maxDuration: '10m' } },
        managedNamespaceMetadata: { labels: { 'pod-security.kubernetes.io/enforce': 'restricted' } },
      },
      ignoreDifferences: [{ group: 'apps', kind: 'Deployment', jsonPointers: ['/spec/replicas'] }],
      info: [{ name: 'runbook', value: 'https://runbooks.example.com/shop' }],
      revisionHistoryLimit: 3,
    });
  });
  expect(documents).toMatchSnapshot();
});

describe('what Argo CD would drop is not written, so that a parent never sees a difference', () => {
  test('false, empty maps and empty lists are left out; automated: {} is kept, because it means "on"', () => {
    const { spec } = one({
      ...guestbook,
      source: { repoURL: 'https://x/y', path: 'z', directory: {} },
      syncPolicy: {
        automated: { prune: false, allowEmpty: false },
        syncOptions: [],
      },
      ignoreDifferences: [],
    });
    expect(spec).toEqual({
      project: 'default',
      source: { repoURL: 'https://x/y', path: 'z' },
      destination: { server: 'https://kubernetes.default.svc', namespace: 'argocd-demo' },
      syncPolicy: { automated: {}, retry },
    });
  });

  test('a chart’s own values keep their zero values: there they mean something', () => {
    const values = { replicas: 0, enabled: false, name: '', list: [], map: {} };
    const { spec } = one({
      ...guestbook,
      source: { repoURL: 'https://x', chart: 'c', targetRevision: '1.0.0', helm: { valuesObject: values } },
    });
    expect((spec.source as { helm: unknown }).helm).toEqual({ valuesObject: values });
  });

  test('automated sync that is switched off stays off, and counts as synced by hand', () => {
    const { spec } = one({ ...guestbook, syncPolicy: { automated: { enabled: false } }, revisionHistoryLimit: 0 });
    expect(spec).toMatchObject({ syncPolicy: { automated: { enabled: false } }, revisionHistoryLimit: 0 });
    documentsOf((chart) => {
      const props = { ...guestbook, syncPolicy: { automated: { enabled: false } } };
      expect(new Application(chart, 'application', props).syncsByItself).toBe(false);
    });
  });

  test('a retry limit of 0 is refused: it would be dropped', () => {
    expect(() => one({ ...guestbook, syncPolicy: { retry: { limit: 0 } } })).toThrow(
      '[chart/application] syncPolicy.retry.limit is 0',
    );
  });
});

describe('refused, with the value and what is allowed', () => {
  test.each([
    ['a name in capitals', { name: 'Guestbook' }, 'name is "Guestbook": allowed are lower-case letters'],
    ['a name too long for Helm', { name: 'a'.repeat(54) }, '54 characters: allowed are'],
    ['a name with a space', { name: 'guest book' }, 'name is "guest book"'],
    [
      'a sync wave that dependsOn would replace',
      { annotations: { 'argocd.argoproj.io/sync-wave': '5' } },
      'annotations has argocd.argoproj.io/sync-wave: "5", which dependsOn or syncWave decides',
    ],
    [
      'paths that manifestGeneratePaths would replace',
      { annotations: { 'argocd.argoproj.io/manifest-generate-paths': '.' } },
      'manifestGeneratePaths decides: use that instead',
    ],
    [
      'a token in a URL',
      { source: { repoURL: 'https://not-really@github.com/orgname/x.git', path: 'x' } },
      'source.repoURL holds a user name or token',
    ],
  ])('%s', (_name, props, message) => {
    expect(() => one({ ...guestbook, ...props } as ApplicationProps)).toThrow(`[chart/application] `);
    expect(() => one({ ...guestbook, ...props } as ApplicationProps)).toThrow(message);
  });
});

describe('manifest-generate-paths names what the manifests are made from', () => {
  const paths = (props: Partial<ApplicationProps>) =>
    one({ ...guestbook, ...props } as ApplicationProps).metadata.annotations?.[
      'argocd.argoproj.io/manifest-generate-paths'
    ];

  test('the folder of a Git source, from the root of the repository', () => {
    expect(paths({})).toBe('/guestbook');
  });
  test('the root itself', () => {
    expect(paths({ source: { repoURL: 'https://x', path: '.' } })).toBe('/');
  });
  test('each folder, and the value files that come through a ref', () => {
    const source = undefined;
    const sources = [
      {
        repoURL: 'https://x',
        chart: 'c',
        targetRevision: '1',
        helm: { valueFiles: ['$v/a/b.yaml', 'own.yaml', '$unknown/c.yaml'] },
      },
      { repoURL: 'https://y', ref: 'v' },
      { repoURL: 'https://y', path: 'extra' },
    ] as const;
    expect(paths({ source, sources } as never)).toBe('/a/b.yaml;/extra');
  });
  test('none for a chart alone', () => {
    expect(paths({ source: { repoURL: 'https://x', chart: 'c', targetRevision: '1' } })).toBeUndefined();
  });
  test('what the author says, where a folder draws on others', () => {
    expect(paths({ manifestGeneratePaths: ['.', '/base'] })).toBe('.;/base');
  });
});
