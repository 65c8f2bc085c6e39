import { k8s } from 'cdk8s-plus-28';
import { AppProject, AppsOfApps, type GroundworkApp, Harbor, Workload } from '../../charts';
import { RIGHT } from '../seed-platform';

export const refused = [
  'http-registry-without-hosts-toml',
  'comes from 10.0.24.28:30002, which speaks plain HTTP (externalURL of Application harbor)',
  'dist/workloads/shop/shop.yaml',
];

// Harbor without RegistryHosts: nothing tells the nodes that it speaks HTTP.
export function build(app: GroundworkApp): void {
  const { repository } = RIGHT;
  const project = new AppProject(app.file('projects/platform'), 'project', { name: 'platform' });
  const harbor = new Harbor(app, 'harbor', { ...RIGHT.harbor, project, repository });
  const { chart } = new Workload(app, 'shop', { name: 'shop', namespace: 'shop', project, repository });
  new k8s.KubePod(chart, 'pod', {
    metadata: { name: 'shop', namespace: 'shop' },
    spec: { containers: [{ name: 'shop', image: harbor.image('bootcamp/shop', `sha256:${'0'.repeat(64)}`) }] },
  });
  new AppsOfApps(app, 'root', { repository });
}
