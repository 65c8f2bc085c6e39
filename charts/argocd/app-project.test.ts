import { destinationPermission } from '../../argocd/semantics/project-permission';
import type { AppProjectSpec } from '../../imports/argoproj.io';
import { documentsOf } from '../../test/documents';
import { AppProject, type AppProjectProps, deriveSpec } from './app-project';
import { Application } from './application';

const specOf = (
  props: AppProjectProps,
  applications: (project: AppProject, chart: ConstructorParameters<typeof Application>[0]) => void = () => {},
) =>
  documentsOf((chart) => applications(new AppProject(chart, 'project', props), chart)).find(
    ({ kind }) => kind === 'AppProject',
  )?.spec;

test('the tutorial’s team-a, exactly', () => {
  const spec = specOf({
    name: 'team-a',
    sourceRepos: ['https://github.com/orgname/team-a-*'],
    destinations: [{ server: 'https://kubernetes.default.svc', namespace: 'team-a-*' }],
    clusterResourceWhitelist: [{ group: '', kind: 'Namespace' }],
    namespaceResourceBlacklist: [{ group: '', kind: 'ResourceQuota' }],
  });
  expect(spec).toEqual({
    sourceRepos: ['https://github.com/orgname/team-a-*'],
    destinations: [{ server: 'https://kubernetes.default.svc', namespace: 'team-a-*' }],
    clusterResourceWhitelist: [{ group: '', kind: 'Namespace' }],
    namespaceResourceBlacklist: [{ group: '', kind: 'ResourceQuota' }],
  });
});

test('a project without Applications permits nothing', () => {
  expect(specOf({ name: 'empty' })).toEqual({});
});

describe('what is not given is derived from the Applications', () => {
  const app = (
    chart: ConstructorParameters<typeof Application>[0],
    project: AppProject,
    name: string,
    more: object = {},
  ) =>
    new Application(chart, name, {
      name,
      project,
      source: { repoURL: `https://github.com/orgname/${name}.git`, path: 'deploy' },
      destination: { namespace: name },
      ...more,
    });

  test('sources, destinations, the Namespace that Argo CD makes and the declared kinds; nothing is a wildcard', () => {
    const spec = specOf({ name: 'shop' }, (project, chart) => {
      app(chart, project, 'api', {
        syncPolicy: { syncOptions: ['CreateNamespace=true'] },
        deploys: { namespaced: [{ group: 'apps', kind: 'Deployment' }] },
      });
      app(chart, project, 'web', {
        destination: { name: 'edge', namespace: 'web' },
        deploys: {
          cluster: [{ group: 'rbac.authorization.k8s.io', kind: 'ClusterRole' }],
          namespaced: [{ group: '', kind: 'Service' }],
          namespaces: ['ingress'],
        },
      });
    });
    expect(spec).toMatchSnapshot();
    expect(JSON.stringify(spec)).not.toContain('*');
  });

  test('one Application of unknown content keeps the list of namespaced kinds open, and no other list', () => {
    const spec = specOf({ name: 'shop' }, (project, chart) => {
      app(chart, project, 'api', { deploys: { namespaced: [{ group: 'apps', kind: 'Deployment' }] } });
      app(chart, project, 'web');
    }) as { namespaceResourceWhitelist?: unknown; clusterResourceWhitelist?: unknown };
    expect(spec.namespaceResourceWhitelist).toBeUndefined();
    expect(spec.clusterResourceWhitelist).toBeUndefined();
  });

  test('the order of declaration does not show', () => {
    const build = (names: readonly string[]) =>
      specOf({ name: 'shop' }, (project, chart) => {
        for (const name of names) app(chart, project, name);
      });
    expect(build(['c', 'a', 'b'])).toEqual(build(['a', 'b', 'c']));
  });

  test('no Application gives no list, not an empty one: Argo CD would take that for "everything"', () => {
    expect(deriveSpec([]).namespaceResourceWhitelist).toBeUndefined();
  });

  test('the default cluster and its URL are one; a name and a URL are two, though they read alike', () => {
    const spec = specOf({ name: 'shop' }, (project, chart) => {
      app(chart, project, 'a', { destination: { namespace: 'x' } });
      app(chart, project, 'b', { destination: { server: 'https://kubernetes.default.svc', namespace: 'x' } });
      app(chart, project, 'c', { destination: { server: 'https://edge', namespace: 'x' } });
      app(chart, project, 'd', { destination: { name: 'https://edge', namespace: 'x' } });
    }) as { destinations: unknown };
    expect(spec.destinations).toEqual([
      { server: 'https://edge', namespace: 'x' },
      { server: 'https://kubernetes.default.svc', namespace: 'x' },
      { name: 'https://edge', namespace: 'x' },
    ]);
  });

  test('an Application that names no namespace is permitted, and no namespace with it', () => {
    const spec = specOf({ name: 'shop' }, (project, chart) => app(chart, project, 'a', { destination: {} }));
    const { destinations } = spec as { destinations: AppProjectSpec['destinations'] };
    expect(destinations).toEqual([{ server: 'https://kubernetes.default.svc' }]);
    const permits = (namespace: string) =>
      destinationPermission(
        { destinations },
        { server: 'https://kubernetes.default.svc', name: 'in-cluster', namespace },
      ).permitted;
    expect(permits('')).toBe(true);
    expect(permits('x')).toBe(false);
  });

  test('Applications outside of Argo CD’s namespace are permitted to stand where they do', () => {
    const spec = specOf({ name: 'shop' }, (project, chart) => {
      app(chart, project, 'a', { namespace: 'team-b' });
      app(chart, project, 'b', { namespace: 'team-a' });
      app(chart, project, 'c');
    });
    expect(spec).toMatchObject({ sourceNamespaces: ['team-a', 'team-b'] });
  });
});

test('namespaces of Applications that are given are taken as they are', () => {
  expect(specOf({ name: 'shop', sourceNamespaces: ['team-*'] })).toEqual({ sourceNamespaces: ['team-*'] });
});

test.each([
  [{ name: 'Shop' }, '[chart/project] name is "Shop": allowed are lower-case letters'],
  [
    { name: 'shop', sourceRepos: ['*', 'https://bot:not-really@github.com/orgname/*'] },
    '[chart/project] sourceRepos[1] holds a password',
  ],
])('%j is refused', (props, message) => {
  expect(() => specOf(props)).toThrow(message);
});
