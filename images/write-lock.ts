import { readFileSync } from 'node:fs';
import { writeWhole } from '../files/write-whole';
import { formatImageLock, type ImageLockEntry } from './image-lock';

/**
 * Writes a lock, whole or not at all: beside the old one, and then in its place.
 *
 * @returns whether the file is another than before
 */
export function writeImageLock(file: string, entries: Iterable<Pick<ImageLockEntry, 'image' | 'digest'>>): boolean {
  const text = formatImageLock(entries);
  if (currentText(file) === text) return false;
  try {
    writeWhole(file, text);
  } catch (error) {
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
