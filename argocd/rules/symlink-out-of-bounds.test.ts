import { execFileSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { application } from '../analysis/manifests';
import { check } from '../check';
import { findings, REPOSITORY } from '../testing/rules';
import { DiskTree } from '../tree/disk-tree';
import { MemoryTree } from '../tree/memory-tree';

function found(file: string, target: string) {
  return findings('symlink-out-of-bounds', {
    'apps/website.yaml': application(),
    'deploy/x.yaml': '# nothing',
    [file]: `-> ${target}`,
  });
}

test.each([
  ['docs/a', '/etc/hosts'],
  ['docs/a', '../../outside'],
  ['docs/a', '../../docs/b'],
  ['a', '..'],
])('%s -> %s leaves the repository', (file, target) => {
  expect(found(file, target)).toMatchObject([
    {
      severity: 'refuse',
      file,
      message: expect.stringContaining(`repository contains out-of-bounds symlinks. file: ${file}`),
    },
  ]);
});

test.each([
  ['docs/a', '../deploy/x.yaml'],
  ['docs/a', 'b/../../deploy'],
  ['docs/a', 'gone'],
])('%s -> %s stays in it', (file, target) => {
  expect(found(file, target)).toEqual([]);
});

test('a repository that no Application reads may hold any symlink', () => {
  expect(findings('symlink-out-of-bounds', { 'docs/a': '-> /etc/hosts', 'x.yaml': 'a: 1' })).toEqual([]);
});

describe('in a Git checkout', () => {
  let dir: string;
  beforeAll(() => {
    dir = fs.mkdtempSync(path.join(os.tmpdir(), 'groundwork-symlink-'));
    execFileSync('git', ['init', '-q', dir]);
    const write = (file: string, text: string) => {
      fs.mkdirSync(path.dirname(path.join(dir, file)), { recursive: true });
      fs.writeFileSync(path.join(dir, file), text);
    };
    write('.gitignore', '.venv\nresult\n');
    write('apps/website.yaml', application());
    write('deploy/x.yaml', '# nothing');
    fs.mkdirSync(path.join(dir, '.venv/bin'), { recursive: true });
    fs.symlinkSync('/usr/bin/python3', path.join(dir, '.venv/bin/python'));
    fs.symlinkSync('/nix/store/abc-result', path.join(dir, 'result'));
    fs.symlinkSync('/elsewhere/node_modules', path.join(dir, 'node_modules'));
  });
  afterAll(() => fs.rmSync(dir, { recursive: true, force: true }));

  const judge = (tree: DiskTree | MemoryTree) =>
    check({
      directories: [{ tree, dir: '' }],
      repositories: [{ url: REPOSITORY, tree }],
      only: ['symlink-out-of-bounds'],
    }).findings.map(({ file }) => path.basename(file));

  test('what Git ignores does not reach Argo CD, neither at check nor at synth', () => {
    expect(judge(new DiskTree(dir))).toEqual([]);
    expect(judge(new MemoryTree(new Map(), new DiskTree(dir)))).toEqual([]);
  });

  test('what Git would take is refused, and so is what it has despite an ignore rule', () => {
    fs.symlinkSync('/etc/hosts', path.join(dir, 'fresh'));
    execFileSync('git', ['-C', dir, 'add', '--force', 'result']);
    try {
      expect(judge(new DiskTree(dir))).toEqual(['fresh', 'result']);
    } finally {
      fs.rmSync(path.join(dir, 'fresh'));
      execFileSync('git', ['-C', dir, 'rm', '-q', '--cached', 'result']);
    }
  });
});
