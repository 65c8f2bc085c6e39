import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import fc from 'fast-check';
import { type FileSystem, nodeFileSystem } from './file-system';
import { lock, WORKSPACE, workspaceState } from './lock';
import { RECORD } from './record';
import { writeTree } from './writer';

let dir: string;

beforeEach(() => {
  dir = path.join(fs.mkdtempSync(path.join(os.tmpdir(), 'groundwork-writer-')), 'dist');
});

afterEach(() => {
  fs.rmSync(path.dirname(dir), { recursive: true, force: true });
});

const files = (entries: Record<string, string>) => new Map(Object.entries(entries));

/** Every file below a folder with its bytes, links by their target. */
function snapshot(folder = dir): Record<string, string> {
  if (!fs.existsSync(folder)) return {};
  const entries = fs.readdirSync(folder, { recursive: true, withFileTypes: true }).filter((e) => !e.isDirectory());
  return Object.fromEntries(
    entries
      .map((e) => {
        const full = path.join(e.parentPath, e.name);
        return [
          path.relative(folder, full),
          e.isSymbolicLink() ? `-> ${fs.readlinkSync(full)}` : fs.readFileSync(full, 'utf8'),
        ] as const;
      })
      .filter(([name]) => !name.startsWith(WORKSPACE))
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );
}

const withoutRecord = (tree: Record<string, string>) =>
  Object.fromEntries(Object.entries(tree).filter(([name]) => name !== RECORD));
const application = (name: string, more = '') =>
  `apiVersion: argoproj.io/v1alpha1\nkind: Application\nmetadata:\n  name: ${name}\n  namespace: argocd\n${more}`;

describe('the folder becomes what is planned', () => {
  test('from nothing, to another plan, and back to nothing but the record', () => {
    expect(writeTree(dir, files({ 'a/b.yaml': '1\n', 'c.yaml': '2\n' }))).toMatchObject({
      created: ['a/b.yaml', 'c.yaml'],
      unchanged: 0,
    });
    expect(writeTree(dir, files({ 'a/b.yaml': '1\n', 'd/e.yaml': '3\n' }))).toMatchObject({
      created: ['d/e.yaml'],
      removed: ['c.yaml'],
      unchanged: 1,
    });
    expect(withoutRecord(snapshot())).toEqual({ 'a/b.yaml': '1\n', 'd/e.yaml': '3\n' });
    writeTree(dir, files({}));
    expect(snapshot()).toEqual({ [RECORD]: '' });
    expect(fs.readdirSync(dir)).toEqual([RECORD]);
  });

  test('a file whose bytes do not change keeps its inode and its time', () => {
    writeTree(dir, files({ 'a.yaml': '1\n', 'b.yaml': '1\n' }));
    const before = fs.statSync(path.join(dir, 'a.yaml'));
    const result = writeTree(dir, files({ 'a.yaml': '1\n', 'b.yaml': '2\n' }));
    expect(result.changed).toEqual(['b.yaml']);
    expect(fs.statSync(path.join(dir, 'a.yaml'))).toMatchObject({ ino: before.ino, mtimeMs: before.mtimeMs });
  });

  test('the record has one order everywhere, whatever alphabet the machine is set to', () => {
    writeTree(dir, files({ 'a.yaml': '1\n', 'B.yaml': '2\n', 'a-b.yaml': '3\n', 'é.yaml': '4\n', 'z.yaml': '5\n' }));
    const lines = fs.readFileSync(path.join(dir, RECORD), 'utf8').trimEnd().split('\n');
    expect(lines.map((line) => line.split('  ')[1])).toEqual(['B.yaml', 'a-b.yaml', 'a.yaml', 'z.yaml', 'é.yaml']);
  });

  test('sha256sum verifies the tree by its record', () => {
    writeTree(dir, files({ 'a/b.yaml': '1\n', 'ü.yaml': '2\n' }));
    const { status, stderr } = spawnSync('sha256sum', ['--check', '--strict', RECORD], { cwd: dir, encoding: 'utf8' });
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  });

  test('any plan after any other gives the files of the second, whatever was there', () => {
    const name = fc.stringMatching(/^[a-c](\/[a-c]\.yaml)?$/).filter((n) => n.endsWith('.yaml'));
    const plan = fc.dictionary(name, fc.constantFrom('1\n', '2\n', ''), { maxKeys: 5, noNullPrototype: true });
    fc.assert(
      fc.property(plan, plan, (first, second) => {
        fs.rmSync(dir, { recursive: true, force: true });
        writeTree(dir, files(first));
        writeTree(dir, files(second));
        expect(withoutRecord(snapshot())).toEqual(
          Object.fromEntries(Object.entries(second).sort(([a], [b]) => (a < b ? -1 : 1))),
        );
      }),
      { numRuns: 60 },
    );
  });
});

