import { app, type Files, object, told } from '../testing/reviews';

const files = (versions: readonly object[]): Files => ({
  'apps/web.json': app('web'),
  'web/crd.json': object('apiextensions.k8s.io/v1 CustomResourceDefinition', 'things.example.com', {
    spec: { group: 'example.com', names: { kind: 'Thing', plural: 'things' }, scope: 'Namespaced', versions },
  }),
});
const version = (name: string, storage: boolean) => ({ name, storage, served: true });

test('the version of storage may not go', () => {
  expect(told('crd-version-gone', files([version('v1alpha1', true)]), files([version('v1', true)]))).toEqual([
    'fails: CustomResourceDefinition things.example.com loses the version v1alpha1, in which its objects are stored: the API server refuses that as long as status.storedVersions has it',
  ]);
});

test('another one may, and it may stop being the one of storage', () => {
  const [alpha, beta] = [version('v1alpha1', false), version('v1', true)];
  expect(told('crd-version-gone', files([alpha, beta]), files([beta]))).toEqual([]);
  expect(told('crd-version-gone', files([version('v1alpha1', true)]), files([alpha, beta]))).toEqual([]);
});
