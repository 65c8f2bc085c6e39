import { parseAllDocuments } from 'yaml';
import { judge } from '../../synth/judge';
import { platform, RIGHT } from '../../test/seed-platform';
import { GroundworkApp } from '../app';
import { Application } from '../argocd/application';
import { Team, type TeamProps } from './team';

function made(change: Partial<TeamProps> = {}) {
  const app = new GroundworkApp({ outdir: 'dist' });
  const { project: ground } = platform(app);
  const team = new Team(app, 'shop', {
    name: 'shop',
    ground,
    repository: RIGHT.repository,
    repositories: ['https://git.example.com/shop/*'],
    namespaces: ['shop-dev', { name: 'shop-prod', quota: { 'requests.cpu': 8, pods: 100 } }],
    roles: [
      { name: 'developer', groups: ['org:shop'], argocd: 'deploy', kubernetes: 'view' },
      {
        name: 'on_call',
        groups: ['cn=on-call,dc=example'],
        argocd: [{ resource: 'exec', actions: ['create'] }],
        kubernetes: [{ apiGroups: [''], resources: ['pods'], verbs: ['delete'] }],
        kubernetesGroups: ['oidc:on-call'],
      },
    ],
    quota: { 'requests.cpu': 4, 'requests.memory': '8Gi' },
    limits: { default: { memory: '256Mi' }, defaultRequest: { cpu: '50m', memory: '128Mi' } },
    labels: { 'pod-security.kubernetes.io/enforce': 'baseline' },
    syncWindows: [{ kind: 'deny', schedule: '0 22 * * 5', duration: '58h', namespaces: ['shop-prod'] }],
    ...change,
  });
  return { app, team, errors: () => app.node.findAll().flatMap(({ node }) => node.validate()) };
}

function documents(app: GroundworkApp, path: string) {
  const file = app.plan().files.find((one) => one.path === path);
  return parseAllDocuments(file?.text ?? '').map((document) => document.toJS());
}

test('project, namespaces, quotas, limits and roles follow from one declaration', () => {
  const { app } = made();
  const [project] = documents(app, 'projects/shop.yaml');
  expect(project.spec).toEqual({
    sourceRepos: ['https://git.example.com/shop/*'],
    destinations: ['shop-dev', 'shop-prod'].map((namespace) => ({
      server: 'https://kubernetes.default.svc',
      namespace,
    })),
    namespaceResourceBlacklist: [
      { group: '', kind: 'ResourceQuota' },
      { group: '', kind: 'LimitRange' },
    ],
    roles: [
      {
        name: 'developer',
        groups: ['org:shop'],
        policies: [
          'p, proj:shop:developer, applications, get, shop/*, allow',
          'p, proj:shop:developer, applicationsets, get, shop/*, allow',
          'p, proj:shop:developer, logs, get, shop/*, allow',
          'p, proj:shop:developer, applications, sync, shop/*, allow',
          'p, proj:shop:developer, applications, action/*, shop/*, allow',
        ],
      },
      {
        name: 'on_call',
        groups: ['"cn=on-call,dc=example"'],
        policies: ['p, proj:shop:on_call, exec, create, shop/*, allow'],
      },
    ],
    syncWindows: [{ kind: 'deny', schedule: '0 22 * * 5', duration: '58h', namespaces: ['shop-prod'] }],
  });
  const objects = documents(app, 'workloads/shop/shop.yaml');
  const named = (kind: string, namespace?: string) =>
    objects.filter((one) => one.kind === kind && one.metadata.namespace === namespace);
  expect(named('Namespace').map(({ metadata }) => metadata)).toEqual(
    ['shop-dev', 'shop-prod'].map((name) => ({
      name,
      labels: { 'pod-security.kubernetes.io/enforce': 'baseline' },
      annotations: { 'argocd.argoproj.io/sync-options': 'Prune=false,Delete=false' },
    })),
  );
  expect(named('ResourceQuota', 'shop-dev')[0].spec).toEqual({
    hard: { 'requests.cpu': '4', 'requests.memory': '8Gi' },
  });
  expect(named('ResourceQuota', 'shop-prod')[0].spec).toEqual({ hard: { 'requests.cpu': '8', pods: '100' } });
  expect(named('LimitRange', 'shop-prod')[0].spec.limits).toEqual([
    { type: 'Container', default: { memory: '256Mi' }, defaultRequest: { cpu: '50m', memory: '128Mi' } },
  ]);
  expect(named('RoleBinding', 'shop-dev')).toMatchObject([
    {
      metadata: { name: 'shop-developer' },
      roleRef: { kind: 'ClusterRole', name: 'view' },
      subjects: [{ name: 'org:shop' }],
    },
    {
      metadata: { name: 'shop-on-call' },
      roleRef: { kind: 'Role', name: 'shop-on-call' },
      subjects: [{ name: 'oidc:on-call' }],
    },
  ]);
  expect(named('Role', 'shop-dev')).toMatchObject([{ rules: [{ resources: ['pods'], verbs: ['delete'] }] }]);
});

test('Argo CD refuses none of it, and an Application of the team fits in', () => {
  const { app, team } = made();
  new Application(app.file('apps/shop/web'), 'application', {
    name: 'web',
    project: team.project,
    source: { repoURL: 'https://git.example.com/shop/web.git', path: 'deploy' },
    destination: { namespace: 'shop-dev' },
    dependsOn: [team.application],
  });
  const report = judge(app.plan(), { outdir: 'dist', repository: app.repository });
  expect(report.findings).toEqual([]);
});

test('what cannot be, with what can', () => {
  const { errors } = made({
    repositories: [],
    namespaces: ['shop', 'shop', { name: 'shop-x', quota: { pods: 'many' }, limits: { max: { cpu: 'two' } } }],
    roles: [
      { name: 'a', groups: ['x'] },
      { name: 'b', kubernetes: 'view' },
      { name: 'a', argocd: 'all' as never },
    ],
  });
  expect(errors()).toEqual([
    'namespaces has shop twice: remove one of the two',
    'namespace shop-x: quota[\'pods\'] is "many": expected a quantity such as 2, 500m or 4Gi',
    'namespace shop-x: limits.max.cpu is "two": expected a quantity such as 2, 500m or 4Gi',
    'role a may do nothing: give it argocd or kubernetes, or remove it',
    'role b has kubernetes and no groups, so nobody has it: give it groups or kubernetesGroups',
    'roles has a twice: give one of them another name',
    'role a: argocd is all: give view, deploy, manage, or a list of permissions',
    'repositories is empty, so that no Application of the team may read anything: give it at least one',
  ]);
  expect(() => made({ namespaces: [] })).toThrow('[shop] namespaces is empty: give the team at least one');
  expect(() => made({ name: 'Shop' })).toThrow('[shop] name is "Shop"');
});

test('what the project says besides is taken', () => {
  const { app } = made({ project: { namespaceResourceBlacklist: [], orphanedResources: {} } });
  const [{ spec }] = documents(app, 'projects/shop.yaml');
  expect(spec.namespaceResourceBlacklist).toBeUndefined();
  expect(spec.orphanedResources).toEqual({});
});
