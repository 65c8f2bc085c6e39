import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { writeImageLock } from './write-lock';

const ENTRIES = [{ image: 'docker.io/library/busybox:1', digest: `sha256:${'a'.repeat(64)}` }];
let dir: string;

beforeEach(() => {
  dir = fs.mkdtempSync(path.join(os.tmpdir(), 'groundwork-lock-'));
});
afterEach(() => fs.rmSync(dir, { recursive: true }));

test('a lock is written only if it changes, and the caller learns whether it did', () => {
  const file = path.join(dir, 'images.lock.yaml');
  expect(writeImageLock(file, ENTRIES)).toBe(true);
  const written = fs.statSync(file, { bigint: true });
  expect(writeImageLock(file, ENTRIES)).toBe(false);
  expect(fs.statSync(file, { bigint: true })).toMatchObject({ ino: written.ino, mtimeNs: written.mtimeNs });
  expect(fs.readdirSync(dir)).toEqual(['images.lock.yaml']);
});

test('a lock that cannot be written leaves no half of a file, and the message says that the old one is as it was', () => {
  const file = path.join(dir, 'images.lock.yaml');
  fs.mkdirSync(path.join(file, 'in-the-way'), { recursive: true });
  expect(() => writeImageLock(file, ENTRIES)).toThrow(`${file}: cannot write the image lock, the old one is untouched`);
  expect(fs.readdirSync(dir)).toEqual(['images.lock.yaml']);
});
