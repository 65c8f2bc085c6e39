import { kindScope } from '../../semantics/kind-scope';
import { KubernetesApi, split } from './kubernetes-api';

const [first, last] = KubernetesApi.known;
const releases = Array.from({ length: last - first + 1 }, (_, i) => KubernetesApi.of(first + i));

test('releases that Argo CD is tested with are at hand', () => {
  expect(first).toBeLessThanOrEqual(31);
  expect(last).toBeGreaterThanOrEqual(36);
});

test.each([
  ['apps/v1', 'Deployment'],
  ['v1', 'Pod'],
  ['batch/v1', 'CronJob'],
  ['networking.k8s.io/v1', 'Ingress'],
  ['apiextensions.k8s.io/v1', 'CustomResourceDefinition'],
  ['apiregistration.k8s.io/v1', 'APIService'],
])('%s %s is in every release', (apiVersion, kind) => {
  for (const api of releases) expect(api.place(apiVersion, kind)?.fields?.has('metadata')).toBe(true);
});

test('a release beyond those at hand is the nearest one', () => {
  expect(KubernetesApi.of(1).minor).toBe(first);
  expect(KubernetesApi.of(99).minor).toBe(last);
});

test('fields come and go with releases', () => {
  const has = (minor: number, field: string) => {
    const spec = KubernetesApi.of(minor).place('v1', 'Pod')?.fields?.get('spec');
    return spec?.fields?.get('containers')?.items?.fields?.has(field);
  };
  expect([has(33, 'restartPolicyRules'), has(34, 'restartPolicyRules')]).toEqual([false, true]);
  expect(KubernetesApi.of(33).releasesWith('core.v1.Container', 'restartPolicyRules')).toBe('since 1.34');
  expect(KubernetesApi.of(34).releasesWith('core.v1.Container', 'restartPolicyRules')).toBeUndefined();
  expect(KubernetesApi.of(34).releasesWith('core.v1.Container', 'nothing')).toBeUndefined();
});

test('names of JavaScript are no kinds and no fields', () => {
  const api = KubernetesApi.of(35);
  expect(api.place('v1', 'constructor')).toBeUndefined();
  expect(api.lifecycle('__proto__', 'toString')).toBeUndefined();
  expect(api.releasesWith('core.v1.Container', 'toString')).toBeUndefined();
  expect(api.place('v1', 'Pod')?.fields?.has('toString')).toBe(false);
});

test('every structure can be walked to its end, and every required field exists', () => {
  const seen = new Set<unknown>();
  const walk = (place: unknown): void => {
    const { fields, items, values, required, name } = place as ReturnType<typeof structure>;
    if (seen.has(place)) return;
    seen.add(place);
    for (const field of required ?? []) expect(`${name}.${field} ${fields?.has(field)}`).toBe(`${name}.${field} true`);
    for (const below of [items, values, ...(fields?.values() ?? [])]) if (below) walk(below);
  };
  const structure = (kind: string, apiVersion: string) =>
    KubernetesApi.of(36).place(apiVersion, kind) as NonNullable<ReturnType<KubernetesApi['place']>>;
  for (const [kind, apiVersion] of [
    ['Deployment', 'apps/v1'],
    ['CustomResourceDefinition', 'apiextensions.k8s.io/v1'],
    ['PersistentVolume', 'v1'],
  ] as const)
    walk(structure(kind, apiVersion));
  expect(seen.size).toBeGreaterThan(500);
});

test('the stable kinds have a scope', () => {
  const api = KubernetesApi.of(36);
  const groups = ['', 'apps', 'batch', 'networking.k8s.io', 'policy', 'rbac.authorization.k8s.io', 'storage.k8s.io'];
  for (const group of groups) {
    const apiVersion = group === '' ? 'v1' : `${group}/v1`;
    expect(api.kindsOf(apiVersion).length).toBeGreaterThan(0);
    // What is only a part of another object is nothing that somebody declares.
    for (const kind of api.kindsOf(apiVersion))
      if (kind !== 'Eviction' && kind !== 'Scale')
        expect([kind, kindScope(group, kind)]).not.toEqual([kind, 'unknown']);
  }
});

test('what is served decides when a version went, not what was planned', () => {
  // Planned for 1.37, gone with 1.34.
  expect(KubernetesApi.of(35).lifecycle('resource.k8s.io/v1alpha3', 'ResourceClaim')?.removed).toBe(34);
  expect(KubernetesApi.of(35).lifecycle('apps/v1', 'Deployment')).toBeUndefined();
  expect(split('apps/v1/Deployment')).toEqual({ apiVersion: 'apps/v1', kind: 'Deployment' });
});
