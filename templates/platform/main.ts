import { Application, AppProject, GroundworkApp, Platform } from 'cdk8s-groundwork';
import { TeamApps } from './charts/team-apps';

const app = new GroundworkApp();

// The repository that this folder is committed to. Look up: git remote get-url origin
// Add private: true if Argo CD needs credentials to clone it; PLATFORM.md then says which Secret to make.
const repository = { url: 'https://github.com/orgname/platform.git', revision: 'main' };

const platform = new Platform(app, 'platform', {
  repository,

  cluster: {
    // Look up: kubectl get nodes -o wide   (INTERNAL-IP; controlPlane is the name of a node that runs the control plane)
    nodes: [
      { name: 'm1', address: '10.0.24.28', controlPlane: 'cp-1' },
      { name: 'm2', address: '10.0.24.29', controlPlane: 'cp-2' },
      { name: 'm3', address: '10.0.24.30', controlPlane: 'cp-3' },
      { name: 'm4', address: '10.0.24.31' },
      { name: 'm5', address: '10.0.24.32' },
    ],
    // On a cluster that runs Cilium already, the same as there. Look up:
    // kubectl -n kube-system get configmap cilium-config -o yaml | grep cluster-pool-ipv4-cidr
    podNetwork: '10.244.0.0/16',
    // Likewise. Look up: kubectl -n kube-system get daemonset cilium -o yaml | grep -A1 KUBERNETES_SERVICE_
    // On a cluster without Cilium, or if that shows nothing: kubectl cluster-info
    apiServer: { host: '10.0.24.28', port: 6443 },
    // Look up: kubectl get services -A | grep NodePort
    nodePortsTaken: {
      Grafana: { port: 32380, credential: 'user admin, in the Secret of the monitoring stack' },
      'Longhorn UI': { port: 31172 },
    },
  },

  cilium: {
    // Look up what runs: helm list -n kube-system
    version: '1.20.0',
    tunnelProtocol: 'vxlan',
    encryption: { type: 'wireguard' },
    hubbleUi: { nodePort: 30527 },
    // On a cluster that runs Cilium already, the same as there. Look up:
    // kubectl -n kube-system get configmap cilium-config -o yaml | grep kube-proxy-replacement
    kubeProxyReplacement: true,
  },

  argocd: {
    version: '10.1.1',
    exposure: { host: '10.0.24.28', nodePort: 30080, insecure: true },
  },

  harbor: {
    version: '1.19.1',
    exposure: { type: 'nodePort', tls: false, host: '10.0.24.28', nodePort: 30002 },
    // Look up the class: kubectl get storageclass
    storage: { storageClass: 'longhorn', registry: '10Gi', database: '2Gi', jobLog: '1Gi', redis: '1Gi', trivy: '1Gi' },
    state: {
      projects: [{ name: 'bootcamp', public: true, autoScan: true }],
    },
  },
});

new TeamApps(app, 'team-a', {
  team: 'team-a',
  // Look up: where the repositories of your team are. In each, the folder deploy/<environment> has the manifests.
  // charts/team-apps.ts says what is expected where: change it to what you have.
  organization: 'https://github.com/orgname',
  apps: ['frontend', 'backend'],
  environments: ['dev', 'staging', 'prod'],
  dependsOn: platform.registryReady,
});

// The guestbook of the tutorial, in a project of its own that permits it and nothing else.
new Application(app.file('apps/demo/guestbook'), 'application', {
  name: 'guestbook',
  project: new AppProject(app.file('projects/demo'), 'project', { name: 'demo' }),
  source: { repoURL: 'https://github.com/argoproj/argocd-example-apps.git', targetRevision: 'HEAD', path: 'guestbook' },
  destination: { namespace: 'argocd-demo' },
  syncPolicy: { automated: { prune: true, selfHeal: true }, syncOptions: ['CreateNamespace=true'] },
});

app.synth();
