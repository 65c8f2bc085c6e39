import { k8s } from 'cdk8s-plus-28';
import { type GroundworkApp, Workload } from '../../charts';
import { platform, RIGHT } from '../seed-platform';

export const refused = ['10.0.24.99:5000'];

export function build(app: GroundworkApp): void {
  const { project } = platform(app);
  const { chart } = new Workload(app, 'tools', {
    name: 'tools',
    namespace: 'tools',
    project,
    repository: RIGHT.repository,
  });
  new k8s.KubePod(chart, 'pod', {
    metadata: { name: 'tool', namespace: 'tools' },
    spec: { containers: [{ name: 'tool', image: `10.0.24.99:5000/bootcamp/tool@sha256:${'0'.repeat(64)}` }] },
  });
}
