import { application, object, project } from '../analysis/manifests';
import { findings } from '../testing/rules';

function judged(options: Parameters<typeof application>[1], spec = {}) {
  const found = findings('application-runtime-field', { 'app.yaml': application(spec, options) });
  return found.map(({ message }) => message.split(' ', 2).join(' '));
}

test('an Application that a person wrote has no finding', () => {
  expect(judged({ metadata: { annotations: { 'argocd.argoproj.io/sync-wave': '1' } } })).toEqual([]);
  expect(judged({ top: { status: {} } })).toEqual([]);
});

test('what the controller writes is named, each field at its line', () => {
  const annotations = {
    'argocd.argoproj.io/refresh': 'hard',
    'argocd.argoproj.io/tracking-id': 'root:argoproj.io/Application:argocd/website',
  };
  const top = { operation: { sync: {} }, status: { health: { status: 'Healthy' } } };
  expect(judged({ metadata: { annotations }, top }, { operation: { sync: {} } })).toEqual([
    'annotation argocd.argoproj.io/refresh',
    'annotation argocd.argoproj.io/tracking-id',
    'operation is',
    'status is',
    'spec.operation is',
  ]);
});

describe('an export from a cluster', () => {
  const ofServer = {
    creationTimestamp: '2024-01-01T00:00:00Z',
    generation: 4,
    managedFields: [{ manager: 'argocd' }],
    resourceVersion: '123',
    uid: '6f0c',
    annotations: { 'argocd.argoproj.io/refresh': 'hard', 'kubectl.kubernetes.io/last-applied-configuration': '{}' },
  };
  const top = { operation: { sync: {} }, status: { health: { status: 'Healthy' } } };

  test('is one finding that says so, not one for each field', () => {
    const found = findings('application-runtime-field', { 'app.yaml': application({}, { metadata: ofServer, top }) });
    expect(found).toEqual([
      expect.objectContaining({
        severity: 'silent',
        message:
          'Application is an export from a cluster (kubectl get -o yaml), with metadata.resourceVersion, metadata.uid, ' +
          'metadata.managedFields, metadata.creationTimestamp, metadata.generation, ' +
          'metadata.annotations.kubectl.kubernetes.io/last-applied-configuration, operation, status: the API server refuses ' +
          'to create an object with a resourceVersion, and to change one whose resourceVersion is another; the operation ' +
          'starts a sync at every apply; the status overwrites what the controller sees now',
        fix: expect.stringMatching(/^Keep apiVersion, kind, spec, and of metadata the name,/),
      }),
    ]);
  });

  test('of an Application that an ApplicationSet generates is to go as a whole', () => {
    const ownerReferences = [{ apiVersion: 'argoproj.io/v1alpha1', kind: 'ApplicationSet', name: 'websites' }];
    const metadata = { ...ofServer, ownerReferences };
    expect(findings('application-runtime-field', { 'app.yaml': application({}, { metadata }) })).toMatchObject([
      { fix: 'Remove the file: ApplicationSet websites generates this Application (metadata.ownerReferences).' },
    ]);
  });

  test.each(['uid', 'resourceVersion', 'managedFields'] as const)('is known by %s alone', (field) => {
    const metadata = { [field]: ofServer[field] };
    expect(judged({ metadata })).toEqual(['Application is']);
  });

  test('is not what controller-gen writes: creationTimestamp: null', () => {
    expect(judged({ metadata: { creationTimestamp: null, generation: 1 } })).toEqual([]);
  });

  test('of a project is told as well', () => {
    const files = { 'p.yaml': project({}, 'web', { uid: '6f0c' }) };
    expect(findings('application-runtime-field', files)).toMatchObject([{ resource: { kind: 'AppProject' } }]);
  });
});

test('the status of any other object is left to other rules', () => {
  expect(
    findings('application-runtime-field', { 'a.yaml': object('Pod', 'a', { status: { phase: 'Running' } }) }),
  ).toEqual([]);
});
