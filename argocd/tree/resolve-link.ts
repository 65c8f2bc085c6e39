import * as path from 'node:path';
import type { FileTree } from './file-tree';
import { TreeError } from './tree-error';

/** Where a path leads. */
interface Resolved {
  /** No `path`: nothing is there, or the symlinks go round in a circle. */
  readonly path?: string;
  /** A symlink leads out of the tree. */
  readonly outside?: boolean;
  /** What is not there, itself or a directory on the way. */
  readonly missing?: string;
}

/** Follows the symlinks in a path. */
export function resolveLink(tree: Pick<FileTree, 'type' | 'readlink'>, file: string): Resolved {
  let rest = file.split('/');
  let at = '';
  for (let links = 0; rest.length > 0; ) {
    const [part, ...others] = rest as [string, ...string[]];
    rest = others;
    if (part === '' || part === '.') continue;
    if (part === '..') {
      if (at === '') return { outside: true };
      at = path.posix.dirname(at);
      if (at === '.') at = '';
      continue;
    }
    const next = at === '' ? part : `${at}/${part}`;
    const type = tree.type(next);
    if (type === undefined) return { missing: next };
    if (type !== 'symlink') {
      at = next;
      continue;
    }
    links += 1;
    if (links > 40) return {};
    const target = tree.readlink(next);
    if (target.startsWith('/')) return { outside: true };
    rest = [...target.split('/'), ...rest];
  }
  return { path: at };
}

/**
 * Why Argo CD does not find what may be on disk at a path: `it is here, but Git ignores it (.gitignore:3), so Argo CD does
 * not get it`. `undefined` if there is nothing, or the path leads to something.
 */
export function whyLeftOut(tree: FileTree, file: string): string | undefined {
  const { missing } = resolveLink(tree, file);
  const why = missing === undefined ? undefined : tree.leftOut?.(missing);
  return why === undefined ? undefined : `it is here, but ${why}, so Argo CD does not get it`;
}

/** Why it is not known what Argo CD finds at a path, symlinks followed. `undefined` if the tree has all that there is. */
export function whyUnknown(tree: FileTree, file: string): string | undefined {
  try {
    const { path: at, missing = at } = resolveLink(tree, file);
    return missing === undefined ? undefined : tree.whyUnknown?.(missing);
  } catch (error) {
    // A symlink that cannot be read may lead anywhere.
    if (error instanceof TreeError) return error.message;
    throw error;
  }
}
