import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { Files } from '../../argocd/model/files';
import { DiskTree } from '../../argocd/tree/disk-tree';
import { RevisionTree } from './revision-tree';

let dir: string;

beforeAll(() => {
  dir = fs.mkdtempSync(path.join(os.tmpdir(), 'revision-'));
  fs.writeFileSync(path.join(dir, 'same.yaml'), 'a: 1\n---\nb: 2\n');
  fs.writeFileSync(path.join(dir, 'other.yaml'), 'a: 1\n');
  fs.writeFileSync(path.join(dir, 'wrong.yaml'), 'a: 1\na: 2\n');
  const who = ['-c', 'user.name=Jane Doe', '-c', 'user.email=jane@example.com'];
  for (const args of [
    ['init', '-q'],
    ['add', '--all'],
    [...who, 'commit', '-q', '-m', 'begin'],
  ])
    expect(spawnSync('git', args, { cwd: dir }).status).toBe(0);
  fs.writeFileSync(path.join(dir, 'other.yaml'), 'a: 2\n');
});
afterAll(() => fs.rmSync(dir, { recursive: true }));

test('what is the same as in the state that was read before is not decoded again; what is not, is', () => {
  const disk = new DiskTree(dir, '');
  const read = new Files();
  const [same, other, wrong] = ['same.yaml', 'other.yaml', 'wrong.yaml'];
  for (const file of [same, other, wrong]) read.file(disk, file);
  const tree = new RevisionTree(dir, 'HEAD', '');
  tree.readAfter(disk, read);
  const files = new Files();
  expect(files.file(tree, same).values[0]).toBe(read.file(disk, same).values[0]);
  expect(files.file(tree, same).values).toEqual([{ a: 1 }, { b: 2 }]);
  expect(files.file(tree, other).values).toEqual([{ a: 1 }]);
  // What is wrong with a file is found in each state.
  expect(files.file(tree, wrong).problems).toHaveLength(read.file(disk, wrong).problems.length);
  expect(files.file(tree, wrong).problems.length).toBeGreaterThan(0);
  expect(tree.shown(same)).toBe(same);
});
