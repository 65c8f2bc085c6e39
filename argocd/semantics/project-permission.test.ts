import fc from 'fast-check';
import type { AppProjectSpec } from './app-project';
import { destinationPermission, resourcePermission, sourcePermission } from './project-permission';
import { bits, vectors } from './vectors/load';
import { ArgoCdVersion } from './version';

type Items = readonly (readonly string[])[] | null;
interface Vectors {
  readonly sources: {
    readonly urls: readonly string[];
    readonly cases: readonly (readonly [string[] | null, string])[];
  };
  readonly destinations: {
    readonly destinations: readonly (readonly [server: string, name: string, namespace: string])[];
    readonly cases: readonly (readonly [items: Items, permitted: string, scoped: string])[];
  };
  readonly resources: {
    readonly objects: readonly (readonly [group: string, kind: string, name: string, namespaced: boolean])[];
    readonly cases: readonly (readonly [
      white: Items,
      black: Items,
      clusterWhite: Items,
      clusterBlack: Items,
      string,
    ])[];
  };
}

const { sources, destinations, resources } = vectors<Vectors>('project-permission');

describe('every vector of what a project permits', () => {
  test('sources', () => {
    const wrong = sources.cases.flatMap(([sourceRepos, mask]) => {
      const real = bits(mask, sources.urls.length);
      return sources.urls
        .filter((url, i) => sourcePermission({ sourceRepos }, url, new ArgoCdVersion(3, 5, 1)).permitted !== real[i])
        .map((url) => ({ sourceRepos, url }));
    });
    expect(wrong).toEqual([]);
  });

  test('destinations, also with only the clusters of the project', () => {
    const own = [{ server: 'https://10.0.0.1:6443', name: 'edge' }];
    const v35 = new ArgoCdVersion(3, 5, 1);
    const wrong = destinations.cases.flatMap(([items, mask, scopedMask]) => {
      const list = items?.map(([server, name, namespace]) => ({ server, name, namespace }));
      const scoped = { destinations: list, permitOnlyProjectScopedClusters: true };
      const size = destinations.destinations.length;
      const [real, realScoped] = [bits(mask, size), bits(scopedMask, size)];
      return destinations.destinations.filter(([server, name, namespace], i) => {
        const asked = { server, name, namespace };
        return (
          destinationPermission({ destinations: list }, asked, [], v35).permitted !== real[i] ||
          destinationPermission(scoped, asked, own, v35).permitted !== realScoped[i]
        );
      });
    });
    expect(wrong).toEqual([]);
  });

  test('resources', () => {
    const read = (items: Items) => items?.map(([group, kind, name]) => ({ group, kind, name }));
    const wrong = resources.cases.flatMap(([white, black, clusterWhite, clusterBlack, mask]) => {
      const project: AppProjectSpec = {
        namespaceResourceWhitelist: read(white),
        namespaceResourceBlacklist: read(black),
        clusterResourceWhitelist: read(clusterWhite),
        clusterResourceBlacklist: read(clusterBlack),
      };
      const real = bits(mask, resources.objects.length);
      return resources.objects
        .filter(([group, kind, name, namespaced], i) => {
          return resourcePermission(project, { group, kind, name, namespaced }).permitted !== real[i];
        })
        .map((object) => ({ project, object }));
    });
    expect(wrong).toEqual([]);
  });
});

describe('what people trip over', () => {
  const destination = { server: 'https://kubernetes.default.svc', name: 'in-cluster', namespace: 'kube-system' };

  test('a list of denials alone permits everything else', () => {
    const project = { sourceRepos: ['!https://github.com/evil/**'] };
    expect(sourcePermission(project, 'https://gitlab.com/any/thing').permitted).toBe(true);
    expect(sourcePermission(project, 'https://github.com/evil/a').because).toEqual({
      kind: 'denied',
      item: '!https://github.com/evil/**',
      index: 0,
    });
  });

  test('{a,b} in a source never matches, because it is percent-encoded first', () => {
    const project = { sourceRepos: ['https://github.com/{org,team}/*'] };
    expect(sourcePermission(project, 'https://github.com/org/repo').because).toEqual({ kind: 'unmatched' });
  });

  test('a denied cluster name counts for the namespace of its item only, from 3.6 on', () => {
    const denied = { name: '!edge', namespace: 'kube-*' };
    const here = { server: 'https://10.0.0.1:6443', name: 'edge' };
    const project = { destinations: [{ server: '*', namespace: '*' }, denied] };
    const inWeb = { ...here, namespace: 'web' };
    expect(destinationPermission(project, inWeb, [], new ArgoCdVersion(3, 5, 7)).permitted).toBe(false);
    expect(destinationPermission(project, inWeb, [], new ArgoCdVersion(3, 6, 1)).permitted).toBe(true);
    expect(destinationPermission(project, { ...here, namespace: 'kube-system' }).permitted).toBe(false);
  });

  test('a denied namespace beside a cluster name only is no denial', () => {
    const everywhere = { server: '*', namespace: '*' };
    const byName = { destinations: [everywhere, { name: 'in-cluster', namespace: '!kube-system' }] };
    const byServer = { destinations: [everywhere, { server: destination.server, namespace: '!kube-system' }] };
    expect(destinationPermission(byName, destination).permitted).toBe(true);
    expect(destinationPermission(byServer, destination).permitted).toBe(false);
  });

  test('an absent namespace whitelist permits all, an empty one nothing; for cluster kinds both permit nothing', () => {
    const pod = { group: '', kind: 'Pod', name: 'a', namespaced: true };
    const namespace = { group: '', kind: 'Namespace', name: 'a', namespaced: false };
    expect(resourcePermission({}, pod)).toEqual({ permitted: true, because: { kind: 'absent' } });
    expect(resourcePermission({ namespaceResourceWhitelist: null }, pod).permitted).toBe(true);
    expect(resourcePermission({ namespaceResourceWhitelist: [] }, pod)).toEqual({
      permitted: false,
      because: { kind: 'empty' },
    });
    expect(resourcePermission({}, namespace).permitted).toBe(false);
    expect(resourcePermission({ clusterResourceWhitelist: [] }, namespace).permitted).toBe(false);
  });

  test('hosts and paths of sources are compared without case, scp and ssh forms alike', () => {
    const project = { sourceRepos: ['git@GitHub.com:Org/*'] };
    expect(sourcePermission(project, 'ssh://git@github.com/org/repo.git').permitted).toBe(true);
  });
});

test('a resource that a blacklist names is refused, whatever the whitelists', () => {
  const kind = fc.constantFrom('Pod', 'Secret', 'Namespace');
  fc.assert(
    fc.property(kind, fc.boolean(), (name, namespaced) => {
      const everything = [{ group: '*', kind: '*' }];
      const project = {
        namespaceResourceWhitelist: everything,
        clusterResourceWhitelist: everything,
        namespaceResourceBlacklist: [{ group: '', kind: name }],
        clusterResourceBlacklist: [{ group: '', kind: name }],
      };
      expect(resourcePermission(project, { group: '', kind: name, name: 'x', namespaced }).permitted).toBe(false);
    }),
  );
});
