import type { GroundworkApp } from '../../charts';
import { platform } from '../seed-platform';

export const refused = ['cluster.podNetwork is 10.244.0.0/33: expected a CIDR such as 10.244.0.0/16'];

export function build(app: GroundworkApp): void {
  platform(app, { cluster: { podNetwork: '10.244.0.0/33' } });
}
