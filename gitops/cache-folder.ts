import * as fs from 'node:fs';
import * as path from 'node:path';

/** What tells that a file is the one that it was; undefined for one that may change again without another stamp. */
export type Stamp = readonly number[] | undefined;

/** The folder of what is remembered between runs, and how the runner, which keeps its own there, tells an unchanged file. */
const runner: {
  readonly FOLDER: string;
  stampOf(stats: fs.Stats): Stamp;
  isSame(stamp: Stamp, other: Stamp): boolean;
} = require('../bin/compile-cache');

export const { FOLDER, stampOf, isSame } = runner;

/** Written whole, or not at all: a memory that cannot be written costs time and nothing else. */
export function writeMemory(file: string, text: string): void {
  const temporary = `${file}.${process.pid}`;
  try {
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.writeFileSync(temporary, text);
    fs.renameSync(temporary, file);
  } catch {
    if (fs.existsSync(temporary)) fs.rmSync(temporary, { force: true });
  }
}
