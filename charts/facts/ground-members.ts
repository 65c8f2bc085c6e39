import type { IConstruct } from 'constructs';
import type { Waved } from '../argocd/sync-waves';
import { ClusterScope } from '../cluster-scope';

/** The Applications that are the ground of a cluster, as its platform declares them: network, Argo CD, registry. */
export function groundMembers(construct: IConstruct): Waved[] {
  return ClusterScope.of(construct).registry<Waved[]>('groundMembers', () => []);
}
