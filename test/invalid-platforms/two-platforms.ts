import { type GroundworkApp, Platform } from '../../charts';
import { platform, RIGHT } from '../seed-platform';

export const refused = [
  '[other] is a second Platform of one cluster, beside [platform]: make each in a cluster of its own, ' +
    "new Platform(new Cluster(app, 'prod', { nodes: … }), 'platform', { … })",
];

export function build(app: GroundworkApp): void {
  platform(app);
  new Platform(app, 'other', RIGHT);
}
