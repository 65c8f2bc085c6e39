import { application, object, settings } from '../analysis/manifests';
import { findings } from '../testing/rules';

function found(kind: string, apiVersion: string, data?: Record<string, string>) {
  return findings('resource-excluded', {
    'apps/website.yaml': application(),
    'deploy/x.yaml': object(kind, 'x', {}, apiVersion),
    ...(data ? { 'settings.yaml': settings(data) } : {}),
  });
}

test('what the manifests of Argo CD exclude is never applied', () => {
  expect(found('Endpoints', 'v1')).toMatchObject([
    {
      severity: 'warn',
      line: 2,
      message: expect.stringContaining('Resource /Endpoints x is excluded in the settings'),
    },
  ]);
  expect(found('CiliumIdentity', 'cilium.io/v2')).toHaveLength(1);
  expect(found('ConfigMap', 'v1')).toEqual([]);
});

test('a list of one’s own takes the place of the default, but not of what is built in', () => {
  const own = { 'resource.exclusions': '- apiGroups: ["*.example.com"]\n  kinds: ["*"]\n' };
  expect(found('Endpoints', 'v1', own)).toEqual([]);
  expect(found('Menu', 'food.example.com/v1', own)).toHaveLength(1);
  expect(found('Lease', 'coordination.k8s.io/v1', own)).toHaveLength(1);
});

test('an argocd-cm without the key excludes only what is built in', () => {
  expect(found('Endpoints', 'v1', {})).toEqual([]);
  expect(found('Event', 'v1', {})).toHaveLength(1);
});

test('with inclusions all else is excluded', () => {
  const only = { 'resource.inclusions': '- apiGroups: [apps]\n  kinds: [Deployment]\n  clusters: ["*"]\n' };
  expect(found('Deployment', 'apps/v1', only)).toEqual([]);
  expect(found('ConfigMap', 'v1', only)).toHaveLength(1);
});

test('an exclusion for other clusters is not for this one', () => {
  const other = { 'resource.exclusions': '- apiGroups: [""]\n  kinds: [ConfigMap]\n  clusters: ["https://10.*"]\n' };
  expect(found('ConfigMap', 'v1', other)).toEqual([]);
});

test('a setting that is no YAML excludes nothing', () => {
  expect(found('ConfigMap', 'v1', { 'resource.exclusions': '][' })).toEqual([]);
});
