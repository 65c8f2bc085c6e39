import { app, consequences, type Files, object, told, without } from '../testing/reviews';

const files = (kind: string): Files => ({ 'apps/web.json': app('web'), 'web/a.json': object(kind, 'a', { spec: {} }) });

test('a version that the cluster does not have, once, and not what was so before', () => {
  const [before, after] = [files('networking.k8s.io/v1 Ingress'), files('extensions/v1beta1 Ingress')];
  expect(told('kind-missing', before, after)).toEqual([
    expect.stringMatching(
      /^fails: Ingress a has a kind that the cluster does not have: .*extensions\/v1beta1, which Kubernetes has not served since 1\.22/,
    ),
  ]);
  expect(told('newly-refused', before, after)).toEqual([]);
  expect(told('kind-missing', after, { ...after, 'web/b.json': object('v1 ConfigMap', 'b') })).toEqual([]);
});

const definition = object('apiextensions.k8s.io/v1 CustomResourceDefinition', 'widgets.example.com', {
  spec: {
    group: 'example.com',
    scope: 'Namespaced',
    names: { kind: 'Widget', plural: 'widgets' },
    versions: [
      { name: 'v1', served: true, storage: true, schema: { openAPIV3Schema: { type: 'object' } } },
      { name: 'v2', served: false, storage: false, schema: { openAPIV3Schema: { type: 'object' } } },
    ],
  },
});
const widgets: Files = {
  'apps/crds.json': app('crds'),
  'crds/widgets.json': definition,
  'crds/other.json': object('v1 ConfigMap', 'other'),
  'apps/web.json': app('web'),
  'web/a.json': object('example.com/v1 Widget', 'a'),
};

test('a definition that is deleted, and objects of its kind that stay in Git', () => {
  const [one, ...others] = consequences('kind-missing', widgets, without(widgets, 'crds/widgets.json'));
  expect(others).toEqual([]);
  expect(one).toMatchObject({
    severity: 'fails',
    object: { kind: 'Application', name: 'web' },
    happens: expect.stringContaining('CustomResourceDefinition widgets.example.com is deleted'),
    details: ['Widget web/a'],
  });
});

test('a definition that goes with its objects, that stays on the cluster, or that another Application brings', () => {
  const gone = without(widgets, 'crds/widgets.json');
  expect(told('kind-missing', widgets, { ...gone, 'web/a.json': object('v1 ConfigMap', 'a') })).toEqual([]);
  expect(told('kind-missing', widgets, { ...gone, 'web/widgets.json': definition })).toEqual([]);
  // Argo CD deletes no definition with its Application, and without prune it deletes nothing.
  const kept = { ...gone, 'apps/crds.json': app('crds', { syncPolicy: { automated: {} } }) };
  expect(told('kind-missing', widgets, kept)).toEqual([]);
  expect(told('kind-missing', widgets, without(gone, 'apps/crds.json', 'crds/other.json'))).toEqual([]);
});

test('a version that the definition at hand does not serve, and a kind of which nothing is known', () => {
  const other = (kind: string): Files => ({ ...widgets, 'web/a.json': object(kind, 'a') });
  expect(told('kind-missing', widgets, other('example.com/v2 Widget'))).toHaveLength(1);
  expect(told('kind-missing', widgets, other('elsewhere.example.com/v1 Gadget'))).toEqual([]);
});
