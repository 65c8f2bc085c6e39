import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { Application, AppProject, GroundworkApp } from '../charts';
import { platform } from '../test/seed-platform';
import { testWithCache } from '../test/with-cache';
import { judge, refusals } from './judge';
import { type Plan, sumOf } from './plan/plan';
import { VerdictCache } from './verdict-cache';
import { WatchedTree } from './watched-tree';

const outdir = path.join(fs.mkdtempSync(path.join(os.tmpdir(), 'groundwork-judge-')), 'dist');
afterAll(() => fs.rmSync(path.dirname(outdir), { recursive: true }));

function planned(change: Parameters<typeof platform>[1] = {}) {
  const app = new GroundworkApp({ outdir });
  platform(app, change);
  return { app, plan: app.plan() };
}

/** What the cache is asked with. */
function sumsOf(plan: Plan): ReadonlyMap<string, string> {
  return new Map(plan.files.map((file) => [file.path, sumOf(file)]));
}

describe('the verdict on a plan is remembered', () => {
  const parameters = { test: true };

  testWithCache('for the same bytes, and for no others', () => {
    const { app, plan } = planned();
    const report = judge(app, plan);
    new VerdictCache(outdir, sumsOf(plan), parameters).set(report);
    expect(new VerdictCache(outdir, sumsOf(plan), parameters).get()).toEqual(JSON.parse(JSON.stringify(report)));
    const [first, ...others] = plan.files;
    const edited = { files: [{ ...first, text: `${first.text}#` }, ...others] };
    const renamed = { files: [{ ...first, path: `x-${first.path}` }, ...others] };
    for (const other of [edited, renamed, { files: others }])
      expect(new VerdictCache(outdir, sumsOf(other), parameters).get()).toBeUndefined();
    expect(new VerdictCache(outdir, sumsOf(plan), { test: false }).get()).toBeUndefined();
  });

  testWithCache('and a damaged memory is none', () => {
    const { plan } = planned();
    const cache = new VerdictCache(outdir, sumsOf(plan), parameters);
    cache.set({ findings: [] } as never);
    fs.writeFileSync(cache.file, '{"digest":');
    expect(cache.get()).toBeUndefined();
    fs.rmSync(cache.file);
    expect(cache.get()).toBeUndefined();
  });

  testWithCache('where the disk under the plan answers as it did, and nowhere else', () => {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'groundwork-disk-'));
    try {
      const at = (name: string) => path.join(folder, name);
      fs.writeFileSync(at('values.yaml'), 'a: 1\n');
      fs.mkdirSync(at('charts'));
      fs.symlinkSync('values.yaml', at('link'));
      const { plan } = planned();
      // GIVEN a verdict that asked the disk all there is to ask
      const disk = new WatchedTree(folder);
      disk.list('charts');
      disk.type('values.yaml');
      disk.read('values.yaml');
      disk.size('values.yaml');
      disk.readlink('link');
      disk.inGit();
      expect(() => disk.read('missing.yaml')).toThrow();
      const cacheOver = (tree?: WatchedTree) => new VerdictCache(outdir, sumsOf(plan), parameters, tree);
      cacheOver(disk).set({ findings: [] } as never);
      const known = () => cacheOver(new WatchedTree(folder)).get() !== undefined;
      expect([known(), cacheOver().get()]).toEqual([true, undefined]);
      // WHEN one answer is another, and is again what it was
      const changes: [() => void, () => void][] = [
        [() => fs.writeFileSync(at('values.yaml'), 'a: 2\n'), () => fs.writeFileSync(at('values.yaml'), 'a: 1\n')],
        [() => fs.writeFileSync(at('charts/new'), ''), () => fs.rmSync(at('charts/new'))],
        [() => fs.writeFileSync(at('missing.yaml'), ''), () => fs.rmSync(at('missing.yaml'))],
        [() => fs.rmSync(at('link')), () => fs.symlinkSync('values.yaml', at('link'))],
      ];
      for (const [change, undo] of changes) {
        change();
        expect(known()).toBe(false);
        undo();
        expect(known()).toBe(true);
      }
    } finally {
      fs.rmSync(folder, { recursive: true });
    }
  });

  test('and what appears in the repository beside an unchanged dist is seen', () => {
    const before = process.cwd();
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'groundwork-place-'));
    try {
      process.chdir(folder);
      const judged = () => {
        const app = new GroundworkApp({ outdir: 'dist' });
        platform(app);
        return judge(app, app.plan());
      };
      const first = judged();
      expect(refusals(first)).toEqual([]);
      expect(judged()).toEqual(JSON.parse(JSON.stringify(first)));
      fs.mkdirSync('docs');
      fs.symlinkSync('/etc/hostname', 'docs/host');
      expect(refusals(judged()).map(({ rule }) => rule)).toContain('symlink-out-of-bounds');
      fs.rmSync('docs/host');
      expect(judged()).toEqual(JSON.parse(JSON.stringify(first)));
    } finally {
      process.chdir(before);
      fs.rmSync(folder, { recursive: true });
    }
  });

  test('a refused plan is judged, and refused, each time', () => {
    const { app, plan } = planned();
    const broken = {
      files: plan.files.map((file) =>
        file.path === 'infra/harbor.yaml'
          ? { ...file, values: undefined, text: file.text.replace('project: platform', 'project: nobody') }
          : file,
      ),
    };
    for (let i = 0; i < 2; i++) {
      expect(refusals(judge(app, broken)).map(({ rule }) => rule)).toContain('application-project-missing');
    }
  });
});

test('written elsewhere, what lies beside the output folder is unknown, not missing', () => {
  // A monorepo: the working directory is not the top of the repository, and charts are beside dist.
  const repository = { url: 'https://github.com/orgname/platform.git', path: 'dist' };
  const app = new GroundworkApp({ outdir });
  new Application(app.file('apps/web'), 'application', {
    name: 'web',
    project: new AppProject(app.file('projects/web'), 'project', { name: 'web' }),
    source: {
      repoURL: 'https://github.com/orgname/platform.git',
      targetRevision: 'main',
      path: 'charts/web',
      helm: { valueFiles: ['/values/web.yaml'] },
    },
    destination: { namespace: 'web' },
  });
  expect(refusals(judge({ outdir, repository } as GroundworkApp, app.plan()))).toEqual([]);
});
