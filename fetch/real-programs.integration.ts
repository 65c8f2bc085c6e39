import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { application } from '../argocd/analysis/manifests';
import { check } from '../argocd/check';
import { Engines } from '../argocd/engines/engines';
import { readRendered } from '../argocd/engines/read-rendered';
import { type Files as Content, REPOSITORY, treeOf } from '../argocd/testing/rules';
import { DockerRegistry, missingPrograms } from '../images/testing/docker-registry';
import { TestServer } from '../images/testing/test-server';
import { ContentCache } from './content-cache';
import { Fetcher, type FetcherOptions } from './fetcher';
import { chartArchive, indexOf } from './testing/archives';
import { GitServer } from './testing/git-server';
import { VendoredCharts } from './vendored';

// What is fetched here is what the real Helm and the real kustomize fetch by themselves (HELM and KUSTOMIZE, or the PATH).

const { HELM = 'helm', KUSTOMIZE = 'kustomize' } = process.env;
const lacking = missingPrograms([HELM, KUSTOMIZE, 'git']);
if (lacking.length > 0) console.warn(`skipped: what Helm and kustomize fetch: there is no ${lacking.join(', ')}`);
const real = lacking.length > 0 ? test.skip : test;
const noRegistry = missingPrograms([HELM, 'docker-registry', 'htpasswd']);
if (noRegistry.length > 0) console.warn(`skipped: charts of a real OCI registry: there is no ${noRegistry.join(', ')}`);
const withRegistry = noRegistry.length > 0 ? test.skip : test;

let dir: string;
let gitServer: GitServer | undefined;
const before = { ...process.env };

beforeEach(() => {
  dir = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'fetch-real-')));
  Object.assign(process.env, { HOME: dir, GIT_CONFIG_GLOBAL: path.join(dir, 'gitconfig'), GIT_CONFIG_NOSYSTEM: '1' });
  for (const name of ['XDG_CONFIG_HOME', 'HELM_CONFIG_HOME', 'DOCKER_CONFIG']) delete process.env[name];
  fs.writeFileSync(
    path.join(dir, 'gitconfig'),
    '[user]\nname = a\nemail = a@example.com\n[init]\ndefaultBranch = main\n',
  );
});
afterEach(() => {
  gitServer?.stop();
  process.env = { ...before };
  TestServer.stopAll();
  fs.rmSync(dir, { recursive: true, force: true });
});

/** Runs a program with the network of this machine. */
async function run(
  program: string,
  args: readonly string[],
  cwd = dir,
): Promise<{ code: number; out: string; err: string }> {
  const child = spawn(program, args, { cwd, env: process.env });
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

function write(files: Content, at = dir): void {
  for (const [file, text] of Object.entries(files)) {
    fs.mkdirSync(path.join(at, path.dirname(file)), { recursive: true });
    fs.writeFileSync(path.join(at, file), text);
  }
}

function newFetcher(options: Partial<FetcherOptions> = {}): Fetcher {
  return new Fetcher({
    from: 'network',
    lock: new Map(),
    lockFile: 'charts.lock.yaml',
    cache: new ContentCache(path.join(dir, 'cache')),
    vendored: new VendoredCharts(path.join(dir, 'vendor')),
    retry: { attempts: 1 },
    ...options,
  });
}

async function read(files: Content, options: { buildOptions?: string; fetcher?: Fetcher } = {}) {
  const tree = treeOf(files);
  const { buildOptions, fetcher = newFetcher() } = options;
  const engines = new Engines({ helm: before.HELM, kustomize: before.KUSTOMIZE, memory: false, buildOptions });
  try {
    const repositories = [{ url: REPOSITORY, tree, because: 'given' }];
    const input = { directories: [{ tree, dir: '' }], repositories, argocdVersion: '3.4.4' };
    return await readRendered(input, [fetcher], engines);
  } finally {
    engines.close();
  }
}

type ReadModel = Awaited<ReturnType<typeof read>>;
const app = (source: object): string =>
  application({ source: { repoURL: REPOSITORY, targetRevision: 'HEAD', ...source } });
const reasonOf = ({ model }: ReadModel) => model.applications[0]?.sources[0]?.notRendered;
const namesOf = ({ model }: ReadModel) => model.applications[0]?.resources.map(({ name }) => name).sort();
/** The names of the objects in what a program prints. */
const namesIn = (yaml: string) => [...yaml.matchAll(/name: ([^},\s]+)/g)].map(([, name]) => name).sort();

/** A repository of charts with the versions of one. */
async function repository(versions: readonly string[], name = 'web'): Promise<TestServer> {
  const charts = await Promise.all(
    versions.map(async (version) => ({
      name,
      version,
      url: `${version}.tgz`,
      bytes: await chartArchive(name, version),
    })),
  );
  return TestServer.start({
    'GET /index.yaml': { body: indexOf(charts) },
    ...Object.fromEntries(charts.map(({ url, bytes }) => [`GET /${url}`, { body: bytes }])),
  });
}

