import { execFileSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { GitError, lastCommitOf } from './last-commit';
import { RECORD } from './record';
import { writeTree } from './writer';

// Somebody deletes dist/ before each synth, out of habit or because another program does. Without the commit to compare
// with, an empty platform would go through unasked, and Argo CD would prune everything.

let top: string;
let dir: string;

beforeEach(() => {
  top = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'groundwork-committed-')));
  dir = path.join(top, 'my platform', 'dist');
  fs.mkdirSync(path.dirname(dir));
});

afterEach(() => fs.rmSync(top, { recursive: true }));

function git(...args: string[]): string {
  const identity = ['-c', 'user.name=a', '-c', 'user.email=a@example.com', '-c', 'commit.gpgsign=false'];
  const env = { ...process.env, GIT_CONFIG_GLOBAL: os.devNull, GIT_CONFIG_SYSTEM: os.devNull };
  return execFileSync('git', [...identity, ...args], { cwd: top, env, encoding: 'utf8', stdio: 'pipe' });
}

const application = (name: string, more = '') =>
  `apiVersion: argoproj.io/v1alpha1\nkind: Application\nmetadata:\n  name: ${name}\n  namespace: argocd\n${more}`;
const apps = (count: number) =>
  new Map(Array.from({ length: count }, (_, i) => [`apps/a b${i}.yaml`, application(`a${i}`)] as [string, string]));

function commit(files: ReadonlyMap<string, string>): void {
  if (!fs.existsSync(path.join(top, '.git'))) git('init', '-q', '-b', 'main');
  writeTree(dir, files, { allowRemoval: true });
  git('add', '-A');
  git('commit', '-q', '-m', 'platform');
}
const clear = () => fs.rmSync(dir, { recursive: true });
const asked =
  /needs --allow-removal.*has no record of what was written \(SHA256SUMS\), so this compares with the commit/s;

describe('a folder that was deleted before the synth', () => {
  test.each([
    [8, 7, undefined, true],
    [8, 6, undefined, true],
    [8, 5, undefined, false],
    [8, 0, undefined, false],
    [1, 0, 1, false],
    [8, 5, 0.5, true],
  ])('from %i committed to %i Applications with the share %s: allowed %s', (from, to, removalShare, allowed) => {
    commit(apps(from));
    clear();
    const write = () => writeTree(dir, apps(to), { removalShare });
    if (allowed) expect(write().created).toHaveLength(to);
    else {
      expect(write).toThrow(asked);
      expect(write).toThrow(`would remove ${from - to} of ${from} Applications (argocd/a`);
      expect(fs.existsSync(dir)).toBe(false);
      expect(writeTree(dir, apps(to), { removalShare, allowRemoval: true }).created).toHaveLength(to);
    }
  });

  test('a moved or changed Application is not a removed one, but one that is left out of its file is', () => {
    const all = (to: number) => [...Array(to).keys()].map((i) => application(`a${i}`, 'spec: {}\n')).join('---\n');
    commit(apps(4));
    clear();
    expect(writeTree(dir, new Map([['all.yaml', all(4)]])).created).toEqual(['all.yaml']);
    fs.rmSync(path.join(dir, RECORD));
    // Neither where only the record is gone, and the folder is ahead of the commit.
    expect(writeTree(dir, new Map([['all.yaml', all(4)]])).unchanged).toBe(1);
    commit(new Map([['all.yaml', all(4)]]));
    clear();
    expect(() => writeTree(dir, new Map([['all.yaml', all(2)]]))).toThrow('would remove 2 of 4 Applications');
  });

  test('only its files are gone: the folder, or the record alone', () => {
    commit(apps(4));
    fs.rmSync(path.join(dir, 'apps'), { recursive: true });
    fs.rmSync(path.join(dir, RECORD));
    expect(() => writeTree(dir, new Map())).toThrow(asked);
    git('checkout', '-q', '--', '.');
    fs.rmSync(path.join(dir, RECORD));
    // Without a record the files are not known as generated, so they stay, and nothing is removed.
    expect(writeTree(dir, new Map()).removed).toEqual([]);
    expect(fs.readdirSync(path.join(dir, 'apps'))).toHaveLength(4);
  });
});

