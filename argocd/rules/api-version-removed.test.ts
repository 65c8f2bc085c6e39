import { application, object } from '../analysis/manifests';
import { judge } from '../testing/rules';

function judged(kind: string, apiVersion: string, kubeVersion?: string, argocdVersion?: string) {
  const tree = { 'apps/website.yaml': application(), 'deploy/web.yaml': object(kind, 'web', {}, apiVersion) };
  return judge(tree, { only: 'api-version-removed', kubeVersion, argocdVersion }).findings;
}

test.each([
  ['Deployment', 'extensions/v1beta1', '1.16', '1.8', 'Write apiVersion: apps/v1;'],
  ['Ingress', 'extensions/v1beta1', '1.22', '1.14', 'Write apiVersion: networking.k8s.io/v1;'],
  ['IngressClass', 'networking.k8s.io/v1beta1', '1.22', '1.19', 'Write apiVersion: networking.k8s.io/v1;'],
  ['CronJob', 'batch/v1beta1', '1.25', '1.21', 'Write apiVersion: batch/v1;'],
  ['PodDisruptionBudget', 'policy/v1beta1', '1.25', '1.21', 'Write apiVersion: policy/v1;'],
  ['HorizontalPodAutoscaler', 'autoscaling/v2beta2', '1.26', '1.23', 'Write apiVersion: autoscaling/v2;'],
  [
    'FlowSchema',
    'flowcontrol.apiserver.k8s.io/v1beta1',
    '1.26',
    '1.23',
    'Write apiVersion: flowcontrol.apiserver.k8s.io/v1;',
  ],
  [
    'CustomResourceDefinition',
    'apiextensions.k8s.io/v1beta1',
    '1.22',
    '1.16',
    'Write apiVersion: apiextensions.k8s.io/v1;',
  ],
  ['APIService', 'apiregistration.k8s.io/v1beta1', '1.22', '1.19', 'Write apiVersion: apiregistration.k8s.io/v1;'],
  [
    'PodSecurityPolicy',
    'policy/v1beta1',
    '1.25',
    '1.21',
    'Remove the object: Kubernetes 1.35 has nothing in its place.',
  ],
  [
    'PodSecurityPolicy',
    'extensions/v1beta1',
    '1.16',
    '1.11',
    'Remove the object: Kubernetes 1.35 has nothing in its place.',
  ],
])('%s of %s', (kind, apiVersion, removed, deprecated, fix) => {
  expect(judged(kind, apiVersion)).toMatchObject([
    {
      severity: 'refuse',
      line: 1,
      message: expect.stringContaining(
        `has not served since ${removed}, deprecated since ${deprecated}: no matches for kind "${kind}"`,
      ),
      fix: expect.stringContaining(fix),
    },
  ]);
});

test('it depends on the release of Kubernetes, and that on the release of Argo CD', () => {
  expect(judged('FlowSchema', 'flowcontrol.apiserver.k8s.io/v1beta3', '1.31')).toEqual([]);
  expect(judged('FlowSchema', 'flowcontrol.apiserver.k8s.io/v1beta3', '1.32')).toHaveLength(1);
  expect(judged('CronJob', 'batch/v1beta1', '1.24')).toEqual([]);
  const kind = ['ResourceClaim', 'resource.k8s.io/v1alpha3'] as const;
  expect(judged(...kind, '1.33')).toEqual([]);
  expect(judged(...kind, undefined, '3.4.4')).toHaveLength(1);
});

test('what is served, and what others define', () => {
  expect(judged('Deployment', 'apps/v1')).toEqual([]);
  expect(judged('Ingress', 'example.com/v1beta1')).toEqual([]);
});

test('what no Application applies is warned about', () => {
  const tree = { 'deploy/web.yaml': object('CronJob', 'web', {}, 'batch/v1beta1') };
  expect(judge(tree, { only: 'api-version-removed' }).findings).toMatchObject([{ severity: 'warn' }]);
});
