import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { ApiObject } from 'cdk8s';
import { GroundworkApp } from '../app';
import { Application } from './application';
import { AppsOfApps } from './apps-of-apps';

const plan = (metadata: object) => {
  const app = new GroundworkApp({ outdir: 'dist' });
  new AppsOfApps(app, 'root', { repository: { url: 'https://github.com/orgname/platform.git' } });
  new ApiObject(app.file('infra/widget'), 'widget', {
    apiVersion: 'example.com/v1',
    kind: 'Widget',
    metadata: { name: 'one', ...metadata },
  });
  return app.plan();
};

test('an object in the root’s folders whose scope is not known is an error, not guessed', () => {
  expect(() => plan({})).toThrow('[infra/widget/widget] has the kind example.com/Widget and no metadata.namespace');
});

test('one with a namespace is permitted by the root’s project', () => {
  const project = plan({ namespace: 'argocd' })
    .files.flatMap(({ documents }) => documents)
    .find(({ kind }) => kind === 'AppProject');
  expect(project?.spec).toMatchObject({
    namespaceResourceWhitelist: expect.arrayContaining([{ group: 'example.com', kind: 'Widget' }]),
  });
});

describe('what is in apps/', () => {
  const repository = { url: 'https://github.com/orgname/platform.git' };
  const built = (...files: string[]) => {
    const app = new GroundworkApp({ outdir: 'dist' });
    new AppsOfApps(app, 'root', { repository });
    const made = files.map(
      (file) =>
        new Application(app.file(file), 'application', {
          name: file.replaceAll('/', '-').replace('apps-', 'my-'),
          project: 'default',
          source: { repoURL: 'https://git.example.com/x.git', path: '.' },
          syncPolicy: { automated: {} },
        }),
    );
    return { app, made };
  };
  const texts = (app: GroundworkApp) => new Map(app.plan().files.map(({ path, text }) => [path, text]));

  test('is brought by an Application for each folder, in the last wave, for which nothing waits', () => {
    const { app, made } = built('infra/storage', 'infra/database', 'apps/dev/web', 'apps/dev/deep/er', 'apps/alone');
    made[1]?.dependsOn(made[0] as Application);
    const files = app.plan().files;
    const of = (name: string) => files.find(({ path }) => path === `infra/${name}.yaml`)?.documents[0];
    expect(of('apps-dev')).toMatchObject({
      metadata: { annotations: { 'argocd.argoproj.io/sync-wave': '2' } },
      spec: { project: 'apps-of-apps', source: { path: 'dist/apps/dev', directory: { include: '*' } } },
    });
    expect(of('apps')?.spec).toMatchObject({ source: { path: 'dist/apps' } });
    expect(files.map(({ path }) => path).filter((path) => path.startsWith('infra/apps'))).toEqual([
      'infra/apps-dev-deep.yaml',
      'infra/apps-dev.yaml',
      'infra/apps.yaml',
    ]);
  });

  test('is not read by the root: a file that cannot be read there would keep everything from being synced', () => {
    const [file] = built('apps/dev/web')
      .app.plan()
      .files.filter(({ path }) => path === 'apps-of-apps.yaml');
    expect(file?.documents[1]?.spec).toMatchObject({ source: { directory: { include: '{projects/*,infra/*}' } } });
  });

  test('is tried for ever, each time with what Git has by then, and no commit is hidden', () => {
    const { files } = built('apps/dev/web').app.plan();
    for (const name of ['apps-of-apps.yaml', 'infra/apps-dev.yaml']) {
      const document = files.find(({ path }) => path === name)?.documents.at(-1);
      expect(document?.spec).toMatchObject({ syncPolicy: { retry: { limit: -1, refresh: true } } });
      expect(document?.metadata?.annotations ?? {}).not.toHaveProperty(['argocd.argoproj.io/manifest-generate-paths']);
    }
  });

  test('one more of it changes no other file, and another folder adds one', () => {
    const before = texts(built('infra/storage', 'apps/dev/web').app);
    const after = texts(built('infra/storage', 'apps/dev/web', 'apps/dev/shop', 'apps/prod/web').app);
    for (const [path, text] of before) expect(after.get(path)).toBe(text);
    expect([...after.keys()].filter((path) => !before.has(path))).toEqual([
      'apps/dev/shop.yaml',
      'apps/prod/web.yaml',
      'infra/apps-prod.yaml',
    ]);
  });

  test('has waves of its own, and what it waits for in the ground is there before', () => {
    const { app, made } = built('infra/storage', 'apps/dev/web', 'apps/dev/database');
    const [storage, web, database] = made as [Application, Application, Application];
    web.dependsOn(database, storage);
    const wave = (path: string) =>
      app.plan().files.find((file) => file.path === path)?.documents[0]?.metadata?.annotations;
    expect(wave('apps/dev/database.yaml')).not.toHaveProperty(['argocd.argoproj.io/sync-wave']);
    expect(wave('apps/dev/web.yaml')).toMatchObject({ 'argocd.argoproj.io/sync-wave': '1' });
  });

  test.each([
    ['apps/prod/web', 'apps/dev/web', 'declare both in one folder of apps/'],
    ['infra/storage', 'apps/dev/web', 'if the ground needs it, declare it in infra/'],
  ])('%s cannot wait for %s', (from, to, wayOut) => {
    const { app, made } = built(from, to);
    made[0]?.dependsOn(made[1] as Application);
    expect(() => app.plan()).toThrow(
      `[${from}/application] depends on [${to}/application], which another Application brings (apps-dev), and waves order ` +
        `only what one brings; ${wayOut}`,
    );
  });
});

describe('a second app in one repository, with a folder of its own', () => {
  const home = process.cwd();
  beforeEach(() => process.chdir(fs.mkdtempSync(path.join(os.tmpdir(), 'groundwork-two-'))));
  afterEach(() => {
    const dir = process.cwd();
    process.chdir(home);
    fs.rmSync(dir, { recursive: true });
  });

  const appOf = (outdir: string | undefined, at?: string) => {
    const app = new GroundworkApp({ outdir });
    new AppsOfApps(app, 'root', { repository: { url: 'https://github.com/orgname/platform.git', path: at } });
    return app;
  };
  const pathOf = (...args: Parameters<typeof appOf>) => {
    const [root] = appOf(...args)
      .plan()
      .files.flatMap(({ documents }) => documents)
      .filter(({ kind }) => kind === 'Application');
    return (root as unknown as { spec: { source: { path: string } } }).spec.source.path;
  };

  test('has a root that reads that folder', () => {
    expect(pathOf(undefined)).toBe('dist');
    expect(pathOf('dist-other')).toBe('dist-other');
    expect(pathOf('clusters/prod')).toBe('clusters/prod');
    expect(pathOf(path.resolve('dist-other'))).toBe('dist-other');
    expect(pathOf('dist-other', 'platform/dist-other')).toBe('platform/dist-other');
    expect(pathOf(path.join(os.tmpdir(), 'anywhere'))).toBe('dist');
    expect(appOf('dist-other').repository?.path).toBe('dist-other');
  });

  test('is refused where its root would read the folder of the first', () => {
    fs.mkdirSync('dist');
    fs.writeFileSync('dist/SHA256SUMS', '');
    expect(() => pathOf('dist-other', 'dist')).toThrow(
      "repository.path is dist, which is the folder of another app here (it has a SHA256SUMS), and this one renders into dist-other: its root would deploy the other cluster. Remove repository.path, or give the app outdir: 'dist'",
    );
    expect(pathOf(undefined, 'dist')).toBe('dist');
  });
});
