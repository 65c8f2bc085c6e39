import { AppsOfApps, GroundworkApp } from 'cdk8s-groundwork';
import { TeamApps } from './charts/team-apps';

const app = new GroundworkApp();

// The one Application to kubectl apply. It brings everything else.
new AppsOfApps(app, 'root', {
  // The repository that this folder is committed to. Look up: git remote get-url origin
  // Add private: true if Argo CD needs credentials to clone it; PLATFORM.md then says which Secret to make.
  repository: { url: 'https://github.com/orgname/apps.git', revision: 'main' },
});

new TeamApps(app, 'team-a', {
  team: 'team-a',
  // Look up: where the repositories of your team are. In each, the folder deploy/<environment> has the manifests.
  // charts/team-apps.ts says what is expected where: change it to what you have.
  organization: 'https://github.com/orgname',
  apps: ['frontend', 'backend'],
  environments: ['dev', 'staging', 'prod'],
});

app.synth();
