import { execFileSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import * as fc from 'fast-check';
import { DiskTree } from './disk-tree';
import type { FileTree } from './file-tree';
import { GitTree } from './git-tree';
import { TreeError } from './tree-error';

let dir: string;

beforeEach(() => {
  dir = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'git-tree-')));
  process.env.GIT_CONFIG_GLOBAL = path.join(dir, 'gitconfig');
  process.env.GIT_CONFIG_NOSYSTEM = '1';
  fs.writeFileSync(
    path.join(dir, 'gitconfig'),
    '[user]\nname = a\nemail = a@example.com\n[protocol "file"]\nallow = always\n[gc]\nauto = 0\n[maintenance]\nauto = false\n',
  );
});
afterEach(() => {
  delete process.env.GIT_CONFIG_GLOBAL;
  delete process.env.GIT_CONFIG_NOSYSTEM;
  fs.rmSync(dir, { recursive: true });
});

// The environment is named: jest's process.env is a copy, which a process that is not given one does not get.
const git = (at: string, ...args: string[]) =>
  execFileSync('git', args, { cwd: at, env: process.env, encoding: 'utf8', stdio: 'pipe' });

/** A repository with one commit of some files. */
function repository(files: Readonly<Record<string, string | Buffer>>, name = 'repo', ...init: string[]): string {
  const top = path.join(dir, name);
  fs.mkdirSync(top);
  git(top, 'init', '-q', ...init);
  commit(top, files);
  return top;
}

function commit(top: string, files: Readonly<Record<string, string | Buffer>>): void {
  for (const [file, content] of Object.entries(files)) {
    fs.mkdirSync(path.join(top, path.dirname(file)), { recursive: true });
    fs.writeFileSync(path.join(top, file), content);
  }
  git(top, 'add', '-A', '-f');
  git(top, 'commit', '-q', '--allow-empty', '-m', 'x');
}

/** What a tree says to all questions about a path: a value, or the code of an error. */
function answers(tree: FileTree, file: string): Record<string, unknown> {
  const asked = (ask: () => unknown): unknown => {
    try {
      return ask();
    } catch (error) {
      if (!(error instanceof TreeError)) throw error;
      return error.code;
    }
  };
  return {
    list: asked(() => tree.list(file).filter(({ name }) => name !== '.git')),
    type: asked(() => tree.type(file)),
    read: asked(() => Buffer.from(tree.read(file)).toString('hex')),
    size: asked(() => tree.size(file)),
    readlink: asked(() => tree.readlink(file)),
  };
}

test('a commit answers as a clean checkout of it does, whatever its files are called and hold', () => {
  const name = fc.constantFrom(
    'a',
    'b',
    'c.yaml',
    'é x',
    '-n',
    ':(top)',
    '*',
    '"\'',
    'new\nline',
    'tab\t',
    '😀',
    '\uff5e',
  );
  const file = fc.array(name, { minLength: 1, maxLength: 4 }).map((parts) => parts.join('/'));
  const content = fc.oneof(
    fc.uint8Array({ maxLength: 40 }).map((bytes) => Buffer.from(bytes)),
    fc.constantFrom('', 'a: 1\n', 'a: 1\r\n', 'blob 3\n', '\0').map((text) => Buffer.from(text)),
  );
  let count = 0;
  fc.assert(
    fc.property(
      fc.array(fc.tuple(file, content), { maxLength: 15 }),
      fc.array(fc.tuple(file, file), { maxLength: 6 }),
      (files, links) => {
        count += 1;
        const top = path.join(dir, `r${count}`);
        fs.mkdirSync(top);
        git(top, 'init', '-q');
        // A name may be a file in one path and a directory in another.
        const place = (one: string, make: (place: string) => void) => {
          try {
            fs.mkdirSync(path.join(top, path.dirname(one)), { recursive: true });
            make(path.join(top, one));
          } catch {}
        };
        for (const [one, bytes] of files) place(one, (at) => fs.writeFileSync(at, bytes));
        for (const [one, to] of links)
          place(one, (at) => fs.symlinkSync(path.relative(path.dirname(one), to) || '.', at));
        git(top, 'add', '-A');
        git(top, 'commit', '-q', '--allow-empty', '-m', 'x');
        git(top, 'clean', '-q', '-f', '-d', '-x');
        const inGit = new GitTree(top, 'HEAD');
        const onDisk = new DiskTree(top);
        const named = [...files, ...links].flatMap(([one]) =>
          one.split('/').map((_, at, parts) => parts.slice(0, at + 1).join('/')),
        );
        const through = links.flatMap(([one]) => [`${one}/a`, `${one}/c.yaml`, `${one}/a/b`]);
        for (const one of ['', 'none', ...named, ...through])
          expect([one, answers(inGit, one)]).toEqual([one, answers(onDisk, one)]);
        fs.rmSync(top, { recursive: true });
      },
    ),
    { numRuns: Number(process.env.FC_RUNS ?? 25) },
  );
});

