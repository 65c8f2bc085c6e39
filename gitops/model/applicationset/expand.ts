import type { Files } from '../files';
import type { ApplicationSetNode } from '../nodes';
import type { ApplicationSetProblem, Cluster, Fields, Repository, Resource } from '../types';

/** What generators read from. */
export interface ExpandContext {
  readonly clusters: readonly Cluster[];
  readonly files: Files;
  repository(repoURL: string, revision: string): { readonly repository?: Repository; readonly reason: string };
}

/** What an ApplicationSet generates. */
export interface Expansion {
  readonly applications: readonly { readonly resource: Resource; readonly parameters: Fields }[];
  readonly problems: readonly ApplicationSetProblem[];
  /** Why not everything is in {@link applications}. */
  readonly notExpanded?: string;
}

export function expand(_set: ApplicationSetNode, _context: ExpandContext): Expansion {
  return { applications: [], problems: [], notExpanded: 'not expanded' };
}
