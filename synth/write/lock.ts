import * as fs from 'node:fs';
import * as path from 'node:path';
import { WriteError } from './write-error';

/** The folder that exists while a synth writes, and after one was killed: the lock, the journal and files on their way. */
export const WORKSPACE = '.groundwork';
/** The file in it that is locked. */
export const LOCK = 'lock';
/** Everything that this program puts there. */
const OWN = /^(lock|journal|(new|old)-(\d+|journal))$/;
const TRIES = 1_000;

/** Another synth is writing into the same folder right now. */
class LockedError extends Error {
  constructor(readonly directory: string) {
    super(`another groundwork synth is writing into ${directory}: wait until it is done, then run this one again`);
    this.name = 'LockedError';
  }
}

function tryLock(fd: number): boolean {
  return locks().tryLock(fd);
}

/** Node itself has no such lock. */
function locks(): { tryLock(fd: number): boolean } {
  try {
    return require('fs-native-extensions');
  } catch (error) {
    throw new Error(
      `cannot lock the output folder: the package fs-native-extensions does not load on ${process.platform}-${process.arch} ` +
        `(${(error as Error).message.split('\n')[0]}). It has a program for Linux, macOS and Windows, each on x64 and arm64: ` +
        'synthesize on one of these',
    );
  }
}

/**
 * Takes the output folder for this process: the kernel's advisory lock on a file in the workspace. The kernel gives it back
 * when the process ends, however it ends, so there is no stale lock to guess about.
 *
 * @returns what gives the lock back
 * @throws LockedError where another process holds it
 */
export function lock(directory: string): () => void {
  const workspace = path.join(directory, WORKSPACE);
  const file = path.join(workspace, LOCK);
  // Where there is no lock, nothing is left behind either.
  locks();
  let vanished: unknown;
  for (let tries = 0; tries < TRIES; tries++) {
    refuseForeign(directory, workspace);
    let made: string | undefined;
    let fd: number;
    try {
      made = makeFolders(workspace);
      fd = fs.openSync(file, fs.constants.O_RDWR | fs.constants.O_CREAT | fs.constants.O_NOFOLLOW, 0o644);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      // The one before us was just tidying up.
      if (code === 'ENOENT') {
        vanished = error;
        continue;
      }
      if (code === 'ELOOP' || code === 'EISDIR')
        throw new WriteError(directory, [`${file} is not a file of groundwork: remove it`]);
      // On a full disk, a folder can still be made, but no file in it.
      if (made !== undefined) removeEmpty(workspace, made);
      throw error;
    }
    if (!tryLock(fd)) {
      fs.closeSync(fd);
      throw new LockedError(directory);
    }
    // The holder removes the file before it releases the lock, so we may have locked a file that is already gone.
    const [opened, named] = [fs.fstatSync(fd), fs.lstatSync(file, { throwIfNoEntry: false })];
    if (named && named.ino === opened.ino && named.dev === opened.dev) return () => fs.closeSync(fd);
    fs.closeSync(fd);
    vanished = undefined;
  }
  throw vanished ?? new LockedError(directory);
}

/**
 * Makes a folder and those above it. Node's own recursive way says ENOENT where the file system is read-only.
 *
 * @returns the topmost that was made, undefined if all were there
 */
function makeFolders(folder: string): string | undefined {
  try {
    fs.mkdirSync(folder);
    return folder;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST') return undefined;
    if (code !== 'ENOENT' || path.dirname(folder) === folder) throw error;
  }
  const above = makeFolders(path.dirname(folder));
  fs.mkdirSync(folder);
  return above ?? folder;
}

/** Removes folders that were just made, from the innermost to the outermost, as far as they are empty. */
function removeEmpty(innermost: string, outermost: string): void {
  try {
    for (let at = path.resolve(innermost); at.startsWith(path.resolve(outermost)); at = path.dirname(at))
      fs.rmdirSync(at);
  } catch {
    // Somebody else is at work there.
  }
}

/** The workspace will be emptied, so it must not be, or contain, anything that this program did not make. */
function refuseForeign(directory: string, workspace: string): void {
  const output = fs.lstatSync(directory, { throwIfNoEntry: false });
  if (output && !output.isDirectory())
    throw new WriteError(directory, [`${directory} is not a folder: move it away, or name another output`]);
  const stats = fs.lstatSync(workspace, { throwIfNoEntry: false });
  if (!stats) return;
  if (!stats.isDirectory()) throw new WriteError(directory, [`${workspace} is not a folder of groundwork: remove it`]);
  const foreign = fs.readdirSync(workspace).filter((name) => !OWN.test(name));
  if (foreign.length > 0) {
    throw new WriteError(directory, [
      `${workspace} is groundwork's own, and holds ${foreign.join(', ')}: move that elsewhere`,
    ]);
  }
}

/**
 * Whether a synth was killed in this folder ('incomplete'), is at work in it ('running'), or neither. Leaves the folder as
 * it is.
 */
export function workspaceState(directory: string): 'none' | 'running' | 'incomplete' {
  const workspace = path.join(directory, WORKSPACE);
  if (!fs.existsSync(workspace)) return 'none';
  let fd: number;
  try {
    fd = fs.openSync(path.join(workspace, LOCK), 'r+');
  } catch {
    // A lock file that is not there is not held.
    return 'incomplete';
  }
  try {
    return tryLock(fd) ? 'incomplete' : 'running';
  } finally {
    fs.closeSync(fd);
  }
}
