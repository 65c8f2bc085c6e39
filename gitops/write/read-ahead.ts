import * as fs from 'node:fs';
import * as path from 'node:path';
import { RECORD } from './record';

/** Fewer files are read in less time than a thread takes to start. */
const WORTH_A_THREAD = 2_000;
/** Milliseconds after which the thread is taken for dead: reading takes a tenth of a second. */
const PATIENCE = 10_000;

/** What was read while something else was done. */
export interface ReadAhead {
  /**
   * Waits until all is read.
   *
   * @param record the record as it stands now: if another synth has written since, nothing that was read counts
   * @returns the files whose bytes are those that the record lists, with their sums; empty where that is not known. Of a
   *   record with both sides of a merge conflict it is the side that is there.
   */
  unchangedSince(record: string): ReadonlyMap<string, string>;
}

/** Where in a line of the record the path begins. */
const PATH = 66;

const NOTHING: ReadonlyMap<string, string> = new Map();

/**
 * Begins to read a folder that this program wrote, in a thread of its own, so that a second processor compares ten thousand
 * files with their record while the first one renders them anew. Reads only, before the folder is locked.
 *
 * @param worth how many files make it worth a thread
 * @returns undefined where it is not
 */
export function readAhead(directory: string, worth = WORTH_A_THREAD): ReadAhead | undefined {
  // Windows cannot open a file only if it is no link.
  if (!fs.constants.O_NOFOLLOW) return undefined;
  let text: string;
  try {
    text = fs.readFileSync(path.join(directory, RECORD), 'utf8');
  } catch {
    return undefined;
  }
  let lines = 0;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) lines++;
  if (lines < worth) return undefined;
  const right = new Uint8Array(new SharedArrayBuffer(lines));
  const state = new Int32Array(new SharedArrayBuffer(4));
  const { Worker } = require('node:worker_threads') as typeof import('node:worker_threads');
  const worker = new Worker(path.join(__dirname, 'read-ahead-worker.js'), {
    workerData: { directory: path.resolve(directory), text, right, state },
    // The runner is for TypeScript.
    execArgv: [],
    env: {},
  });
  worker.unref();
  worker.on('error', () => {});
  return {
    unchangedSince: (record) => {
      if (record !== text || Atomics.wait(state, 0, 0, PATIENCE) === 'timed-out') return NOTHING;
      const files = text.split('\n').filter((_, index) => right[index] === 1);
      return new Map(files.map((line) => [line.slice(PATH), line.slice(0, PATH - 2)]));
    },
  };
}
