import { application, documents, object, project, settings } from '../analysis/manifests';
import { findings } from '../testing/rules';

const RULE = 'project-cluster-resource-not-permitted';
const role = (name: string) => object('ClusterRole', name, {}, 'rbac.authorization.k8s.io/v1');

function judged(spec: Record<string, unknown>, manifests: string[], app = {}, more: Record<string, string> = {}) {
  return findings(RULE, {
    'project.yaml': project({ clusterResourceWhitelist: undefined, ...spec }),
    'app.yaml': application({ project: 'web', ...app }),
    'deploy/all.yaml': documents(object('ConfigMap', 'a'), ...manifests),
    ...more,
  });
}

const white = (...items: object[]) => ({ clusterResourceWhitelist: items });

test.each([
  ['everything', white({ group: '*', kind: '*' })],
  ['the kind', white({ group: 'rbac.authorization.k8s.io', kind: 'ClusterRole' })],
  ['a pattern', white({ group: '*.k8s.io', kind: 'Cluster*' })],
  ['the name', white({ group: '*', kind: 'ClusterRole', name: 'web-*' })],
])('%s on the whitelist permits', (_, spec) => {
  expect(judged(spec, [role('web-reader')])).toEqual([]);
});

test.each([
  ['no list', {}],
  ['an empty list', white()],
  ['another kind', white({ group: '', kind: 'Namespace' })],
  ['the core group alone', white({ group: '', kind: 'ClusterRole' })],
  ['braces, which are no pattern here', white({ group: '*', kind: '{ClusterRole,Namespace}' })],
  ['another name', white({ group: '*', kind: 'ClusterRole', name: 'shop-*' })],
  [
    'a blacklist',
    { ...white({ group: '*', kind: '*' }), clusterResourceBlacklist: [{ group: '*', kind: 'ClusterRole' }] },
  ],
])('%s: refused', (_, spec) => {
  expect(judged(spec, [role('web-reader')])).toMatchObject([
    {
      severity: 'refuse',
      file: 'deploy/all.yaml',
      line: 7,
      message: expect.stringContaining(
        'resource rbac.authorization.k8s.io:ClusterRole is not permitted in project web: ClusterRole web-reader',
      ),
    },
  ]);
});

test('one finding for a kind, as in the message of Argo CD; the core group is empty there', () => {
  const found = judged({}, [role('a'), role('b'), object('Namespace', 'c')]);
  expect(found.map(({ message }) => message.split(' of Application')[0])).toEqual([
    'resource rbac.authorization.k8s.io:ClusterRole is not permitted in project web: ClusterRole a, b',
    'resource :Namespace is not permitted in project web: Namespace c',
  ]);
});

test('if the list has names, only missing ones are reported', () => {
  const found = judged(white({ group: '*', kind: 'ClusterRole', name: 'a' }), [role('a'), role('b')]);
  expect(found.map(({ message }) => message)).toEqual([expect.stringContaining('ClusterRole b of Application')]);
});

test('the fix is the item to add, and the place to add it', () => {
  expect(judged({}, [role('a')])[0]?.fix).toContain(
    'Add the item `- {group: rbac.authorization.k8s.io, kind: ClusterRole}` to spec.clusterResourceWhitelist of AppProject web (project.yaml:6)',
  );
});

test('what is not applied, and kinds whose scope is unknown, are not judged', () => {
  const annotations = { 'argocd.argoproj.io/hook': 'Skip' };
  const skipped = object('Namespace', 'n', { annotations });
  expect(judged({}, [skipped, object('Whatever', 'w', {}, 'example.com/v1')])).toEqual([]);
});

test('a definition at hand tells the scope of its kind', () => {
  const crd = object(
    'CustomResourceDefinition',
    'things.example.com',
    { spec: { group: 'example.com', names: { kind: 'Thing' }, scope: 'Cluster' } },
    'apiextensions.k8s.io/v1',
  );
  const thing = object('Thing', 't', {}, 'example.com/v1');
  const found = judged(white({ group: 'apiextensions.k8s.io', kind: '*' }), [crd, thing]);
  expect(found.map(({ message }) => message)).toEqual([
    expect.stringContaining('resource example.com:Thing is not permitted'),
  ]);
});

