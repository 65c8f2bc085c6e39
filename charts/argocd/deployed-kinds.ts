import type { ClusterResourceRestrictionItem, GroupKind } from '../../imports/argoproj.io';

/** A cluster, named by its URL or by its name in Argo CD. */
export type DestinationCluster =
  | {
      /** URL of the cluster's API, as Argo CD knows it. @default - the cluster that Argo CD runs in */
      readonly server?: string;
      readonly name?: never;
    }
  | {
      /** Name of the cluster in Argo CD. */
      readonly name: string;
      readonly server?: never;
    };

/** Where an Application deploys to: a cluster and a namespace. */
export type ApplicationDestination = {
  /** Namespace of objects that name none. @default - none: every namespaced object must name its own */
  readonly namespace?: string;
} & DestinationCluster;

/** What an Application is known to deploy. Its project derives its lists of kinds and destinations from this. */
export interface DeployedKinds {
  /** Cluster-scoped kinds, optionally by name. The Namespace of `CreateNamespace=true` need not be listed. @default - none */
  readonly cluster?: readonly ClusterResourceRestrictionItem[];
  /** Namespaced kinds, all of them. @default - unknown, so the project allows every namespaced kind */
  readonly namespaced?: readonly GroupKind[];
  /** Namespaces of its objects besides the destination's. @default - none */
  readonly namespaces?: readonly string[];
}
