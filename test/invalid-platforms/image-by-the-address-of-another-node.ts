import { k8s } from 'cdk8s-plus-28';
import { type GroundworkApp, Workload } from '../../charts';
import { platform, RIGHT } from '../seed-platform';

const why = 'an image of an HTTP registry that no node knows';

export const refused = [
  '(2 errors)',
  `[infra/shop/application] pulls 10.0.24.29:30002/bootcamp/shop:1, ${why}: 10.0.24.29:30002 is this Harbor`,
  'write 10.0.24.28:30002/bootcamp/shop:1 (harbor.image() gives it)',
  `core.initContainers[wait].image] pulls m1:30002/bootcamp/wait:1, ${why}`,
];

export function build(app: GroundworkApp): void {
  const [m1] = RIGHT.cluster.nodes;
  const { project, registryReady } = platform(app, {
    cluster: { nodes: [m1, { name: 'm2', address: '10.0.24.29' }] },
    harbor: { values: { core: { initContainers: [{ name: 'wait', image: 'm1:30002/bootcamp/wait:1' }] } } },
  });
  const { chart } = new Workload(app, 'shop', {
    name: 'shop',
    namespace: 'shop',
    project,
    repository: RIGHT.repository,
    dependsOn: registryReady,
  });
  new k8s.KubePod(chart, 'pod', {
    metadata: { name: 'shop', namespace: 'shop' },
    spec: { containers: [{ name: 'shop', image: '10.0.24.29:30002/bootcamp/shop:1' }] },
  });
}
