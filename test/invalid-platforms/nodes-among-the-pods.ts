import type { GroundworkApp } from '../../charts';
import { platform } from '../seed-platform';

export const refused = [
  'cluster.podNetwork 10.0.0.0/8 holds the address 10.0.24.28 of node m1',
  'two nodes have the name m1',
];

export function build(app: GroundworkApp): void {
  const node = { name: 'm1', address: '10.0.24.28' };
  platform(app, { cluster: { podNetwork: '10.0.0.0/8', nodes: [node, { ...node, address: '10.0.24.29' }] } });
}
