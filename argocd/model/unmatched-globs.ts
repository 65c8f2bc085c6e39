import { globOf, matchGlob } from '../semantics/glob';
import type { FileTree } from '../tree/file-tree';
import { TreeError } from '../tree/tree-error';
import type { Fields, UnmatchedGlob } from './types';

/** No more of a directory is looked through for what somebody may have meant. */
const MOST_FILES = 10_000;

type Field = UnmatchedGlob['field'];

/**
 * The globs of a directory source that matched nothing, with what was probably meant. A glob that matches any other file
 * of the directory is not among them: `*.md` has nothing to exclude, and harms nothing.
 */
export function unmatchedGlobs(
  tree: FileTree,
  dir: string,
  { recurse }: Fields,
  globs: Readonly<Record<Field, string>>,
  matched: Readonly<Record<Field, boolean>>,
): readonly UnmatchedGlob[] {
  if (matched.include && matched.exclude) return [];
  const files = filesOf(tree, dir);
  if (files === undefined) return [];
  const found: UnmatchedGlob[] = [];
  for (const field of ['include', 'exclude'] as const) {
    const glob = globs[field];
    if (matched[field]) continue;
    const matches = files.filter((file) => matchGlob(glob, file));
    const below = recurse !== true && matches.length > 0 && matches.every((file) => file.includes('/'));
    if (matches.length > 0 && (field === 'exclude' || !below)) continue;
    found.push({ field, glob, error: globOf(glob).error, meant: below ? undefined : meantBy(glob, dir, files), below });
  }
  return found;
}

/** All files below a directory, by their paths from there; `undefined` if not all can be known. */
function filesOf(tree: FileTree, dir: string): readonly string[] | undefined {
  try {
    const files = [...filesBelow(tree, dir)].map((file) => (dir === '' ? file : file.slice(dir.length + 1)));
    return files.length > MOST_FILES ? undefined : files;
  } catch (error) {
    if (error instanceof TreeError) return undefined;
    throw error;
  }
}

function* filesBelow(tree: FileTree, dir: string, budget = { left: MOST_FILES + 1 }): Generator<string> {
  for (const { name, type } of tree.list(dir)) {
    if (budget.left <= 0) return;
    const file = dir === '' ? name : `${dir}/${name}`;
    if (type !== 'directory') {
      budget.left -= 1;
      yield file;
    } else if (name !== '.git' && tree.whyUnknown?.(file) === undefined) yield* filesBelow(tree, file, budget);
  }
}

/** A list with commas is `{a,b}` for Argo CD, a directory needs a `*` behind it, and all counts from the path of the source. */
function meantBy(glob: string, dir: string, files: readonly string[]): string | undefined {
  const matches = (candidate: string): boolean => files.some((file) => matchGlob(candidate, file));
  const mend = (part: string): string | undefined => {
    const bare = part.trim().replace(/^(?:\.?\/)+/, '');
    const inside = dir !== '' && bare.startsWith(`${dir}/`) ? bare.slice(dir.length + 1) : bare;
    const directory = `${inside.replace(/\/+$/, '')}/*`;
    return inside === '' ? undefined : [inside, directory].find(matches);
  };
  const one = mend(glob);
  if (one !== undefined) return one;
  const parts = /[{}\\[\]]/.test(glob) ? [] : glob.split(/[,;|\n]|\s+/).filter((part) => part.trim() !== '');
  const mended = parts.map((part) => mend(part));
  if (parts.length < 2 || mended.every((part) => part === undefined)) return undefined;
  return `{${mended.map((part, index) => part ?? parts[index]?.trim()).join(',')}}`;
}
