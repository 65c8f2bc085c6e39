/** A machine of the cluster. */
export interface ClusterNode {
  /** Host name of the machine. */
  readonly name: string;
  /** Address by which other machines reach it. */
  readonly address: string;
  /** Its name as a control-plane node. @default - it runs no control plane */
  readonly controlPlane?: string;
}

/** What is there before this platform, and before there is a network. */
export interface NetworkedCluster extends ClusterFacts {
  /** CIDR that pods get their addresses from. It cannot be changed on a running cluster. */
  readonly podNetwork: string;
  /** Address of the Kubernetes API from outside of the cluster's network: Cilium needs it before there is a network. */
  readonly apiServer: {
    /** Host name or IP address, without scheme and port. */
    readonly host: string;
    /** TCP port, nearly always 6443. */
    readonly port: number;
  };
}

/** What is there before this platform, the network included where the platform brings none. */
export interface ClusterFacts {
  /** Its machines, at least one. */
  readonly nodes: readonly [ClusterNode, ...ClusterNode[]];
  /**
   * The version of Kubernetes that it runs, such as `1.35`: what is rendered is judged by its kinds and fields.
   * @default - the newest that the version of Argo CD is tested with
   */
  readonly kubernetesVersion?: string;
  /** The StorageClass of volumes that name none. @default - each part that needs volumes has to name one */
  readonly storageClass?: string;
  /**
   * The nodes' directory of containerd's configuration, the one that has config.toml and certs.d. A distribution with a
   * containerd of its own has another: `CONTAINERD_CONFIG_DIRECTORY.k3s`, `.rke2`.
   * @default '/etc/containerd'
   */
  readonly containerdConfigDirectory?: string;
  /** NodePorts that other services already use, by the name of the service. @default - none */
  readonly nodePortsTaken?: Readonly<
    Record<
      string,
      {
        /** The port on the nodes, 30000 to 32767. */
        readonly port: number;
        /** Where the credential for it is kept, for PLATFORM.md; never the credential itself. @default - it has none */
        readonly credential?: string;
      }
    >
  >;
}

/**
 * Where distributions with a containerd of their own keep its configuration, with their default `data-dir`. Its config.toml
 * names the certs.d beside it since the releases of February 2024. They leave a hosts.toml there alone that they did not write,
 * unless /etc/rancher/<distribution>/registries.yaml declares the same registry; before September 2024 a restart removed it,
 * and registry-hosts put it back.
 *
 * @see https://docs.k3s.io/installation/private-registry
 * @see https://docs.rke2.io/install/private_registry
 * @see https://github.com/k3s-io/k3s/issues/8972
 * @see https://github.com/k3s-io/k3s/issues/10787
 * @see https://github.com/rancher/rke2/issues/5298
 */
export const CONTAINERD_CONFIG_DIRECTORY = {
  k3s: '/var/lib/rancher/k3s/agent/etc/containerd',
  rke2: '/var/lib/rancher/rke2/agent/etc/containerd',
} as const;