describe('a folder that was emptied, but for its record', () => {
  const emptied = () => fs.rmSync(path.join(dir, 'apps'), { recursive: true });
  const refused = /needs --allow-removal.*is not there any more, so this compares with the commit/s;

  test.each([
    [8, 6, true],
    [8, 5, false],
    [8, 0, false],
  ])('from %i committed to %i Applications: allowed %s', (from, to, allowed) => {
    commit(apps(from));
    emptied();
    const write = () => writeTree(dir, apps(to));
    if (allowed) expect(write().created).toHaveLength(to);
    else {
      expect(write).toThrow(refused);
      expect(write).toThrow(`would remove ${from - to} of ${from} Applications (argocd/a`);
      expect(fs.readdirSync(dir)).toEqual([RECORD]);
      expect(writeTree(dir, apps(to), { allowRemoval: true }).created).toHaveLength(to);
    }
  });

  test('everything that is still declared is written again, moved or not', () => {
    commit(apps(4));
    emptied();
    const moved = new Map([...apps(4)].map(([file, text]) => [`moved/${file}`, text] as const));
    expect(writeTree(dir, moved).created).toHaveLength(4);
  });

  test('an Application that was removed by hand counts together with those that an earlier, uncommitted synth has changed', () => {
    commit(apps(4));
    const changed = new Map([...apps(4)].map(([file, text]) => [file, `${text}spec: {}\n`] as const));
    writeTree(dir, changed);
    const [[gone], ...rest] = [...changed] as [[string, string], ...[string, string][]];
    fs.rmSync(path.join(dir, gone));
    // The hand has also been at one of the others, which is as committed again.
    const [edited] = rest[0] as [string, string];
    fs.appendFileSync(path.join(dir, edited), '# edited\n');
    const last = new Map([...rest, [edited, apps(4).get(edited) as string]]);
    expect(writeTree(dir, last)).toMatchObject({ changed: [edited], unchanged: 2 });
  });

  test('what the commit does not have any more either is not asked about', () => {
    commit(apps(4));
    emptied();
    git('add', '-A');
    git('commit', '-q', '-m', 'removed by hand');
    expect(writeTree(dir, apps(1)).created).toHaveLength(1);
  });

  test('if Git fails, that is reported', () => {
    commit(apps(4));
    emptied();
    fs.rmSync(path.join(top, '.git/objects'), { recursive: true });
    expect(writeTree(dir, apps(1)).unknownRemoval).toMatch(/^fatal: /);
  });
});

