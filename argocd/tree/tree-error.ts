import { display, type FileTree } from './file-tree';

/** A file that cannot be read; the message names it the way the reader knows it. */
export class TreeError extends Error {
  /** @param path the path in the tree @param code the operating system's code, for example `EACCES` */
  constructor(
    tree: FileTree,
    readonly path: string,
    readonly code: string,
    what: string,
  ) {
    super(`${display(tree, path)}: ${what} (${code})`);
  }
}

/** The words for the codes that a reader of files meets. */
const REASONS: Readonly<Record<string, string>> = {
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  ENOENT: 'no such file or directory',
  ENOTDIR: 'not a directory',
  EISDIR: 'is a directory',
  ELOOP: 'a loop of symlinks',
  ENAMETOOLONG: 'the name is too long',
  ERR_INVALID_ARG_VALUE: 'the name has a null byte',
};

/** The words for a code, or others where there are none for it. */
export function reasonOf(code: string, otherwise = code): string {
  return REASONS[code] ?? otherwise;
}
