import type { GroundworkApp } from '../../charts';
import { platform } from '../seed-platform';

export const refused = ['NodePort 8080 of Hubble UI (platform/cilium) is outside of 30000-32767'];

export function build(app: GroundworkApp): void {
  platform(app, { cilium: { hubbleUi: { nodePort: 8080 } } });
}