describe('what this program did not write is refused, and nothing is touched', () => {
  const refused = (plan: Record<string, string>, prepare: () => void, message: string | RegExp) => {
    writeTree(dir, files({ 'ours.yaml': 'ours\n', 'sub/ours.yaml': 'ours\n' }));
    prepare();
    const before = snapshot();
    expect(() => writeTree(dir, files(plan))).toThrow(message);
    expect(snapshot()).toEqual(before);
    expect(fs.existsSync(path.join(dir, WORKSPACE))).toBe(false);
  };
  const put = (name: string, text: string) => fs.writeFileSync(path.join(dir, name), text);

  test('a hand-written file in the way', () => {
    refused({ 'mine.yaml': 'x' }, () => put('mine.yaml', 'mine'), /mine\.yaml was not written by groundwork/);
  });
  test('a stale file that was edited by hand', () => {
    refused(
      { 'sub/ours.yaml': 'ours\n' },
      () => put('ours.yaml', 'edited'),
      /ours\.yaml is no longer rendered, but it was edited/,
    );
  });
  test('a link in place of a file, wherever it leads', () => {
    const swap = () => {
      fs.rmSync(path.join(dir, 'ours.yaml'));
      fs.symlinkSync('sub/ours.yaml', path.join(dir, 'ours.yaml'));
    };
    refused({ 'ours.yaml': 'new\n' }, swap, /ours\.yaml is a symbolic link/);
    fs.rmSync(dir, { recursive: true });
    // It leads to what would be written.
    refused({ 'ours.yaml': 'ours\n', 'sub/ours.yaml': 'ours\n' }, swap, /ours\.yaml is a symbolic link/);
  });
  test('a folder that is a link out of the tree, for writing and for removing', () => {
    const outside = path.join(path.dirname(dir), 'outside');
    const swap = () => {
      fs.renameSync(path.join(dir, 'sub'), outside);
      fs.symlinkSync(outside, path.join(dir, 'sub'));
    };
    refused({ 'sub/new.yaml': 'x' }, swap, /sub is a symbolic link/);
    expect(snapshot(outside)).toEqual({ 'ours.yaml': 'ours\n' });
  });
  test('a file where a folder must be', () => {
    refused({ 'ours.yaml': 'ours\n', 'mine/new.yaml': 'x' }, () => put('mine', 'x'), /mine is not a folder/);
  });
  test.each([
    ['../escape.yaml', 'leads out of the folder'],
    ['/etc/escape.yaml', 'is absolute'],
    ['C:/escape.yaml', 'is absolute'],
    ['a\\b.yaml', 'has a backslash'],
    ['a//b.yaml', 'has an empty part'],
    ['a\nb.yaml', 'has a control character'],
    [`a/${'\u00fc'.repeat(126)}.yaml`, 'has a name of 257 bytes, and file systems take 255'],
    [`a/${'x'.repeat(260)}.yaml`, 'has a name of 265 bytes'],
  ])('the path %j', (name, problem) => {
    refused({ [name]: 'x' }, () => {}, problem);
  });
  test('a record that names a file outside of the folder does not get it removed', () => {
    const victim = path.join(path.dirname(dir), 'victim');
    fs.writeFileSync(victim, 'precious');
    refused(
      {},
      () => fs.appendFileSync(path.join(dir, RECORD), `${'0'.repeat(64)}  ../victim\n`),
      /SHA256SUMS:3 is not a line of the record/,
    );
    expect(fs.readFileSync(victim, 'utf8')).toBe('precious');
  });
  test('names that differ only in case, and a file that would be a folder too', () => {
    refused(
      { 'a.yaml': '1', 'A.yaml': '2', b: '1', 'b/c.yaml': '2' },
      () => {},
      /differ only in case or[\s\S]*b would be a file and, because of b\/c\.yaml, a folder/,
    );
  });
  test('the output folder itself being a link', () => {
    const real = path.join(path.dirname(dir), 'real');
    fs.mkdirSync(real);
    fs.symlinkSync(real, dir);
    expect(() => writeTree(dir, files({ 'a.yaml': '1' }))).toThrow(/dist is a symbolic link/);
    expect(fs.readdirSync(real)).toEqual([]);
  });
  test('every reason is reported at once', () => {
    refused(
      { 'mine.yaml': 'x', '../x': 'y' },
      () => put('mine.yaml', 'mine'),
      /mine\.yaml was not written[\s\S]*leads out of the folder|leads out[\s\S]*mine\.yaml was not/,
    );
  });
});

