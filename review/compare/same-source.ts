import type { ApplicationSource } from '../../argocd/model/types';
import type { FileTree } from '../../argocd/tree/file-tree';
import { TreeError } from '../../argocd/tree/tree-error';
import { join, normalize } from '../../argocd/tree/tree-path';

/**
 * Whether two sources that are not rendered render to the same all the same: the same fields, the same values, and the same
 * files where they are at hand. A branch or a range of versions elsewhere moves without this change, so it counts as the same.
 */
export function isSameSource(before: ApplicationSource, after: ApplicationSource): boolean {
  if (!isEqual(before.fields, after.fields)) return false;
  const values = (source: ApplicationSource) => source.values.map((one) => one.fields);
  if (!isEqual(values(before), values(after))) return false;
  const [old, now] = [before.repository, after.repository];
  if (!old || !now) return old === now;
  if (old.tree === now.tree) return true;
  const path = normalize(before.path) ?? '';
  return isSameFolder(old.tree, now.tree, leavesFolder(now.tree, path) ? '' : path);
}

/** Files that name what a source reads besides its own folder. */
const NAMING = /^(?:kustomization\.ya?ml|Kustomization|Chart\.yaml|requirements\.yaml)$/;

/** Whether a kustomization or a chart in a folder reads what is outside of it: then any file may count. */
function leavesFolder(tree: FileTree, dir: string): boolean {
  try {
    if (dir === '' || tree.type(dir) !== 'directory') return false;
    return tree.list(dir).some(({ name, type }) => {
      const path = join(dir, name);
      if (type === 'directory') return leavesFolder(tree, path);
      return type === 'symlink' || (NAMING.test(name) && Buffer.from(tree.read(path)).includes('../'));
    });
  } catch (error) {
    if (error instanceof TreeError) return true;
    throw error;
  }
}

function isEqual(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

function isSameFolder(before: FileTree, after: FileTree, dir: string): boolean {
  try {
    if (dir !== '' && before.type(dir) === undefined && after.type(dir) === undefined) return true;
    const [old, now] = [before.list(dir), after.list(dir)];
    if (!isEqual(old, now)) return false;
    return old.every(({ name, type }) => {
      const path = join(dir, name);
      if (type === 'directory') return isSameFolder(before, after, path);
      if (type === 'symlink') return before.readlink(path) === after.readlink(path);
      return type === 'file' && Buffer.compare(before.read(path), after.read(path)) === 0;
    });
  } catch (error) {
    if (error instanceof TreeError) return false;
    throw error;
  }
}
