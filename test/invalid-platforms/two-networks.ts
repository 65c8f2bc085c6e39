import { type GroundworkApp, Platform } from '../../charts';
import { RIGHT } from '../seed-platform';

export const refused = ['[platform] has both cilium and network, and a cluster has one: remove one'];

export function build(app: GroundworkApp): void {
  new Platform(app, 'platform', {
    ...RIGHT,
    network: () => {
      throw new Error('not made');
    },
  });
}
