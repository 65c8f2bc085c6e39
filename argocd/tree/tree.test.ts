import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { DiskTree } from './disk-tree';
import { sortByName } from './file-tree';
import { MemoryTree } from './memory-tree';
import { TreeError } from './tree-error';

let dir: string;

beforeEach(() => {
  dir = fs.mkdtempSync(path.join(os.tmpdir(), 'tree-'));
});
afterEach(() => {
  fs.rmSync(dir, { recursive: true });
});

test('names come as Go sorts them: by bytes', () => {
  for (const name of ['b', 'B', 'a-', 'a.', 'a', 'é', '\uff5e', '😀']) fs.writeFileSync(path.join(dir, name), '');
  expect(new DiskTree(dir).list('').map(({ name }) => name)).toEqual(['B', 'a', 'a-', 'a.', 'b', 'é', '\uff5e', '😀']);
  const names = sortByName(['😀', '\uff5e', 'b', 'a'].map((name) => ({ name, type: 'file' })));
  expect(names.map(({ name }) => name)).toEqual(['a', 'b', '\uff5e', '😀']);
});

test('a symlink is a symlink, and its text is as it was written', () => {
  fs.symlinkSync('../gone', path.join(dir, 'link'));
  const tree = new DiskTree(dir);
  expect(tree.list('')).toEqual([{ name: 'link', type: 'symlink' }]);
  expect(tree.readlink('link')).toBe('../gone');
});

test('a symlink into a folder beside the repository is not read, even if its name begins like that of the repository', () => {
  const repository = path.join(dir, 'platform');
  fs.mkdirSync(repository);
  fs.mkdirSync(`${repository}-secrets`);
  fs.writeFileSync(path.join(`${repository}-secrets`, 'a.yaml'), 'secret');
  fs.symlinkSync('../platform-secrets/a.yaml', path.join(repository, 'a.yaml'));
  expect(() => new DiskTree(repository).read('a.yaml')).toThrow('a symlink leads out of the repository');
});

test('what cannot be read says so in words, with the name that the reader knows', () => {
  const tree = new DiskTree(dir, 'dist');
  expect(() => tree.read('gone.yaml')).toThrow(new TreeError(tree, 'gone.yaml', 'ENOENT', 'no such file or directory'));
  expect(() => tree.read('gone.yaml')).toThrow('dist/gone.yaml: no such file or directory (ENOENT)');
});

test('files in memory hide those underneath, and the rest shows through', () => {
  fs.mkdirSync(path.join(dir, 'dist'));
  for (const name of ['dist/old.yaml', 'dist/same.yaml', 'values.yaml']) fs.writeFileSync(path.join(dir, name), 'disk');
  const files = new Map([
    ['dist/same.yaml', 'memory'],
    ['dist/new/a.yaml', 'memory'],
  ]);
  const tree = new MemoryTree(files, new DiskTree(dir), (file) => file === 'dist/old.yaml');
  expect(tree.list('').map(({ name }) => name)).toEqual(['dist', 'values.yaml']);
  expect(tree.list('dist')).toEqual([
    { name: 'new', type: 'directory' },
    { name: 'same.yaml', type: 'file' },
  ]);
  expect(tree.read('dist/same.yaml').toString()).toBe('memory');
  expect(tree.read('values.yaml').toString()).toBe('disk');
  expect(tree.type('dist/old.yaml')).toBeUndefined();
  expect(() => tree.read('dist/old.yaml')).toThrow(TreeError);
});
