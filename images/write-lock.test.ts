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

test('a lock is written if it changes, and tells whether it did', () => {
  const file = path.join(dir, 'images.lock.yaml');
  expect(writeImageLock(file, ENTRIES)).toBe(true);
  const written = fs.statSync(file, { bigint: true });
  expect(writeImageLock(file, ENTRIES)).toBe(false);
  expect(fs.statSync(file, { bigint: true })).toMatchObject({ ino: written.ino, mtimeNs: written.mtimeNs });
  expect(fs.readdirSync(dir)).toEqual(['images.lock.yaml']);
});

test('one that cannot be written leaves nothing half-written, and says that the old one is as it was', () => {
  const file = path.join(dir, 'images.lock.yaml');
  fs.mkdirSync(path.join(file, 'in-the-way'), { recursive: true });
  expect(() => writeImageLock(file, ENTRIES)).toThrow(`${file}: cannot write the image lock, the old one is untouched`);
  expect(fs.readdirSync(dir)).toEqual(['images.lock.yaml']);
});
