import * as path from 'node:path';
import { isSystemError, SystemError, systemReason } from './system-error';

/** Writes something that stands beside the output folder, after it. @throws SystemError if the system refuses it */
export function writing(outdir: string, file: string, write: () => void): void {
  try {
    write();
  } catch (error) {
    if (!isSystemError(error)) throw error;
    const reason = systemReason(error, { verb: 'written', file, directory: path.dirname(file) });
    throw new SystemError(`${outdir} is written, but ${file} is not; run npm run synth again`, [reason]);
  }
}
