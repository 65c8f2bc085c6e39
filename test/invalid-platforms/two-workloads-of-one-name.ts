import { type GroundworkApp, Workload } from '../../charts';
import { platform, RIGHT } from '../seed-platform';

export const refused = [
  '[second] renders workloads/cache/cache.yaml, which [first] renders too: give one of them another name',
];

export function build(app: GroundworkApp): void {
  const { project } = platform(app);
  const props = { name: 'cache', namespace: 'cache', project, repository: RIGHT.repository };
  new Workload(app, 'first', props);
  new Workload(app, 'second', props);
}
