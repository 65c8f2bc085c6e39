import { application, object } from '../analysis/manifests';
import { findings, REPOSITORY } from '../testing/rules';

const rule = 'resource-repeated';

test('the first of two is named, with the one that wins', () => {
  const found = findings(rule, {
    'apps/website.yaml': application(),
    'deploy/a.yaml': object('ConfigMap', 'x'),
    'deploy/b.yaml': object('ConfigMap', 'x'),
  });
  expect(found).toMatchObject([
    {
      severity: 'warn',
      file: 'deploy/a.yaml',
      message: 'Resource /ConfigMap/website/x appeared 2 times among application resources.',
      fix: expect.stringContaining('deploy/b.yaml:1'),
    },
  ]);
});

test('the version is no part of the name, the namespace is', () => {
  const deployment = (version: string, namespace?: string) =>
    object('Deployment', 'x', { namespace }, `apps/${version}`);
  const files = (a: string, b: string) => ({
    'apps/website.yaml': application(),
    'deploy/a.yaml': a,
    'deploy/b.yaml': b,
  });
  expect(findings(rule, files(deployment('v1'), deployment('v1beta1')))).toHaveLength(1);
  // The namespace of the destination is the one of an object without.
  expect(findings(rule, files(deployment('v1'), deployment('v1', 'website')))).toHaveLength(1);
  expect(findings(rule, files(deployment('v1'), deployment('v1', 'other')))).toEqual([]);
});

test('a cluster-scoped object has no namespace, whatever it says', () => {
  const role = (namespace?: string) => object('ClusterRole', 'x', { namespace }, 'rbac.authorization.k8s.io/v1');
  const files = { 'apps/website.yaml': application(), 'deploy/a.yaml': role('one'), 'deploy/b.yaml': role('two') };
  expect(findings(rule, files)).toHaveLength(1);
});

test('two sources that bring the same object repeat it', () => {
  const sources = [
    { repoURL: REPOSITORY, path: 'a' },
    { repoURL: REPOSITORY, path: 'b' },
  ];
  const files = {
    'apps/website.yaml': application({ source: undefined, sources }),
    'a/x.yaml': object('ConfigMap', 'x'),
    'b/x.yaml': object('ConfigMap', 'x'),
  };
  expect(findings(rule, files)).toMatchObject([{ file: 'a/x.yaml' }]);
});

test('names that the API server makes up are never the same', () => {
  const job =
    'apiVersion: batch/v1\nkind: Job\nmetadata: {generateName: a-, annotations: {argocd.argoproj.io/hook: Sync}}\n';
  expect(findings(rule, { 'apps/website.yaml': application(), 'deploy/a.yaml': job, 'deploy/b.yaml': job })).toEqual(
    [],
  );
});