test('a generated file that was edited by hand is put right, and the result says so', () => {
  writeTree(dir, files({ 'a.yaml': '1\n' }));
  for (const edit of ['edited', '1\n# and one more line\n', '1', '']) {
    fs.writeFileSync(path.join(dir, 'a.yaml'), edit);
    expect(writeTree(dir, files({ 'a.yaml': '1\n' }))).toMatchObject({ changed: ['a.yaml'], edited: ['a.yaml'] });
    expect(fs.readFileSync(path.join(dir, 'a.yaml'), 'utf8')).toBe('1\n');
  }
});

describe('a checkout in which Git made CRLF of the line ends (core.autocrlf, and no .gitattributes)', () => {
  const crlf = (...names: string[]) => {
    for (const name of names) {
      const full = path.join(dir, name);
      fs.writeFileSync(full, fs.readFileSync(full, 'utf8').replaceAll('\n', '\r\n'));
    }
  };
  const plan = { 'a.yaml': '1\n\u00fc\n', 'b.yaml': '2\n', 'c.yaml': '3\n' };

  test('is repaired, removed files are removed, and only edited files are called edited', () => {
    writeTree(dir, files(plan));
    crlf(RECORD, 'a.yaml', 'b.yaml', 'c.yaml');
    fs.appendFileSync(path.join(dir, 'b.yaml'), '# mine\r\n');
    const next = { 'a.yaml': plan['a.yaml'], 'b.yaml': plan['b.yaml'] };
    expect(writeTree(dir, files(next))).toMatchObject({
      changed: ['a.yaml', 'b.yaml'],
      removed: ['c.yaml'],
      edited: ['b.yaml'],
      lineEnds: [RECORD, 'a.yaml'],
    });
    expect(withoutRecord(snapshot())).toEqual(next);
    expect(writeTree(dir, files(next))).toMatchObject({ unchanged: 2, lineEnds: [] });
  });

  test('does not hide Applications from the limit on removals', () => {
    const apps = { 'a.yaml': application('a'), 'b.yaml': application('b'), 'c.yaml': application('c') };
    writeTree(dir, files(apps));
    crlf(RECORD, ...Object.keys(apps));
    expect(() => writeTree(dir, files({ 'a.yaml': apps['a.yaml'] }))).toThrow('would remove 2 of 3 Applications');
  });

  test('as Git itself does it', () => {
    const top = path.dirname(dir);
    const git = (...args: string[]) => {
      const config = ['user.name=a', 'user.email=a@example.com', 'commit.gpgsign=false', 'core.autocrlf=true'];
      const options = config.flatMap((one) => ['-c', one]);
      const { status, stderr } = spawnSync('git', [...options, ...args], { cwd: top, encoding: 'utf8' });
      expect({ args, status, stderr }).toMatchObject({ status: 0 });
    };
    git('init', '-q');
    writeTree(dir, files(plan));
    git('add', '-A');
    git('commit', '-q', '-m', 'platform');
    fs.rmSync(dir, { recursive: true });
    git('checkout', '-q', '--', 'dist');
    expect(fs.readFileSync(path.join(dir, RECORD), 'utf8')).toContain('\r\n');
    expect(writeTree(dir, files(plan))).toMatchObject({ edited: [], lineEnds: [RECORD, 'a.yaml', 'b.yaml', 'c.yaml'] });
  });
});

test('after a merge conflict in the record, both sides are known as ours', () => {
  writeTree(dir, files({ 'a.yaml': '1\n', 'b.yaml': '2\n' }));
  const [a, b] = fs.readFileSync(path.join(dir, RECORD), 'utf8').trimEnd().split('\n');
  fs.writeFileSync(path.join(dir, RECORD), `<<<<<<< ours\n${a}\n=======\n${b}\n>>>>>>> theirs\n`);
  expect(writeTree(dir, files({ 'a.yaml': '1\n' })).removed).toEqual(['b.yaml']);
});

