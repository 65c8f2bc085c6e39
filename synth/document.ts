import * as fs from 'node:fs';
import * as path from 'node:path';
import { isGenerated } from '../argocd/model/marker';
import { writeWhole } from '../files/write-whole';
import { DEFAULT_OUTDIR, fileBeside, folderBelow, PLATFORM_DOCUMENT, requestedOutdir } from './layout';
import { isSystemError, SystemError, systemReason } from './write/system-error';
import { writing } from './write/writing-beside';

/**
 * Where the document goes: beside the folder that is committed. A folder outside of the working directory gets none, and none
 * that only the environment asks for.
 */
export function documentPath(outdir: string): string | undefined {
  const folder = folderBelow(outdir);
  if (folder === undefined || (folder !== DEFAULT_OUTDIR && folder === folderBelow(requestedOutdir())))
    return undefined;
  return fileBeside(folder, PLATFORM_DOCUMENT);
}

/** Why the document cannot be written: what stands there was not generated. */
export function documentProblem(outdir: string, document: string): string | undefined {
  const file = documentPath(outdir);
  const stats = file === undefined ? undefined : fs.lstatSync(file, { throwIfNoEntry: false });
  if (file === undefined || !stats) return undefined;
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

/** Written whole, or not at all. @throws SystemError if the system refuses it */
export function writeDocument(outdir: string, text: string): void {
  const file = documentPath(outdir);
  if (file === undefined || (fs.existsSync(file) && fs.readFileSync(file, 'utf8') === text)) return;
  writing(outdir, file, () => writeWhole(file, text));
}
