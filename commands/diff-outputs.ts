import * as fs from 'node:fs';
import * as path from 'node:path';
import { writeWhole } from '../files/write-whole';
import { REVIEW_FORMATS, type ReviewFormat, type ReviewFormatName } from '../review/print/formats';

/** A file that a review is written to. */
export interface Output {
  readonly format: ReviewFormat;
  readonly file: string;
}

/** @param given `FORMAT=FILE` @throws Error if it is not, or its folder is not there */
export function outputOf(given: string): Output {
  const [, name = '', file = ''] = /^([^=]*)=(.+)$/.exec(given) ?? [];
  const format = REVIEW_FORMATS[name as ReviewFormatName] as ReviewFormat | undefined;
  const names = Object.keys(REVIEW_FORMATS).join(', ');
  if (file === '' || !format || !Object.hasOwn(REVIEW_FORMATS, name))
    throw new Error(
      `--output ${given} is not of the form FORMAT=FILE, for example html=review.html; the formats are ${names}`,
    );
  const folder = path.dirname(file);
  if (!fs.existsSync(folder)) throw new Error(`--output ${given}: there is no folder ${folder}; make it first`);
  return { format, file };
}

/** Writes a report whole or not at all. @throws Error that names the file */
export function writeOutput({ file }: Output, text: string): void {
  try {
    writeWhole(file, `${text}\n`);
  } catch (error) {
    throw new Error(`${file} cannot be written: ${(error as Error).message}`);
  }
}
