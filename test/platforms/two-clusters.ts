import { Cluster, GroundworkApp, on, Platform } from 'cdk8s-groundwork';
import { certManager } from './imports/cert-manager-v1.20.3';

const app = new GroundworkApp();
const repository = { url: 'https://git.corp.example/platform/clusters.git', private: true };

// Two clusters with an Argo CD each, and a small one in a branch office that the Argo CD of prod deploys to.
const staging = new Cluster(app, 'staging', {
  nodes: [{ name: 's1', address: '10.1.0.11' }],
  podNetwork: '10.244.0.0/16',
  apiServer: { host: '10.1.0.11', port: 6443 },
});
const prod = new Cluster(app, 'prod', {
  nodes: [
    { name: 'p1', address: '10.2.0.11', controlPlane: 'cp-1' },
    { name: 'p2', address: '10.2.0.12', controlPlane: 'cp-2' },
    { name: 'p3', address: '10.2.0.13', controlPlane: 'cp-3' },
  ],
  podNetwork: '10.245.0.0/16',
  apiServer: { host: '10.2.0.10', port: 6443 },
  kubernetesVersion: '1.34',
});
const branch = new Cluster(app, 'branch', {
  nodes: [{ name: 'b1', address: '10.3.0.11' }],
  argocd: {
    in: prod,
    server: 'https://10.3.0.11:6443',
    credentials: { secretStore: { name: 'vault' }, bearerToken: { key: 'clusters/branch' } },
    labels: { stage: 'prod' },
  },
});

for (const cluster of [staging, prod])
  new Platform(cluster, 'platform', {
    repository,
    cilium: { version: '1.19.6', encryption: { type: 'wireguard' }, kubeProxyReplacement: true },
    argocd: {
      version: '10.1.1',
      exposure: {
        type: 'ingress',
        host: `argocd.${cluster.name}.corp.example`,
        className: 'nginx',
        tls: { certSource: 'controller' },
      },
    },
  });

// On all three, and with more copies in production.
const everywhere = on(staging, prod, branch);
const tools = everywhere.project('tools');
everywhere.helm(
  'cert-manager',
  { chart: certManager, namespace: 'cert-manager', project: tools, repository, values: { crds: { enabled: true } } },
  { prod: { values: { replicaCount: 3 } } },
);

// Three teams, each with its repository and its namespace. Payments is not in the branch office.
const teams = { shop: everywhere, stock: everywhere, payments: on(staging, prod) } as const;
for (const [team, where] of Object.entries(teams))
  where.application(
    team,
    {
      project: where.project(team, {
        roles: [
          {
            name: 'member',
            groups: [`team-${team}`],
            policies: ['get', 'sync'].map(
              (action) => `p, proj:${team}:member, applications, ${action}, ${team}/*, allow`,
            ),
          },
        ],
      }),
      source: { repoURL: `https://git.corp.example/${team}/deploy.git`, path: 'base', targetRevision: 'main' },
      destination: { namespace: team },
      syncPolicy: { automated: { prune: true, selfHeal: true }, syncOptions: ['CreateNamespace=true'] },
    },
    { prod: { source: { path: 'prod', targetRevision: 'stable' } } },
  );

app.synth();
