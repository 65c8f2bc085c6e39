import { Chart } from 'cdk8s';
import type { GroundworkApp } from '../../charts';
import { platform } from '../seed-platform';

export const refused = [
  '[platform/harbor/release] cannot make [values/harbor], because there is a construct of that path already',
  'give that one another id, or another file',
];

export function build(app: GroundworkApp): void {
  new Chart(app.folder('values'), 'harbor');
  platform(app);
}
