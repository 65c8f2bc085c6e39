import { Application, AppProject, GroundworkApp, IN_CLUSTER, Platform } from 'cdk8s-groundwork';

const app = new GroundworkApp();

// Where this tree is committed, as Argo CD reads it. Open in the seed: set your own (private: true if reading it needs
// credentials).
const repository = { url: 'https://github.com/orgname/platform.git', revision: 'main' };

const platform = new Platform(app, 'platform', {
  repository,

  cluster: {
    nodes: [
      { name: 'm1', address: '10.0.24.28', controlPlane: 'cp-1' },
      { name: 'm2', address: '10.0.24.29', controlPlane: 'cp-2' },
      { name: 'm3', address: '10.0.24.30', controlPlane: 'cp-3' },
      { name: 'm4', address: '10.0.24.31' },
      { name: 'm5', address: '10.0.24.32' },
    ],
    podNetwork: '10.244.0.0/16',
    // Open in the seed: it must be what the running cluster has (kubectl -n kube-system get cm cilium-config -o yaml).
    apiServer: { host: '10.0.24.28', port: 6443 },
    nodePortsTaken: {
      Grafana: { port: 32380, credential: 'user admin, in the Secret of the monitoring stack' },
      'Longhorn UI': { port: 31172 },
    },
  },

  cilium: {
    version: '1.16.5',
    tunnelProtocol: 'vxlan',
    encryption: { type: 'wireguard' },
    hubbleUi: { nodePort: 30527 },
    // Open in the seed: like apiServer, it must be what the running cluster has.
    kubeProxyReplacement: true,
  },

  argocd: {
    version: '10.1.1',
    exposure: { host: '10.0.24.28', nodePort: 30080, insecure: true },
  },

  harbor: {
    version: '1.19.1',
    exposure: { type: 'nodePort', tls: false, host: '10.0.24.28', nodePort: 30002 },
    storage: { storageClass: 'longhorn', registry: '10Gi', database: '2Gi', jobLog: '1Gi', redis: '1Gi', trivy: '1Gi' },
    state: {
      projects: [{ name: 'bootcamp', public: true, autoScan: true }],
    },
  },
});

// Team A: from its own repositories, into its own namespaces, and nothing of the cluster but namespaces.
const teamA = new AppProject(app.file('projects/team-a'), 'project', {
  name: 'team-a',
  sourceRepos: ['https://github.com/orgname/team-a-*'],
  destinations: [{ server: IN_CLUSTER, namespace: 'team-a-*' }],
  clusterResourceWhitelist: [{ group: '', kind: 'Namespace' }],
  namespaceResourceBlacklist: [{ group: '', kind: 'ResourceQuota' }],
});

for (const environment of ['dev', 'staging', 'prod']) {
  for (const name of ['frontend', 'backend']) {
    new Application(app.file(`apps/${environment}/${name}`), 'application', {
      name: `${name}-${environment}`,
      project: teamA,
      // Open in the seed: where each team keeps the manifests of an environment.
      source: {
        repoURL: `https://github.com/orgname/team-a-${name}.git`,
        targetRevision: 'main',
        path: `deploy/${environment}`,
      },
      destination: { namespace: `team-a-${environment}` },
      syncPolicy: { automated: { prune: true, selfHeal: true }, syncOptions: ['CreateNamespace=true'] },
      dependsOn: platform.registryReady,
    });
  }
}

// The guestbook of the tutorial, in a project of its own that permits it and nothing else.
new Application(app.file('apps/demo/guestbook'), 'application', {
  name: 'guestbook',
  project: new AppProject(app.file('projects/demo'), 'project', { name: 'demo' }),
  source: { repoURL: 'https://github.com/argoproj/argocd-example-apps.git', targetRevision: 'HEAD', path: 'guestbook' },
  destination: { namespace: 'argocd-demo' },
  syncPolicy: { automated: { prune: true, selfHeal: true }, syncOptions: ['CreateNamespace=true'] },
  // Nobody's demonstration may hold up the ground.
  dependsOn: platform.registryReady,
});

app.synth();
