import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { application, documents, object } from '../argocd/analysis/manifests';
import { REPOSITORY } from '../argocd/testing/rules';

const GROUNDWORK = path.join(__dirname, '..', 'bin', 'groundwork.js');

let dir: string;

beforeEach(() => {
  dir = fs.mkdtempSync(path.join(os.tmpdir(), 'render-'));
  write('apps/website.yaml', application({ source: { repoURL: REPOSITORY, targetRevision: 'HEAD', path: 'deploy' } }));
  write(
    'deploy/all.yaml',
    documents(object('Service', 'web'), object('Secret', 'login', { stringData: { password: 'hunter2' } })),
  );
});
afterEach(() => fs.rmSync(dir, { recursive: true, force: true }));

function write(file: string, content: string): void {
  fs.mkdirSync(path.join(dir, path.dirname(file)), { recursive: true });
  fs.writeFileSync(path.join(dir, file), content);
}

/** Without any program on the PATH. */
function run(...args: readonly string[]): { code: number | null; out: string; err: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [GROUNDWORK, ...args, '--repo', `${REPOSITORY}=.`], {
    cwd: dir,
    encoding: 'utf8',
    env: { ...process.env, PATH: dir },
  });
  return { code: status, out: stdout, err: stderr };
}

const render = (...args: readonly string[]) => run('render', '--dir', 'apps', ...args);

test('objects are printed as Argo CD has them, without the values of Secrets', () => {
  expect(render('website')).toEqual({
    code: 0,
    out:
      '---\n# website/service_website_web.yaml\napiVersion: v1\nkind: Service\nmetadata:\n  name: web\n  namespace: website\n' +
      '---\n# website/secret_website_login.yaml\napiVersion: v1\nkind: Secret\nmetadata:\n  name: login\n  namespace: website\nstringData:\n  password: "***"\n',
    err: '',
  });
});

test.each(['', ' ', '.', '..', '/'])('--output %j would replace what it must not', (output) => {
  expect(render('--output', output)).toMatchObject({ code: 2, err: expect.stringContaining('groundwork: --output') });
  expect(fs.readdirSync(dir).sort()).toEqual(['apps', 'deploy']);
});

test('a link to a folder that it wrote stays one, and what a killed run left beside it goes', () => {
  render('--output', 'out');
  fs.symlinkSync('out', path.join(dir, 'link'));
  fs.mkdirSync(path.join(dir, '.out.4194304999.tmp'));
  expect(render('--output', 'link')).toMatchObject({ code: 0 });
  expect(fs.lstatSync(path.join(dir, 'link')).isSymbolicLink()).toBe(true);
  expect(fs.readdirSync(dir).sort()).toEqual(['apps', 'deploy', 'link', 'out']);
});

test('a folder gets a file for each object, and is replaced the next time', () => {
  expect(render('--output', 'out')).toEqual({ code: 0, out: '', err: '2 objects of 1 Application are in out\n' });
  expect(fs.readdirSync(path.join(dir, 'out/website')).sort()).toEqual([
    'secret_website_login.yaml',
    'service_website_web.yaml',
  ]);
  write('deploy/all.yaml', object('Service', 'other'));
  expect(render('--output', 'out').code).toBe(0);
  expect(fs.readdirSync(path.join(dir, 'out/website'))).toEqual(['service_website_other.yaml']);
  expect(fs.readdirSync(dir).filter((name) => name.includes('part'))).toEqual([]);
});

test('a folder of somebody else stays as it is', () => {
  write('mine/notes.txt', 'mine');
  const { code, err } = render('--output', 'mine');
  expect(code).toBe(2);
  expect(err).toContain('name a new folder');
  expect(fs.readdirSync(path.join(dir, 'mine'))).toEqual(['notes.txt']);
});

test('an Application that is not there is wrong use', () => {
  expect(render('webside')).toMatchObject({ code: 2, out: '', err: expect.stringContaining('Did you mean website?') });
});

test('what could not be rendered is told, with the one command that installs what is missing', () => {
  write(
    'apps/chart.yaml',
    application({ source: { repoURL: REPOSITORY, targetRevision: 'HEAD', path: 'chart' } }, { name: 'chart' }),
  );
  write('chart/Chart.yaml', 'apiVersion: v2\nname: chart\nversion: 1.0.0\n');
  const { code, err } = render('chart');
  expect(code).toBe(1);
  expect(err).toMatch(/^1 source is not rendered: there is no helm program\. To install what is missing: \S.*helm.*$/m);
  expect(err).toContain('chart: chart is not rendered: there is no helm program');
  expect(run('check', 'apps').err).toContain('1 source is not rendered: there is no helm program');
  const off = run('check', 'apps', '--no-render');
  expect(off.err).toBe('');
  expect(off.out).toContain('its templates are not rendered');
});
