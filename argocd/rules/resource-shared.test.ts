import { application, object } from '../analysis/manifests';
import { findings, REPOSITORY } from '../testing/rules';

const rule = 'resource-shared';

function app(name: string, path: string, spec: object = {}): string {
  return application({ source: { repoURL: REPOSITORY, path }, ...spec }, { name });
}

const thing = { 'shared/x.yaml': `${object('ConfigMap', 'x')}---\n${object('Service', 'x')}` };

test('two Applications of one path share all of it, and that is one finding', () => {
  const found = findings(rule, { 'apps/a.yaml': app('a', 'shared'), 'apps/b.yaml': app('b', 'shared'), ...thing });
  expect(found).toMatchObject([
    {
      severity: 'warn',
      file: 'apps/b.yaml',
      message: 'ConfigMap/x is part of applications a and b (in all: ConfigMap website/x, Service website/x)',
    },
  ]);
});

test('FailOnSharedResource turns the warning into a failed sync', () => {
  const strict = app('b', 'shared', { syncPolicy: { syncOptions: ['FailOnSharedResource=true'] } });
  expect(findings(rule, { 'apps/a.yaml': app('a', 'shared'), 'apps/b.yaml': strict, ...thing })).toMatchObject([
    { severity: 'refuse' },
  ]);
});

test.each([
  ['another namespace', { destination: { server: 'https://kubernetes.default.svc', namespace: 'other' } }],
  ['another cluster', { destination: { server: 'https://10.0.0.1:6443', namespace: 'website' } }],
])('%s is another object', (_, spec) => {
  expect(
    findings(rule, { 'apps/a.yaml': app('a', 'shared'), 'apps/b.yaml': app('b', 'shared', spec), ...thing }),
  ).toEqual([]);
});

test('the name and the server of the own cluster are one cluster', () => {
  const named = app('b', 'shared', { destination: { name: 'in-cluster', namespace: 'website' } });
  expect(findings(rule, { 'apps/a.yaml': app('a', 'shared'), 'apps/b.yaml': named, ...thing })).toHaveLength(1);
});

test('definitions are not tracked, so they are not shared either', () => {
  const crd = { 'shared/x.yaml': object('CustomResourceDefinition', 'x.example.com', {}, 'apiextensions.k8s.io/v1') };
  expect(findings(rule, { 'apps/a.yaml': app('a', 'shared'), 'apps/b.yaml': app('b', 'shared'), ...crd })).toEqual([]);
});

test('folders that declare the same names are instances of Argo CD apart from each other', () => {
  const files = {
    'clusters/dev/a.yaml': app('a', 'shared'),
    'clusters/dev/c.yaml': app('c', 'other'),
    'clusters/prod/b.yaml': app('b', 'shared'),
    'clusters/prod/c.yaml': app('c', 'other'),
    ...thing,
  };
  expect(findings(rule, files)).toEqual([]);
});

test('an app-of-apps that reads too much owns what its children own', () => {
  const files = {
    'root.yaml': app('root', 'apps', { source: { repoURL: REPOSITORY, path: 'apps', directory: { recurse: true } } }),
    'apps/a.yaml': app('a', 'apps/a'),
    'apps/a/x.yaml': object('ConfigMap', 'x'),
  };
  expect(findings(rule, files)).toMatchObject([{ message: expect.stringContaining('a and root') }]);
});
