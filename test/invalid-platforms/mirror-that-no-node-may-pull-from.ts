import { type GroundworkApp, HARBOR_UPSTREAMS, type Harbor } from '../../charts';
import { platform, RIGHT } from '../seed-platform';

const dockerHub = { name: 'docker-hub', upstream: HARBOR_UPSTREAMS['docker.io'] };

export const refused = ['the proxy cache docker-hub is a mirror, but not public', 'public: true'];

export function build(app: GroundworkApp): void {
  platform(app, {
    harbor: { state: { ...RIGHT.harbor.state, proxyCaches: [dockerHub] } },
    registries: (harbor: Harbor) => [{ host: 'docker.io', mirrors: [harbor.mirror(dockerHub)] }],
  });
}
