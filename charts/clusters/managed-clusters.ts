import type { IConstruct } from 'constructs';
import type { ClusterNode } from '../cluster-facts';
import { ClusterScope } from '../cluster-scope';

/** A cluster that the Argo CD of another deploys to. */
export interface ManagedCluster {
  /** Its name in Argo CD. */
  readonly name: string;
  /** URL of its API, as Argo CD reaches it. */
  readonly server: string;
  /** Name of the Secret by which Argo CD knows it. */
  readonly secret: string;
  /** What makes the Secret: `ClusterSecretStore vault`. @default - a person */
  readonly store?: string;
  /** Its machines. */
  readonly nodes: readonly ClusterNode[];
}

/** The other clusters that the Argo CD of a cluster deploys to, in the order of declaration. A cluster adds itself. */
export function managedClusters(construct: IConstruct): ManagedCluster[] {
  return ClusterScope.of(construct).registry<ManagedCluster[]>('ManagedClusters', () => []);
}
