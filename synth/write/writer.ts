import { hash } from 'node:crypto';
import * as path from 'node:path';
import { CLUSTER_FOLDERS } from '../layout';
import { applicationsIn, deletingApplicationsIn } from './applications';
import { type Change, changesFor } from './changes';
import { type FileSystem, nodeFileSystem } from './file-system';
import { GitError, type LastCommit, lastCommitOf } from './last-commit';
import { lock } from './lock';
import { RECORD } from './record';
import { isSystemError, SystemError, systemReason } from './system-error';
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

  /**
   * The folders that are a cluster each. What is removed is counted for each folder at the top, those that are gone included.
   * @default - none: all of it is one cluster
   */
  readonly clusters?: readonly string[];

  /** The SHA-256 of the files, by path, if already computed. @default - they are computed */
  readonly sums?: ReadonlyMap<string, string>;

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
  /** The changed files that had been edited by hand; the edits are gone (Git may have them). */
  readonly edited: readonly string[];
  /** The changed files, and the record, that differed only in line ends (Git's `core.autocrlf` makes them CRLF). */
  readonly lineEnds: readonly string[];
  /** Whether an earlier synth had been killed and this one put the tree right. */
  readonly repaired: boolean;
  /**
   * Why it is not known what was removed: the folder had no record, or not the files that it lists, and Git could not
   * say what was committed. Git's own message.
   * @default - that is known
   */
  readonly unknownRemoval?: string;
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
 * @throws SystemError where the operating system refuses something (no space, no right), with what the folder is then
 */
export function writeTree(
  directory: string,
  files: ReadonlyMap<string, string>,
  options: WriteOptions = {},
): WriteResult {
  const fs = options.fs ?? nodeFileSystem;
  const transaction = new Transaction(directory, fs);
  try {
    return write(directory, files, options, transaction, fs);
  } catch (error) {
    throw told(error, directory, transaction);
  }
}

function write(
  directory: string,
  files: ReadonlyMap<string, string>,
  options: WriteOptions,
  transaction: Transaction,
  fs: FileSystem,
): WriteResult {
  const existed = fs.lstat(directory) !== undefined;
  if (fs.lstat(directory)?.isSymbolicLink()) {
    throw new WriteError(directory, [`${directory} is a symbolic link: name the folder itself as the output`]);
  }
  const unlock = lock(directory);
  try {
    const change = changesFor(directory, files, options.sums, transaction.interrupted(), fs);
    const lost = options.allowRemoval ? {} : lostSinceCommit(directory, change, files, options, fs);
    const reasons = [...change.reasons, ...removalReasons(directory, change, files, lost.committed, options, fs)];
    if (reasons.length > 0) throw new WriteError(directory, reasons);
    transaction.run(change);
    return {
      created: change.create.map((file) => file.path),
      changed: change.replace.map((file) => file.path),
      removed: change.remove,
      unchanged: change.unchanged,
      edited: change.edited,
      lineEnds: change.lineEnds,
      repaired: transaction.wasInterrupted,
      unknownRemoval: lost.unknown,
    };
  } finally {
    transaction.close(existed);
    unlock();
  }
}

/** The system's error with an explanation, and whether the folder is as it was before. */
function told(error: unknown, directory: string, { attempt, notUndone }: Transaction): unknown {
  if (!isSystemError(error)) {
    if (notUndone.length > 0) (error as Error).message += `\n  ${notUndone.join('\n  ')}; run groundwork synth again`;
    return error;
  }
  const reason = systemReason(error, attempt);
  if (notUndone.length === 0)
    return new SystemError(`nothing was written to ${directory}, which is as it was`, [reason]);
  const again = 'when the cause is gone, run npm run synth again, which finishes the job';
  return new SystemError(`${directory} is neither as it was nor as it is rendered`, [reason, ...notUndone, again]);
}

/**
 * The files that the commit has and the folder lacks, so that deleting the folder before a synth does not get round
 * {@link removalReasons}. Only needed if there is no record, or if files that it lists are gone; otherwise the record is
 * enough.
 */
function lostSinceCommit(
  directory: string,
  change: Change,
  files: ReadonlyMap<string, string>,
  options: WriteOptions,
  fs: FileSystem,
): { readonly committed?: LastCommit; readonly unknown?: string } {
  if (change.gone.length === 0 && fs.lstat(path.join(directory, RECORD))) return {};
  // Loaded only here: nearly every folder has its record, and the files that it lists.
  const isKept = (file: string, sum: string) => sumOf(file, files, options) === sum;
  try {
    const committed = lastCommitOf(directory, (sums) =>
      [...sums]
        .filter(([file, sum]) => !isKept(file, sum) && !fs.lstat(path.join(directory, file)))
        .map(([file]) => file),
    );
    return { committed };
  } catch (error) {
    if (!(error instanceof GitError)) throw error;
    return { unknown: error.message };
  }
}

