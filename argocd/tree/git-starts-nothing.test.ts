/**
 * A repository is somebody else's, and Git starts programs that its configuration, its attributes or the environment name.
 * None of them is started when a repository is read: a `git clone` and a `groundwork check` must not run what a stranger wrote.
 */
import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { DiskTree } from './disk-tree';
import {
  checkoutOf,
  filesInGit,
  ignoredByGit,
  ignoreRulesOf,
  isForeignRepository,
  remotesOf,
  sparsePathsOf,
  submodulesOf,
} from './git-checkout';
import { GitTree } from './git-tree';

let dir: string;
let ran: string;
let trap: string;
const environment = { ...process.env };

beforeEach(() => {
  dir = fs.mkdtempSync(path.join(os.tmpdir(), 'git-starts-'));
  ran = path.join(dir, 'ran');
  trap = path.join(dir, 'trap');
  fs.writeFileSync(trap, `#!/bin/sh\necho "$0 $*" >> '${ran}'\ncat\n`, { mode: 0o755 });
});
afterEach(() => {
  for (const name of Object.keys(process.env)) if (!(name in environment)) delete process.env[name];
  fs.rmSync(dir, { recursive: true, force: true });
});

function git(...args: readonly string[]): void {
  const { status, stderr } = spawnSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@b.c', ...args], {
    cwd: path.join(dir, 'repo'),
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(stderr);
}

/** A repository with a commit, a change that is not committed, and attributes that name each kind of program. */
function repository(): string {
  const repo = path.join(dir, 'repo');
  fs.mkdirSync(repo);
  git('init', '--quiet');
  fs.writeFileSync(path.join(repo, '.gitattributes'), '* filter=trap diff=trap merge=trap\n');
  fs.writeFileSync(path.join(repo, '.gitignore'), 'ignored\n');
  fs.writeFileSync(path.join(repo, 'a.yaml'), 'a: 1\n');
  git('add', '--all');
  git('commit', '--quiet', '--message', 'a');
  git('tag', 'v1');
  fs.writeFileSync(path.join(repo, 'a.yaml'), 'a: 2\n');
  fs.writeFileSync(path.join(repo, 'b.yaml'), 'b: 1\n');
  return repo;
}

/** All that is read of a repository. */
function readAll(repo: string): void {
  expect(fs.realpathSync(checkoutOf(repo) ?? '')).toBe(fs.realpathSync(repo));
  remotesOf(repo);
  const disk = new DiskTree(repo, '');
  expect(disk.list('').map(({ name }) => name)).toEqual(expect.arrayContaining(['a.yaml', 'b.yaml']));
  expect(Buffer.from(disk.read('a.yaml')).toString()).toBe('a: 2\n');
  filesInGit(repo);
  ignoredByGit(repo);
  ignoreRulesOf(repo, ['ignored', 'a.yaml']);
  sparsePathsOf(repo);
  submodulesOf(repo);
  isForeignRepository(repo, 'sub');
  const old = new GitTree(repo, 'v1');
  expect(Buffer.from(old.read('a.yaml')).toString()).toBe('a: 1\n');
}

const HOOKS = ['post-index-change', 'post-checkout', 'reference-transaction', 'fsmonitor-watchman', 'pre-auto-gc'];

test.each<[string, (repo: string) => void]>([
  ['core.fsmonitor', () => git('config', 'core.fsmonitor', trap)],
  ['hooks', (repo) => hooks(path.join(repo, '.git', 'hooks'))],
  [
    'core.hooksPath',
    () => {
      hooks(path.join(dir, 'hooks'));
      git('config', 'core.hooksPath', path.join(dir, 'hooks'));
    },
  ],
  [
    'filters',
    () => {
      for (const name of ['clean', 'smudge', 'process']) git('config', `filter.trap.${name}`, trap);
      git('config', 'filter.trap.required', 'true');
    },
  ],
  [
    'textconv and other drivers',
    () => {
      git('config', 'diff.trap.textconv', trap);
      git('config', 'diff.trap.command', trap);
      git('config', 'merge.trap.driver', trap);
      git('config', 'diff.external', trap);
    },
  ],
  [
    'aliases',
    () => {
      for (const name of ['ls-files', 'cat-file', 'rev-parse', 'ls-tree', 'config', 'remote', 'status', 'check-ignore'])
        git('config', `alias.${name}`, `!${trap}`);
    },
  ],
  [
    'pagers, editors and helpers',
    () => {
      for (const name of [
        'core.pager',
        'core.editor',
        'core.askPass',
        'core.sshCommand',
        'core.gitProxy',
        'gpg.program',
      ])
        git('config', name, trap);
      for (const name of ['pager.ls-files', 'pager.config', 'pager.cat-file']) git('config', name, trap);
      git('config', 'credential.helper', `!${trap}`);
      git('config', 'trailer.x.command', trap);
      git('config', 'uploadpack.packObjectsHook', trap);
    },
  ],
  [
    'a remote that is a program',
    () => {
      git('config', 'protocol.ext.allow', 'always');
      git('remote', 'add', 'origin', `ext::${trap}`);
      git('config', 'remote.origin.promisor', 'true');
      git('config', 'remote.origin.partialCloneFilter', 'blob:none');
    },
  ],
  [
    'an included file',
    (repo) => {
      fs.writeFileSync(path.join(repo, '.gitconfig'), `[core]\n\tfsmonitor = ${trap}\n\tpager = ${trap}\n`);
      git('config', 'include.path', path.join(repo, '.gitconfig'));
    },
  ],
  [
    'the environment',
    () => {
      for (const name of ['EXTERNAL_DIFF', 'SSH', 'SSH_COMMAND', 'PAGER', 'EDITOR', 'ASKPASS', 'PROXY_COMMAND'])
        process.env[`GIT_${name}`] = trap;
      process.env.GIT_DIR = path.join(dir, 'other');
      process.env.GIT_WORK_TREE = dir;
      process.env.GIT_INDEX_FILE = path.join(dir, 'index');
      process.env.GIT_TRACE = ran;
    },
  ],
  [
    'configuration in the environment',
    () => {
      Object.assign(process.env, {
        GIT_CONFIG_COUNT: '1',
        GIT_CONFIG_KEY_0: 'core.fsmonitor',
        GIT_CONFIG_VALUE_0: trap,
      });
    },
  ],
])('%s', (_, set) => {
  const repo = repository();
  set(repo);
  readAll(repo);
  expect(fs.existsSync(ran) ? fs.readFileSync(ran, 'utf8') : '').toBe('');
});

function hooks(folder: string): void {
  fs.mkdirSync(folder, { recursive: true });
  for (const name of HOOKS) fs.copyFileSync(trap, path.join(folder, name));
}

test('the trap is one: git itself starts it', () => {
  repository();
  git('config', 'core.fsmonitor', trap);
  git('status', '--short');
  expect(fs.readFileSync(ran, 'utf8')).toContain(trap);
});
