import { type GroundworkApp, HARBOR_UPSTREAMS, type Harbor } from '../../charts';
import { platform, RIGHT } from '../seed-platform';

const dockerHub = { name: 'docker-hub', public: true, upstream: HARBOR_UPSTREAMS['docker.io'] };
const quay = { name: 'quay', public: true, upstream: HARBOR_UPSTREAMS['quay.io'] };

export const refused = [
  '(2 errors)',
  "the nodes can pull what is in docker.io from this Harbor only (fallback: 'none')",
  'docker.io/library/busybox:1.37.0 (registry-hosts)',
  'docker.io/goharbor/harbor-core:v2.15.1, ',
  'docker.io/library/python:',
  ' (harbor-setup): write fallback: ',
  'another registry: images.registryHosts, harbor: repositories in its values, images.harborSetup',
  "the nodes can pull what is in quay.io from this Harbor only (fallback: 'none')",
  'quay.io/cilium/cilium:v1.16.5',
  'quay.io/argoproj/argocd:',
];

// On a cluster whose nodes have the images already it works, until a node is added or replaced.
export function build(app: GroundworkApp): void {
  platform(app, {
    harbor: { state: { ...RIGHT.harbor.state, proxyCaches: [dockerHub, quay] } },
    registries: (harbor: Harbor) => [
      { host: 'docker.io', mirrors: [harbor.mirror(dockerHub)], fallback: 'none' },
      // By another node's name it is the same Harbor.
      { host: 'quay.io', mirrors: [{ scheme: 'http', host: 'cp-1', port: 30002, project: 'quay' }], fallback: 'none' },
    ],
  });
}
