import { display, type FileTree } from '../tree/file-tree';
import { TreeError } from '../tree/tree-error';
import { fileKey } from './file-key';
import type { Files } from './files';
import type { FileProblem, Unchecked } from './types';

/** What is wrong with the files that were scanned, and with those that a directory source reads. */
export function problemsOf(
  files: Files,
  scanned: ReadonlyMap<FileTree, ReadonlySet<string>>,
  readFiles: ReadonlySet<string>,
): readonly FileProblem[] {
  const problems: FileProblem[] = [];
  for (const file of files.all()) {
    if (file.problems.length === 0) continue;
    if (scanned.get(file.tree)?.has(file.path) || readFiles.has(fileKey(file.tree, file.path)))
      for (const one of file.problems) problems.push(one);
  }
  return problems;
}

/**
 * What Git ignores (the data of a database that somebody runs in the checkout) need not be readable: without the problems
 * of such files, which are unchecked instead.
 */
export function splitByGit(problems: readonly FileProblem[]): {
  readonly problems: readonly FileProblem[];
  readonly unchecked: readonly Unchecked[];
} {
  const unchecked: Unchecked[] = [];
  const rest = problems.filter(({ kind, tree, path, message }) => {
    if (kind !== 'unreadable') return true;
    let known: ReadonlySet<string> | undefined;
    try {
      known = tree.inGit?.();
    } catch (error) {
      if (!(error instanceof TreeError)) throw error;
    }
    if (!known || known.has(path) || [...known].some((one) => one.startsWith(`${path}/`))) return true;
    const file = display(tree, path);
    unchecked.push({ subject: file, reason: `not in Git, and ${message}`, file });
    return false;
  });
  return { problems: rest, unchecked };
}
