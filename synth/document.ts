import * as fs from 'node:fs';
import * as path from 'node:path';
import { isGenerated } from '../argocd/model/marker';
import { writeWhole } from '../files/write-whole';
import type { AppDescription } from './app';
import { DEFAULT_OUTDIR, fileBeside, folderBelow, PLATFORM_DOCUMENT, requestedOutdir, SECRETS_SCRIPT } from './layout';
import { isSystemError, SystemError, systemReason } from './write/system-error';
import { writing } from './write/writing-beside';

/** What is generated beside the output folder: its name beside `dist`, and its text; undefined if there is nothing to say. */
export type Documents = ReadonlyMap<string, string | undefined>;

/** All that an app has. */
export function documentsOf({ markdown, secretsScripts }: AppDescription): Documents {
  // That of an app without clusters is left over once there are some.
  return new Map([[PLATFORM_DOCUMENT, markdown], [SECRETS_SCRIPT, undefined], ...secretsScripts]);
}

/**
 * Where a document goes: beside the folder that is committed. A folder outside of the working directory gets none, and none
 * that only the environment asks for.
 */
export function documentPath(outdir: string, name = PLATFORM_DOCUMENT): string | undefined {
  const folder = folderBelow(outdir);
  if (folder === undefined || (folder !== DEFAULT_OUTDIR && folder === folderBelow(requestedOutdir())))
    return undefined;
  return fileBeside(folder, name);
}

/** Why a document cannot be written: what stands there was not generated. */
export function documentProblem(
  outdir: string,
  document: string | undefined,
  name = PLATFORM_DOCUMENT,
): string | undefined {
  const file = documentPath(outdir, name);
  const stats = file === undefined ? undefined : fs.lstatSync(file, { throwIfNoEntry: false });
  // One that is not generated is nobody's business, whatever its name is.
  if (file === undefined || !stats || document === undefined) return undefined;
  if (!stats.isFile()) return `${file} is not a file, and a document of that name is generated: move it away`;
  const present = readDocument(outdir, file);
  if (present === document || isGenerated(present) || present.startsWith('<<<<<<< ')) return undefined;
  return `${file} was not written by groundwork, and a document of that name is generated: move it away`;
}

function readDocument(outdir: string, file: string): string {
  try {
    return fs.readFileSync(file, 'utf8');
  } catch (error) {
    if (!isSystemError(error)) throw error;
    const reason = systemReason(error, { verb: 'read', file, directory: path.dirname(file) });
    throw new SystemError(`nothing was written to ${outdir}, which is as it was`, [reason]);
  }
}

/**
 * Written whole, or not at all. One that there is no more, and that was generated, is removed.
 *
 * @throws SystemError if the system refuses it
 */
export function writeDocument(outdir: string, text: string | undefined, name = PLATFORM_DOCUMENT): void {
  const file = documentPath(outdir, name);
  if (file === undefined) return;
  if (text === undefined) {
    if (isLeftOver(file)) writing(outdir, file, () => fs.rmSync(file));
    return;
  }
  if (fs.existsSync(file) && fs.readFileSync(file, 'utf8') === text) return;
  writing(outdir, file, () => writeWhole(file, text));
}

/** Whether a file was generated, which nothing generates any more. */
export function isLeftOver(file: string): boolean {
  return fs.lstatSync(file, { throwIfNoEntry: false })?.isFile() === true && isGenerated(fs.readFileSync(file, 'utf8'));
}
