import { Application, AppProject, type GroundworkApp } from '../../charts';
import { platform } from '../seed-platform';

export const refused = [
  '[apps/prod/web/application] is made twice at test/invalid-platforms/two-apps-in-one-file.ts:13, called at',
  'give one of them another file',
];

// Two teams, and one name in both.
export function build(app: GroundworkApp): void {
  platform(app);
  for (const name of ['team-a', 'team-b'])
    new Application(app.file('apps/prod/web'), 'application', {
      name: 'web',
      project: new AppProject(app.file(`projects/${name}`), 'project', { name }),
      source: { repoURL: `https://github.com/orgname/${name}.git`, path: 'deploy' },
    });
}