function sumOf(file: string, files: ReadonlyMap<string, string>, { sums }: WriteOptions): string | undefined {
  const text = files.get(file);
  return text === undefined ? undefined : (sums?.get(file) ?? hash('sha256', text));
}

/** Why the number of Applications that would be removed is too large, for each cluster where it is. */
function removalReasons(
  directory: string,
  change: Change,
  files: ReadonlyMap<string, string>,
  committed: LastCommit | undefined,
  options: WriteOptions,
  fs: FileSystem,
): string[] {
  if (options.allowRemoval) return [];
  const touched = [...change.remove, ...change.replace.map((file) => file.path)];
  const before = new Map(committed?.texts);
  for (const file of touched) before.set(file, fs.readFile(path.join(directory, file)).toString('utf8'));
  const clusterOf = options.clusters?.length ? topFolder : () => '';
  return [...groupedBy(clusterOf, before)].flatMap(([cluster, texts]) => {
    const now = new Map([...files].filter(([file]) => clusterOf(file) === cluster));
    return removalReason(directory, { cluster, change, before: texts, now, committed }, options);
  });
}

/** The cluster of a file. What was rendered while there was only one, at the top, is one cluster too. */
function topFolder(file: string): string {
  const [first = '', ...inside] = file.split('/');
  return inside.length === 0 || CLUSTER_FOLDERS.has(first) ? '' : first;
}

function groupedBy(key: (file: string) => string, texts: ReadonlyMap<string, string>): Map<string, string[]> {
  const groups = new Map<string, string[]>();
  for (const [file, text] of texts) {
    const group = groups.get(key(file));
    if (group) group.push(text);
    else groups.set(key(file), [text]);
  }
  return groups;
}

interface ClusterRemoval {
  /** Its folder; `''` for the whole output folder. */
  readonly cluster: string;
  readonly change: Change;
  /** What its files had in them that are removed or replaced. */
  readonly before: readonly string[];
  /** Its files as they are to be. */
  readonly now: ReadonlyMap<string, string>;
  readonly committed?: LastCommit;
}

/** Why the number of Applications of one cluster that would be removed is too large; empty if it is not. */
function removalReason(
  directory: string,
  { cluster, change, before: texts, now: files, committed }: ClusterRemoval,
  options: WriteOptions,
): string[] {
  const before = new Set<string>();
  const deleting = new Set<string>();
  for (const text of texts) {
    for (const name of applicationsIn(text)) before.add(name);
    for (const name of deletingApplicationsIn(text)) deleting.add(name);
  }
  if (before.size === 0) return [];
  const gone = new Set(before);
  const written = new Set([...change.create, ...change.replace].map((file) => file.path));
  const isAhead = (file: string) => committed?.sums.get(file) !== sumOf(file, files, options);
  let untouched = 0;
  for (const [file, text] of files) {
    const wasThere = !written.has(file) || (committed !== undefined && !isAhead(file));
    const isNew = written.has(file) || (committed !== undefined && isAhead(file));
    for (const name of applicationsIn(text)) {
      if (isNew) gone.delete(name);
      if (wasThere && !before.has(name)) untouched++;
    }
  }
  if (gone.size === 0) return [];
  const total = before.size + untouched;
  const share = options.removalShare ?? DEFAULT_REMOVAL_SHARE;
  if (gone.size < total && gone.size <= share * total) return [];
  const names = [...gone].sort();
  const shown = names.slice(0, 10).join(', ') + (names.length > 10 ? ` and ${names.length - 10} more` : '');
  const why =
    change.gone.length > 0
      ? `what was written to ${directory} is not there any more`
      : `${directory} has no record of what was written (${RECORD})`;
  const compared = committed ? `; ${why}, so this compares with the commit that is checked out` : '';
  return [
    `this would remove ${gone.size} of ${total} Applications${cluster === '' ? '' : ` of ${path.join(directory, cluster)}`} (${shown}); more than ${share * 100} % at once, or all of them, ` +
      `needs --allow-removal: ${fateOf(names, deleting)}${compared}`,
  ];
}

/** What Argo CD does with what these Applications deployed. */
function fateOf(names: readonly string[], deleting: ReadonlySet<string>): string {
  const deleted = names.filter((name) => deleting.has(name));
  const kept = names.length - deleted.length;
  const stays = 'stays in the cluster, managed by nobody';
  if (deleted.length === 0) return `Argo CD deletes these Applications, and what they deployed ${stays}`;
  const shown = deleted.slice(0, 10).join(', ') + (deleted.length > 10 ? ` and ${deleted.length - 10} more` : '');
  return (
    `Argo CD deletes these Applications and what ${kept === 0 ? 'they' : `${deleted.length} of them (${shown})`} deployed, volumes too` +
    (kept === 0 ? '' : `; what the other ${kept} deployed ${stays}`)
  );
}
