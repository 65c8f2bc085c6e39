import { execFileSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import * as fc from 'fast-check';
import { DiskTree } from './disk-tree';
import { MemoryTree } from './memory-tree';
import { whyLeftOut } from './resolve-link';

let dir: string;

beforeEach(() => {
  dir = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'committed-')));
  // What the machine's owner ignores everywhere is no matter of these tests, unless one says so.
  process.env.GIT_CONFIG_GLOBAL = path.join(dir, 'gitconfig');
  process.env.GIT_CONFIG_NOSYSTEM = '1';
  fs.writeFileSync(path.join(dir, 'gitconfig'), '[user]\nname = a\nemail = a@example.com\n');
});
afterEach(() => {
  delete process.env.GIT_CONFIG_GLOBAL;
  delete process.env.GIT_CONFIG_NOSYSTEM;
  fs.rmSync(dir, { recursive: true });
});

// The environment is named: jest's process.env is a copy, which a process that is not given one does not get.
const git = (at: string, ...args: string[]) =>
  execFileSync('git', args, { cwd: at, env: process.env, encoding: 'utf8', stdio: 'pipe' });

/** Makes a checkout with some files; a path that ends in `/` is an empty directory. */
function checkout(files: Readonly<Record<string, string>>, name = 'repo'): string {
  const top = path.join(dir, name);
  fs.mkdirSync(top);
  git(top, 'init', '-q');
  write(top, files);
  return top;
}

function write(top: string, files: Readonly<Record<string, string>>): void {
  for (const [file, text] of Object.entries(files)) {
    const place = path.join(top, file);
    fs.mkdirSync(file.endsWith('/') ? place : path.dirname(place), { recursive: true });
    if (!file.endsWith('/')) fs.writeFileSync(place, text);
  }
}

/** Every file of a tree, and every directory with a `/` at its end. */
function all(tree: DiskTree, at = ''): string[] {
  return tree.list(at).flatMap(({ name, type }) => {
    const file = at === '' ? name : `${at}/${name}`;
    if (name === '.git') return [];
    return type === 'directory' ? [`${file}/`, ...all(tree, file)] : [file];
  });
}

/** What a commit of everything would have. */
function committed(top: string): string[] {
  const copy = `${top}-copy`;
  fs.cpSync(top, copy, { recursive: true });
  git(copy, 'add', '-A');
  const files = git(copy, 'ls-files', '-z').split('\0').filter(Boolean);
  fs.rmSync(copy, { recursive: true });
  const directories = files.flatMap((file) => file.split('/').map((_, at, parts) => parts.slice(0, at).join('/')));
  return [...files, ...new Set(directories.filter(Boolean).map((one) => `${one}/`))].sort();
}

test('a checkout has what a commit of all of it would have: the same files, the same directories', () => {
  const name = fc.constantFrom('a', 'b', 'c.yaml', 'values.sec', 'dist', 'é x');
  const file = fc.array(name, { minLength: 1, maxLength: 4 }).map((parts) => parts.join('/'));
  const rule = fc
    .tuple(
      fc.constantFrom('', '!', '/', '!/', '**/'),
      fc.constantFrom('a', 'b', '*.yaml', '*', 'dist', 'a/b', 'a/*', 'é x', 'a/**/b', '[bc]*'),
      fc.constantFrom('', '/'),
    )
    .map((parts) => parts.join(''));
  const rules = fc.array(rule, { maxLength: 4 }).map((lines) => `${lines.join('\n')}\n`);
  let count = 0;
  fc.assert(
    fc.property(
      fc.array(file, { maxLength: 12 }),
      fc.array(file, { maxLength: 3 }),
      rules,
      fc.option(fc.tuple(name, rules)),
      rules,
      fc.array(fc.nat(), { maxLength: 3 }),
      (files, empty, ignore, inner, exclude, tracked) => {
        count += 1;
        const top = checkout({}, `r${count}`);
        const place = (one: string) => {
          // A name may be a file in one path and a directory in another.
          try {
            write(top, { [one]: one });
          } catch {}
        };
        for (const one of files) place(one);
        for (const one of empty) place(`${one}/`);
        const is = (one: string, what: 'isFile' | 'isDirectory') =>
          fs.existsSync(path.join(top, one)) && fs.statSync(path.join(top, one))[what]();
        const present = [...new Set(files)].filter((one) => is(one, 'isFile'));
        write(top, { '.gitignore': ignore, '.git/info/exclude': exclude });
        if (inner && is(inner[0], 'isDirectory')) write(top, { [`${inner[0]}/.gitignore`]: inner[1] });
        const forced = present.filter((_, at) => tracked.some((one) => one % present.length === at));
        if (forced.length > 0) git(top, 'add', '-f', '--', ...forced);
        const expected = committed(top);
        const tree = new DiskTree(top);
        expect(all(tree).sort()).toEqual(expected);
        // Asked one by one, in a tree that has listed nothing, it is the same.
        const fresh = new DiskTree(top);
        for (const one of [...files, ...files.map(path.posix.dirname)]) {
          if (one !== '.' && fs.existsSync(path.join(top, one)))
            expect([one, fresh.type(one) !== undefined]).toEqual([
              one,
              expected.includes(one) || expected.includes(`${one}/`),
            ]);
        }
        fs.rmSync(top, { recursive: true });
      },
    ),
    { numRuns: Number(process.env.FC_RUNS ?? 25) },
  );
});

