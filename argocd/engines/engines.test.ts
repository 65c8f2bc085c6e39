import { spawn } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { application } from '../analysis/manifests';
import { check } from '../check';
import type { ReadModel } from '../read/read-model';
import { type Files, REPOSITORY, treeOf } from '../testing/rules';
import { type EngineOptions, Engines } from './engines';
import { readRendered } from './read-rendered';

// A stand-in for Helm does what a file in the chart says. The integration test beside this runs the real one.
const STAND_IN = `#!${process.execPath}
const fs = require('node:fs');
const [verb] = process.argv.slice(2);
if (verb === 'version') { console.log('v3.19.4'); process.exit(); }
const does = fs.readFileSync('does', 'utf8').trim();
const object = (kind, name, more) => console.log('---\\n# Source: web/templates/a.yaml\\n' + JSON.stringify({ apiVersion: 'v1', kind, metadata: { name }, ...more }));
const acts = {
  fail: () => { console.error('Error: execution error at (web/templates/a.yaml:1:1): no in ' + process.cwd()); process.exit(1); },
  tell: () => { console.error('Error: bad ' + fs.readFileSync('values.yaml', 'utf8').split(': ')[1] + ' and ' + process.argv.join(' ')); process.exit(1); },
  loop: () => setInterval(() => undefined, 1000),
  grow: () => { const all = []; setInterval(() => all.push(Buffer.alloc(2e7, 1)), 5); },
  flood: () => { for (;;) fs.writeSync(1, 'x'.repeat(1e6)); },
  secret: () => object('Secret', 'a', { stringData: { password: 'hunter2' } }),
  environment: () => object('ConfigMap', 'a', { data: process.env }),
  arguments: () => object('ConfigMap', 'a', { data: { all: process.argv.slice(2).join(' ') } }),
  schema: () => process.argv.includes('--skip-schema-validation') ? object('ConfigMap', 'a')
    : (console.error('Error: values don\\'t meet the specifications: web: failing loading "https://schemas.example.com/web.json": no network'), process.exit(1)),
  capabilities: () => console.log(JSON.stringify({ apiVersion: null, kind: null, metadata: { name: 'a' } })),
  application: () => console.log(fs.readFileSync('application.txt', 'utf8')),
};
acts[does]();
`;

let dir: string;
let helm: string;
let memory: string;

beforeEach(() => {
  dir = fs.mkdtempSync(path.join(os.tmpdir(), 'engines-'));
  helm = path.join(dir, 'helm');
  memory = path.join(dir, 'memory');
  fs.writeFileSync(helm, STAND_IN, { mode: 0o755 });
});
afterEach(() => fs.rmSync(dir, { recursive: true, force: true }));

const chart = (does: string, name = 'web'): Files => ({
  [`charts/${name}/Chart.yaml`]: `apiVersion: v2\nname: ${name}\nversion: 1.0.0\n`,
  [`charts/${name}/does`]: does,
  [`charts/${name}/templates/a.yaml`]: 'one\n',
});
const app = (name = 'web', helm?: object): string =>
  application({ source: { repoURL: REPOSITORY, targetRevision: 'HEAD', path: `charts/${name}`, helm } }, { name });

async function render(files: Files, options: EngineOptions = {}): Promise<ReadModel & { readonly rendered: number }> {
  const tree = treeOf(files);
  const engines = new Engines({ helm, memory, ...options });
  try {
    const read = await readRendered(
      {
        directories: [{ tree, dir: '' }],
        repositories: [{ url: REPOSITORY, tree, because: 'given' }],
        argocdVersion: '3.4.4',
      },
      [],
      engines,
    );
    return { ...read, rendered: engines.rendered };
  } finally {
    engines.close();
  }
}

const left = () => fs.readdirSync(os.tmpdir()).filter((name) => name.startsWith('groundwork-'));

test('a program that repeats secrets of the values or the Application when it fails is not repeated', async () => {
  const { model } = await render({
    'app.yaml': app('web', { parameters: [{ name: 'auth.token', value: 'hunter2-of-the-app' }] }),
    ...chart('tell'),
    'charts/web/values.yaml': 'adminPassword: hunter2-of-the-chart\n',
  });
  const words = model.applications[0]?.sources[0]?.renderFailure?.words;
  expect(words).toContain('Error: bad ***');
  expect(words).not.toContain('hunter2');
});

