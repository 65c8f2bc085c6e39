import { application, object } from '../analysis/manifests';
import { judge } from '../testing/rules';

function judged(kind: string, apiVersion: string, kubeVersion: string) {
  const tree = { 'apps/website.yaml': application(), 'deploy/web.yaml': object(kind, 'web', {}, apiVersion) };
  return judge(tree, { only: 'api-version-deprecated', kubeVersion }).findings;
}

test('a version that goes, when, and what takes its place', () => {
  expect(judged('FlowSchema', 'flowcontrol.apiserver.k8s.io/v1beta3', '1.31')).toMatchObject([
    {
      severity: 'warn',
      line: 1,
      message:
        'FlowSchema "web" has the apiVersion flowcontrol.apiserver.k8s.io/v1beta3, which, deprecated since 1.29, is no longer served from Kubernetes 1.32 on',
      fix: 'Write apiVersion: flowcontrol.apiserver.k8s.io/v1, which Kubernetes 1.31 has.',
    },
  ]);
});

test('stable versions, and versions that are gone already, are for nobody or for api-version-removed', () => {
  expect(judged('Deployment', 'apps/v1', '1.35')).toEqual([]);
  expect(judged('CronJob', 'batch/v1beta1', '1.35')).toEqual([]);
  expect(judged('Widget', 'example.com/v1beta1', '1.35')).toEqual([]);
});
