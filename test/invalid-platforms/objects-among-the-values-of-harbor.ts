import type { GroundworkApp } from '../../charts';
import { platform } from '../seed-platform';

export const refused = [
  '[values/harbor] is a file of its own already, which takes no Kubernetes objects: choose another name than values/harbor',
];

export function build(app: GroundworkApp): void {
  platform(app);
  app.file('values/harbor');
}