test('after a merge conflict about one file, what either side wrote is ours, and not an edit by hand', () => {
  const recorded = (text: string) => {
    writeTree(dir, files({ 'a.yaml': text, 'b.yaml': text }));
    return fs.readFileSync(path.join(dir, RECORD), 'utf8');
  };
  const [theirs, ours] = [recorded('theirs\n'), recorded('ours\n')];
  fs.writeFileSync(path.join(dir, RECORD), `<<<<<<< ours\n${ours}=======\n${theirs}>>>>>>> theirs\n`);
  for (const name of ['a.yaml', 'b.yaml']) fs.writeFileSync(path.join(dir, name), 'theirs\n');
  expect(writeTree(dir, files({ 'a.yaml': 'next\n' }))).toMatchObject({
    changed: ['a.yaml'],
    removed: ['b.yaml'],
    edited: [],
  });
});

describe('removing many Applications at once asks first: behind auto-prune an empty tree is an outage', () => {
  const apps = (count: number) =>
    files(Object.fromEntries(Array.from({ length: count }, (_, i) => [`apps/a${i}.yaml`, application(`a${i}`)])));

  test.each([
    [8, 7, undefined, true],
    [8, 6, undefined, true],
    [8, 5, undefined, false],
    [8, 0, undefined, false],
    [1, 0, undefined, false],
    [1, 0, 1, false],
    [8, 5, 0.5, true],
  ])('from %i to %i Applications with the share %s: allowed %s', (from, to, removalShare, allowed) => {
    writeTree(dir, apps(from));
    const before = snapshot();
    const write = () => writeTree(dir, apps(to), { removalShare });
    if (allowed) write();
    else {
      expect(write).toThrow(/needs --allow-removal/);
      expect(snapshot()).toEqual(before);
    }
  });

  test('an ApplicationSet counts as well: what it makes goes with it', () => {
    writeTree(dir, files({ 'apps/set.yaml': application('set').replace('kind: Application', 'kind: ApplicationSet') }));
    expect(() => writeTree(dir, files({}))).toThrow('this would remove 1 of 1 Applications (argocd/set)');
  });

  test('the flag allows it; a moved or changed Application is not a removed one', () => {
    writeTree(dir, apps(4));
    const moved = files({ 'all.yaml': [0, 1, 2, 3].map((i) => application(`a${i}`, 'spec: {}\n')).join('---\n') });
    writeTree(dir, moved);
    writeTree(dir, files({}), { allowRemoval: true });
    expect(withoutRecord(snapshot())).toEqual({});
  });
});

describe('when a file-system call fails', () => {
  const first = files({
    'keep.yaml': 'k\n',
    'change.yaml': 'old\n',
    'go/gone.yaml': 'g\n',
    'go/deeper/gone.yaml': 'g\n',
  });
  const second = files({
    'keep.yaml': 'k\n',
    'change.yaml': 'new\n',
    'come/new.yaml': 'n\n',
    'come/deep/new.yaml': 'n\n',
  });
  const disk = (): NodeJS.ErrnoException =>
    Object.assign(new Error('ENOSPC: no space left on device'), { code: 'ENOSPC' });

  /** The file system, except that one call fails. */
  function failing(at: number): { fs: FileSystem; calls: () => number } {
    let count = 0;
    const wrapped = Object.fromEntries(
      Object.entries(nodeFileSystem).map(([name, call]) => [
        name,
        (...args: never[]) => {
          if (count++ === at) throw disk();
          return (call as (...a: never[]) => unknown)(...args);
        },
      ]),
    );
    return { fs: wrapped as unknown as FileSystem, calls: () => count };
  }

  test.each([
    ['the first synth', files({}), first],
    ['a later synth', first, second],
  ])(
    '%s leaves the tree as it was or as it shall be, at each call in turn, and the next one succeeds',
    (_name, before, after) => {
      const count = failing(-1);
      writeTree(dir, before);
      writeTree(dir, after, { fs: count.fs });
      const wanted = snapshot();
      expect(count.calls()).toBeGreaterThan(20);
      const outcomes = { old: 0, new: 0 };
      for (let at = 0; at < count.calls(); at++) {
        fs.rmSync(dir, { recursive: true, force: true });
        if (before.size > 0) writeTree(dir, before);
        const old = snapshot();
        let threw = false;
        try {
          writeTree(dir, after, { fs: failing(at).fs });
        } catch (error) {
          threw = true;
          expect((error as Error).message).toContain('ENOSPC');
        }
        expect({ at, tree: snapshot() }).toEqual({ at, tree: threw ? old : wanted });
        if (threw && before.size === 0 && fs.existsSync(dir))
          expect(fs.readdirSync(dir).filter((n) => n !== WORKSPACE)).toEqual([]);
        outcomes[threw ? 'old' : 'new']++;
        writeTree(dir, after);
        expect(snapshot()).toEqual(wanted);
        expect(fs.existsSync(path.join(dir, WORKSPACE))).toBe(false);
      }
      expect(outcomes.old).toBeGreaterThan(10);
    },
  );
});

