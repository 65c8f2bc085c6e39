import { type GroundworkApp, Workload } from '../../charts';
import { platform, RIGHT } from '../seed-platform';

export const refused = [
  '[own] renders infra/harbor.yaml, which [platform/harbor/release] renders too: give one of them another name',
];

export function build(app: GroundworkApp): void {
  const { project } = platform(app);
  new Workload(app, 'own', { name: 'harbor', namespace: 'harbor', project, repository: RIGHT.repository });
}
