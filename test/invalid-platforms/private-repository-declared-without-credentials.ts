import { type GroundworkApp, Repository } from '../../charts';
import { platform } from '../seed-platform';

export const refused = [
  'the repository of the platform is private, but [projects/own/platform] declares it without credentials',
];

export function build(app: GroundworkApp): void {
  platform(app, { repository: { url: 'git@git.example.com:orgname/platform.git' } });
  new Repository(app.file('projects/own'), 'platform', {
    url: 'ssh://git@git.example.com/orgname/platform',
    insecure: true,
  });
}
