import type { GroundworkApp } from '../../charts';
import { platform } from '../seed-platform';

export const refused = [
  'NodePort 32380 is claimed by Grafana (taken already: cluster.nodePortsTaken) and by Hubble UI (platform/cilium)',
];

export function build(app: GroundworkApp): void {
  platform(app, { cilium: { hubbleUi: { nodePort: 32380 } } });
}
