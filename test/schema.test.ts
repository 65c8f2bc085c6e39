import { schemaErrors } from './schema';

const application = {
  apiVersion: 'argoproj.io/v1alpha1',
  kind: 'Application',
  metadata: { name: 'frontend', namespace: 'argocd', annotations: { 'argocd.argoproj.io/sync-wave': '1' } },
  spec: {
    project: 'team-a',
    destination: { server: 'https://kubernetes.default.svc', namespace: 'dev' },
    source: { repoURL: 'https://example.com/gitops.git', helm: { valuesObject: { anything: [1, 'x'] } } },
  },
};

describe('what the schemas of the tests accept and refuse', () => {
  test('a right document is right, and a list of right ones', () => {
    expect(schemaErrors(application)).toEqual([]);
    expect(schemaErrors({ apiVersion: 'v1', kind: 'List', items: [application, application] })).toEqual([]);
  });

  test('a key that the API server would prune is named, at any depth', () => {
    const wrong = { ...application, spec: { ...application.spec, syncPolicy: { automated: { selfheal: true } } } };
    expect(schemaErrors(wrong)).toEqual([
      "argoproj.io/v1alpha1/Application: spec.syncPolicy.automated: unknown key 'selfheal'",
    ]);
    expect(schemaErrors({ ...application, metadata: { name: 'x', lables: {} } })).toEqual([
      "argoproj.io/v1alpha1/Application: metadata: unknown key 'lables'",
    ]);
    expect(schemaErrors({ apiVersion: 'v1', kind: 'List', items: [{ ...application, status: {} }] })).toEqual([
      "items[0] argoproj.io/v1alpha1/Application: (document): unknown key 'status'",
    ]);
  });

  test('a missing key and a wrong type say where and what', () => {
    const { project: _, ...spec } = application.spec;
    expect(schemaErrors({ ...application, spec })).toEqual([
      "argoproj.io/v1alpha1/Application: spec: must have required property 'project'",
    ]);
    const container = {
      name: 'a',
      image: 'x',
      imagePullPolicy: 'always',
      resources: { limits: { cpu: 1, memory: '1Gi' } },
    };
    const daemonSet = {
      apiVersion: 'apps/v1',
      kind: 'DaemonSet',
      metadata: { name: 'x' },
      spec: { selector: {}, template: { spec: { containers: [container] } } },
    };
    expect(schemaErrors(daemonSet)).toEqual([
      'apps/v1/DaemonSet: spec.template.spec.containers.0.imagePullPolicy: must be equal to one of the allowed values ' +
        '(Always, IfNotPresent, Never), given "always"',
    ]);
  });

  test('numbers and texts where Kubernetes takes both; anything where it keeps unknown fields', () => {
    const port = (targetPort: unknown) => ({
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: 'x' },
      spec: { ports: [{ port: 80, targetPort }] },
    });
    expect([schemaErrors(port(8080)), schemaErrors(port('http'))]).toEqual([[], []]);
    expect(schemaErrors(port(true))).not.toEqual([]);
    const set = {
      apiVersion: 'argoproj.io/v1alpha1',
      kind: 'ApplicationSet',
      metadata: { name: 'x' },
      spec: {
        generators: [
          { matrix: { generators: [{ matrix: { generators: [] } }, { list: { elements: [{ any: 1 }] } }] } },
        ],
        template: { metadata: {}, spec: application.spec },
      },
    };
    expect(schemaErrors(set)).toEqual([]);
  });

  test('a kind without a schema is an error: nothing passes unseen', () => {
    expect(schemaErrors({ apiVersion: 'example.org/v1', kind: 'Widget' })).toEqual([
      'example.org/v1/Widget: no schema in imports/schemas for this kind',
    ]);
    expect(schemaErrors({})).toEqual(['undefined/undefined: no schema in imports/schemas for this kind']);
    expect(schemaErrors({ apiVersion: 'argoproj.io/v1', kind: 'Application' })).toHaveLength(1);
  });
});