test('a revision is read as it was, and the working tree is left alone', () => {
  const top = repository({ 'dist/a.yaml': 'old', '.gitattributes': '* filter=evil diff=evil' });
  git(top, 'tag', '-a', 'v1', '-m', 'v1');
  commit(top, { 'dist/a.yaml': 'new', 'dist/b.yaml': '' });
  // What a repository could make Git start.
  for (const key of ['filter.evil.smudge', 'filter.evil.clean', 'diff.evil.textconv', 'core.fsmonitor'])
    git(top, 'config', key, `touch ${path.join(dir, 'started')}`);
  const before = git(top, '-c', 'core.fsmonitor=false', 'status', '--porcelain');
  fs.rmSync(path.join(dir, 'started'), { force: true });

  const tree = new GitTree(top, 'v1');
  expect(tree.list('dist')).toEqual([{ name: 'a.yaml', type: 'file' }]);
  expect(tree.read('dist/a.yaml').toString()).toBe('old');
  expect(tree.commit).toBe(git(top, 'rev-parse', 'v1^{commit}').trim());
  expect(tree.shown('dist/a.yaml')).toBe('v1:dist/a.yaml');
  expect(() => tree.read('dist/b.yaml')).toThrow('v1:dist/b.yaml: no such file or directory (ENOENT)');
  expect(fs.existsSync(path.join(dir, 'started'))).toBe(false);
  expect(git(top, '-c', 'core.fsmonitor=false', 'status', '--porcelain')).toBe(before);
});

test('a symlink that leads out of the repository leads nowhere that is read', () => {
  const top = repository({ 'a.yaml': '' });
  fs.writeFileSync(path.join(dir, 'secret'), 'secret');
  fs.symlinkSync('../secret', path.join(top, 'out'));
  fs.symlinkSync('/etc', path.join(top, 'etc'));
  commit(top, {});
  const tree = new GitTree(top, 'HEAD');
  expect(answers(tree, 'out')).toEqual({
    list: 'EACCES',
    type: 'symlink',
    read: 'EACCES',
    size: 'EACCES',
    readlink: '../secret',
  });
  expect(answers(tree, 'etc/passwd')).toMatchObject({ type: undefined, read: 'EACCES' });
});

test('a submodule is an empty directory, as where it is not checked out', () => {
  const inner = repository({ 'x.yaml': '' }, 'inner');
  const top = repository({ 'a.yaml': '' });
  git(top, 'submodule', '--quiet', 'add', inner, 'charts/inner');
  commit(top, {});
  git(top, 'submodule', '--quiet', 'deinit', '-f', 'charts/inner');
  for (const one of ['charts', 'charts/inner', 'charts/inner/x.yaml'])
    expect(answers(new GitTree(top, 'HEAD'), one)).toEqual(answers(new DiskTree(top), one));
  expect(new GitTree(top, 'HEAD').list('charts/inner')).toEqual([]);
});

test('SHA-256 object names are read like others', () => {
  const top = repository({ 'dist/a.yaml': 'a: 1\n' }, 'repo', '--object-format=sha256');
  const tree = new GitTree(top, 'HEAD');
  expect(tree.commit).toHaveLength(64);
  expect(tree.read('dist/a.yaml').toString()).toBe('a: 1\n');
});

test('the environment of a hook changes nothing, nor does an object that the clone replaces', () => {
  const top = repository({ 'a.yaml': 'first' });
  commit(top, { 'a.yaml': 'second' });
  git(top, 'replace', 'HEAD', 'HEAD^');
  const elsewhere = path.join(dir, 'nowhere');
  const odd = { GIT_DIR: elsewhere, GIT_OBJECT_DIRECTORY: elsewhere, GIT_INDEX_FILE: elsewhere };
  Object.assign(process.env, odd);
  try {
    expect(new GitTree(top, 'HEAD').read('a.yaml').toString()).toBe('second');
  } finally {
    for (const name of Object.keys(odd)) delete process.env[name];
  }
});

