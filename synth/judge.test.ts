import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { Application, AppProject, GroundworkApp } from '../charts';
import { platform } from '../test/seed-platform';
import { judge, refusals } from './judge';

const outdir = path.join(fs.mkdtempSync(path.join(os.tmpdir(), 'groundwork-judge-')), 'dist');
afterAll(() => fs.rmSync(path.dirname(outdir), { recursive: true }));

function planned(change: Parameters<typeof platform>[1] = {}) {
  const app = new GroundworkApp({ outdir });
  platform(app, change);
  return { app, plan: app.plan() };
}

describe('a plan is judged anew each time', () => {
  test('and what appears in the repository beside an unchanged dist is seen', () => {
    const before = process.cwd();
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'groundwork-place-'));
    try {
      process.chdir(folder);
      const judged = () => {
        const app = new GroundworkApp({ outdir: 'dist' });
        platform(app);
        return judge(app.plan(), app);
      };
      const first = judged();
      expect(refusals(first)).toEqual([]);
      expect(judged()).toEqual(JSON.parse(JSON.stringify(first)));
      // The second begins like dist, which the plan replaces, and is another folder.
      for (const beside of ['docs', 'dist-docs']) {
        fs.mkdirSync(beside);
        fs.symlinkSync('/etc/hostname', path.join(beside, 'host'));
        expect(refusals(judged()).map(({ rule }) => rule)).toContain('symlink-out-of-bounds');
        fs.rmSync(path.join(beside, 'host'));
      }
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
      expect(refusals(judge(broken, app)).map(({ rule }) => rule)).toContain('application-project-missing');
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
  expect(refusals(judge(app.plan(), { outdir, repository }))).toEqual([]);
});
