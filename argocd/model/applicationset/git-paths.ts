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
  if (!/[*?[\\]/.test(clean)) return false;
  let source = '';
  for (let at = 0; at < clean.length; at += 1) {
    const char = clean[at] as string;
    if (char === '*') {
      while (clean[at + 1] === '*') at += 1;
      source += '[\\s\\S]*';
    } else if (char === '?') source += '[\\s\\S]';
    else if (char === '\\' && at + 1 < clean.length) {
      at += 1;
      source += (clean[at] as string).replace(/[^A-Za-z0-9]/, '\\$&');
    } else if (char === '[') {
      const set = /^\[[!^]?\]?[^\]]*\]/.exec(clean.slice(at))?.[0];
      if (set === undefined) return false;
      source += set
        .replace(/^\[!/, '[^')
        .replace(/\\/g, '\\\\')
        .replace(/^(\[\^?)\]/, '$1\\]');
      at += set.length - 1;
    } else source += char.replace(/[^A-Za-z0-9]/, '\\$&');
  }
  return new RegExp(`^${source}$`).test(path);
}