test('a chart whose schema is at a URL is rendered, and it is told that its values were not held against that', async () => {
  const { model } = await render({ 'app.yaml': app(), ...chart('schema') });
  expect(model.applications[0]).toMatchObject({ complete: true, resources: [{ kind: 'ConfigMap', name: 'a' }] });
  expect(model.unchecked).toMatchObject([
    {
      subject: expect.stringContaining('its values against the schema of the chart'),
      reason: expect.stringContaining('https://schemas.example.com/web.json'),
    },
  ]);
  // The same when it is remembered.
  const again = await render({ 'app.yaml': app(), ...chart('schema') });
  expect(again.rendered).toBe(0);
  expect(again.model.unchecked.map(({ reason }) => reason)).toEqual(model.unchecked.map(({ reason }) => reason));
});

test('an object without a kind is refused, and is not put down to what the cluster may have', async () => {
  const { model } = await render({ 'app.yaml': app(), ...chart('capabilities') });
  expect(model.applications[0]?.sources[0]?.renderFailure?.words).toContain("Object 'Kind' is missing");
});

test('what the program prints are the objects of the Application, from the template in the repository', async () => {
  const { model } = await render({ 'app.yaml': app(), ...chart('secret') });
  const [web] = model.applications;
  expect(web?.complete).toBe(true);
  expect(web?.resources).toMatchObject([
    { kind: 'Secret', name: 'a', resource: { origin: { name: 'charts/web/templates/a.yaml' } } },
  ]);
  expect(left()).toEqual([]);
});

test('what it refuses is the reason, in its words, without paths of this machine', async () => {
  const { model } = await render({ 'app.yaml': app(), ...chart('fail') });
  expect(model.applications[0]?.sources[0]?.renderFailure).toMatchObject({
    words: 'Error: execution error at (web/templates/a.yaml:1:1): no in charts/web',
    location: { file: 'charts/web/templates/a.yaml', line: 1 },
  });
  expect(left()).toEqual([]);
});

test.each([
  ['loop', 'takes longer than 0.5 s'],
  ['flood', 'prints more than 3 MiB'],
  ...(process.platform === 'linux' ? [['grow', 'takes more than 300 MiB of memory']] : []),
] as [string, string][])(
  'a program that does not end well (%s) is ended and told, and is no finding',
  async (does, words) => {
    const read = await render(
      { 'app.yaml': app(), ...chart(does) },
      { limits: { time: does === 'loop' ? 500 : 30_000, output: 3 * 2 ** 20, memory: 300 * 2 ** 20 } },
    );
    const [source] = read.model.applications[0]?.sources ?? [];
    expect(source?.notRendered).toContain(words);
    expect(source?.renderFailure).toBeUndefined();
    expect(left()).toEqual([]);
  },
);

test('it gets no credential and no home of the user, and nothing to fetch with', async () => {
  process.env.AWS_SECRET_ACCESS_KEY = 'hunter2';
  try {
    const { model } = await render({ 'app.yaml': app(), ...chart('environment') });
    const data = model.applications[0]?.resources[0]?.resource.object.data as Record<string, string>;
    expect(JSON.stringify(data)).not.toContain('hunter2');
    expect(data.HOME).not.toBe(os.homedir());
    expect(data).toMatchObject({ HTTPS_PROXY: 'http://127.0.0.1:9', GIT_ALLOW_PROTOCOL: 'none' });
  } finally {
    delete process.env.AWS_SECRET_ACCESS_KEY;
  }
});

test('only what changed is rendered again, and no secret is remembered', async () => {
  const files = { 'a.yaml': app(), 'b.yaml': app('other'), ...chart('secret'), ...chart('secret', 'other') };
  expect((await render(files)).rendered).toBe(2);
  const again = await render(files);
  expect(again.rendered).toBe(0);
  expect(again.model.applications.map(({ resources }) => resources.length)).toEqual([1, 1]);
  expect((await render({ ...files, 'charts/other/values.yaml': 'a: 1\n' })).rendered).toBe(1);
  expect((await render({ ...files, 'a.yaml': app('web', { releaseName: 'x' }) })).rendered).toBe(1);
  const kept = fs.readdirSync(memory).map((name) => fs.readFileSync(path.join(memory, name), 'utf8'));
  expect(kept.length).toBeGreaterThan(2);
  expect(kept.join('')).not.toContain('hunter2');
  fs.writeFileSync(path.join(memory, fs.readdirSync(memory)[0] as string), '{"form":1,"obj');
  expect((await render(files)).model.applications[0]?.complete).toBe(true);
});

