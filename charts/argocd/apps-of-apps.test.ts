import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { ApiObject } from 'cdk8s';
import { GroundworkApp } from '../app';
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
