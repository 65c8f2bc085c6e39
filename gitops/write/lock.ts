import * as fs from 'node:fs';
import * as path from 'node:path';

/** The folder that exists while a synth writes, and after one was killed: the lock, the journal and files on their way. */
export const WORKSPACE = '.groundwork';
const LOCK = 'lock';

/** Another synth is writing into the same folder right now. */
export class LockedError extends Error {
  constructor(readonly directory: string) {
    super(`another groundwork synth is writing into ${directory}: wait until it is done, then run this one again`);
    this.name = 'LockedError';
  }
}

function tryLock(fd: number): boolean {
  return (require('fs-native-extensions') as { tryLock(fd: number): boolean }).tryLock(fd);
}

/**
 * Takes the output folder for this process: the kernel's advisory lock on a file in the workspace. The kernel gives it back
 * when the process ends, however it ends, so there is no stale lock to guess about.
 *
 * @returns what gives the lock back
 * @throws LockedError where another process holds it
 */
export function lock(directory: string): () => void {
  const file = path.join(directory, WORKSPACE, LOCK);
  for (;;) {
    fs.mkdirSync(path.dirname(file), { recursive: true });
    let fd: number;
    try {
      fd = fs.openSync(file, 'a');
    } catch (error) {
      // The one before us was just tidying up.
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') continue;
      throw error;
    }
    if (!tryLock(fd)) {
      fs.closeSync(fd);
      throw new LockedError(directory);
    }
    // The holder removes the file before it lets go: what we locked may no longer be the file of that name.
    const [opened, named] = [fs.fstatSync(fd), fs.lstatSync(file, { throwIfNoEntry: false })];
    if (named && named.ino === opened.ino && named.dev === opened.dev) return () => fs.closeSync(fd);
    fs.closeSync(fd);
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
    // Nobody can hold a lock that is not there.
    return 'incomplete';
  }
  try {
    return tryLock(fd) ? 'incomplete' : 'running';
  } finally {
    fs.closeSync(fd);
  }
}
