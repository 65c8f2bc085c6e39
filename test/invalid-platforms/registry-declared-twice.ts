import type { GroundworkApp } from '../../charts';
import { platform } from '../seed-platform';

export const refused = ['10.0.24.28:30002'];

export function build(app: GroundworkApp): void {
  platform(app, { registries: [{ scheme: 'http', host: '10.0.24.28', port: 30002 }] as never });
}
