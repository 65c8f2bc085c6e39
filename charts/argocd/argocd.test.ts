import { parse } from 'yaml';
import { platform, RIGHT } from '../../test/seed-platform';
import { GroundworkApp } from '../app';
import { Nodes } from '../facts/nodes';
import { AppProject } from './app-project';
import { Application } from './application';
import type { ArgoCdProps } from './argocd';

type Change = Partial<ArgoCdProps<'10.1.1'>>;

function made(argocd: Change, nodes = 3, more: (app: GroundworkApp) => void = () => {}) {
  const app = new GroundworkApp({ outdir: 'dist' });
  const all = [1, 2, 3].map((n) => ({ name: `m${n}`, address: `10.0.24.2${n}`, controlPlane: `cp-${n}` }));
  const made = platform(app, {
    argocd: argocd as never,
    cluster: { ...RIGHT.cluster, nodes: all.slice(0, nodes) as never },
  });
  more(app);
  return {
    app,
    errors: () => app.node.findAll().flatMap(({ node }) => node.validate()),
    values: () => parse(app.plan().files.find(({ path }) => path === 'values/argocd.yaml')?.text ?? ''),
    kinds: () => parse(app.plan().files.find(({ path }) => path === 'projects/platform.yaml')?.text ?? '').spec,
    made,
  };
}

describe('high availability', () => {
  test('is one switch: Redis, replicas and budgets follow, and the project permits them', () => {
    const { errors, values, kinds, app } = made({ highAvailability: true });
    expect(errors()).toEqual([]);
    expect(values()).toMatchObject({
      'redis-ha': { enabled: true },
      server: { replicas: 2, pdb: { enabled: true, maxUnavailable: 1 } },
      repoServer: { replicas: 2 },
      applicationSet: { replicas: 2 },
    });
    expect(kinds().namespaceResourceWhitelist).toContainEqual({ group: 'policy', kind: 'PodDisruptionBudget' });
    expect(
      Nodes.of(app)
        .requirements.map(({ requirement }) => requirement)
        .join(),
    ).toContain('one of 3 at least');
  });

  test('may have other numbers, and not another Redis', () => {
    const values = { server: { replicas: 3 } };
    expect(made({ highAvailability: true, values }).values().server.replicas).toBe(3);
    expect(made({ highAvailability: true, values: { 'redis-ha': { enabled: false } } }).errors()).toEqual([
      expect.stringContaining('values.redis-ha.enabled is false'),
    ]);
  });

  test('needs three nodes, unless pods may share one', () => {
    expect(made({ highAvailability: true }, 2).errors()).toEqual([
      expect.stringContaining('highAvailability needs 3 nodes'),
    ]);
    const values = { 'redis-ha': { hardAntiAffinity: false, haproxy: { hardAntiAffinity: false } } };
    expect(made({ highAvailability: true, values }, 2).errors()).toEqual([]);
  });
});

describe('Applications in other namespaces', () => {
  const elsewhere = (app: GroundworkApp) => {
    new Application(app.file('apps/prod/web'), 'application', {
      name: 'web',
      namespace: 'team-a',
      project: new AppProject(app.file('projects/web'), 'project', { name: 'web' }),
      source: { repoURL: 'https://git.example.com/web.git', path: '.' },
      destination: { namespace: 'web' },
    });
  };

  test('are found where Argo CD looks', () => {
    const { errors, values } = made({ applicationNamespaces: ['team-*', '/^x$/'] }, 3, elsewhere);
    expect(errors()).toEqual([]);
    expect(values().configs.params['application.namespaces']).toBe('team-*,/^x$/');
    const given = { configs: { params: { 'application.namespaces': 'team-*' } } };
    expect(made({ values: given }, 3, elsewhere).errors()).toEqual([]);
  });

  test('are refused where it does not, and so is a list that it reads otherwise', () => {
    expect(made({}, 3, elsewhere).errors()).toEqual([
      "applicationNamespaces has none, and [apps/prod/web/application] is in the namespace team-a, which Argo CD does not look into: add 'team-a', or leave namespace of the Application out",
    ]);
    expect(made({ applicationNamespaces: ['a,team-a', ''] }).errors()).toHaveLength(2);
  });
});

test('exclusions are added to those of Argo CD, which they would replace', () => {
  const { values, errors } = made({
    resourceExclusions: [{ apiGroups: ['example.com'], kinds: ['Report'] }],
    resourceInclusions: [{ clusters: ['https://*'] }],
  });
  expect(errors()).toEqual([]);
  const { cm } = values().configs;
  expect(parse(cm['resource.exclusions']).slice(-2)).toEqual([
    expect.objectContaining({ kinds: expect.arrayContaining(['PolicyReport']) }),
    { apiGroups: ['example.com'], kinds: ['Report'] },
  ]);
  expect(parse(cm['resource.inclusions'])).toEqual([{ clusters: ['https://*'] }]);
  expect(made({ resourceExclusions: [{ kinds: ['*'] }, { kinds: ['Cilium*'] }] }).errors()).toEqual([
    'resourceExclusions[0] names every kind, so Argo CD would sync nothing: give apiGroups or kinds',
    "resourceExclusions[1].kinds has Cilium*: kinds are no patterns; give each by its name, or '*' for all",
  ]);
});
