import { Application, type GroundworkApp } from '../../charts';
import { platform } from '../seed-platform';

export const refused = [
  'Application argocd/harbor is declared by [infra/harbor/application] and by [apps/prod/registry/application]',
];

export function build(app: GroundworkApp): void {
  const { project } = platform(app);
  new Application(app.file('apps/prod/registry'), 'application', {
    name: 'harbor',
    project,
    source: { repoURL: 'https://github.com/orgname/x.git', path: 'x' },
  });
}
