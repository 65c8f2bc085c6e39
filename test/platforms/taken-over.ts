import { AppsOfApps, appsFromFiles, GroundworkApp, manifestsFromFiles } from 'cdk8s-groundwork';

const app = new GroundworkApp();

// The one Application to kubectl apply. It brings everything else.
new AppsOfApps(app, 'root', {
  name: 'new-root',
  // The repository that this folder is committed to. Look up: git remote get-url origin
  repository: { url: 'https://git.example.com/apps.git', revision: 'main' },
});

manifestsFromFiles(app, 'manifests');
appsFromFiles(app, 'apps');

app.synth();
