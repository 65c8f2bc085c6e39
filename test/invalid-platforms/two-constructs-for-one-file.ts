import { Chart } from 'cdk8s';
import { k8s } from 'cdk8s-plus-28';
import type { GroundworkApp } from '../../charts';
import { platform } from '../seed-platform';

export const refused = ["There is already a Construct with name 'harbor' in Construct [values]"];

export function build(app: GroundworkApp): void {
  platform(app);
  new k8s.KubeNamespace(new Chart(app.folder('values'), 'harbor'), 'namespace');
}
