import { type GroundworkApp, Platform } from '../../charts';
import { RIGHT } from '../seed-platform';

export const refused = [
  '[platform] has no network, which every pod needs: give it cilium: { version: … }, or network with',
];

export function build(app: GroundworkApp): void {
  new Platform(app, 'platform', { ...RIGHT, cilium: undefined });
}
