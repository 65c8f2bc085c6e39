import type { GroundworkApp } from '../../charts';
import { platform } from '../seed-platform';

export const refused = [
  'cluster.nodes: node m1 has the address "10.0.24.256": expected an IP address such as 10.0.24.28 or a DNS name',
  'cluster.nodes: node m2 has the address "m2.example.com:22": expected an IP address',
  'cluster.nodes: node m3 has the address "": expected an IP address',
  'cluster.nodes: node m4 has the address "fe80::1%eth0": expected an IP address',
  'cluster.apiServer.host is "https://10.0.24.28": expected an IP address',
  'cluster.apiServer.port is 65536: expected a TCP port from 1 to 65535, nearly always 6443',
];

export function build(app: GroundworkApp): void {
  platform(app, {
    cluster: {
      nodes: [
        { name: 'm1', address: '10.0.24.256' },
        { name: 'm2', address: 'm2.example.com:22' },
        { name: 'm3', address: '' },
        { name: 'm4', address: 'fe80::1%eth0' },
      ],
      apiServer: { host: 'https://10.0.24.28', port: 65_536 },
    },
  });
}
