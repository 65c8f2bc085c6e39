import { application, cluster, documents, object, project } from '../analysis/manifests';
import { findings, judge } from '../testing/rules';

const RULE = 'project-destination-not-permitted';
const IN_CLUSTER = 'https://kubernetes.default.svc';
const PRODUCTION = 'https://production.example.com';

function files(destinations: unknown, destination: object, more: Record<string, string> = {}) {
  return {
    'project.yaml': project({ destinations }),
    'app.yaml': application({ project: 'web', destination }),
    'clusters.yaml': cluster('production', PRODUCTION),
    ...more,
  };
}

const judged = (destinations: unknown, destination: object, more = {}) =>
  findings(RULE, files(destinations, destination, more));

test.each([
  ['by server, named by server', [{ server: IN_CLUSTER, namespace: '*' }], { server: IN_CLUSTER, namespace: 'a' }],
  ['by server, named by name', [{ server: IN_CLUSTER, namespace: '*' }], { name: 'in-cluster', namespace: 'a' }],
  ['by name, named by server', [{ name: 'production', namespace: 'a*' }], { server: PRODUCTION, namespace: 'ab' }],
  ['with a trailing slash', [{ server: IN_CLUSTER, namespace: 'a' }], { server: `${IN_CLUSTER}/`, namespace: 'a' }],
  ['by a star that crosses slashes', [{ server: 'https://*', namespace: '*' }], { server: PRODUCTION, namespace: 'a' }],
  ['without a namespace', [{ server: '*', namespace: '*' }], { server: IN_CLUSTER }],
  ['by a denial of another namespace', [{ server: '*', namespace: '!b' }], { server: IN_CLUSTER, namespace: 'a' }],
  [
    'although a name denies the namespace: only a server does',
    [
      { name: 'production', namespace: '!a' },
      { server: '*', namespace: '*' },
    ],
    { name: 'production', namespace: 'a' },
  ],
])('a destination is permitted %s', (_, destinations, destination) => {
  expect(judged(destinations, destination)).toEqual([]);
});

test.each([
  ['no destinations', undefined, { server: IN_CLUSTER, namespace: 'a' }, IN_CLUSTER],
  ['another namespace', [{ server: '*', namespace: 'b' }], { server: IN_CLUSTER, namespace: 'a' }, IN_CLUSTER],
  ['another cluster', [{ server: PRODUCTION, namespace: '*' }], { name: 'in-cluster', namespace: 'a' }, 'in-cluster'],
  ['neither server nor name', [{ namespace: '*' }], { server: IN_CLUSTER, namespace: 'a' }, IN_CLUSTER],
  [
    'a denied name, whatever the namespace',
    [
      { server: '*', namespace: '*' },
      { name: '!production', namespace: 'b' },
    ],
    { server: PRODUCTION, namespace: 'a' },
    PRODUCTION,
  ],
  [
    'a denied namespace beside a server',
    [
      { server: '*', namespace: '*' },
      { server: '*', namespace: '!a' },
    ],
    { server: IN_CLUSTER, namespace: 'a' },
    IN_CLUSTER,
  ],
])('%s: refused', (_, destinations, destination, shown) => {
  const { namespace } = destination;
  expect(judged(destinations, destination)).toMatchObject([
    {
      severity: 'refuse',
      message: expect.stringContaining(
        `application destination server '${shown}' and namespace '${namespace}' do not match any of the allowed destinations in project 'web'`,
      ),
    },
  ]);
});

test('the fix is the item to add, and the place to add it', () => {
  const [found] = judged([{ server: IN_CLUSTER, namespace: 'b' }], { server: IN_CLUSTER, namespace: 'a' });
  expect(found?.line).toBe(11);
  expect(found?.fix).toContain(
    `Add the item \`- {server: ${IN_CLUSTER}, namespace: a}\` to spec.destinations of AppProject web (project.yaml:9)`,
  );
});

test('a missing namespace is reported as such, and no item for it is proposed', () => {
  const [found] = judged([{ server: IN_CLUSTER, namespace: 'b' }], { server: IN_CLUSTER });
  expect(found?.message).toContain("and namespace '' do not match");
  expect(found?.message).toContain('spec.destination.namespace is missing');
  expect(found?.fix).toMatch(/^Set spec\.destination\.namespace, which is missing, .*\(project\.yaml:9\)/);
  expect(found?.fix).not.toContain("''");
});

test('an object in another namespace needs a destination of its own', () => {
  const more = {
    'deploy/all.yaml': documents(
      object('ConfigMap', 'here'),
      object('ConfigMap', 'there', { namespace: 'kube-system' }),
      object('Secret', 'too', { namespace: 'kube-system' }),
      object('ClusterRole', 'r', { namespace: 'kube-system' }, 'rbac.authorization.k8s.io/v1'),
      object('Unknown', 'u', { namespace: 'other' }, 'example.com/v1'),
    ),
  };
  expect(judged([{ server: '*', namespace: 'a' }], { server: IN_CLUSTER, namespace: 'a' }, more)).toMatchObject([
    {
      file: 'deploy/all.yaml',
      line: 10,
      message: expect.stringContaining(
        "namespace kube-system is not permitted in project 'web': ConfigMap there and 1 more of Application website",
      ),
    },
  ]);
});

describe('a cluster that is not at hand', () => {
  const elsewhere = { server: 'https://elsewhere.example.com', namespace: 'a' };
  const unchecked = (destinations: unknown) => {
    const { findings: found, unchecked } = judge(files(destinations, elsewhere), { only: RULE });
    return [found.length, unchecked.filter(({ subject }) => subject.startsWith('destination of')).length];
  };

  test('is judged by what is written, where that decides', () => {
    expect(unchecked([{ server: 'https://*', namespace: '*' }])).toEqual([0, 0]);
    expect(unchecked([{ name: '*', namespace: 'b' }])).toEqual([1, 0]);
    expect(unchecked([{ server: PRODUCTION, namespace: '*' }])).toEqual([1, 0]);
    expect(
      unchecked([
        { server: '*', namespace: '*' },
        { server: 'https://else*', namespace: '!a' },
      ]),
    ).toEqual([1, 0]);
  });

  test('is listed as not checked where its name decides', () => {
    expect(unchecked([{ name: 'elsewhere', namespace: '*' }])).toEqual([0, 1]);
    expect(
      unchecked([
        { server: '*', namespace: '*' },
        { name: '!production', namespace: '*' },
      ]),
    ).toEqual([0, 1]);
  });
});

test('a cluster that has to belong to the project does so if its Secret says so, and is else not checked', () => {
  const spec = { permitOnlyProjectScopedClusters: true };
  const all = (scope: string) => ({
    'project.yaml': project(spec),
    'app.yaml': application({ project: 'web', destination: { name: 'production', namespace: 'a' } }),
    'clusters.yaml': cluster('production', PRODUCTION, { project: scope }),
  });
  const count = (scope: string) =>
    judge(all(scope), { only: RULE }).unchecked.filter(({ reason }) => /permitOnly/.test(reason)).length;
  expect(count('web')).toBe(0);
  expect(count('other')).toBe(1);
});

test('a cluster Secret scoped to the project permits its cluster, in the namespaces that it names', () => {
  const scoped = { 'clusters.yaml': cluster('production', PRODUCTION, { project: 'web', namespaces: 'a, b' }) };
  expect(judged([], { name: 'production', namespace: 'b' }, scoped)).toEqual([]);
  expect(judged([], { name: 'production', namespace: 'c' }, scoped)).toHaveLength(1);
});
