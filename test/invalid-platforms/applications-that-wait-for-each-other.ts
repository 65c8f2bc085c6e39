import { Application, type GroundworkApp } from '../../charts';
import { platform } from '../seed-platform';

// Two circles that have nothing to do with each other, and a mistake of another kind: all of it at once.
export const refused = [
  '(3 errors)',
  'in a circle: [apps/prod/a/application] → [apps/prod/b/application] → [apps/prod/a/application]; remove one',
  'in a circle: [apps/prod/c/application] → [apps/prod/d/application] → [apps/prod/e/application] → [apps/prod/c/application]; remove one',
  'NodePort 32380 is claimed by Grafana',
];

export function build(app: GroundworkApp): void {
  const { project } = platform(app, { cilium: { hubbleUi: { nodePort: 32380 } } });
  const [a, b, c, d, e] = ['a', 'b', 'c', 'd', 'e'].map(
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
  c.dependsOn(d);
  d.dependsOn(e);
  e.dependsOn(c);
}
