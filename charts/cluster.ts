/** A machine of the cluster. */
export interface ClusterNode {
  /** Host name of the machine. */
  readonly name: string;
  /** Address by which other machines reach it. */
  readonly address: string;
  /** Its name as a control-plane node. @default - it runs no control plane */
  readonly controlPlane?: string;
}

/** What is there before this platform. */
export interface Cluster {
  readonly nodes: readonly [ClusterNode, ...ClusterNode[]];
  /** CIDR that pods get their addresses from. It cannot be changed on a running cluster. */
  readonly podNetwork: string;
  /** Where the Kubernetes API answers, for what cannot use the cluster's own network. */
  readonly apiServer: { readonly host: string; readonly port: number };
  /** NodePorts that others hold, by what they belong to. @default - none */
  readonly nodePortsTaken?: Readonly<Record<string, { readonly port: number; readonly credential?: string }>>;
}
