import type { GroundworkApp } from '../../charts';
import { platform } from '../seed-platform';

export const refused = [
  '[platform] is a second Platform of one cluster, beside [platform]: make each in a cluster of its own',
];

export function build(app: GroundworkApp): void {
  platform(app);
  platform(app);
}
