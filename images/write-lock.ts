import { closeSync, fsyncSync, openSync, readFileSync, renameSync, rmSync, writeSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { formatImageLock, type ImageLockEntry } from './image-lock';

/**
 * Writes a lock, whole or not at all: beside the old one, and then in its place.
 *
 * @returns whether the file is another than before
 */
export function writeImageLock(file: string, entries: Iterable<Pick<ImageLockEntry, 'image' | 'digest'>>): boolean {
  const text = formatImageLock(entries);
  if (currentText(file) === text) return false;
  const temporary = join(dirname(file), `.images.lock.${process.pid}.tmp`);
  try {
    const handle = openSync(temporary, 'w', 0o644);
    try {
      writeSync(handle, text);
      fsyncSync(handle);
    } finally {
      closeSync(handle);
    }
    renameSync(temporary, file);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw new Error(`${file}: cannot write the image lock, the old one is untouched: ${(error as Error).message}`);
  }
  return true;
}

function currentText(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}
