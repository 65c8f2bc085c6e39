import type { GroundworkApp } from '../../charts';
import { platform } from '../seed-platform';

export const refused = [
  'values.harborAdminPassword must not be set: it would be in Git',
  'values.configs.secret.argocdServerAdminPassword must not be set',
];

export function build(app: GroundworkApp): void {
  platform(app, {
    harbor: { values: { harborAdminPassword: 'not really' } },
    argocd: { values: { configs: { secret: { argocdServerAdminPassword: 'not really' } } } },
  });
}