describe('a synth that is killed', () => {
  const child = path.join(__dirname, '__fixtures__', 'write-forever.js');

  test('leaves whole files, is recognised, and the next synth finishes the job', async () => {
    const texts = ['1', '2'].map((n) => `${n.repeat(20_000)}\n`);
    for (let round = 0; round < 12; round++) {
      const worker = spawn(process.execPath, [child, dir], { stdio: ['ignore', 'pipe', 'inherit'] });
      await once(worker.stdout, 'data');
      await new Promise((resolve) => setTimeout(resolve, Math.random() * 40));
      worker.kill('SIGKILL');
      await once(worker, 'exit');
      for (const [name, text] of Object.entries(withoutRecord(snapshot())))
        expect([name, texts.includes(text)]).toEqual([name, true]);
    }
    const state = workspaceState(dir);
    expect(['none', 'incomplete']).toContain(state);
    const result = writeTree(dir, files({ 'only.yaml': 'x\n' }));
    if (state === 'none') expect(result.repaired).toBe(false);
    expect(withoutRecord(snapshot())).toEqual({ 'only.yaml': 'x\n' });
    expect(workspaceState(dir)).toBe('none');
  });

  test('between two renames, its new files count as ours and not as foreign', () => {
    writeTree(dir, files({ 'a.yaml': 'old\n', 'gone.yaml': 'g\n' }));
    let renames = 0;
    const dying: FileSystem = {
      ...nodeFileSystem,
      rename: (from, to) => {
        if (renames++ >= 2) throw new Error('killed');
        nodeFileSystem.rename(from, to);
      },
      // A dead process undoes nothing and tidies nothing.
      unlink: (file) => {
        if (renames > 2) throw new Error('killed');
        nodeFileSystem.unlink(file);
      },
    };
    expect(() => writeTree(dir, files({ 'new.yaml': 'n\n', 'a.yaml': 'new\n' }), { fs: dying })).toThrow('killed');
    expect(workspaceState(dir)).toBe('incomplete');
    const result = writeTree(dir, files({ 'other.yaml': 'o\n' }));
    expect(result.repaired).toBe(true);
    expect(withoutRecord(snapshot())).toEqual({ 'other.yaml': 'o\n' });
  });
});

describe('what a killed synth left is known until a record lists it', () => {
  /** Kills between the renames of files and the one of the record. */
  function killed(plan: Record<string, string>, atRename: number): void {
    let renames = 0;
    const dead = () => {
      throw new Error('killed');
    };
    const dying: FileSystem = {
      ...nodeFileSystem,
      rename: (from, to) => (renames++ >= atRename ? dead() : nodeFileSystem.rename(from, to)),
      unlink: (file) => (renames > atRename ? dead() : nodeFileSystem.unlink(file)),
    };
    expect(() => writeTree(dir, files(plan), { fs: dying })).toThrow('killed');
  }

  test('a refused synth in between forgets nothing', () => {
    writeTree(dir, files({ 'a.yaml': application('a') }));
    killed({ 'a.yaml': application('a'), 'b.yaml': application('b'), 'c.yaml': application('c') }, 2);
    expect(withoutRecord(snapshot())).toHaveProperty(['b.yaml']);
    expect(() => writeTree(dir, files({}))).toThrow('needs --allow-removal');
    expect(workspaceState(dir)).toBe('incomplete');
    expect(writeTree(dir, files({ 'a.yaml': application('a') }), { allowRemoval: true }).removed).toEqual(['b.yaml']);
    expect(workspaceState(dir)).toBe('none');
  });

  test('a second kill, before its own journal is in place, forgets nothing', () => {
    writeTree(dir, files({ 'a.yaml': '1\n' }));
    killed({ 'a.yaml': '1\n', 'b.yaml': '2\n' }, 2);
    killed({ 'a.yaml': '1\n', 'd.yaml': '4\n' }, 0);
    expect(writeTree(dir, files({ 'a.yaml': '1\n' })).removed).toEqual(['b.yaml']);
  });

  test('nor does a kill after it: its journal has what the first left', () => {
    writeTree(dir, files({ 'a.yaml': '1\n' }));
    killed({ 'a.yaml': '1\n', 'b.yaml': '2\n' }, 2);
    killed({ 'a.yaml': '1\n', 'd.yaml': '4\n' }, 1);
    expect(writeTree(dir, files({ 'a.yaml': '1\n' })).removed).toEqual(['b.yaml']);
  });
});

