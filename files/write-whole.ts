import * as fs from 'node:fs';
import { temporaryBeside } from './temporary-beside';

/**
 * Writes a text file whole or not at all: beside the old one, on the disk, and then in its place. Whoever is killed in between
 * leaves the old file, and at most a hidden file ending in `.tmp` beside it, which the next write removes. The old file's mode
 * stays.
 *
 * @throws Error of the system; or that the file is a symbolic link, which would be replaced and not followed
 */
export function writeWhole(file: string, text: string): void {
  const old = fs.lstatSync(file, { throwIfNoEntry: false });
  if (old?.isSymbolicLink()) throw new Error(`it is a symbolic link to ${fs.readlinkSync(file)}: name the file itself`);
  const temporary = temporaryBeside(file);
  try {
    // "wx": nobody can have put a link in its place in between.
    fs.writeFileSync(temporary, text, { flag: 'wx', flush: true, mode: old ? old.mode & 0o777 : 0o666 });
    fs.renameSync(temporary, file);
  } catch (error) {
    fs.rmSync(temporary, { force: true });
    throw error;
  }
}
