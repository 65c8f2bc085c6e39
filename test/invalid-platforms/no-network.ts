import { type GroundworkApp, Platform } from '../../charts';
import { RIGHT } from '../seed-platform';

export const refused = [
  '[platform] has no network, which every pod needs: give it cilium: { version: … }, network with',
  "or say who brings it: network: { broughtBy: 'k3s (flannel)' }",
];

export function build(app: GroundworkApp): void {
  new Platform(app, 'platform', { ...RIGHT, cilium: undefined });
}