describe('CreateNamespace=true', () => {
  const syncPolicy = { syncOptions: ['PruneLast=true', 'CreateNamespace=true'] };

  test('needs the permission for a Namespace, at the line of the option', () => {
    expect(judged({}, [], { syncPolicy })).toMatchObject([
      {
        file: 'app.yaml',
        line: 17,
        message: expect.stringContaining('resource :Namespace is not permitted in project web: CreateNamespace=true'),
      },
    ]);
    expect(judged(white({ group: '', kind: 'Namespace', name: 'website' }), [], { syncPolicy })).toEqual([]);
    expect(judged(white({ group: '', kind: 'Namespace', name: 'shop' }), [], { syncPolicy })).toHaveLength(1);
    expect(judged({}, [], { syncPolicy: { syncOptions: ['CreateNamespace=false'] } })).toEqual([]);
  });

  test('is refused while the namespace is not there, and with metadata to manage at each sync', () => {
    expect(judged({}, [], { syncPolicy })[0]?.message).toContain(
      'CreateNamespace=true makes Application website create Namespace website, so every sync of it fails until somebody else has created the namespace; it has no',
    );
    const managed = { ...syncPolicy, managedNamespaceMetadata: { labels: { a: 'b' } } };
    expect(judged({}, [], { syncPolicy: managed })[0]?.message).toContain(
      'managedNamespaceMetadata makes every sync of Application website apply Namespace website; it has no',
    );
  });

  test('creates nothing that the Application brings itself: that is judged as an object', () => {
    const found = judged({}, [object('Namespace', 'website')], { syncPolicy });
    expect(found.map(({ message }) => message)).toEqual([expect.stringContaining('Namespace website of Application')]);
  });

  test.each(['kube-system', 'default', 'argocd'])('creates nothing that is there: %s', (namespace) => {
    const destination = { server: 'https://kubernetes.default.svc', namespace };
    expect(judged({}, [], { syncPolicy, destination })).toEqual([]);
    const managed = { ...syncPolicy, managedNamespaceMetadata: { labels: { a: 'b' } } };
    expect(judged({}, [], { syncPolicy: managed, destination })).toHaveLength(1);
  });

  test('creates nothing that another Application brings to the cluster', () => {
    const more = {
      'other.yaml': application(
        { source: { repoURL: 'https://git.example.com/platform.git', path: 'namespaces' } },
        { name: 'namespaces' },
      ),
      'namespaces/all.yaml': object('Namespace', 'website'),
    };
    expect(judged({}, [], { syncPolicy }, more)).toEqual([]);
  });
});

test.each([
  ['NotIn selects also what has no such label', '[{key: tier, operator: NotIn, values: [prod]}]', 0],
  ['In does not', '[{key: tier, operator: In, values: [prod]}]', 1],
  ['Exists does not', '[{key: tier, operator: Exists}]', 1],
  ['DoesNotExist does', '[{key: tier, operator: DoesNotExist}]', 0],
])('a global project is chosen by the labels of the project: %s', (_, expressions, refused) => {
  const more = {
    'cm.yaml': settings({
      globalProjects: `- {labelSelector: {matchExpressions: ${expressions}}, projectName: global}`,
    }),
    'global.yaml': project({ clusterResourceWhitelist: [{ group: '*', kind: 'ClusterRole' }] }, 'global'),
  };
  expect(judged({}, [role('a')], {}, more)).toHaveLength(refused);
});

test('behind a global project that does not exist, none counts', () => {
  const globals = ['gone', 'global'].map((name) => `- {labelSelector: {}, projectName: ${name}}\n`).join('');
  const more = {
    'cm.yaml': settings({ globalProjects: globals }),
    'global.yaml': project({ clusterResourceWhitelist: [{ group: '*', kind: 'ClusterRole' }] }, 'global'),
  };
  expect(judged({}, [role('a')], {}, more)).toHaveLength(1);
});

test('a global project may add to the whitelist', () => {
  const more = {
    'cm.yaml': settings({ globalProjects: '- {labelSelector: {}, projectName: global}' }),
    'global.yaml': project({ clusterResourceWhitelist: [{ group: '*', kind: 'ClusterRole' }] }, 'global'),
  };
  expect(judged({}, [role('a')], {}, more)).toEqual([]);
});