describe('what Git ignores is not there for Argo CD', () => {
  test('unless it is tracked; the message names the ignore rule', () => {
    // GIVEN every place where Git looks for a rule
    const top = checkout({
      '.gitignore': '\n\n*.secret.yaml\nnode_modules/\n',
      'deploy/.gitignore': '/rendered\n',
      '.git/info/exclude': 'mine.yaml\n',
      'a.secret.yaml': '',
      'tracked.secret.yaml': '',
      'mine.yaml': '',
      'theirs.bak': '',
      'deploy/a.yaml': '',
      'deploy/rendered/x.yaml': '',
      'only/b.secret.yaml': '',
      'node_modules/x/y.yaml': '',
    });
    write(dir, { gitconfig: `[core]\nexcludesFile = ${dir}/everywhere\n`, everywhere: '*.bak\n' });
    git(top, 'add', '-f', 'tracked.secret.yaml');
    const tree = new DiskTree(top, 'here');
    // THEN
    expect(all(tree)).toEqual(['.gitignore', 'deploy/', 'deploy/.gitignore', 'deploy/a.yaml', 'tracked.secret.yaml']);
    const why = (rule: string) => `it is here, but Git ignores it (${rule}), so Argo CD does not get it`;
    expect(whyLeftOut(tree, 'a.secret.yaml')).toBe(why('here/.gitignore:3'));
    expect(whyLeftOut(tree, 'only/b.secret.yaml')).toBe(why('here/.gitignore:3'));
    expect(whyLeftOut(tree, 'only')).toBe(why('here/.gitignore:3'));
    expect(whyLeftOut(tree, 'deploy/rendered/x.yaml')).toBe(why('here/deploy/.gitignore:1'));
    expect(whyLeftOut(tree, 'mine.yaml')).toBe(why('here/.git/info/exclude:1'));
    expect(whyLeftOut(tree, 'theirs.bak')).toBe(why(`${dir}/everywhere:1`));
    expect(whyLeftOut(tree, 'node_modules/x/y.yaml')).toBe(why('here/.gitignore:4'));
    // What is there, or nowhere, has no reason.
    expect(['tracked.secret.yaml', 'deploy/a.yaml', 'gone.yaml'].map((one) => whyLeftOut(tree, one))).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });

  test('nor is where a symlink leads to it', () => {
    const top = checkout({ '.gitignore': 'secret.yaml\n', 'secret.yaml': '' });
    fs.symlinkSync('secret.yaml', path.join(top, 'values.yaml'));
    const tree = new DiskTree(top, '');
    expect(tree.type('values.yaml')).toBe('symlink');
    expect(whyLeftOut(tree, 'values.yaml')).toContain('(.gitignore:1)');
  });

  test('but a folder in it that is named is checked', () => {
    const top = checkout({
      '.gitignore': 'out/\n*.tmp.yaml\n',
      'out/a/x.yaml': '',
      'out/b/y.tmp.yaml': '',
      'kept/.gitignore': '*\n!.gitignore\n',
      'kept/x.yaml': '',
      'deploy/x.yaml': '',
      'deploy/x.tmp.yaml': '',
      'fresh/': '',
    });
    const tree = new DiskTree(top, '');
    expect(all(tree)).toEqual(['.gitignore', 'deploy/', 'deploy/x.yaml', 'kept/', 'kept/.gitignore']);
    expect(tree.want('out/b')).toBe('Git ignores it (.gitignore:1)');
    expect(tree.want('kept')).toBe('Git ignores it (kept/.gitignore:1)');
    // Nothing to be said of one that Git takes, or that is empty; that one is there, though.
    expect([tree.want('deploy'), tree.want('fresh'), tree.want('')]).toEqual([undefined, undefined, undefined]);
    expect(all(tree)).toEqual([
      '.gitignore',
      'deploy/',
      'deploy/x.yaml',
      'fresh/',
      'kept/',
      'kept/.gitignore',
      'kept/x.yaml',
      'out/',
      'out/b/',
      'out/b/y.tmp.yaml',
    ]);
    // And so is one that is the root.
    expect(all(new DiskTree(path.join(top, 'out')))).toEqual(['a/', 'a/x.yaml', 'b/', 'b/y.tmp.yaml']);
    expect(all(new DiskTree(path.join(top, 'out/b')))).toEqual(['y.tmp.yaml']);
    expect(all(new DiskTree(path.join(top, 'deploy')))).toEqual(['x.yaml']);
  });
});

