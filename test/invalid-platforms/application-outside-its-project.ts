import { Application, AppProject, type GroundworkApp, IN_CLUSTER } from '../../charts';
import { platform } from '../seed-platform';

export const refused = [
  'application repo https://github.com/orgname/team-b-api.git is not permitted in project',
  'application destination server',
  'team-b-prod',
];

export function build(app: GroundworkApp): void {
  platform(app);
  const project = new AppProject(app.file('projects/team-a'), 'project', {
    name: 'team-a',
    sourceRepos: ['https://github.com/orgname/team-a-*'],
    destinations: [{ server: IN_CLUSTER, namespace: 'team-a-*' }],
  });
  new Application(app.file('apps/prod/api'), 'application', {
    name: 'api',
    project,
    source: { repoURL: 'https://github.com/orgname/team-b-api.git', path: 'deploy' },
    destination: { namespace: 'team-b-prod' },
  });
}
