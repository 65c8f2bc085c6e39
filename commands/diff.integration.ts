/** What a reviewer runs: on revisions of a repository, and on folders. */
import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { app, claim, object, workload } from '../review/testing/reviews';
import { command } from './diff';

const URL = 'https://git.example.com/platform.git';

let dir: string;

beforeEach(() => {
  dir = fs.mkdtempSync(path.join(os.tmpdir(), 'diff-'));
  git('init', '-q', '-b', 'main');
  git('remote', 'add', 'origin', URL);
  write({
    'apps/web.json': app('web'),
    'web/a.json': workload('Deployment', 'front', 'nginx:1'),
    'web/data.json': claim('data'),
  });
  commit('begin');
});
afterEach(() => fs.rmSync(dir, { recursive: true }));

function write(files: Record<string, string>): void {
  for (const [file, content] of Object.entries(files)) {
    fs.mkdirSync(path.join(dir, path.dirname(file)), { recursive: true });
    fs.writeFileSync(path.join(dir, file), content);
  }
}

const remove = (file: string) => fs.rmSync(path.join(dir, file));

function git(...args: string[]): string {
  const env = {
    ...process.env,
    GIT_CONFIG_GLOBAL: os.devNull,
    GIT_CONFIG_SYSTEM: os.devNull,
    GIT_AUTHOR_NAME: 'Jane Doe',
    GIT_AUTHOR_EMAIL: 'jane@example.com',
    GIT_COMMITTER_NAME: 'Jane Doe',
    GIT_COMMITTER_EMAIL: 'jane@example.com',
  };
  const { status, stdout, stderr } = spawnSync('git', args, { cwd: dir, encoding: 'utf8', env });
  if (status !== 0) throw new Error(stderr);
  return stdout.trim();
}

function commit(message: string): string {
  git('add', '--all');
  git('commit', '-q', '--allow-empty', '-m', message);
  return git('rev-parse', 'HEAD');
}

interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** In this process: the modules are loaded once. */
async function run(...args: string[]): Promise<Ran> {
  const lines = { log: [] as string[], error: [] as string[] };
  for (const name of ['log', 'error'] as const)
    jest.spyOn(console, name).mockImplementation((...words: unknown[]) => {
      lines[name].push(words.join(' '));
    });
  const before = process.cwd();
  process.chdir(dir);
  let code = 0;
  try {
    await command()
      .exitOverride()
      .parseAsync(['node', 'diff', '--no-render', ...args]);
    code = Number(process.exitCode ?? 0);
  } catch (error) {
    code = 2;
    lines.error.push((error as Error).message);
  } finally {
    process.exitCode = undefined;
    process.chdir(before);
    jest.restoreAllMocks();
  }
  return { code, out: `${lines.log.join('\n')}\n`, err: lines.error.join('\n') };
}

const summary = async (...args: string[]) => (await run(...args)).out.trimEnd().split('\n').at(-1);

test('the default is what was done since the main branch was left, committed or not', async () => {
  expect(await run()).toMatchObject({ code: 0, err: '' });
  expect(await summary()).toBe('no consequences; 1 Application (all the same), 2 objects (all the same)');
  git('checkout', '-q', '-b', 'work');
  write({ 'web/a.json': workload('Deployment', 'front', 'nginx:2') });
  commit('image');
  remove('web/data.json');
  const { code, out } = await run();
  expect(code).toBe(1);
  expect(out).toMatch(/^main \([0-9a-f]{12}\) → the working tree\n/);
  expect(out).toContain('loses data[goes]: PersistentVolumeClaim web/data is deleted (pruned by Application web)');
  expect(out).toContain('--> web/data.json:1 (before)');
  expect(out).toContain('interrupts[rolls]: Deployment web/front replaces its pods');
  // What is not committed is no part of the commit.
  expect(await summary('main', 'work')).toBe(
    '1 × interrupts, 1 × note; 1 Application (1 changed), 2 objects (1 changed)',
  );
  expect(await summary('main...work')).toBe(await summary('main', 'work'));
  expect((await run('work')).out).not.toContain('rolls');
});

test('what the main branch did meanwhile is no part of the change', async () => {
  git('checkout', '-q', '-b', 'work');
  git('checkout', '-q', 'main');
  remove('web/data.json');
  commit('main goes on');
  git('checkout', '-q', 'work');
  expect(await summary()).toContain('no consequences');
  expect(await summary('main..work')).toContain('1 created');
  expect(await summary('main...work')).toContain('no consequences');
});

test('the working tree is not touched, and nothing that a repository configures is run', async () => {
  const ran = path.join(dir, '.git', 'ran');
  for (const key of ['core.fsmonitor', 'diff.external', 'core.pager', 'gpg.program'])
    git('config', key, `sh -c 'touch ${ran}'`);
  git('config', 'log.showSignature', 'true');
  write({ 'web/b.json': object('v1 ConfigMap', 'b') });
  const before = git('-c', 'core.fsmonitor=false', 'status', '--porcelain');
  fs.rmSync(ran, { force: true });
  expect((await run('HEAD')).out).toContain('+ ConfigMap web/b');
  expect(fs.existsSync(ran)).toBe(false);
  expect(git('-c', 'core.fsmonitor=false', 'status', '--porcelain')).toBe(before);
});

test('two folders, and a folder of a name that is also a revision', async () => {
  for (const folder of ['old', 'new'])
    for (const part of ['apps', 'web'])
      fs.cpSync(path.join(dir, part), path.join(dir, folder, part), { recursive: true });
  remove('new/web/data.json');
  expect((await run('old', 'new')).out).toContain('loses data[goes]: PersistentVolumeClaim web/data');
  git('tag', 'old');
  expect(await run('old', 'new')).toMatchObject({
    code: 2,
    err: expect.stringContaining('write ./old for the folder'),
  });
  expect((await run('./old', 'new')).code).toBe(1);
});

