import type { Repository } from './types';

/** Branches that a checkout on disk is taken to be, unless the user says which it is. */
const DEFAULT_REVISIONS: ReadonlySet<string> = new Set(['', 'HEAD', 'main', 'master']);

/**
 * Whether what is at a path of the files at hand, or is not, is for sure so in a revision. Another branch may well have
 * another layout.
 */
export function standsFor({ revision, folder, tree }: Repository, targetRevision: string, path: string): boolean {
  if (folder !== undefined && path !== folder && !path.startsWith(`${folder}/`)) return false;
  if (revision === undefined ? !DEFAULT_REVISIONS.has(targetRevision) : revision !== targetRevision) return false;
  return tree.type(path) !== undefined || !tree.isSparse?.(path);
}
