import { k8s } from 'cdk8s-plus-28';
import { type GroundworkApp, Workload } from '../../charts';
import { platform, RIGHT } from '../seed-platform';

export const refused = ['secret-in-git', 'database'];

export function build(app: GroundworkApp): void {
  const { project } = platform(app);
  const { chart } = new Workload(app, 'shop', {
    name: 'shop',
    namespace: 'shop',
    project,
    repository: RIGHT.repository,
  });
  new k8s.KubeSecret(chart, 'secret', {
    metadata: { name: 'database', namespace: 'shop' },
    stringData: { password: 'not really' },
  });
}
