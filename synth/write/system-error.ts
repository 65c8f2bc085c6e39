import * as path from 'node:path';

/** The operating system refused to write files: the message says what, where, the state now, and what to do. */
export class SystemError extends Error {
  /** Exit code of a command that ends with it: it could not be done. */
  readonly groundworkExitCode = 2;

  /**
   * @param state the state of the folder now
   * @param reasons what could not be done, each in one sentence that says what to do
   */
  constructor(
    readonly state: string,
    readonly reasons: readonly string[],
  ) {
    super(`${state}:\n${reasons.map((reason) => `  ${reason}`).join('\n')}`);
    this.name = 'SystemError';
  }
}

/** The operation that the system refused. */
export interface Attempt {
  readonly verb: 'written' | 'removed' | 'read' | 'put back';
  /** The file to name in the message. @default - the one that the system names */
  readonly file?: string;
  /** The folder that is written into. */
  readonly directory: string;
}

/** Whether an error is the operating system's, and none of a program. */
export function isSystemError(error: unknown): error is NodeJS.ErrnoException {
  const { code } = (error ?? {}) as { readonly code?: unknown };
  return typeof code === 'string' && /^E[A-Z0-9]+$/.test(code);
}

/** One sentence: what could not be done, why in the system's words, and what to do. */
export function systemReason(error: NodeJS.ErrnoException, { verb, file: known, directory }: Attempt): string {
  const { code = '', message, path: named } = error;
  const file = known ?? named ?? directory;
  if (code === 'EXDEV') {
    return (
      `${file} is on another file system than ${directory}, and a file can only be replaced as a whole within ` +
      'one: mount nothing inside the output folder, or mount all of it'
    );
  }
  // Node's form is "CODE: words, call 'path'".
  const [, words = message] = /^E\w+: ([^,]+)/.exec(message) ?? [];
  return `${file} could not be ${verb}: ${words} (${code}): ${remedy(code, file, directory)}`;
}

function remedy(code: string, file: string, directory: string): string {
  switch (code) {
    case 'EACCES':
    case 'EPERM':
      return (
        `give it to the user who runs this, with the folders above it (ls -ld ${quoted(path.dirname(file))}); sudo or a container may ` +
        'have made it as another user, or it is immutable (lsattr)'
      );
    case 'EROFS':
      return 'mount its file system writable, or render into another folder: new GroundworkApp({ outdir })';
    case 'ENOSPC':
      return `make room on the file system of ${directory}, or free inodes (df -h ${quoted(directory)}, df -i)`;
    case 'EDQUOT':
      return 'delete what you do not need, or have your quota raised';
    case 'EMFILE':
    case 'ENFILE':
      return 'allow more open files (ulimit -n), or close what holds them';
    case 'ENAMETOOLONG':
      return 'shorten the construct ids that the path is made of, or move the project up in the tree';
    case 'EBUSY':
    case 'ETXTBSY':
      return 'close the program that has it open, and mount nothing there';
    case 'EISDIR':
    case 'ENOTDIR':
    case 'ENOTEMPTY':
    case 'EEXIST':
      return 'something else stands there, or in place of a folder above: move it away';
    case 'ENOENT':
      return 'something was moved or deleted meanwhile: run this again when nothing else works there';
    case 'ELOOP':
      return 'links above it lead round in a circle: remove them';
    case 'EIO':
      return 'the disk, or the server that it is on, does not answer: look at the log of the system';
    default:
      return 'remove the cause, then run this again';
  }
}

/** For a shell, where that needs it. */
function quoted(file: string): string {
  return /^[\w./-]+$/.test(file) ? file : `'${file.replaceAll("'", "'\\''")}'`;
}
