import { accessSync, constants, mkdirSync } from 'node:fs';
import * as path from 'node:path';

const FOLDER = path.join(__dirname, '..', 'node_modules', '.cache', 'groundwork');

/** Why nothing can be remembered in this checkout; undefined if it can. */
function readOnly(): string | undefined {
  try {
    mkdirSync(FOLDER, { recursive: true });
    accessSync(FOLDER, constants.W_OK);
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
}

const reason = readOnly();
if (reason) console.warn(`Skipped: what needs node_modules/.cache, which this user may not write (${reason}).`);

/** For tests of the caches in node_modules/.cache, which cannot be written in the checkout of another user. */
export const describeWithCache = reason ? describe.skip : describe;
