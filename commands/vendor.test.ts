import { spawn } from 'node:child_process';
import { once } from 'node:events';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { application } from '../argocd/analysis/manifests';
import { chartArchive, indexOf } from '../fetch/testing/archives';
import { TestServer } from '../images/testing/test-server';

const GROUNDWORK = path.join(__dirname, '..', 'bin', 'groundwork.js');

let dir: string;
let server: TestServer;
const hanging = { status: 200, body: 'x'.repeat(1000), drip: 1000 };

beforeEach(async () => {
  dir = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'vendor-')));
  const names = ['1.0.0', '1.1.0'].map((version) => ({ name: 'web', version, url: `web-${version}.tgz` }));
  server = await TestServer.start({
    'GET /index.yaml': { body: indexOf([...names, { name: 'slow', version: '1.0.0', url: 'slow.tgz' }]) },
    'GET /web-1.0.0.tgz': { body: await chartArchive('web', '1.0.0') },
    'GET /web-1.1.0.tgz': { body: await chartArchive('web', '1.1.0') },
    'GET /slow.tgz': hanging,
  });
  app('web', '1.x');
});
afterEach(() => {
  TestServer.stopAll();
  fs.rmSync(dir, { recursive: true, force: true });
});

/** An Application that names a chart of the server. */
function app(name: string, targetRevision: string, chart = 'web', repoURL = server.origin): void {
  const file = path.join(dir, 'apps', `${name}.yaml`);
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(file, application({ source: { repoURL, chart, targetRevision } }, { name }));
}

/** Without any program on the PATH. */
function start(...args: readonly string[]) {
  const env = { ...process.env, PATH: dir, HOME: dir, XDG_CACHE_HOME: path.join(dir, '.cache') };
  return spawn(process.execPath, [GROUNDWORK, ...args], { cwd: dir, env });
}

async function run(...args: readonly string[]): Promise<{ code: number | null; out: string; err: string }> {
  const child = start(...args);
  let [out, err] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (text) => {
    out += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text) => {
    err += text;
  });
  const [code] = await once(child, 'close');
  return { code, out, err };
}

const vendored = () => fs.readdirSync(path.join(dir, 'vendor/charts')).sort();
const lock = () => fs.readFileSync(path.join(dir, 'charts.lock.yaml'), 'utf8');

test('charts are put into the repository with a lock, read from there without a network, and removed when unused', async () => {
  app('other', '1.0.0');
  const { code, out } = await run('vendor', 'apps');
  expect(out).toContain(`new  chart web 1.x of ${server.origin}: 1.1.0\n`);
  expect(out).toContain('charts.lock.yaml written: 2 new, 0 moved, 0 the same. Review it.\n');
  expect(out).toContain('2 charts in vendor/charts: 2 new, 0 there already.\n');
  expect(code).toBe(0);
  expect(vendored()).toEqual(['web-1.0.0.tgz', 'web-1.1.0.tgz']);
  const count = server.log.length;
  app('gone', '1.0.0', 'gone');
  const { out: report } = await run('check', 'apps');
  expect(report).toMatch(/there is no helm program: 2 Applications: other, web/);
  expect(report).toContain('gone (it is fetched only with --fetch or by groundwork vendor)');
  expect(server.log).toHaveLength(count);
  for (const name of ['gone', 'other']) fs.rmSync(path.join(dir, 'apps', `${name}.yaml`));
  const { out: after } = await run('vendor', 'apps');
  expect(after).toContain('1 archive there is used by nothing here: --prune removes them');
  expect(lock()).toContain('1.0.0.tgz');
  expect((await run('vendor', 'apps', '--prune')).out).toContain('1 removed');
  expect(vendored()).toEqual(['web-1.1.0.tgz']);
  expect(lock()).not.toContain('1.0.0.tgz');
});

test('a chart that cannot be had is told; the others are there, and nothing is pruned', async () => {
  app('gone', '1.0.0', 'gone');
  const { code, err, out } = await run('vendor', 'apps', '--prune');
  expect(code).toBe(2);
  expect(err).toContain(`failed  chart gone 1.0.0 of ${server.origin}: its index.yaml has no chart "gone"`);
  expect(out).toContain('1 chart in vendor/charts');
  expect(vendored()).toEqual(['web-1.1.0.tgz']);
});

test('an interrupt leaves nothing behind', async () => {
  app('slow', '1.0.0', 'slow');
  const child = start('vendor', 'apps');
  while (!server.log.includes('GET /slow.tgz')) await new Promise((wait) => setTimeout(wait, 20));
  child.kill('SIGINT');
  await once(child, 'close');
  expect(fs.existsSync(path.join(dir, 'vendor'))).toBe(false);
  expect(fs.existsSync(path.join(dir, 'charts.lock.yaml'))).toBe(false);
  const part = path.join(dir, '.cache/groundwork/fetched/part');
  expect(fs.existsSync(part) ? fs.readdirSync(part) : []).toEqual([]);
});

test('--repo gives charts as archives or unpacked, and no server is asked', async () => {
  const given = path.join(dir, 'given');
  fs.mkdirSync(path.join(given, 'own/templates'), { recursive: true });
  fs.writeFileSync(path.join(given, 'web-1.3.0.tgz'), await chartArchive('web', '1.3.0'));
  fs.writeFileSync(path.join(given, 'own/Chart.yaml'), 'apiVersion: v2\nname: own\nversion: 2.0.0\n');
  app('own', '2.0.0', 'own');
  app('not', '9.0.0', 'own');
  app('oci', '1.3.0', 'web', 'registry.example.com/charts');
  const { out } = await run(
    'check',
    'apps',
    '--repo',
    `${server.origin}=given`,
    '--repo',
    'oci://registry.example.com/charts=given',
  );
  expect(out).toContain('given: it has own 2.0.0, and not 9.0.0');
  expect(out).toMatch(/there is no helm program: 3 Applications: oci, own, web/);
  expect(server.log).toEqual([]);
});

test('options that contradict each other are wrong use', async () => {
  expect(await run('check', 'apps', '--offline', '--fetch')).toMatchObject({
    code: 2,
    err: expect.stringContaining('--offline and --fetch contradict each other'),
  });
});

test('the configuration can have it fetched, and --offline holds against that', async () => {
  fs.writeFileSync(path.join(dir, 'groundwork.config.yaml'), 'fetch: true\n');
  expect((await run('check', 'apps')).out).toContain('there is no helm program');
  fs.rmSync(path.join(dir, '.cache'), { recursive: true });
  expect((await run('render', '--dir', 'apps', '--offline')).err).toContain('it was not fetched before');
});
