import { isExcludedResource, type ResourceFilter } from './resource-exclusion';
import { bits, vectors } from './vectors/load';

interface Vectors {
  readonly objects: readonly (readonly [group: string, kind: string, cluster: string])[];
  readonly cases: readonly (readonly [ResourceFilter[] | null, ResourceFilter[] | null, string])[];
}

describe('what Argo CD leaves alone', () => {
  test('every vector', () => {
    const { objects, cases } = vectors<Vectors>('resource-exclusion');
    const wrong = cases.flatMap(([exclusions, inclusions, mask]) => {
      const real = bits(mask, objects.length);
      const filters = { exclusions: exclusions ?? [], inclusions: inclusions ?? [] };
      return objects
        .filter(([group, kind, cluster], i) => isExcludedResource(group, kind, cluster, filters) !== real[i])
        .map((object) => ({ filters, object }));
    });
    expect(wrong).toEqual([]);
  });

  test.each([
    ['', 'Endpoints', true],
    ['discovery.k8s.io', 'EndpointSlice', true],
    ['coordination.k8s.io', 'Lease', true],
    ['cilium.io', 'CiliumEndpoint', true],
    ['cilium.io', 'CiliumNetworkPolicy', false],
    ['', 'Pod', false],
  ])('by default %s/%s: %s', (group, kind, excluded) => {
    expect(isExcludedResource(group, kind, 'https://kubernetes.default.svc')).toBe(excluded);
  });
});
