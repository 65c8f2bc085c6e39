import { app, type Files, object, told } from '../testing/reviews';

const files = (kind: string): Files => ({ 'apps/web.json': app('web'), 'web/a.json': object(kind, 'a', { spec: {} }) });

test('a version that the cluster does not have', () => {
  const [one] = told('newly-refused', files('networking.k8s.io/v1 Ingress'), files('extensions/v1beta1 Ingress'));
  expect(one).toMatch(/^fails: Ingress a is refused \(api-version-removed\): /);
});

test('what was refused before is not new', () => {
  const old = files('extensions/v1beta1 Ingress');
  expect(told('newly-refused', old, { ...old, 'web/b.json': object('v1 ConfigMap', 'b') })).toEqual([]);
});
