import { Application, AppProject, GroundworkApp, HARBOR_UPSTREAMS, Platform } from 'cdk8s-groundwork';

const app = new GroundworkApp();
const repository = { url: 'https://git.corp.example/platform/cluster.git', private: true };

// No way out: charts from the internal registry, images through Harbor, all of it behind certificates of an own CA.
const ca = { configMap: 'corp-ca', key: 'ca.crt' };
const dockerHub = { name: 'docker-hub', public: true, upstream: HARBOR_UPSTREAMS['docker.io'] };

const platform = new Platform(app, 'platform', {
  repository,
  cluster: {
    nodes: [
      { name: 'n1', address: '10.8.0.11', controlPlane: 'cp-1' },
      { name: 'n2', address: '10.8.0.12', controlPlane: 'cp-2' },
      { name: 'n3', address: '10.8.0.13', controlPlane: 'cp-3' },
      { name: 'n4', address: '10.8.0.14' },
    ],
    podNetwork: '10.244.0.0/16',
    apiServer: { host: '10.8.0.10', port: 6443 },
  },
  mirror: { charts: 'https://charts.corp.example' },
  cilium: {
    version: '1.19.6',
    encryption: { type: 'wireguard' },
    kubeProxyReplacement: true,
    hubbleUi: { type: 'ingress', host: 'hubble.corp.example', className: 'nginx', tls: { certSource: 'controller' } },
  },
  argocd: {
    version: '10.1.1',
    exposure: {
      type: 'ingress',
      host: 'tools.corp.example',
      path: '/argocd',
      className: 'nginx',
      tls: { certSource: 'controller' },
    },
  },
  harbor: {
    version: '1.19.1',
    exposure: {
      type: 'loadBalancer',
      host: 'harbor.corp.example',
      address: '10.8.1.5',
      tls: { certSource: 'secret', secretName: 'harbor-tls', ca },
    },
    caBundle: 'corp-ca',
    database: { host: 'postgres.corp.example', username: 'harbor' },
    redis: { address: 'redis.corp.example:6379', tls: true },
    storage: {
      storageClass: 'ceph-block',
      registry: { type: 's3', bucket: 'harbor', region: 'corp', endpoint: 'https://s3.corp.example' },
      jobLog: 'database',
    },
    replicas: 2,
    metrics: 'serviceMonitor',
    state: { projects: [{ name: 'apps', autoScan: true }], proxyCaches: [dockerHub] },
  },
  registries: (harbor) => [{ host: 'docker.io', mirrors: [harbor.mirror(dockerHub)] }],
});

new Application(app.file('apps/prod/shop'), 'application', {
  name: 'shop',
  project: new AppProject(app.file('projects/shop'), 'project', { name: 'shop' }),
  source: { repoURL: 'https://git.corp.example/shop/deploy.git', targetRevision: 'main', path: 'prod' },
  destination: { namespace: 'shop' },
  syncPolicy: { automated: { prune: true, selfHeal: true }, syncOptions: ['CreateNamespace=true'] },
  dependsOn: platform.registryReady,
});

app.synth();
