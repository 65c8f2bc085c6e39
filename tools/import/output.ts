import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { writeWhole } from '../../files/write-whole';

/** What marks a file as written by the import, and so as one that it may replace or remove. */
const MARKER = /Generated from .+ by `?npm run import`?/;

/** What happened to the files of an import. */
export interface Written {
  readonly changed: readonly string[];
  readonly removed: readonly string[];
  readonly unchanged: number;
}

/**
 * Writes the files of an import into a folder. A file whose text is the same is not touched, and what an earlier import
 * wrote and this one no longer declares is removed.
 *
 * @throws before anything is written, when a path holds a file that no import wrote.
 */
export function writeImports(folder: string, files: ReadonlyMap<string, string>): Written {
  const foreign = [...files.keys()].filter((path) => existsSync(join(folder, path)) && !isOwn(join(folder, path)));
  if (foreign.length > 0) {
    throw new Error(
      foreign.map((path) => `${join(folder, path)}: not written by npm run import; move it out of the way.`).join('\n'),
    );
  }
  const changed: string[] = [];
  for (const [path, text] of files) {
    const file = join(folder, path);
    if (existsSync(file) && readFileSync(file, 'utf8') === text) continue;
    mkdirSync(dirname(file), { recursive: true });
    writeWhole(file, text);
    changed.push(path);
  }
  const removed = listFiles(folder)
    .map((file) => relative(folder, file))
    .filter((path) => !files.has(path) && isOwn(join(folder, path)));
  for (const path of removed) rmSync(join(folder, path));
  return { changed, removed, unchanged: files.size - changed.length };
}

function isOwn(file: string): boolean {
  return MARKER.test(readFileSync(file, 'utf8').slice(0, 400));
}

function listFiles(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}
