import type { Repository } from './types';

/** The branches that a checkout on disk is assumed to be on, unless the user names one. */
const DEFAULT_REVISIONS: ReadonlySet<string> = new Set(['', 'HEAD', 'main', 'master']);

/** Whether a revision is the one that a checkout on disk is taken to be, whatever is checked out. */
export function isDefault(revision: string): boolean {
  return DEFAULT_REVISIONS.has(revision);
}

/** A tag or a commit names files other than those that are checked out, as far as anyone here knows. */
export function isPinned(revision: string): boolean {
  return (
    /^[0-9a-f]{7,40}$/.test(revision) ||
    /^refs\/tags\//.test(revision) ||
    /^[v~^<>=]*\d+(\.[\dx*]+)*([-+].*)?$/.test(revision)
  );
}

/**
 * Whether a revision certainly has the same paths as the files at hand. Another branch may have other files.
 */
export function standsFor({ revision, folder, tree }: Repository, targetRevision: string, path: string): boolean {
  if (folder !== undefined && path !== folder && !path.startsWith(`${folder}/`)) return false;
  if (revision === undefined ? !isDefault(targetRevision) : revision !== targetRevision) return false;
  return tree.type(path) !== undefined || !tree.isSparse?.(path);
}
