import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { writeWhole } from './write-whole';

let dir: string;
let file: string;

beforeEach(() => {
  dir = fs.mkdtempSync(path.join(os.tmpdir(), 'write-whole-'));
  file = path.join(dir, 'a.yaml');
});
afterEach(() => fs.rmSync(dir, { recursive: true }));

test('a file is written, and written again with the mode that it has', () => {
  writeWhole(file, 'a: 1\n');
  fs.chmodSync(file, 0o640);
  writeWhole(file, 'a: 2\n');
  expect(fs.readFileSync(file, 'utf8')).toBe('a: 2\n');
  expect(fs.statSync(file).mode & 0o777).toBe(0o640);
  expect(fs.readdirSync(dir)).toEqual(['a.yaml']);
});

test('what cannot be replaced is as it was, and nothing half stands beside it', () => {
  fs.mkdirSync(path.join(file, 'in-the-way'), { recursive: true });
  expect(() => writeWhole(file, 'a: 1\n')).toThrow(/EISDIR|ENOTEMPTY|EEXIST/);
  expect(fs.readdirSync(dir)).toEqual(['a.yaml']);
});

test('what killed processes left behind goes, also one of the same number; what others are at stays', () => {
  const { pid: gone = 0 } = spawnSync('true');
  const of = (pid: number) => `.a.yaml.${pid}.tmp`;
  for (const pid of [process.pid, gone, process.ppid]) fs.writeFileSync(path.join(dir, of(pid)), 'half');
  writeWhole(file, 'a: 1\n');
  expect(fs.readdirSync(dir).sort()).toEqual([of(process.ppid), 'a.yaml']);
});

test('a link is neither followed nor replaced: its target may be anywhere', () => {
  const target = path.join(dir, 'target');
  fs.writeFileSync(target, 'mine');
  fs.symlinkSync(target, file);
  expect(() => writeWhole(file, 'a: 1\n')).toThrow(`it is a symbolic link to ${target}: name the file itself`);
  expect(fs.readFileSync(target, 'utf8')).toBe('mine');
  expect(fs.lstatSync(file).isSymbolicLink()).toBe(true);
});
