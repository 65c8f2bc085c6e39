import * as fs from 'node:fs';
import * as path from 'node:path';
import { Option } from 'commander';
import { git } from '../argocd/tree/git-program';
import { writeWhole } from '../files/write-whole';
import { collect } from './collect';
import type { Formats } from './format-option';

/** A file that a report is written to. */
export interface Output<Name extends string> {
  readonly format: Name;
  readonly file: string;
}

/** `--output`, for the verbs that report: one run can write several formats. */
export function outputOption(): Option {
  return new Option('--output <FORMAT=FILE>', 'write the report to a file, too, in that format (repeatable)').argParser(
    collect,
  );
}

/** @param given each a `FORMAT=FILE` @throws Error if one is not, its folder is not there, or its file is in Git */
export function outputsOf<Name extends string>(
  given: readonly string[] = [],
  formats: Formats<Name>,
): readonly Output<Name>[] {
  return given.map((one) => {
    const [, format = '', file = ''] = /^([^=]*)=(.+)$/.exec(one) ?? [];
    if (file === '' || !Object.hasOwn(formats, format)) {
      const names = Object.keys(formats);
      throw new Error(
        `--output ${one} is not of the form FORMAT=FILE, for example ${names.at(-1)}=review.${names.at(-1)}; the formats are ${names.join(', ')}`,
      );
    }
    const folder = path.dirname(file);
    if (!fs.existsSync(folder)) throw new Error(`--output ${one}: there is no folder ${folder}; make it first`);
    requireNotInGit(file);
    return { format: format as Name, file };
  });
}

/**
 * A report may replace an older report, and nothing that somebody keeps.
 *
 * @throws Error if Git tracks the file
 */
export function requireNotInGit(file: string): void {
  if (!fs.existsSync(file)) return;
  const { status, stdout } = git(path.dirname(file), [
    '--literal-pathspecs',
    'ls-files',
    '-z',
    '--',
    path.basename(file),
  ]);
  if (status === 0 && stdout !== '')
    throw new Error(`${file} is in Git, and a report would replace it: name another file, or take it out of Git`);
}

/** Writes a report whole or not at all. @throws Error that names the file */
export function writeOutput(file: string, text: string): void {
  try {
    writeWhole(file, `${text}\n`);
  } catch (error) {
    throw new Error(`${file} cannot be written: ${(error as Error).message}`);
  }
}
