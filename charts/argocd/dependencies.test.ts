import type { Chart } from 'cdk8s';
import { GroundworkApp } from '../app';
import { Workload } from '../workload';
import { AppProject } from './app-project';
import { Application, type Dependency } from './application';
import { SyncWaves } from './sync-waves';

const application = (chart: Chart, name: string, more: { root?: boolean; dependsOn?: readonly Dependency[] } = {}) =>
  new Application(chart, name, {
    name,
    project: 'default',
    source: { repoURL: 'https://github.com/orgname/x.git', path: name },
    destination: { namespace: name },
    syncPolicy: { automated: {} },
    ...more,
  });
const workload = (app: GroundworkApp, dependsOn?: readonly Application[]) =>
  new Workload(app, 'cache', {
    name: 'cache',
    namespace: 'cache',
    project: new AppProject(app.file('projects/cache'), 'project', { name: 'cache' }),
    repository: { url: 'https://github.com/orgname/platform.git' },
    dependsOn,
  });

test('a construct with an Application stands for that Application, and counts once', () => {
  const app = new GroundworkApp({ outdir: 'dist' });
  const cache = workload(app);
  const web = application(app.file('apps/web'), 'web', { dependsOn: [cache, cache.application] });
  expect(web.dependencies).toEqual([cache.application]);
  expect(SyncWaves.of(app).waveOf(web)).toBe(1);
});

describe('everything that cannot be waited for is reported, with the construct', () => {
  const message = (given: unknown) => {
    const app = new GroundworkApp({ outdir: 'dist' });
    application(app.file('apps/web'), 'web', { dependsOn: given as Dependency[] });
    return () => app.plan();
  };

  test.each([
    ['a misspelt property', [undefined], 'dependsOn[0] is undefined: allowed are an Application'],
    ['null', [null], 'dependsOn[0] is null'],
    ['a name', ['harbor'], 'dependsOn[0] is "harbor"'],
    ['a list in the list', [[]], 'dependsOn[0] is a list (write ... in front of it)'],
    ['what has no Application', [{}], 'dependsOn[0] is an object without an application'],
    ['no list', 'harbor', 'dependsOn is "harbor", and not a list'],
  ])('%s', (_name, given, expected) => {
    expect(message(given)).toThrow(`[apps/web/web] ${expected}`);
  });

  test('each, and another construct by its path', () => {
    const app = new GroundworkApp({ outdir: 'dist' });
    const project = new AppProject(app.file('projects/shop'), 'project', { name: 'shop' });
    application(app.file('apps/web'), 'web', { dependsOn: [undefined, project] as never });
    expect(() => app.plan()).toThrow('dependsOn[0] is undefined');
    expect(() => app.plan()).toThrow('dependsOn[1] is [projects/shop/project] (AppProject)');
  });

  test('a Workload hands on what it was given', () => {
    const app = new GroundworkApp({ outdir: 'dist' });
    workload(app, [undefined as never]);
    expect(() => app.plan()).toThrow('[infra/cache/application] dependsOn[0] is undefined');
  });

  test('a list that is not one, added later', () => {
    const app = new GroundworkApp({ outdir: 'dist' });
    application(app.file('apps/web'), 'web').dependsOn(undefined as never);
    expect(() => app.plan()).toThrow('[apps/web/web] dependsOn[0] is undefined');
  });
});

describe('addDependency orders objects in a file, which Argo CD does not look at: refused where dependsOn was meant', () => {
  const build = (connect: (a: Application, b: Application, root: Application) => void) => () => {
    const app = new GroundworkApp({ outdir: 'dist' });
    connect(
      application(app.file('apps/a'), 'a'),
      application(app.file('apps/b'), 'b'),
      application(app.file('root'), 'root', { root: true }),
    );
    app.plan();
  };

  test.each<[string, Parameters<typeof build>[0], string]>([
    ['of an Application', (a, b) => a.addDependency(b), '[apps/a/a] depends on [apps/b/b] by addDependency'],
    ['of its node', (a, b) => a.node.addDependency(b), '[apps/a/a] depends on [apps/b/b] by addDependency'],
    ['of their files', (a, b) => a.chart.addDependency(b.chart), '[apps/a] depends on [apps/b] by addDependency'],
    ['on the root', (a, _b, root) => a.addDependency(root), '[apps/a/a] depends on [root/root] by addDependency'],
  ])('%s', (_name, connect, message) => {
    expect(build(connect)).toThrow(message);
    expect(build(connect)).toThrow('use dependsOn of the Application');
  });

  test('addDependency from an Application to a project in its file is allowed', () => {
    const app = new GroundworkApp({ outdir: 'dist' });
    const file = app.file('apps/a');
    const web = application(file, 'a');
    web.addDependency(new AppProject(file, 'project', { name: 'shop' }));
    expect(app.plan().files[0]?.documents.map(({ kind }) => kind)).toEqual(['AppProject', 'Application']);
  });
});
