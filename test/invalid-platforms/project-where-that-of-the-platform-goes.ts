import { AppProject, type GroundworkApp } from '../../charts';
import { platform } from '../seed-platform';

export const refused = [
  '[platform] cannot make [projects/platform/project], because there is a construct of that path already',
  'project-where-that-of-the-platform-goes.ts declares it): give that one another id, or another file',
];

export function build(app: GroundworkApp): void {
  new AppProject(app.file('projects/platform'), 'project', { name: 'own' });
  platform(app);
}
