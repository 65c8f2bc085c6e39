import { spawn, spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { TestServer } from '../images/testing/test-server';

const ROOT = path.join(__dirname, '..');
const TOKEN = 'token-s3cret';

let home: string;
const git = (...args: string[]) =>
  spawnSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@example.com', ...args], {
    cwd: home,
    encoding: 'utf8',
  }).stdout.trim();
const write = (name: string, text: string) => {
  fs.mkdirSync(path.dirname(path.join(home, name)), { recursive: true });
  fs.writeFileSync(path.join(home, name), text);
};
const read = (name: string) => fs.readFileSync(path.join(home, name), 'utf8');

/** A repository whose main branch has an app with a ConfigMap, and a branch on which that is gone. */
beforeEach(() => {
  home = fs.mkdtempSync(path.join(os.tmpdir(), 'groundwork-ci-'));
  git('init', '-q', '-b', 'main');
  git('remote', 'add', 'origin', 'https://git.example.com/platform.git');
  write('.gitignore', 'groundwork-ci/\n');
  write(
    'apps/shop.yaml',
    `apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: { name: shop, namespace: argocd }
spec:
  project: default
  source: { repoURL: https://git.example.com/platform.git, path: shop, targetRevision: main }
  destination: { server: https://kubernetes.default.svc, namespace: shop }
  syncPolicy: { automated: { prune: true } }
`,
  );
  write('shop/settings.yaml', 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: settings }\ndata: { a: "1" }\n');
  write(
    'shop/claim.yaml',
    'apiVersion: v1\nkind: PersistentVolumeClaim\nmetadata: { name: orders }\nspec: { accessModes: [ReadWriteOnce], resources: { requests: { storage: 1Gi } } }\n',
  );
  git('add', '.');
  git('commit', '-qm', 'one');
  git('checkout', '-qb', 'next');
  fs.rmSync(path.join(home, 'shop/claim.yaml'));
  git('commit', '-qam', 'two');
});
afterEach(() => {
  TestServer.stopAll();
  fs.rmSync(home, { recursive: true });
});