describe('the workspace is groundwork’s own, or nothing happens', () => {
  const precious = () => path.join(path.dirname(dir), 'precious');

  test.each([
    ['a link to a foreign folder', () => fs.symlinkSync(precious(), path.join(dir, WORKSPACE))],
    ['a foreign folder', () => fs.renameSync(precious(), path.join(dir, WORKSPACE))],
    ['a file', () => fs.writeFileSync(path.join(dir, WORKSPACE), 'mine')],
    [
      'one with a link for a lock',
      () => {
        fs.mkdirSync(path.join(dir, WORKSPACE));
        fs.symlinkSync(path.join(precious(), 'file'), path.join(dir, WORKSPACE, 'lock'));
      },
    ],
  ])('%s is refused and kept', (_name, prepare) => {
    fs.mkdirSync(precious(), { recursive: true });
    fs.writeFileSync(path.join(precious(), 'file'), 'mine');
    fs.mkdirSync(dir);
    prepare();
    expect(() => writeTree(dir, files({ 'a.yaml': '1\n' }))).toThrow('nothing was written');
    const kept = [path.join(precious(), 'file'), path.join(dir, WORKSPACE, 'file'), path.join(dir, WORKSPACE)];
    expect(
      kept
        .filter((file) => fs.existsSync(file) && fs.statSync(file).isFile())
        .map((file) => fs.readFileSync(file, 'utf8'))[0],
    ).toBe('mine');
    expect(fs.existsSync(path.join(dir, 'a.yaml'))).toBe(false);
  });

  test('nothing is rendered into it', () => {
    expect(() => writeTree(dir, files({ '.groundwork/a.yaml': '1\n' }))).toThrow(
      'is in the folder that groundwork works in',
    );
  });
});

test('a folder that somebody made stays, even if it is empty and nothing is written to it', () => {
  fs.mkdirSync(dir);
  expect(() => writeTree(dir, files({ '../a.yaml': '1\n' }))).toThrow('leads out of the folder');
  expect(fs.readdirSync(dir)).toEqual([]);
});

test('an output that is a file is refused and kept', () => {
  fs.writeFileSync(dir, 'mine');
  expect(() => writeTree(dir, files({ 'a.yaml': '1\n' }))).toThrow('dist is not a folder');
  expect(fs.readFileSync(dir, 'utf8')).toBe('mine');
});

test('names that a Mac takes for one are refused', () => {
  expect(() => writeTree(dir, files({ 'caf\u00e9.yaml': '1', 'cafe\u0301.yaml': '2' }))).toThrow(
    'how an accent is written',
  );
  expect(() => writeTree(dir, files({ 'Sub/a.yaml': '1', 'sub/b.yaml': '2' }))).toThrow(
    'Sub and sub differ only in case',
  );
});

test('a name that changes its case only, where case does not count, is reported and not lost', () => {
  writeTree(dir, files({ 'Apps/x.yaml': '1\n' }));
  // APFS and NTFS: both names lead to the one file.
  const there =
    <T>(call: (file: string) => T) =>
    (file: string) =>
      call(file.replace(`${path.sep}apps`, `${path.sep}Apps`));
  const folding: FileSystem = {
    ...nodeFileSystem,
    lstat: there(nodeFileSystem.lstat),
    readFile: there(nodeFileSystem.readFile),
    isFileWith: (file, text) => there((one) => nodeFileSystem.isFileWith(one, text))(file),
  };
  for (const text of ['1\n', '2\n']) {
    const before = snapshot();
    expect(() => writeTree(dir, files({ 'apps/x.yaml': text }), { fs: folding })).toThrow(
      /^nothing was written to .*:\n {2}Apps\/x\.yaml is to become apps\/x\.yaml, and the two are one name.*$/,
    );
    expect(snapshot()).toEqual(before);
  }
});

