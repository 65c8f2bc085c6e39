import type { GroundworkApp } from '../../charts';
import { platform } from '../seed-platform';

export const refused = ['values.operator.replicas is 2, but one node is declared', 'declare the other nodes'];

export function build(app: GroundworkApp): void {
  platform(app, { cilium: { values: { operator: { replicas: 2 } } } });
}
