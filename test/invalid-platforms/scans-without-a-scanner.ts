import { type GroundworkApp, HARBOR_UPSTREAMS } from '../../charts';
import { platform } from '../seed-platform';

const none = 'but Harbor has no scanner, because values.trivy.enabled is false';

export const refused = [
  '(4 errors)',
  `scanAll is to run at "0 0 2 * * *", ${none}`,
  `project bootcamp: preventVulnerable is high, ${none}`,
  `project bootcamp: autoScan is true, ${none}`,
  `proxy cache docker-hub: preventVulnerable is critical, ${none}`,
];

export function build(app: GroundworkApp): void {
  const upstream = HARBOR_UPSTREAMS['docker.io'];
  platform(app, {
    harbor: {
      values: { trivy: { enabled: false } },
      state: {
        projects: [{ name: 'bootcamp', preventVulnerable: 'high', autoScan: true }],
        proxyCaches: [{ name: 'docker-hub', upstream, preventVulnerable: 'critical' }],
        scanAll: { schedule: '0 0 2 * * *' },
      },
    },
  });
}