test('Applications that a chart brings are rendered too, to any depth', async () => {
  const brings = (name: string): Files => ({
    [`charts/${name}/application.txt`]: JSON.stringify({
      apiVersion: 'argoproj.io/v1alpha1',
      kind: 'Application',
      metadata: { name: `${name}-child`, namespace: 'argocd' },
      spec: {
        project: 'default',
        source: { repoURL: REPOSITORY, targetRevision: 'HEAD', path: name === 'web' ? 'charts/middle' : 'charts/leaf' },
        destination: { server: 'https://kubernetes.default.svc', namespace: 'x' },
      },
    }),
  });
  const { model } = await render({
    'app.yaml': app(),
    ...chart('application'),
    ...brings('web'),
    ...chart('application', 'middle'),
    ...brings('middle'),
    ...chart('secret', 'leaf'),
  });
  expect(model.applications.map(({ name, complete }) => [name, complete])).toEqual([
    ['web', true],
    ['web-child', true],
    ['middle-child', true],
  ]);
  expect(model.applications[2]?.parents.map(({ name }) => name)).toEqual(['web-child']);
});

test('files beside the source override it', async () => {
  const { model } = await render({
    'app.yaml': app('web', { releaseName: 'own' }),
    ...chart('arguments'),
    'charts/web/.argocd-source.yaml': 'helm: {releaseName: all, parameters: [{name: a, value: b}]}\n',
    'charts/web/.argocd-source-web.yaml': 'helm: {releaseName: mine}\nrepoURL: https://elsewhere.example.com\n',
  });
  const data = model.applications[0]?.resources[0]?.resource.object.data;
  expect(data).toEqual({ all: expect.stringMatching(/^template \. --name-template mine .*--set a=b /) });
});

test('a symlink that leads out of the repository is not followed', async () => {
  const { model } = await render({
    'app.yaml': app(),
    ...chart('secret'),
    'charts/web/templates/b.yaml': '-> ../../../../etc/passwd',
  });
  expect(model.applications[0]?.sources[0]?.notRendered).toContain('leads out of the repository');
});

test('without the program, everything is as it was, and the reason says so', async () => {
  const { model } = await render({ 'app.yaml': app(), ...chart('secret') }, { helm: path.join(dir, 'no') });
  expect(model.applications[0]?.sources[0]?.notRendered).toContain('cannot be run');
});

test('a finding about a rendered object names the template and the Application, and a comment at either silences it', async () => {
  const rule = 'document-shape';
  const bad: Files = {
    'app.yaml': app(),
    ...chart('application'),
    'charts/web/application.txt': '{"apiVersion": "v1", "kind": "Service", "metadata": {}}',
  };
  const judge = async (files: Files) => {
    const tree = treeOf(files);
    return check({ directories: [{ tree, dir: '' }], only: [rule], read: await render(files) });
  };
  expect((await judge(bad)).findings).toMatchObject([
    {
      file: 'charts/web/Chart.yaml',
      message: expect.stringMatching(/resource name may not be empty.*Application web/),
    },
  ]);
  const above = await judge({
    ...bad,
    'app.yaml': app().replace('  source:', `  # groundwork:ignore ${rule} it is so\n  source:`),
  });
  expect(above.findings).toEqual([]);
  expect(above.summary.ignored).toBe(1);
  const inside = await judge({
    ...bad,
    'charts/web/Chart.yaml': `${bad['charts/web/Chart.yaml']}# groundwork:ignore ${rule} it is so\n`,
  });
  expect(inside.findings).toEqual([]);
});

test('an interrupt leaves no temporary file and no program behind', async () => {
  const repository = path.join(dir, 'repository');
  for (const [file, content] of Object.entries({ 'app.yaml': app(), ...chart('loop') })) {
    fs.mkdirSync(path.join(repository, path.dirname(file)), { recursive: true });
    fs.writeFileSync(path.join(repository, file), content);
  }
  const groundwork = path.join(__dirname, '..', '..', 'bin', 'groundwork.js');
  const args = [groundwork, 'check', '.', '--helm', helm, '--no-render-cache', '--repo', `${REPOSITORY}=.`];
  const child = spawn(process.execPath, args, { cwd: repository, stdio: 'ignore' });
  const ended = new Promise((resolve) => child.once('exit', (_code, signal) => resolve(signal)));
  while (!left().some((name) => fs.readdirSync(path.join(os.tmpdir(), name)).some((one) => one.startsWith('home'))))
    await new Promise((resolve) => setTimeout(resolve, 20));
  child.kill('SIGINT');
  expect(await ended).toBe('SIGINT');
  expect(left()).toEqual([]);
});