test('names that Git would never check out are not there', () => {
  const top = repository({ 'a.yaml': '' });
  const blob = git(top, 'rev-parse', 'HEAD:a.yaml').trim();
  const entries = ['..', '.git', 'b.yaml'].map((name) => `100644 blob ${blob}\t${name}\n`).join('');
  const made = execFileSync('git', ['mktree'], { cwd: top, env: process.env, input: entries, encoding: 'utf8' }).trim();
  const found = git(top, 'commit-tree', '-m', 'x', made).trim();
  expect(new GitTree(top, found).list('')).toEqual([{ name: 'b.yaml', type: 'file' }]);
});

describe('what cannot be read is reported', () => {
  test('a revision that is not there, and one that could be taken for an option', () => {
    const top = repository({ 'a.yaml': '' });
    expect(() => new GitTree(top, 'v9')).toThrow(/fatal: .*single revision/);
    expect(() => new GitTree(top, '--all')).toThrow(/fatal: /);
    expect(() => new GitTree(dir, 'HEAD')).toThrow('not a git repository');
  });

  test('what a partial clone lacks, and how to get it: nothing is fetched', () => {
    const origin = repository({ 'a.yaml': 'a', 'b.yaml': 'b' });
    git(origin, 'config', 'uploadpack.allowFilter', 'true');
    git(dir, 'clone', '-q', '--filter=blob:none', '--no-checkout', `file://${origin}`, 'clone');
    const clone = path.join(dir, 'clone');
    git(clone, 'checkout', '-q', 'HEAD', '--', 'a.yaml');
    const objects = git(clone, 'count-objects', '-v');
    expect(() => new GitTree(clone, 'HEAD')).toThrow('the clone is partial, and git fetch --refetch --no-filter gets');
    expect(git(clone, 'count-objects', '-v')).toBe(objects);
    git(clone, 'fetch', '-q', '--refetch', '--no-filter');
    expect(new GitTree(clone, 'HEAD').read('b.yaml').toString()).toBe('b');
  });

  test('a file whose object is damaged; those beside it are read all the same', () => {
    const top = repository({ 'a.yaml': 'a', 'b.yaml': 'b', 'c.yaml': 'c' });
    const tree = new GitTree(top, 'HEAD');
    const oid = git(top, 'rev-parse', 'HEAD:b.yaml').trim();
    const object = path.join(top, '.git', 'objects', oid.slice(0, 2), oid.slice(2));
    fs.chmodSync(object, 0o600);
    fs.writeFileSync(object, 'damaged');
    expect(tree.read('a.yaml').toString()).toBe('a');
    expect(() => tree.read('b.yaml')).toThrow(/^HEAD:b.yaml: Git cannot read it: /);
    expect(tree.read('c.yaml').toString()).toBe('c');
  });

  test.each(['is missing', 'is damaged'])('a file whose object %s before the names are read', (how) => {
    const top = repository({ 'a.yaml': 'a', 'b.yaml': 'b', 'c.yaml': 'c' });
    const oid = git(top, 'rev-parse', 'HEAD:b.yaml').trim();
    const object = path.join(top, '.git', 'objects', oid.slice(0, 2), oid.slice(2));
    fs.rmSync(object);
    if (how === 'is damaged') fs.writeFileSync(object, 'damaged');
    const tree = new GitTree(top, 'HEAD');
    const reason = 'HEAD:b.yaml: the clone lacks this object, or it is damaged; git fetch --refetch gets it (EIO)';
    expect(() => tree.size('b.yaml')).toThrow(reason);
    expect(() => tree.read('b.yaml')).toThrow(reason);
    expect(tree.type('b.yaml')).toBe('file');
    expect([tree.read('a.yaml').toString(), tree.read('c.yaml').toString()]).toEqual(['a', 'c']);
  });

  test('a repository that Git refuses because it belongs to somebody else', () => {
    if (process.getuid?.() !== 0) {
      console.log('skipped: only root can give a repository to somebody else');
      return;
    }
    const top = repository({ 'a.yaml': '' });
    fs.chownSync(top, 12345, 12345);
    fs.chownSync(path.join(top, '.git'), 12345, 12345);
    expect(() => new GitTree(top, 'HEAD')).toThrow('dubious ownership');
  });
});

test('more files than are read at once are all read, each as it is', () => {
  const files: Record<string, Buffer> = {};
  for (let at = 0; at < 40; at++) files[`f${at}`] = Buffer.alloc(600_000, at);
  files.large = Buffer.alloc(3_000_000, 'x');
  const tree = new GitTree(repository(files), 'HEAD');
  for (const [file, content] of Object.entries(files)) expect(Buffer.from(tree.read(file)).equals(content)).toBe(true);
});
