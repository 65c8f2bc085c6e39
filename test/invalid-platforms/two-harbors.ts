import { type GroundworkApp, Harbor } from '../../charts';
import { platform, RIGHT } from '../seed-platform';

export const refused = [
  '[second/release] renders infra/harbor.yaml, which [platform/harbor/release] renders too: the name harbor is fixed, so give ' +
    'the other one another name, or remove one of the two',
];

export function build(app: GroundworkApp): void {
  const { project } = platform(app);
  const { version, exposure, storage } = RIGHT.harbor;
  new Harbor(app, 'second', { version, exposure, storage, project, repository: RIGHT.repository });
}
