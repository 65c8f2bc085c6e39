import type { GroundworkApp } from '../../charts';
import { platform } from '../seed-platform';

export const refused = ['values.expose.nodePort.ports.http.nodePort is 30003, but what is declared gives 30002'];

export function build(app: GroundworkApp): void {
  platform(app, { harbor: { values: { expose: { nodePort: { ports: { http: { nodePort: 30003 } } } } } } });
}