describe('whatever state the checkout is in', () => {
  test.each<[string, () => void]>([
    ['the removal is in the index already', () => git('rm', '-q', '-r', 'my platform/dist')],
    [
      'this clone has replaced the commit, which Argo CD knows nothing of',
      () => {
        const empty = execFileSync('git', ['mktree'], { cwd: top, input: '', encoding: 'utf8' }).trim();
        git('replace', 'HEAD', git('commit-tree', empty, '-m', 'nothing').trim());
      },
    ],
    ['HEAD is detached', () => git('checkout', '-q', '--detach')],
    ['HEAD is a branch of that name', () => git('branch', '-f', 'refs/heads/HEAD')],
    [
      'a merge is in conflict, in the record too',
      () => {
        git('branch', 'theirs');
        commit(new Map([...apps(4), ['b.yaml', application('ours')]]));
        git('checkout', '-q', 'theirs');
        commit(new Map([...apps(4), ['b.yaml', application('theirs')]]));
        expect(() => git('merge', 'main')).toThrow();
        expect(git('status', '--porcelain')).toContain('AA "my platform/dist/b.yaml"');
      },
    ],
    [
      'a rebase is in conflict',
      () => {
        git('branch', 'theirs');
        commit(new Map([...apps(4), ['b.yaml', application('ours')]]));
        git('checkout', '-q', 'theirs');
        commit(new Map([...apps(4), ['b.yaml', application('theirs')]]));
        expect(() => git('rebase', 'main')).toThrow();
      },
    ],
    [
      'dist/ is ignored, and was committed all the same',
      () => fs.writeFileSync(path.join(top, '.gitignore'), 'dist\n'),
    ],
    [
      'the record came into Git with CRLF',
      () => {
        fs.writeFileSync(path.join(top, '.gitattributes'), '* -text\n');
        const record = path.join(dir, RECORD);
        fs.writeFileSync(record, fs.readFileSync(record, 'utf8').replaceAll('\n', '\r\n'));
        git('commit', '-q', '-a', '-m', 'crlf');
      },
    ],
  ])('%s', (_, prepare) => {
    commit(apps(4));
    prepare();
    fs.rmSync(dir, { recursive: true, force: true });
    expect(() => writeTree(dir, new Map())).toThrow(asked);
    expect(writeTree(dir, apps(4)).created).toHaveLength(4);
  });

  test('in a linked worktree and in a submodule, where .git is a file', () => {
    commit(apps(4));
    git('worktree', 'add', '-q', path.join(top, 'linked'));
    const outer = path.join(top, 'outer');
    git('init', '-q', outer);
    git('-C', outer, '-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'add', top, 'inner');
    for (const checkout of [path.join(top, 'linked'), path.join(outer, 'inner')]) {
      expect(fs.statSync(path.join(checkout, '.git')).isFile()).toBe(true);
      dir = path.join(checkout, 'my platform/dist');
      clear();
      expect(() => writeTree(dir, new Map())).toThrow(asked);
    }
  });

  test('in a hook, whose environment names a repository for Git', () => {
    commit(apps(4));
    clear();
    const before = { ...process.env };
    Object.assign(process.env, { GIT_DIR: '.git', GIT_INDEX_FILE: '.git/index', GIT_WORK_TREE: '/nowhere' });
    try {
      expect(() => writeTree(dir, new Map())).toThrow(asked);
    } finally {
      process.env = before;
    }
  });
});

describe('a first synth is not disturbed', () => {
  const first = () => expect(writeTree(dir, apps(4))).toMatchObject({ unknownRemoval: undefined });

  test('without Git', () => first());
  test('before the first commit', () => {
    git('init', '-q');
    first();
  });
  test('in a repository that never had the folder', () => {
    git('init', '-q');
    git('commit', '-q', '--allow-empty', '-m', 'empty');
    first();
  });
  test('on a branch that begins anew', () => {
    commit(apps(8));
    git('checkout', '-q', '--orphan', 'anew');
    clear();
    first();
  });
  test('without a git program', () => {
    commit(apps(8));
    clear();
    const { PATH } = process.env;
    process.env.PATH = path.join(top, 'nothing here');
    try {
      first();
    } finally {
      process.env.PATH = PATH;
    }
  });
});

test('a folder that has its record does not run git, which would be slow and useless', () => {
  commit(apps(8));
  fs.writeFileSync(path.join(top, '.git/HEAD'), 'damaged');
  expect(writeTree(dir, apps(7))).toMatchObject({ removed: ['apps/a b7.yaml'], unknownRemoval: undefined });
});

describe('if Git fails, the synth goes on and warns', () => {
  test('a damaged repository', () => {
    commit(apps(4));
    clear();
    fs.rmSync(path.join(top, '.git/objects'), { recursive: true });
    expect(writeTree(dir, apps(2)).unknownRemoval).toMatch(/^fatal: /);
  });

  // Only root can give a folder to somebody else.
  (process.getuid?.() === 0 ? test : test.skip)('a checkout of another owner (skipped unless root)', () => {
    commit(apps(4));
    clear();
    fs.chownSync(top, 12345, 12345);
    fs.chownSync(path.join(top, '.git'), 12345, 12345);
    expect(writeTree(dir, apps(2)).unknownRemoval).toContain('dubious ownership');
  });

  test.each(['file', 'ext', 'ssh'])(
    'a partial clone that lacks the objects: nothing is fetched (%s), and no command of its configuration runs',
    (protocol) => {
      commit(apps(4));
      git('config', 'uploadpack.allowFilter', 'true');
      const clone = path.join(top, 'clone');
      git('clone', '-q', '--filter=blob:none', '--no-checkout', `file://${top}`, clone);
      const [ran, command] = [path.join(top, 'ran'), path.join(top, 'command')];
      fs.writeFileSync(command, `#!/bin/sh\ntouch ${ran}\n`, { mode: 0o755 });
      const urls = { file: `file://${top}`, ext: `ext::${command}`, ssh: 'ssh://git@example.invalid/platform.git' };
      git('-C', clone, 'config', 'remote.origin.url', urls[protocol as keyof typeof urls]);
      for (const key of [
        'core.sshCommand',
        'core.fsmonitor',
        'core.pager',
        'pager.cat-file',
        'core.askPass',
        'credential.helper',
      ])
        git('-C', clone, 'config', key, command);
      git('-C', clone, 'config', 'protocol.allow', 'always');
      git('-C', clone, 'config', `protocol.${protocol}.allow`, 'always');
      dir = path.join(clone, 'my platform/dist');
      fs.mkdirSync(dir, { recursive: true });
      expect(() => lastCommitOf(dir, (sums) => [...sums.keys()])).toThrow(GitError);
      expect(writeTree(dir, apps(2)).unknownRemoval).toMatch(/^fatal: /);
      expect(fs.existsSync(ran)).toBe(false);
    },
  );
});
