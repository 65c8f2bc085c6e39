import { randomUUID } from 'node:crypto';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { isSystemError, SystemError, systemReason } from '../../synth/write/system-error';

/** A folder that is not empty, without --add. */
export class NotEmptyError extends Error {
  constructor(dir: string, there: readonly string[]) {
    const shown = there.slice(0, 5).join(', ');
    const more = there.length > 5 ? ` and ${there.length - 5} more` : '';
    super(
      `${dir === '.' ? 'this folder' : dir} is not empty: it has ${shown}${more}. Nothing was written. Name a new folder, ` +
        'or write what is missing beside what is there with --add, which overwrites nothing',
    );
  }
}

/**
 * What a folder holds, but for .git and what a killed init has left: a repository that was just made is empty. Nothing if the folder is not there.
 *
 * @throws Error if it is no folder; SystemError if it cannot be read
 */
export function whatIsThere(dir: string): readonly string[] {
  try {
    return fs
      .readdirSync(dir)
      .filter((name) => name !== '.git' && !name.startsWith(TEMPORARY))
      .sort();
  } catch (error) {
    if (!isSystemError(error)) throw error;
    if (error.code === 'ENOENT') return [];
    if (error.code === 'ENOTDIR') throw new Error(`${dir} is, or leads through, a file: name a folder`);
    throw new SystemError('nothing was written', [systemReason(error, { verb: 'read', file: dir, directory: dir })]);
  }
}

/** What became of files, by their paths in the folder. */
export interface NewFiles {
  readonly written: readonly string[];
  /** Something of that name is there already. */
  readonly kept: readonly string[];
}

/**
 * Writes files that are not there yet, all of them or none: what was made before something went wrong is removed again.
 * Under its own name, each file is whole, even if the process is killed.
 *
 * @param dir made if it is not there
 * @throws Error if something that is no folder stands where one has to be; SystemError if the system refuses something
 */
export function writeNew(
  dir: string,
  files: ReadonlyMap<string, string>,
  { dryRun = false }: { readonly dryRun?: boolean } = {},
): NewFiles {
  const inTheWay = [...new Set([...files.keys()].flatMap(foldersAbove))].filter((folder) => {
    const stats = fs.lstatSync(path.join(dir, folder), { throwIfNoEntry: false });
    return stats !== undefined && !stats.isDirectory();
  });
  if (inTheWay.length > 0) {
    throw new Error(
      `nothing was written: in ${dir}, ${inTheWay.join(', ')} must be a folder and is none: move it away`,
    );
  }
  const [kept, missing] = [true, false].map((there) =>
    [...files.keys()].filter((file) => isThere(path.join(dir, file)) === there),
  );
  if (!dryRun) writeAll(dir, new Map(missing.map((file) => [file, files.get(file) as string])));
  return { written: missing, kept };
}

function writeAll(dir: string, files: ReadonlyMap<string, string>): void {
  const undo: { readonly made: string; readonly remove: () => void }[] = [];
  let at = dir;
  const makeFolder = (folder: string): void => {
    if (isThere(folder)) return;
    makeFolder(path.dirname(folder));
    at = folder;
    fs.mkdirSync(folder);
    undo.push({ made: folder, remove: () => fs.rmdirSync(folder) });
  };
  try {
    for (const [name, text] of files) {
      const file = path.join(dir, name);
      makeFolder(path.dirname(file));
      at = file;
      writeWhole(file, text);
      undo.push({ made: file, remove: () => fs.rmSync(file, { force: true }) });
    }
  } catch (error) {
    const left = undo.reverse().flatMap(({ made, remove }) => removed(remove, made, dir));
    if (!isSystemError(error)) throw error;
    const reason = systemReason(error, { verb: 'written', file: at, directory: dir });
    const state = left.length === 0 ? 'nothing was written' : 'not all was written, and not all could be removed again';
    throw new SystemError(state, [reason, ...left]);
  }
}

/** A link, unlike a rename, never replaces a file that somebody else has made meanwhile. */
function writeWhole(file: string, text: string): void {
  removeLeftBehind(path.dirname(file));
  const temporary = path.join(path.dirname(file), `${TEMPORARY}${process.pid}-${randomUUID()}`);
  try {
    fs.writeFileSync(temporary, text, { flag: 'wx' });
    link(temporary, file);
  } finally {
    fs.rmSync(temporary, { force: true });
  }
}

function link(from: string, to: string): void {
  try {
    fs.linkSync(from, to);
  } catch (error) {
    // Some file systems have no hard links.
    const { code = '' } = error as NodeJS.ErrnoException;
    if (!['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK'].includes(code)) throw error;
    renameNew(from, to);
  }
}

/** An empty file takes the name, which fails if somebody else has it; then a rename takes its place. */
function renameNew(from: string, to: string): void {
  fs.writeFileSync(to, '', { flag: 'wx' });
  try {
    fs.renameSync(from, to);
  } catch (error) {
    fs.rmSync(to, { force: true });
    throw error;
  }
}

const TEMPORARY = '.groundwork-init-';

/** Removes what an init that was killed could not: a file of a process that is no more. */
function removeLeftBehind(folder: string): void {
  for (const name of fs.readdirSync(folder)) {
    const [, pid] = /^\.groundwork-init-(\d+)-/.exec(name) ?? [];
    if (pid !== undefined && !isRunning(Number(pid))) fs.rmSync(path.join(folder, name), { force: true });
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ESRCH';
  }
}

/** Nothing if it could be removed, or else why not. */
function removed(remove: () => void, file: string, directory: string): readonly string[] {
  try {
    remove();
    return [];
  } catch (error) {
    return [systemReason(error as NodeJS.ErrnoException, { verb: 'removed', file, directory })];
  }
}

/** A link that leads nowhere is there, too. */
function isThere(file: string): boolean {
  return fs.lstatSync(file, { throwIfNoEntry: false }) !== undefined;
}

function foldersAbove(file: string): readonly string[] {
  const parts = file.split('/').slice(0, -1);
  return parts.map((_, index) => parts.slice(0, index + 1).join('/'));
}
