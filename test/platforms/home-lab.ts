import { ApiObject } from 'cdk8s';
import { Application, AppProject, GroundworkApp, HelmApplication, Platform, Workload } from 'cdk8s-groundwork';
import { certManager } from './imports/cert-manager-v1.20.3';

const app = new GroundworkApp();
const repository = { url: 'https://github.com/me/home-lab.git' };

// k3s brings the network and Traefik; images come from the public registries.
const platform = new Platform(app, 'platform', {
  repository,
  cluster: { nodes: [{ name: 'nuc', address: '192.168.1.20' }] },
  network: { broughtBy: 'k3s (flannel)' },
  argocd: {
    version: '10.1.1',
    exposure: {
      type: 'ingress',
      host: 'argocd.home.example.com',
      className: 'traefik',
      tls: { certSource: 'cert-manager', issuer: 'letsencrypt' },
    },
  },
});

// cert-manager, and what needs its CRDs and its webhook after it.
const issuing = new HelmApplication(app, 'cert-manager', {
  chart: certManager,
  namespace: 'cert-manager',
  project: platform.project,
  repository,
  values: { crds: { enabled: true } },
});
const issuers = new Workload(app, 'issuers', {
  name: 'issuers',
  namespace: 'cert-manager',
  project: platform.project,
  repository,
  dependsOn: issuing.ready,
});
new ApiObject(issuers.chart, 'letsencrypt', {
  apiVersion: 'cert-manager.io/v1',
  kind: 'ClusterIssuer',
  metadata: { name: 'letsencrypt' },
  spec: {
    acme: {
      server: 'https://acme-v02.api.letsencrypt.org/directory',
      privateKeySecretRef: { name: 'letsencrypt-account' },
      solvers: [{ http01: { ingress: { ingressClassName: 'traefik' } } }],
    },
  },
});

new Application(app.file('apps/home/blog'), 'application', {
  name: 'blog',
  project: new AppProject(app.file('projects/home'), 'project', { name: 'home' }),
  source: { repoURL: 'https://github.com/me/blog.git', targetRevision: 'main', path: 'deploy' },
  destination: { namespace: 'blog' },
  syncPolicy: { automated: { prune: true, selfHeal: true }, syncOptions: ['CreateNamespace=true'] },
});

app.synth();
