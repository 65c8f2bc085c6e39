import { Application, type GroundworkApp } from '../../charts';
import { platform } from '../seed-platform';

export const refused = [
  'Application argocd/harbor is declared by [infra/harbor/application] and by [apps/prod/registry/application]',
  // The line that makes the platform, and the one that makes the other Application.
  'test/seed-platform.ts:47, called at',
  'two-applications-of-one-name.ts:13, called at',
];

export function build(app: GroundworkApp): void {
  const { project } = platform(app);
  new Application(app.file('apps/prod/registry'), 'application', {
    name: 'harbor',
    project,
    source: { repoURL: 'https://github.com/orgname/x.git', path: 'x' },
  });
}
