import { Application, type GroundworkApp } from '../../charts';
import { platform } from '../seed-platform';

export const refused = [
  'Applications depend on each other in a circle',
  'apps/prod/a/application',
  'apps/prod/b/application',
];

export function build(app: GroundworkApp): void {
  const { project } = platform(app);
  const [a, b] = ['a', 'b'].map(
    (name) =>
      new Application(app.file(`apps/prod/${name}`), 'application', {
        name,
        project,
        source: { repoURL: 'https://github.com/orgname/x.git', path: name },
        syncPolicy: { automated: {} },
      }),
  );
  a.dependsOn(b);
  b.dependsOn(a);
}
