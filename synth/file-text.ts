import * as fs from 'node:fs';

/** What stands in a file; undefined where there is none, or no file (a link, a pipe, a folder), or nobody may read it. */
export function fileText(file: string): string | undefined {
  try {
    return fs.lstatSync(file).isFile() ? fs.readFileSync(file, 'utf8') : undefined;
  } catch {
    return undefined;
  }
}
