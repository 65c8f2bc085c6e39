import { whyUnknown } from '../tree/resolve-link';
import type { Repository } from './types';

/** The branches that a checkout on disk is assumed to be on, unless the user names one. */
const DEFAULT_REVISIONS: ReadonlySet<string> = new Set(['', 'HEAD', 'main', 'master']);

/** Whether a revision is the one that a checkout on disk is taken to be, whatever is checked out. */
export function isDefault(revision: string): boolean {
  return DEFAULT_REVISIONS.has(revision);
}

/**
 * What Git does not allow as the name of a branch.
 *
 * @see https://git-scm.com/docs/git-check-ref-format
 */
const NO_BRANCH = /[\p{Cc} ~^:?*[\\]|\.\.|@\{|\/\/|\/\.|^[-/.]|[/.]$|\.lock(?:\/|$)|^@$/u;

/** A version, or a range of versions whose wildcards and operators a branch could have in its name too: `x`, `!=1`, `1,2`. */
const VERSIONS = /^[v~^<>=!]*(?:\d+(?:\.[\dxX*]+)*(?:[-+].*)?|[xX](?:\.[\dxX*]+)*)(?:(?:,|\|\|).*)?$/;

/**
 * A tag, a commit or a range of versions names files other than those that are checked out, as far as anyone here knows.
 * So does what cannot be the name of a branch.
 */
export function isPinned(revision: string): boolean {
  return (
    /^[0-9a-f]{7,64}$/i.test(revision) ||
    /^refs\/tags\//.test(revision) ||
    VERSIONS.test(revision) ||
    NO_BRANCH.test(revision)
  );
}

/** Whether a revision is a range of versions: Argo CD takes its newest tag. */
export function isRange(revision: string): boolean {
  return /^[v~^<>=!\s]*[\dxX*]/.test(revision) && /[~^<>=*,|\s]|(?:^v?|\.)[xX](?:$|\.)/.test(revision);
}

/**
 * Whether a revision certainly has the same paths as the files at hand. Another branch may have other files.
 */
export function standsFor({ revision, folder, tree }: Repository, targetRevision: string, path: string): boolean {
  if (folder !== undefined && path !== folder && !path.startsWith(`${folder}/`)) return false;
  if (revision === undefined ? !isDefault(targetRevision) : revision !== targetRevision) return false;
  if (whyUnknown(tree, path) !== undefined) return false;
  return tree.type(path) !== undefined || !tree.isSparse?.(path);
}