real('helm pull takes the same version of a repository', async () => {
  const server = await repository(['0.9.0', '1.0.0', '1.2.0', '1.2.1', 'v1.3.0', '1.10.0-rc.1', '2.0.0+b1', '2.0.0-1']);
  const revisions = [
    '1.0.0',
    '1.2',
    'v1.2.0',
    '1.3.0',
    '1',
    '1.x',
    '>=1 <1.3',
    '~1.2',
    '^1',
    '2.0.0',
    '>1-0',
    '*',
    '9.0.0',
    '2.0.0-1',
  ];
  const fetcher = newFetcher();
  for (const revision of revisions) {
    const folder = fs.mkdtempSync(path.join(dir, 'pull-'));
    const { code } = await run(HELM, [
      'pull',
      '--repo',
      server.origin,
      'web',
      '--version',
      revision,
      '--destination',
      folder,
      '--untar',
    ]);
    const pulled =
      code === 0 ? /version: (\S+)/.exec(fs.readFileSync(path.join(folder, 'web/Chart.yaml'), 'utf8'))?.[1] : undefined;
    const found = await fetcher.acquire({ kind: 'chart', url: server.origin, revision, chart: 'web', atHand: [] });
    expect([revision, found?.tree?.label]).toEqual([revision, pulled && `web-${pulled}`]);
  }
});

real.each(['with a lock', 'without one'])('dependencies are those of helm dependency build, %s', async (lock) => {
  const server = await repository(['1.0.0', '1.4.0']);
  const files: Record<string, string> = {
    'chart/Chart.yaml':
      'apiVersion: v2\nname: top\nversion: 1.0.0\ndependencies:\n' +
      `- {name: web, version: ">=1.4", repository: "${server.origin}"}\n` +
      `- {name: web, version: 1.0.0, repository: "${server.origin}", alias: old}\n` +
      '- {name: own, version: 1.0.0, repository: "file://../own"}\n',
    'chart/templates/a.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: top}\n',
    'own/Chart.yaml': 'apiVersion: v2\nname: own\nversion: 1.0.0\n',
    'own/templates/a.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: own}\n',
  };
  write(files);
  const chart = path.join(dir, 'chart');
  expect(await run(HELM, ['dependency', 'update'], chart)).toMatchObject({ code: 0 });
  if (lock === 'with a lock') files['chart/Chart.lock'] = fs.readFileSync(path.join(chart, 'Chart.lock'), 'utf8');
  const { out } = await run(HELM, ['template', '.'], chart);
  const found = await read({ ...files, 'app.yaml': app({ path: 'chart' }) });
  expect(reasonOf(found)).toBeUndefined();
  expect(namesOf(found)).toEqual(namesIn(out));
  expect(namesOf(found)).toEqual(['own', 'top', 'web-1.0.0', 'web-1.4.0']);
});

real('a lock that does not fit is refused in the words of Helm, as Argo CD would refuse it', async () => {
  const server = await repository(['1.0.0', '1.4.0']);
  const chart = (version: string) =>
    `apiVersion: v2\nname: top\nversion: 1.0.0\ndependencies:\n- {name: web, version: ${version}, repository: "${server.origin}"}\n`;
  write({ 'chart/Chart.yaml': chart('1.0.0') });
  await run(HELM, ['dependency', 'update'], path.join(dir, 'chart'));
  const found = await read({
    'chart/Chart.yaml': chart('1.4.0'),
    'chart/Chart.lock': fs.readFileSync(path.join(dir, 'chart/Chart.lock'), 'utf8'),
    'app.yaml': app({ path: 'chart' }),
  });
  const { findings } = check({ directories: [], read: found });
  expect(findings).toMatchObject([{ rule: 'helm-chart-invalid', message: expect.stringContaining('out of sync') }]);
});

real('a chart that fails to fetch is told with its Application, and is no finding', async () => {
  const found = await read({
    'app.yaml': app({ repoURL: 'http://127.0.0.1:1', chart: 'web', targetRevision: '1.0.0' }),
  });
  const report = check({ directories: [], read: found });
  expect(report.findings).toEqual([]);
  expect(report.unchecked).toMatchObject([
    { subject: expect.stringContaining('Application web'), reason: expect.stringContaining('does not answer') },
  ]);
});

