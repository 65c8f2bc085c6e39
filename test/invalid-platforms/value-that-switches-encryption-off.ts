import type { GroundworkApp } from '../../charts';
import { platform } from '../seed-platform';

export const refused = ['values.encryption.enabled is false, but what is declared gives true'];

export function build(app: GroundworkApp): void {
  platform(app, { cilium: { values: { encryption: { enabled: false } } } });
}
