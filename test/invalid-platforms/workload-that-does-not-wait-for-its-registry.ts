import { k8s } from 'cdk8s-plus-28';
import { type GroundworkApp, Workload } from '../../charts';
import { platform, RIGHT } from '../seed-platform';

export const refused = [
  '[infra/shop/application] pulls from 10.0.24.28:30002 but does not wait for it: give it dependsOn: platform.registryReady',
];

export function build(app: GroundworkApp): void {
  const { project, harbor } = platform(app);
  const { chart } = new Workload(app, 'shop', {
    name: 'shop',
    namespace: 'shop',
    project,
    repository: RIGHT.repository,
  });
  new k8s.KubePod(chart, 'pod', {
    metadata: { name: 'shop', namespace: 'shop' },
    spec: { containers: [{ name: 'shop', image: harbor.image('bootcamp/shop', `sha256:${'0'.repeat(64)}`) }] },
  });
}
