import type { GroundworkApp } from '../../charts';
import { platform } from '../seed-platform';

export const refused = ['[platform] is a second Platform in one app, beside [platform]: an app is one cluster today'];

export function build(app: GroundworkApp): void {
  platform(app);
  platform(app);
}
