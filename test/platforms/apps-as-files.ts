import { AppProject, appsFromFiles, GroundworkApp, IN_CLUSTER, Platform } from 'cdk8s-groundwork';

const app = new GroundworkApp();

new Platform(app, 'platform', {
  repository: { url: 'https://git.corp.example/platform/cluster.git', private: true },
  cluster: { nodes: [{ name: 'm1', address: '10.7.0.11' }] },
  network: { broughtBy: 'RKE2 (Canal)' },
  argocd: { broughtBy: 'the cluster team' },
});

// What a file below apps-as-files/ may say is decided here, once, by whoever knows TypeScript.
new AppProject(app.file('projects/shop'), 'project', {
  name: 'shop',
  sourceRepos: ['https://git.corp.example/shop/*'],
  destinations: [{ server: IN_CLUSTER, namespace: 'shop-*' }],
  clusterResourceWhitelist: [{ group: '', kind: 'Namespace' }],
});
appsFromFiles(app, 'apps-as-files');

app.synth();
