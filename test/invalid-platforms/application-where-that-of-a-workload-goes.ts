import { Application, type GroundworkApp, Workload } from '../../charts';
import { platform, RIGHT } from '../seed-platform';

export const refused = [
  '[web] cannot make [infra/web/application], because there is a construct of that path already',
  'give that one another id, or another file',
];

export function build(app: GroundworkApp): void {
  const { project } = platform(app);
  new Application(app.file('infra/web'), 'application', {
    name: 'own',
    project,
    source: { repoURL: 'https://github.com/orgname/x.git', path: 'x' },
  });
  new Workload(app, 'web', { name: 'web', namespace: 'web', project, repository: RIGHT.repository });
}
