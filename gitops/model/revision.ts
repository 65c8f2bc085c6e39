import type { Repository } from './types';

/** Branches that a checkout on disk is taken to be, unless the user says which it is. */
const DEFAULT_REVISIONS: ReadonlySet<string> = new Set(['', 'HEAD', 'main', 'master']);

/** Whether files at hand are for sure those of a revision. Another branch may well have another layout. */
export function standsFor({ revision }: Repository, targetRevision: string): boolean {
  return revision === undefined ? DEFAULT_REVISIONS.has(targetRevision) : revision === targetRevision;
}
