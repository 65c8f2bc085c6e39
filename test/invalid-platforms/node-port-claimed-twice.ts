import type { GroundworkApp } from '../../charts';
import { platform, RIGHT } from '../seed-platform';

export const refused = ['NodePort 30002 is claimed by', 'Argo CD (platform/argocd)', 'Harbor (platform/harbor)'];

export function build(app: GroundworkApp): void {
  platform(app, { argocd: { exposure: { ...RIGHT.argocd.exposure, nodePort: 30002 } } });
}
