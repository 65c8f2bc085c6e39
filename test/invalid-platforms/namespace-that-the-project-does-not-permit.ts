import { Application, AppProject, type GroundworkApp, IN_CLUSTER } from '../../charts';
import { platform } from '../seed-platform';

export const refused = [
  'resource :Namespace is not permitted in project team-a',
  // The line to edit, beside the line in the generated file: that of the Application, and that of its project.
  'namespace-that-the-project-does-not-permit.ts:18, called at',
  'namespace-that-the-project-does-not-permit.ts:13, called at',
];

export function build(app: GroundworkApp): void {
  platform(app);
  const project = new AppProject(app.file('projects/team-a'), 'project', {
    name: 'team-a',
    destinations: [{ server: IN_CLUSTER, namespace: 'team-a-*' }],
    clusterResourceWhitelist: [],
  });
  new Application(app.file('apps/prod/api'), 'application', {
    name: 'api',
    project,
    source: { repoURL: 'https://github.com/orgname/team-a-api.git', path: 'deploy' },
    destination: { namespace: 'team-a-prod' },
    syncPolicy: { syncOptions: ['CreateNamespace=true'] },
  });
}