test('a danger is let through on purpose, and the report says by whom', async () => {
  remove('web/data.json');
  const allowed = await run('--allow', 'goes:PersistentVolumeClaim/web/*');
  expect(allowed.code).toBe(0);
  expect(allowed.out).toContain('= allowed by --allow: goes:PersistentVolumeClaim/web/*');
  expect((await run('--allow', 'goes:PersistentVolumeClaim/other/*')).code).toBe(1);
  expect((await run('--allow', 'goes:PersistentVolumeClaim/*')).code).toBe(1);

  const base = git('rev-parse', 'HEAD');
  const id = commit('remove the data\n\nGroundwork-Allow: goes:PersistentVolumeClaim/web/data');
  const { code, out } = await run(base);
  expect(code).toBe(0);
  expect(out).toContain(`= allowed by Jane Doe (commit ${id.slice(0, 12)}): goes:PersistentVolumeClaim/web/data`);
  expect(JSON.parse((await run(base, '--format', 'json')).out).consequences[0].allowed).toEqual({
    pattern: 'goes:PersistentVolumeClaim/web/data',
    by: `Jane Doe (commit ${id.slice(0, 12)})`,
  });
  expect((await run(base, '--format', 'markdown')).out).toContain(`allowed by Jane Doe (commit ${id.slice(0, 12)})`);
});

test('a line of a commit that lets nothing through is told', async () => {
  const base = git('rev-parse', 'HEAD');
  commit('typo\n\nGroundwork-Allow: gose:Pod/web/a');
  expect((await run(base)).err).toContain('gose:Pod/web/a, by Jane Doe (commit');
});

test('--fail-on', async () => {
  write({ 'web/a.json': workload('Deployment', 'front', 'nginx:2') });
  expect((await run()).code).toBe(0);
  expect((await run('--fail-on', 'interrupts')).code).toBe(1);
  remove('web/data.json');
  expect((await run('--fail-on', 'loses-data')).code).toBe(1);
  expect((await run('--fail-on', 'never')).code).toBe(0);
});

test.each([
  [['nowhere'], 'Git knows no revision nowhere here'],
  [['^HEAD'], 'Git knows no revision ^HEAD here'],
  [['HEAD^{tree}'], 'Git knows no revision HEAD^{tree} here'],
  [['--', '--output=x'], 'Git knows no revision --output=x here'],
  [['--fail-on', 'bad'], '--fail-on bad is no severity'],
  [['--allow', 'goes'], '--allow goes: it is not of the form NAME:KIND/NAMESPACE/NAME'],
  [['--allow', 'gose:Pod/a/b'], 'there is no consequence gose'],
  [['--dir', 'nothing'], '--dir nothing is in neither of the two states'],
  [['--explain', 'rols'], 'Did you mean rolls?'],
  [['HEAD', '--dir', 'web'], 'found nothing to check'],
])('%j is wrong use', async (args, words) => {
  expect(await run(...args)).toMatchObject({ code: 2, err: expect.stringContaining(words) });
});

test('--explain has the pages', async () => {
  expect((await run('--explain')).out).toContain('goes (goes)\n    An object is deleted');
  expect((await run('--explain', 'rolls')).out).toMatch(/^# rolls\n/);
});

test('no main branch, and no checkout', async () => {
  git('branch', '-m', 'main', 'trunk');
  expect(await run()).toMatchObject({ code: 2, err: expect.stringContaining('groundwork diff BASE') });
  fs.rmSync(path.join(dir, '.git'), { recursive: true });
  expect(await run()).toMatchObject({ code: 2, err: expect.stringContaining('name two folders') });
});

describe('Applications in a submodule', () => {
  const child = (image: string): void => {
    write({ 'sub/apps/other.json': app('other') });
    write({ 'sub/note.txt': image });
    for (const args of [
      ['add', '--all'],
      ['commit', '-q', '-m', image],
    ])
      git('-C', 'sub', ...args);
  };
  let made: string;

  beforeEach(() => {
    made = fs.mkdtempSync(path.join(os.tmpdir(), 'diff-sub-'));
    git('init', '-q', '-b', 'main', made);
    git('-C', made, 'commit', '-q', '--allow-empty', '-m', 'begin');
    git('-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'add', made, 'sub');
    child('one');
    commit('with a submodule');
    child('two');
    commit('another commit of it');
  });
  afterEach(() => fs.rmSync(made, { recursive: true }));

  test('are read in the commit that each state names', async () => {
    const { out } = await run('HEAD~1', '--dir', '.');
    expect(out).not.toMatch(/other/);
    expect(out).toMatch(/^no consequences; 2 Applications \(all the same\)/m);
  });

  test('that is not at hand are not compared, neither created nor gone', async () => {
    git('submodule', '--quiet', 'deinit', '--force', 'sub');
    fs.rmSync(path.join(dir, '.git/modules/sub'), { recursive: true });
    expect((await run('HEAD~1', '--dir', '.')).out).not.toMatch(/other/);
    // The old files are at hand, the new ones are not: the directory became a submodule.
    git('rm', '-q', '--cached', 'sub');
    fs.rmSync(path.join(dir, 'sub'), { recursive: true });
    write({ 'sub/apps/other.json': app('other') });
    const old = commit('a directory');
    const { code, out } = await run(old, 'HEAD~1', '--dir', '.');
    expect(code).toBe(0);
    expect(out).toMatch(
      /^ {2}Application other \(after\): sub is a submodule, whose commit [0-9a-f]{12} is not at hand/m,
    );
    expect(out).toMatch(/^no consequences; 1 Application \(all the same\)/m);
  });
});
