import { type GroundworkApp, Repository } from '../../charts';
import { platform } from '../seed-platform';

export const refused = ['[projects/repositories/shop] url holds a password'];

export function build(app: GroundworkApp): void {
  platform(app);
  new Repository(app.file('projects/repositories'), 'shop', {
    url: 'https://bot:not-really@github.com/orgname/shop.git',
  });
}
