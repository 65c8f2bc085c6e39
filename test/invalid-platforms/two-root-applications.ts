import { AppsOfApps, type GroundworkApp } from '../../charts';
import { platform, RIGHT } from '../seed-platform';

export const refused = [
  '[root] renders apps-of-apps.yaml, which [platform/apps-of-apps] renders too: a cluster has one root Application, and a ' +
    'Platform brings it: remove one of them',
];

export function build(app: GroundworkApp): void {
  platform(app);
  new AppsOfApps(app, 'root', { repository: RIGHT.repository });
}