/** Not in this process: its server has to answer meanwhile. */
function ci(
  env: NodeJS.ProcessEnv,
  ...args: string[]
): Promise<{ readonly status: number | null; readonly output: string }> {
  const { CDK8S_OUTDIR: _, GITHUB_ACTIONS: __, GITLAB_CI: ___, ...rest } = process.env;
  const child = spawn(process.execPath, [path.join(ROOT, 'bin/groundwork.js'), 'ci', ...args], {
    cwd: home,
    env: { ...rest, ...env },
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (data) => (output += data));
  return new Promise((resolve) => child.on('close', (status) => resolve({ status, output })));
}

/** A copy of the comments of GitHub as far as https://docs.github.com/rest/issues/comments says: a list, POST, PATCH. */
async function github(
  status = 201,
): Promise<{ readonly env: NodeJS.ProcessEnv; readonly comments: { id: number; body: string }[] }> {
  const comments: { id: number; body: string; user: object }[] = [];
  const server = await TestServer.start(({ method, url, body }) => {
    if (status !== 201) return { status, body: '{"message":"Resource not accessible by integration"}' };
    if (method === 'GET') return { body: JSON.stringify(comments) };
    const { body: text } = JSON.parse(body.toString());
    const known = comments.find(({ id }) => url.pathname.endsWith(`/comments/${id}`));
    if (method === 'PATCH' && known) known.body = text;
    else if (method === 'POST') comments.push({ id: comments.length + 1, body: text, user: { type: 'Bot' } });
    else return { status: 404 };
    return { body: '{}' };
  });
  const event = path.join(home, '.git/event.json');
  fs.writeFileSync(event, JSON.stringify({ pull_request: { number: 12, base: { sha: git('rev-parse', 'main') } } }));
  const env = {
    GITHUB_ACTIONS: 'true',
    GITHUB_EVENT_PATH: event,
    GITHUB_REPOSITORY: 'orgname/platform',
    GITHUB_API_URL: server.origin,
    GITHUB_TOKEN: TOKEN,
    GITHUB_STEP_SUMMARY: path.join(home, '.git/summary.md'),
    GITHUB_SERVER_URL: 'https://github.com',
    GITHUB_RUN_ID: '99',
  };
  return { env, comments };
}

test('a pull request gets one comment, which the next run changes, a page, and the findings', async () => {
  const { env, comments } = await github();
  const { status, output } = await ci(env);
  expect(output).toContain('comment on orgname/platform#12 written');
  expect(status).toBe(1);
  expect(comments).toHaveLength(1);
  expect(comments[0]?.body).toMatch(
    /^<!-- groundwork diff -->[\s\S]*PersistentVolumeClaim shop\/orders[\s\S]*actions\/runs\/99/,
  );
  expect(read('.git/summary.md')).toBe(comments[0]?.body);
  expect(read('groundwork-ci/review.html')).toMatch(/^<!doctype html>/);
  expect(JSON.parse(read('groundwork-ci/check.sarif')).version).toBe('2.1.0');
  expect(output).not.toContain(TOKEN);

  write(
    'shop/claim.yaml',
    'apiVersion: v1\nkind: PersistentVolumeClaim\nmetadata: { name: orders }\nspec: { accessModes: [ReadWriteOnce], resources: { requests: { storage: 1Gi } } }\n',
  );
  git('add', '.');
  git('commit', '-qm', 'three');
  expect(await ci(env)).toMatchObject({
    status: 0,
    output: expect.stringContaining('comment on orgname/platform#12 updated'),
  });
  expect(comments).toHaveLength(1);
  expect(comments[0]?.body).not.toContain('orders');
});

test('a pull request of a fork gets no comment, and a line says so; what is dangerous fails all the same', async () => {
  const { env } = await github(403);
  expect(await ci(env)).toMatchObject({
    status: 1,
    output: expect.stringMatching(/no comment: .*403 Resource not accessible by integration.*of a fork/),
  });
  expect(await ci({ ...env, GITHUB_TOKEN: '' })).toMatchObject({
    status: 1,
    output: expect.stringContaining('no comment on orgname/platform#12: the job has no GITHUB_TOKEN'),
  });
});

test('on a laptop it writes the same files and asks nobody', async () => {
  const { status, output } = await ci({}, '--fail-on', 'never', '--output', 'out');
  expect({ status, output }).toMatchObject({
    status: 0,
    output: expect.stringContaining('PersistentVolumeClaim shop/orders'),
  });
  expect(fs.readdirSync(path.join(home, 'out')).sort()).toEqual(['comment.md', 'review.html', 'review.json']);
});

test('a clone that lacks the base is told how to fetch it', async () => {
  const { env } = await github();
  const other = { pull_request: { number: 12, base: { sha: 'a'.repeat(40) } } };
  fs.writeFileSync(env.GITHUB_EVENT_PATH ?? '', JSON.stringify(other));
  expect(await ci(env)).toMatchObject({ status: 2, output: expect.stringContaining('fetch-depth: 0') });
});

test('a push has nothing to compare with', async () => {
  expect(await ci({ GITHUB_ACTIONS: 'true' })).toMatchObject({
    status: 0,
    output: expect.stringContaining('no diff: this job is for no pull request'),
  });
});

test('a job that is ended ends what it started, and leaves nothing in the temporary folder', async () => {
  const temporary = path.join(home, '.git/tmp');
  const helm = path.join(home, '.git/bin/helm');
  const started = path.join(home, '.git/started');
  fs.mkdirSync(temporary);
  fs.mkdirSync(path.dirname(helm));
  // A helm that takes its time, and says who started it.
  fs.writeFileSync(
    helm,
    `#!/bin/sh\n[ "$1" = version ] && echo v3.19.4 && exit\necho $PPID > ${started}.part && mv ${started}.part ${started}\nexec sleep 60\n`,
    { mode: 0o755 },
  );
  write('shop/Chart.yaml', 'apiVersion: v2\nname: shop\nversion: 1.0.0\n');
  write('shop/templates/a.yaml', 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: a }\n');
  git('add', '.');
  const child = spawn(process.execPath, [path.join(ROOT, 'bin/groundwork.js'), 'ci'], {
    cwd: home,
    env: {
      ...process.env,
      PATH: `${path.dirname(helm)}:${process.env.PATH}`,
      TMPDIR: temporary,
      XDG_CACHE_HOME: path.join(home, '.git/cache'),
    },
    stdio: 'ignore',
  });
  const closed = new Promise((resolve) => child.on('close', (_, signal) => resolve(signal)));
  while (!fs.existsSync(started) && child.exitCode === null) await new Promise((wait) => setTimeout(wait, 50));
  const check = Number(fs.readFileSync(started, 'utf8'));
  child.kill('SIGTERM');
  expect(await closed).toBe('SIGTERM');
  expect(() => process.kill(check, 0)).toThrow('ESRCH');
  expect(fs.readdirSync(temporary)).toEqual([]);
});

test('a runner takes nothing for a command that stands in a file of the pull request', async () => {
  write(
    'apps/::error::boo.yaml',
    read('apps/shop.yaml').replace('name: shop,', 'name: other,').replace('path: shop', 'path: gone'),
  );
  git('add', '.');
  git('commit', '-qm', 'three');
  const { output } = await ci({ GITHUB_ACTIONS: 'true' });
  const lines = output.split('\n');
  const [, token = ''] = /^::stop-commands::(.+)$/.exec(lines[0] ?? '') ?? [];
  expect(token).toMatch(/^[0-9a-f]{32}$/);
  expect(lines.filter((line) => line === `::${token}::`)).toHaveLength(1);
  expect(output).toContain('::error::boo.yaml');
  expect(output.indexOf('::error::boo.yaml')).toBeLessThan(output.indexOf(`::${token}::`));
});

test('what stands in Git is not replaced by a report', async () => {
  write('out/review.html', 'mine');
  git('add', '.');
  expect(await ci({}, '--output', 'out')).toMatchObject({
    status: 2,
    output: expect.stringContaining('out/review.html is in Git, and a report would replace it'),
  });
  expect(read('out/review.html')).toBe('mine');
});
