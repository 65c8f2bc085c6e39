import * as path from 'node:path';
import { applicationsIn } from './applications';
import { type Change, changesFor } from './changes';
import { type FileSystem, nodeFileSystem } from './file-system';
import { lock } from './lock';
import type { ReadAhead } from './read-ahead';
import { Transaction } from './transaction';
import { WriteError } from './write-error';

/** How to write. */
export interface WriteOptions {
  /**
   * The largest share of the Applications that one synth may remove, between 0 and 1. Behind Argo CD's automated pruning a
   * removed Application takes its workloads with it, so a tree that suddenly lacks many of them is more often a mistake
   * than a wish. Removing all of them is always more than the share.
   * @default 0.25
   */
  readonly removalShare?: number;

  /**
   * Remove as many Applications as the plan says.
   * @default false
   */
  readonly allowRemoval?: boolean;

  /** The SHA-256 of the files, by path, where somebody knows it already. @default - none */
  readonly sums?: ReadonlyMap<string, string>;

  /** The folder as it was a moment ago. @default - all of it is read now */
  readonly ahead?: ReadAhead;

  /** @default - Node's own */
  readonly fs?: FileSystem;
}

/** What was done, as paths below the folder, sorted. */
export interface WriteResult {
  readonly created: readonly string[];
  readonly changed: readonly string[];
  readonly removed: readonly string[];
  /** How many files already had the right bytes and were not touched. */
  readonly unchanged: number;
  /** The changed files that somebody had edited since they were written; their edits are gone (Git may have them). */
  readonly edited: readonly string[];
  /** Whether an earlier synth had been killed and this one put the tree right. */
  readonly repaired: boolean;
}

const DEFAULT_REMOVAL_SHARE = 0.25;

/**
 * Makes the folder hold exactly these files, of those that this program may touch.
 *
 * - Nothing is written until everything that could be refused has been looked at.
 * - A file is replaced whole, by rename, and only if its bytes change.
 * - If a call fails on the way, what was done is undone, and the folder is as it was.
 * - If the process is killed, every file is either the old one or the new one. The workspace folder stays behind and says
 *   so; the next synth finishes the job.
 * - Files that this program did not write are never replaced or removed.
 *
 * @param directory the output folder; made if it does not exist
 * @param files all files that it shall hold: text by path below the folder, with `/`
 * @throws WriteError with every reason, before anything is written
 * @throws LockedError while another process writes into the folder
 */
export function writeTree(
  directory: string,
  files: ReadonlyMap<string, string>,
  options: WriteOptions = {},
): WriteResult {
  const fs = options.fs ?? nodeFileSystem;
  const existed = fs.lstat(directory) !== undefined;
  if (fs.lstat(directory)?.isSymbolicLink()) {
    throw new WriteError(directory, [`${directory} is a symbolic link: name the folder itself as the output`]);
  }
  const unlock = lock(directory);
  const transaction = new Transaction(directory, fs);
  try {
    const change = changesFor(directory, files, options, transaction.interrupted(), fs);
    const reasons = [...change.reasons, ...removalReason(directory, change, files, options, fs)];
    if (reasons.length > 0) throw new WriteError(directory, reasons);
    transaction.run(change);
    return {
      created: change.create.map((file) => file.path),
      changed: change.replace.map((file) => file.path),
      removed: change.remove,
      unchanged: change.unchanged,
      edited: change.edited,
      repaired: transaction.wasInterrupted,
    };
  } finally {
    transaction.close(existed);
    unlock();
  }
}

/** Why the number of Applications that would disappear is too large; empty where it is not. */
function removalReason(
  directory: string,
  change: Change,
  files: ReadonlyMap<string, string>,
  options: WriteOptions,
  fs: FileSystem,
): string[] {
  if (options.allowRemoval) return [];
  const before = new Set<string>();
  const touched = [...change.remove, ...change.replace.map((file) => file.path)];
  for (const file of touched)
    for (const name of applicationsIn(fs.readFile(path.join(directory, file)).toString('utf8'))) before.add(name);
  if (before.size === 0) return [];
  const gone = new Set(before);
  const written = new Set([...change.create, ...change.replace].map((file) => file.path));
  let untouched = 0;
  for (const [file, text] of files) {
    if (written.has(file)) for (const name of applicationsIn(text)) gone.delete(name);
    else untouched += applicationsIn(text).length;
  }
  if (gone.size === 0) return [];
  const total = before.size + untouched;
  const share = options.removalShare ?? DEFAULT_REMOVAL_SHARE;
  if (gone.size < total && gone.size <= share * total) return [];
  const names = [...gone].sort();
  const shown = names.slice(0, 10).join(', ') + (names.length > 10 ? ` and ${names.length - 10} more` : '');
  return [
    `this would remove ${gone.size} of ${total} Applications (${shown}); more than ${share * 100} % at once, or all of them, ` +
      'needs --allow-removal, because Argo CD prunes what they deployed',
  ];
}
