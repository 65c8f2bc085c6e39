import * as fs from 'node:fs';
import * as path from 'node:path';

/** The file or folder of a name in a folder, or in the closest one above it that has one. */
export function findUp(name: string, folder: string): string | undefined {
  for (let at = folder; ; at = path.dirname(at)) {
    const file = path.join(at, name);
    if (fs.existsSync(file)) return file;
    if (at === path.dirname(at)) return undefined;
  }
}
