import { Application, type GroundworkApp } from '../../charts';
import { platform } from '../seed-platform';

export const refused = [
  '[apps/prod/a/application] depends on [infra/cilium/application], which is synced only by hand',
];

export function build(app: GroundworkApp): void {
  const { project, network } = platform(app);
  new Application(app.file('apps/prod/a'), 'application', {
    name: 'a',
    project,
    source: { repoURL: 'https://github.com/orgname/x.git', path: 'a' },
    syncPolicy: { automated: {} },
    dependsOn: [network.application],
  });
}
