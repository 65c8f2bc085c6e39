import { display, type FileTree } from '../tree/file-tree';
import { TreeError } from '../tree/tree-error';
import { join } from '../tree/tree-path';
import type { Application, Repository, SymlinkOutOfBounds, Unchecked } from './types';

/** The symlinks that lead out of a repository that an Application reads from. Each counts, wherever it is. */
export function symlinksOutOfBounds(applications: readonly Application[]): {
  readonly found: readonly SymlinkOutOfBounds[];
  readonly unchecked: readonly Unchecked[];
} {
  const used = new Set(applications.flatMap(({ sources }) => sources.map(({ repository }) => repository)));
  const found: SymlinkOutOfBounds[] = [];
  const unchecked: Unchecked[] = [];
  const seen = new Set<FileTree>();
  for (const repository of used) {
    if (!repository || seen.has(repository.tree)) continue;
    const { tree } = repository;
    seen.add(tree);
    const here = symlinksOf(repository, unchecked);
    if (here.length === 0) continue;
    try {
      const known = tree.inGit?.();
      found.push(...here.filter(({ path }) => !known || known.has(path)));
    } catch (error) {
      if (!(error instanceof TreeError)) throw error;
      for (const { path, target } of here) {
        unchecked.push({
          subject: `symlink ${display(tree, path)}, which leads out of the repository to ${JSON.stringify(target)}`,
          reason: `whether it is in Git could not be found out (${error.message})`,
          file: display(tree, path),
        });
      }
    }
  }
  return { found, unchecked };
}

function symlinksOf(repository: Repository, unchecked: Unchecked[]): readonly SymlinkOutOfBounds[] {
  const { tree } = repository;
  const found: SymlinkOutOfBounds[] = [];
  const walk = (dir: string): void => {
    let entries: ReturnType<FileTree['list']> = [];
    try {
      entries = tree.listMore ? tree.listMore(dir) : tree.list(dir);
    } catch (error) {
      if (!(error instanceof TreeError)) throw error;
    }
    for (const { name, type } of entries) {
      const path = join(dir, name);
      // What is not in Git does not reach Argo CD: its own folder, and dependencies that a package manager fetches.
      if (type === 'directory' && name !== '.git' && name !== 'node_modules') walk(path);
      if (type !== 'symlink' || name === 'node_modules') continue;
      const file = display(tree, path);
      let target: string;
      try {
        target = tree.readlink(path);
      } catch (error) {
        if (!(error instanceof TreeError)) throw error;
        unchecked.push({ subject: `whether symlink ${file} leads out of the repository`, reason: error.message, file });
        continue;
      }
      if (!leavesTree(path, target)) continue;
      const location = { file, line: 1, column: 1, endLine: 1, endColumn: 1 };
      found.push({ repository, path, target, location });
    }
  };
  walk('');
  return found;
}

function leavesTree(path: string, target: string): boolean {
  if (target.startsWith('/')) return true;
  let depth = path.split('/').length - 1;
  for (const part of target.split('/')) {
    if (part === '..') depth -= 1;
    else if (part !== '.' && part !== '') depth += 1;
    if (depth < 0) return true;
  }
  return false;
}