real('value files at a URL and remote charts of kustomize', async () => {
  const server = await repository(['1.0.0']);
  const values = await TestServer.start({ 'GET /values.yaml': { body: 'a: 1\n' } });
  const chart = app({
    repoURL: server.origin,
    chart: 'web',
    targetRevision: '1.0.0',
    helm: { valueFiles: [`${values.origin}/values.yaml`] },
  });
  expect(namesOf(await read({ 'app.yaml': chart }))).toEqual(['web-1.0.0']);
  expect(values.log).toEqual(['GET /values.yaml']);
  const files: Content = {
    'k/kustomization.yaml': `helmCharts: [{name: web, repo: "${server.origin}", version: 1.0.0, releaseName: x}]\nnamePrefix: p-\n`,
    'app.yaml': app({ path: 'k' }),
  };
  const found = await read(files, { buildOptions: '--enable-helm' });
  expect(reasonOf(found)).toBeUndefined();
  expect(namesOf(found)).toEqual(['p-web-1.0.0']);
  write(files);
  const { out } = await run(KUSTOMIZE, ['build', '--enable-helm', '--helm-command', HELM, path.join(dir, 'k')]);
  expect(namesIn(out)).toEqual(['p-web-1.0.0']);
});

real('remote bases are built as kustomize builds them, and kustomize fetches none itself', async () => {
  const object = (name: string) => `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: ${name}}\n`;
  const web = await TestServer.start({ 'GET /crds.yaml': { body: object('file') } });
  const top = path.join(dir, 'git/base.git');
  fs.mkdirSync(top, { recursive: true });
  const git = (...args: string[]) => spawnSync('git', args, { cwd: top, env: process.env });
  git('init', '-q');
  const server = await GitServer.start(path.join(dir, 'git'));
  gitServer = server;
  const url = `http://${server.host}/base.git`;
  write(
    {
      'a/kustomization.yaml': `resources: [x.yaml, ../b, "${web.origin}/crds.yaml"]\nnameSuffix: -s\n`,
      'a/x.yaml': object('a'),
      'b/kustomization.yaml': 'resources: [x.yaml]\n',
      'b/x.yaml': object('b'),
    },
    top,
  );
  git('add', '-A');
  git('commit', '-q', '-m', 'x');
  git('tag', 'v1');
  write({ 'b/x.yaml': object('new') }, top);
  git('commit', '-qam', 'y');
  const files: Content = {
    'app.yaml': app({ path: 'k', kustomize: { namePrefix: 'n-' } }),
    'k/kustomization.yaml': `resources:\n- ${url}//a?ref=v1 # comment\n- ../sub\n`,
    'sub/kustomization.yaml': `resources: ["${url}//b?ref=main", own.yaml]\n`,
    'sub/own.yaml': object('own'),
  };
  const found = await read(files);
  expect(reasonOf(found)).toBeUndefined();
  write(files);
  const { out } = await run(KUSTOMIZE, ['build', path.join(dir, 'k')]);
  expect(namesOf(found)).toEqual(namesIn(out).map((name) => `n-${name}`));
  expect(namesOf(found)).toEqual(['n-a-s', 'n-b-s', 'n-file-s', 'n-new', 'n-own']);
  // Without a network nothing is fetched by the program itself.
  const offline = newFetcher({ from: 'offline', cache: new ContentCache(path.join(dir, 'none')) });
  expect(reasonOf(await read(files, { fetcher: offline }))).toContain('--offline, and it was not fetched before');
});

withRegistry('a chart of a registry that asks for a login: that of helm registry login', async () => {
  const { stdout } = spawnSync('htpasswd', ['-nbB', 'u', 'hunter2'], { encoding: 'utf8' });
  const registry = await DockerRegistry.start({ htpasswd: stdout });
  try {
    fs.writeFileSync(path.join(dir, 'web-1.0.0.tgz'), await chartArchive('web', '1.0.0'));
    const plain = ['--plain-http'];
    const wanted = {
      kind: 'chart',
      url: `${registry.name}/charts`,
      revision: '1.*',
      chart: 'web',
      atHand: [],
    } as const;
    const options = { plainHttp: new Set([registry.name]) };
    expect((await newFetcher(options).acquire(wanted))?.reason).toContain('helm registry login');
    expect(await run(HELM, ['registry', 'login', registry.name, '-u', 'u', '-p', 'hunter2', ...plain])).toMatchObject({
      code: 0,
    });
    expect(await run(HELM, ['push', 'web-1.0.0.tgz', `oci://${registry.name}/charts`, ...plain])).toMatchObject({
      code: 0,
    });
    const fetcher = newFetcher(options);
    const found = await fetcher.acquire(wanted);
    expect(found?.tree?.label).toBe('web-1.0.0');
    const [pulled] = fetcher.used.values();
    expect(pulled?.digest).toBe(
      new ContentCache(path.join(dir, 'x')).put(fs.readFileSync(path.join(dir, 'web-1.0.0.tgz'))),
    );
    expect(JSON.stringify([...fetcher.used.values()].map(({ bytes: _, ...one }) => one))).not.toContain('hunter2');
  } finally {
    registry.stop();
  }
});
