import * as fs from 'node:fs';

/**
 * The text of a file; undefined if there is none, if it is not a regular file (a link, a pipe, a folder), or if it
 * cannot be read.
 */
export function fileText(file: string): string | undefined {
  try {
    return fs.lstatSync(file).isFile() ? fs.readFileSync(file, 'utf8') : undefined;
  } catch {
    return undefined;
  }
}