test('a folder in the output that is another file system is named, and the tree is as it was', () => {
  // What rename(2) says where a volume is mounted at dist/apps; mounting one takes a right that a test has not.
  const rename: FileSystem['rename'] = (from, to) => {
    if (!to.includes(`${path.sep}apps${path.sep}`)) return nodeFileSystem.rename(from, to);
    throw Object.assign(new Error('EXDEV: cross-device link not permitted'), { code: 'EXDEV', path: from, dest: to });
  };
  fs.mkdirSync(path.join(dir, 'apps'), { recursive: true });
  const before = snapshot();
  expect(() =>
    writeTree(dir, files({ 'a.yaml': '1\n', 'apps/b.yaml': '2\n' }), { fs: { ...nodeFileSystem, rename } }),
  ).toThrow(/apps.b\.yaml is on another file system than/);
  expect(snapshot()).toEqual(before);
});

describe('what the system refuses is reported with what could not be done, where, and what to do', () => {
  const before = files({ 'apps/a.yaml': 'old\n', 'gone.yaml': 'g\n' });
  const after = files({ 'apps/a.yaml': 'new\n', 'new/b.yaml': 'n\n' });
  const refusal = (code: string, words: string) => Object.assign(new Error(`${code}: ${words}, write`), { code });
  const message = (write: () => void): { readonly groundworkExitCode?: number; readonly message: string } => {
    try {
      write();
    } catch (error) {
      return error as Error;
    }
    throw new Error('nothing was refused');
  };

  test.each([
    ['ENOSPC', 'no space left on device', 'make room on the file system of'],
    ['EDQUOT', 'disk quota exceeded', 'have your quota raised'],
    ['EMFILE', 'too many open files', 'ulimit -n'],
    ['EROFS', 'read-only file system', 'mount its file system writable'],
    ['EACCES', 'permission denied', 'give it to the user who runs this'],
    ['EPERM', 'operation not permitted', 'lsattr'],
    ['EBUSY', 'resource busy or locked', 'close the program that has it open'],
    ['EISDIR', 'illegal operation on a directory', 'something else stands there'],
    ['EIO', 'i/o error', 'does not answer'],
    ['EWEIRD', 'never heard of', 'remove the cause'],
  ])('%s', (code, words, fix) => {
    writeTree(dir, before);
    const tree = snapshot();
    // It is staged under a name that means nothing to a reader: the message names the file that it becomes.
    const writeFile: FileSystem['writeFile'] = (file, data) => {
      if (String(data) === 'new\n') throw refusal(code, words);
      nodeFileSystem.writeFile(file, data);
    };
    const told = message(() => writeTree(dir, after, { fs: { ...nodeFileSystem, writeFile } }));
    expect(told).toMatchObject({ groundworkExitCode: 2 });
    expect(told.message).toMatch(
      /^nothing was written to .*dist, which is as it was:\n {2}.*\/dist\/apps\/a\.yaml could not be /,
    );
    expect(told.message).toContain(`written: ${words} (${code}): `);
    expect(told.message).toContain(fix);
    expect(snapshot()).toEqual(tree);
  });

  test('a file that cannot be removed, or read', () => {
    writeTree(dir, before);
    const tree = snapshot();
    const denied = (part: string, file: string) => {
      if (file.endsWith(part)) throw Object.assign(refusal('EACCES', 'permission denied'), { path: file });
    };
    const rename: FileSystem['rename'] = (from, to) => {
      denied('gone.yaml', from);
      nodeFileSystem.rename(from, to);
    };
    const readFile: FileSystem['readFile'] = (file) => {
      denied('a.yaml', file);
      return nodeFileSystem.readFile(file);
    };
    expect(message(() => writeTree(dir, after, { fs: { ...nodeFileSystem, rename } })).message).toMatch(
      /which is as it was:\n.*gone\.yaml could not be removed: permission denied/,
    );
    expect(message(() => writeTree(dir, after, { fs: { ...nodeFileSystem, readFile } })).message).toMatch(
      /which is as it was:\n.*apps\/a\.yaml could not be read: permission denied/,
    );
    expect(snapshot()).toEqual(tree);
  });

  test('the message does not say that the folder is as it was if undoing failed too, and the next synth repairs it', () => {
    writeTree(dir, before);
    let broken = false;
    const rename: FileSystem['rename'] = (from, to) => {
      broken ||= from.endsWith('gone.yaml');
      if (broken) throw refusal('EIO', 'i/o error');
      nodeFileSystem.rename(from, to);
    };
    const told = message(() => writeTree(dir, after, { fs: { ...nodeFileSystem, rename } })).message;
    expect(told).not.toContain('as it was:');
    expect(told).toMatch(
      /^.*dist is neither as it was nor as it is rendered:\n.*gone\.yaml could not be removed: i\/o error/,
    );
    expect(told).toMatch(
      /apps\/a\.yaml could not be put back: .*\n.*new could not be put back: [\s\S]*run npm run synth again/,
    );
    expect(workspaceState(dir)).toBe('incomplete');
    expect(writeTree(dir, after)).toMatchObject({ repaired: true });
    expect(withoutRecord(snapshot())).toEqual(Object.fromEntries(after));
  });

  test('by the system itself: a file in place of a folder above, and a path that is too long', () => {
    fs.writeFileSync(dir, 'mine');
    const below = path.join(dir, 'below');
    expect(message(() => writeTree(below, after)).message).toMatch(
      /below could not be written: not a directory \(ENOTDIR\)/,
    );
    fs.rmSync(dir);
    const deep = `${`${'d'.repeat(200)}/`.repeat(25)}a.yaml`;
    expect(message(() => writeTree(dir, files({ [deep]: '1\n' }))).message).toMatch(
      /a\.yaml could not be \w+: name too long \(ENAMETOOLONG\): shorten the construct ids/,
    );
    expect(fs.existsSync(dir)).toBe(false);
  });

  // Root may write everywhere.
  (process.getuid?.() === 0 ? test.skip : test)(
    'by the system itself: a folder without the right (skipped for root)',
    () => {
      fs.mkdirSync(dir, { mode: 0o555 });
      expect(message(() => writeTree(dir, after)).message).toMatch(
        /could not be written: permission denied \(EACCES\)/,
      );
      expect(fs.readdirSync(dir)).toEqual([]);
    },
  );
});