describe('another repository in the checkout', () => {
  /** A repository with a commit. */
  const repository = (at: string, files: Readonly<Record<string, string>>) => {
    fs.mkdirSync(at, { recursive: true });
    git(at, 'init', '-q');
    write(at, files);
    git(at, 'add', '-A');
    git(at, 'commit', '-q', '-m', 'x');
  };

  test('is not in the commit, unless it is a submodule', () => {
    const top = checkout({ 'x.yaml': '' });
    repository(path.join(dir, 'charts'), { 'c.yaml': '' });
    git(top, '-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'add', path.join(dir, 'charts'), 'charts');
    repository(path.join(top, 'clone'), { 'y.yaml': '' });
    const tree = new DiskTree(top, '');
    expect(all(tree)).toEqual(['.gitmodules', 'charts/', 'charts/c.yaml', 'x.yaml']);
    expect(whyLeftOut(tree, 'clone/y.yaml')).toBe(
      'it is here, but it is in clone, a Git repository of its own that is no submodule of this one, so Argo CD does not get it',
    );
    // A submodule that is not checked out here will be where Argo CD is.
    git(top, 'submodule', '--quiet', 'deinit', '-f', 'charts');
    expect(new DiskTree(top).type('charts')).toBe('directory');
  });

  test('and so is another worktree of this one; a folder that only looks like one is none', () => {
    const top = checkout({ 'x.yaml': '' });
    git(top, 'add', '-A');
    git(top, 'commit', '-q', '-m', 'x');
    git(top, 'worktree', 'add', '--quiet', 'next');
    write(top, { 'odd/.git/': '', 'odd/z.yaml': '' });
    expect(all(new DiskTree(top))).toEqual(['odd/', 'odd/z.yaml', 'x.yaml']);
    expect(all(new DiskTree(path.join(top, 'next')))).toEqual(['x.yaml']);
  });
});

test('the environment of a hook, or of a shell, changes nothing', () => {
  const top = checkout({ '.gitignore': 'ignored\n', ignored: '', 'x.yaml': '' });
  git(path.join(top), 'init', '-q', 'clone');
  write(top, { 'clone/y.yaml': '' });
  git(path.join(top, 'clone'), 'add', '-A');
  git(path.join(top, 'clone'), 'commit', '-q', '-m', 'x');
  const elsewhere = path.join(dir, 'nowhere');
  const odd = {
    GIT_LITERAL_PATHSPECS: '1',
    GIT_COMMON_DIR: elsewhere,
    GIT_OBJECT_DIRECTORY: elsewhere,
    GIT_DIR: elsewhere,
  };
  Object.assign(process.env, odd);
  try {
    expect(all(new DiskTree(top))).toEqual(['.gitignore', 'x.yaml']);
  } finally {
    for (const name of Object.keys(odd)) delete process.env[name];
  }
});

describe('where Git cannot say, everything counts', () => {
  test('outside of a checkout, and in one that Git does not understand', () => {
    write(dir, { 'plain/.gitignore': '*\n', 'plain/x.yaml': '', 'plain/empty/': '' });
    const files = ['.gitignore', 'empty/', 'x.yaml'];
    expect(all(new DiskTree(path.join(dir, 'plain')))).toEqual(files);
    write(dir, { 'plain/.git/HEAD': 'nonsense' });
    expect(all(new DiskTree(path.join(dir, 'plain')))).toEqual(files);
  });

  test('and without the git program', () => {
    const top = checkout({ '.gitignore': 'x.yaml\n', 'x.yaml': '' });
    const before = process.env.PATH;
    process.env.PATH = dir;
    try {
      expect(all(new DiskTree(top))).toEqual(['.gitignore', 'x.yaml']);
    } finally {
      process.env.PATH = before;
    }
  });
});

describe('under the plan of a synth', () => {
  const overlaid = (disk: DiskTree) =>
    new MemoryTree(new Map([['dist/a.yaml', 'plan']]), disk, (file) => file === 'dist' || file.startsWith('dist/'));

  test('what Git ignores is left out, but not what is about to be written', () => {
    const top = checkout({
      '.gitignore': 'dist/\nsecret.yaml\n',
      'dist/old.yaml': '',
      'secret.yaml': '',
      'v.yaml': '',
    });
    const tree = overlaid(new DiskTree(top, ''));
    expect(tree.list('').map(({ name }) => name)).toEqual(['.git', '.gitignore', 'dist', 'v.yaml']);
    expect(tree.list('dist')).toEqual([{ name: 'a.yaml', type: 'file' }]);
    expect(tree.type('secret.yaml')).toBeUndefined();
    expect(whyLeftOut(tree, 'secret.yaml')).toContain('(.gitignore:2)');
    expect(whyLeftOut(tree, 'dist/old.yaml')).toBeUndefined();
    // Who looks at every directory gets more, and costs no process.
    expect(
      overlaid(new DiskTree(top))
        .listMore('')
        .map(({ name }) => name),
    ).toContain('secret.yaml');
    expect(tree.listMore('dist')).toEqual([{ name: 'a.yaml', type: 'file' }]);
  });
});
