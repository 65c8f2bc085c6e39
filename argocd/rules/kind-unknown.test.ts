import { application, documents, object } from '../analysis/manifests';
import { judge } from '../testing/rules';

function judged(manifest: string, kubeVersion?: string) {
  const tree = { 'apps/website.yaml': application(), 'deploy/web.yaml': manifest };
  return judge(tree, { only: 'kind-unknown', kubeVersion }).findings;
}

test.each([
  ['Deployment', 'v1', 'Did you mean apiVersion: apps/v1?'],
  ['Deploymnet', 'apps/v1', 'Did you mean kind: Deployment?'],
  ['Ingress', 'networking.k8s.io/v2', 'Did you mean apiVersion: networking.k8s.io/v1?'],
  ['CronJob', 'apps/v1', 'Did you mean apiVersion: batch/v1?'],
])('%s of %s', (kind, apiVersion, hint) => {
  expect(judged(object(kind, 'web', {}, apiVersion))).toMatchObject([
    { severity: 'refuse', message: `no matches for kind "${kind}" in version "${apiVersion}". ${hint}` },
  ]);
});

test('a kind that only a later release has', () => {
  const policy = object('MutatingAdmissionPolicy', 'web', {}, 'admissionregistration.k8s.io/v1');
  expect(judged(policy, '1.35')).toMatchObject([
    { message: expect.stringContaining('Kubernetes has it since 1.36, and the cluster has 1.35') },
  ]);
  expect(judged(policy, '1.36')).toEqual([]);
});

test('no release that is not at hand, no group of others, no version that is only gone', () => {
  expect(judged(object('Deploymnet', 'web', {}, 'apps/v1'), '1.99')).toEqual([]);
  expect(judged(object('Deploymnet', 'web', {}, 'example.com/v1'))).toEqual([]);
  expect(judged(object('Ingress', 'web', {}, 'extensions/v1beta1'))).toEqual([]);
  expect(judged(object('VolumeSnapshot', 'web', {}, 'snapshot.storage.k8s.io/v1'))).toEqual([]);
});

describe('custom resources', () => {
  const definition = (...versions: object[]) =>
    object(
      'CustomResourceDefinition',
      'widgets.example.com',
      { spec: { group: 'example.com', names: { kind: 'Widget' }, versions } },
      'apiextensions.k8s.io/v1',
    );
  const widget = object('Widget', 'w', {}, 'example.com/v1beta1');

  test('a version that the definition at hand does not serve', () => {
    const message =
      'no matches for kind "Widget" in version "example.com/v1beta1": the definition widgets.example.com serves';
    expect(judged(documents(definition({ name: 'v1', served: true }), widget))).toMatchObject([
      { message: expect.stringContaining(message), fix: expect.stringContaining('Write apiVersion: example.com/v1') },
    ]);
    const off = definition({ name: 'v1', served: true }, { name: 'v1beta1', served: false });
    expect(judged(documents(off, widget))).toHaveLength(1);
    expect(judged(documents(definition({ name: 'v1beta1', served: true }), widget))).toEqual([]);
  });
});