describe('two at once', () => {
  test('the second is refused while the first holds the folder', () => {
    const unlock = lock(dir);
    const other = spawnSync(process.execPath, [path.join(__dirname, '__fixtures__', 'write-once.js'), dir], {
      encoding: 'utf8',
    });
    expect(other.stderr).toContain('another groundwork synth is writing into');
    expect(workspaceState(dir)).toBe('running');
    unlock();
    expect(
      spawnSync(process.execPath, [path.join(__dirname, '__fixtures__', 'write-once.js'), dir], { encoding: 'utf8' })
        .status,
    ).toBe(0);
  });

  test('a lock on a file that the holder before has just removed does not count: it is taken again', () => {
    const native = require('fs-native-extensions') as { tryLock(fd: number): boolean };
    const { tryLock } = native;
    const spy = jest.spyOn(native, 'tryLock').mockImplementationOnce((fd) => {
      fs.unlinkSync(path.join(dir, WORKSPACE, 'lock'));
      return tryLock(fd);
    });
    try {
      const unlock = lock(dir);
      expect(spy).toHaveBeenCalledTimes(2);
      expect(workspaceState(dir)).toBe('running');
      unlock();
    } finally {
      spy.mockRestore();
    }
  });

  test('many at once never mix their files', async () => {
    const script = path.join(__dirname, '__fixtures__', 'write-once.js');
    const workers = Array.from({ length: 6 }, (_, i) =>
      spawn(process.execPath, [script, dir, String(i)], { stdio: 'ignore' }),
    );
    const codes = await Promise.all(workers.map(async (worker) => (await once(worker, 'exit'))[0] as number));
    expect(codes.filter((code) => code === 0).length).toBeGreaterThan(0);
    const texts = new Set(Object.values(withoutRecord(snapshot())));
    expect(texts.size).toBe(1);
  });
});
