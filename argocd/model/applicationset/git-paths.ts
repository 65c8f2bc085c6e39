import { matchWild } from '../../semantics/wild-match';
import type { FileTree } from '../../tree/file-tree';
import { join } from '../../tree/tree-path';

const directories = new WeakMap<FileTree, readonly string[]>();
const files = new WeakMap<FileTree, readonly string[]>();

/** Every directory of a repository except hidden ones and what is in them, in the order of a walk. */
export function directoriesOf(tree: FileTree): readonly string[] {
  let found = directories.get(tree);
  if (!found) {
    found = [...walk(tree, '', false)].filter(({ directory }) => directory).map(({ path }) => path);
    directories.set(tree, found);
  }
  return found;
}

/** Every file of a repository. */
export function filesOf(tree: FileTree): readonly string[] {
  let found = files.get(tree);
  if (!found) {
    found = [...walk(tree, '', true)].filter(({ directory }) => !directory).map(({ path }) => path);
    files.set(tree, found);
  }
  return found;
}

function* walk(
  tree: FileTree,
  dir: string,
  hidden: boolean,
): Generator<{ readonly path: string; readonly directory: boolean }> {
  for (const { name, type } of tree.list(dir)) {
    if (name === '.git' || name === 'node_modules') continue;
    const path = join(dir, name);
    const directory = type === 'directory';
    if (directory && !hidden && name.startsWith('.')) continue;
    if (directory || type === 'file') yield { path, directory };
    if (directory) yield* walk(tree, path, hidden);
  }
}

/**
 * Git's own pathspec, as `git ls-files -- <pattern>` matches: literally, as a directory, or with wildcards that cross
 * slashes.
 * @see https://git-scm.com/docs/gitglossary#Documentation/gitglossary.txt-pathspec
 */
export function matchesPathspec(pattern: string, path: string): boolean {
  const clean = pattern.replace(/^(\.\/)+/, '');
  if (clean === '' || clean === '.' || path === clean || path.startsWith(`${clean.replace(/\/$/, '')}/`)) return true;
  return /[*?[\\]/.test(clean) && matchWild(clean, path);
}
