import { Construct } from 'constructs';
import type { GitRepository } from '../../synth/git-repository';
import { noteSource, scopeOfNew } from '../../synth/plan/source';
import type { AppProject } from '../argocd/app-project';
import type { Application, DeployedKinds } from '../argocd/application';
import type { SyncPolicyProps } from '../argocd/sync-policy';
import type { NetworkedCluster } from '../cluster-facts';
import { kindsOfExposure } from '../exposure/kinds';
import { Nodes } from '../facts/nodes';
import { RequiredSecrets } from '../facts/required-secrets';
import { CHART_REPOSITORIES } from '../helm/chart-mirror';
import { type DerivedValues, type ForbiddenValue, mergeValues, type Values } from '../helm/merge-values';
import { SystemApplication } from '../helm/system-application';
import { ChartValues } from '../images/chart-images';
import type { ClusterNetwork } from '../network';
import { certgenValues } from './certgen';
import { type Encryption, encryptionValues } from './encryption';
import { claimHubbleUi, type HubbleUiExposure, hubbleUiValues } from './hubble-ui';
import { useCiliumImages } from './images';
import { ciliumKinds } from './kinds';
import { ciliumNodeRequirements } from './node-requirements';
import type { CiliumValues, CiliumVersion } from './versions';

/** Properties of {@link Cilium}. */
export interface CiliumProps<V extends CiliumVersion = CiliumVersion> {
  /** Version of the chart, which is that of Cilium. */
  readonly version: V;
  /** The cluster that it is installed in. */
  readonly cluster: NetworkedCluster;
  /** Project of its Application. */
  readonly project: AppProject;
  /**
   * Where the rendered tree is committed: the values are then a file of their own there.
   * @default - the values stand in the Application, which a stock cdk8s app needs
   */
  readonly repository?: GitRepository;
  /**
   * How pod traffic between nodes is encrypted: `none`, `wireguard` or `ipsec`. With `ipsec`, PLATFORM.md says how to make
   * the Secret with the keys before the first sync.
   * @example { type: 'wireguard', nodeEncryption: true }
   * @see https://docs.cilium.io/en/stable/security/network/encryption/
   */
  readonly encryption: Encryption;
  /** The overlay's protocol. @default 'vxlan' */
  readonly tunnelProtocol?: 'vxlan' | 'geneve';
  /** Whether Cilium replaces kube-proxy. Do not change it on a running cluster. */
  readonly kubeProxyReplacement: boolean;
  /** Hubble's UI, and how people reach it. It asks nobody who they are. @default - no UI */
  readonly hubbleUi?: HubbleUiExposure;
  /**
   * When Argo CD may sync it. Never with pruning, and never with a finalizer: a bad commit could otherwise take away the
   * network that Argo CD needs to repair it.
   * @default - only by hand
   */
  readonly sync?: {
    /** Sync without being asked when Git changes. */
    readonly automated: true;
    /** Put manual edits in the cluster back to what Git says. @default false */
    readonly selfHeal?: boolean;
  };
  /**
   * Any other Helm values of the chart, typed for this version: a misspelt key or a value of the wrong type does not compile,
   * and a value that contradicts the declaration is an error. The chart's own documentation says what each value does. Values
   * that make the chart render further kinds (a ServiceMonitor, an Ingress) need these in `alsoDeploys`.
   *
   * @example { bandwidthManager: { enabled: true }, operator: { replicas: 1 } }
   * @default - nothing
   * @see https://docs.cilium.io/en/stable/helm-reference/
   * @see https://artifacthub.io/packages/helm/cilium/cilium
   */
  readonly values?: CiliumValues<V>;
  /**
   * Whether `synth` renders the chart into `rendered/` of the output folder, and Argo CD reads these files instead of the
   * chart. See `rendered` of `HelmApplication`.
   * @default false
   */
  readonly rendered?: boolean;
  /** Kinds that `values` make the chart render besides, for the project to permit. @default - none */
  readonly alsoDeploys?: DeployedKinds;
}

/** The namespace that Cilium is installed in. */
const CILIUM_NAMESPACE = 'kube-system';

/**
 * Cilium, as an Application that adopts the running installation.
 *
 * - Every change of its configuration restarts the agents, one node at a time. By the chart's own default they keep
 *   running with the old configuration.
 * - Hubble's certificates are made in the cluster. By the chart's default, each render makes new ones and a new CA.
 */
export class Cilium<V extends CiliumVersion = CiliumVersion> extends Construct implements ClusterNetwork {
  /** The Application that deploys it. */
  readonly application: Application;

  constructor(scope: Construct, id: string, props: CiliumProps<V>) {
    super(scopeOfNew(scope, id), id);
    noteSource(this);
    if (props.hubbleUi) claimHubbleUi(this, props.hubbleUi, CILIUM_NAMESPACE);
    if (props.encryption.type === 'ipsec') {
      RequiredSecrets.of(this).declare({
        namespace: CILIUM_NAMESPACE,
        name: props.encryption.secretName,
        keys: [
          {
            key: 'keys',
            howToMake: `printf '3+ rfc4106(gcm(aes)) %s 128' "$(openssl rand -hex 20)"`,
            generate: { command: "openssl rand -hex 20 | sed 's/.*/3+ rfc4106(gcm(aes)) & 128/'" },
          },
        ],
        usedBy: 'every Cilium agent: IPsec keys',
      });
    }
    Nodes.of(this).require(
      ...ciliumNodeRequirements({
        apiServer: props.cluster.apiServer,
        tunnelProtocol: props.tunnelProtocol ?? 'vxlan',
        tunnelPort: props.values?.tunnelPort,
        encryption: props.encryption,
        hubbleRelay: props.hubbleUi !== undefined,
      }),
    );
    this.node.addValidation({ validate: () => replicaErrors(props) });
    const derived = ciliumValues(props);
    useCiliumImages(this, props.version, mergeValues(derived, props.values).values, props.values);
    this.application = new SystemApplication(this, 'release', {
      name: 'cilium',
      namespace: CILIUM_NAMESPACE,
      project: props.project,
      repository: props.repository,
      rendered: props.rendered,
      chart: { repoURL: CHART_REPOSITORIES.cilium, name: 'cilium', version: props.version },
      values: derived,
      extraValues: props.values,
      alsoDeploys: props.alsoDeploys,
      syncPolicy: syncPolicy(props),
      deploys: withKinds(ciliumKinds(props.version), props.hubbleUi),
    }).application;
  }
}

function withKinds(deploys: DeployedKinds, hubbleUi: HubbleUiExposure | undefined): DeployedKinds {
  return { ...deploys, namespaced: [...(deploys.namespaced ?? []), ...(hubbleUi ? kindsOfExposure(hubbleUi) : [])] };
}

/** The chart's default: one replica works, the other takes over. */
const OPERATOR_REPLICAS = 2;

/**
 * Errors for more replicas of the operator than nodes. Two replicas cannot run on one node, because of their host ports
 * and the chart's anti-affinity: the one too many stays Pending, and the Application Progressing.
 */
function replicaErrors({ cluster, values = {} }: CiliumProps): string[] {
  const replicas = new ChartValues(values as Values).at('operator.replicas');
  const { length } = cluster.nodes;
  if (typeof replicas !== 'number' || replicas <= length) return [];
  const nodes = length === 1 ? 'one node is' : `${length} nodes are`;
  return [
    `values.operator.replicas is ${replicas}, but ${nodes} declared, and a node takes one: the others would be Pending for ever; ` +
      'remove the value, or declare the other nodes in cluster.nodes',
  ];
}

function syncPolicy({ sync }: CiliumProps): SyncPolicyProps {
  return {
    automated: sync && { selfHeal: sync.selfHeal ?? false },
    // The objects are adopted from an installation by Helm, and some fields are too new for client-side apply.
    syncOptions: ['ServerSideApply=true', 'Prune=false'],
  };
}

const FORBIDDEN: readonly ForbiddenValue[] = [
  { path: 'tls.ca.key', because: 'a private key would be in Git; Hubble’s certificates are made in the cluster' },
  {
    path: 'tls.ca.cert',
    because: 'it comes with a private key that would be in Git; Hubble’s certificates are made in the cluster',
  },
  { path: 'hubble.tls.server.key', because: 'a private key would be in Git' },
  { path: 'hubble.relay.tls.client.key', because: 'a private key would be in Git' },
  { path: 'hubble.relay.tls.server.key', because: 'a private key would be in Git' },
  { path: 'hubble.ui.tls.client.key', because: 'a private key would be in Git' },
];

function ciliumValues(props: CiliumProps): DerivedValues<CiliumValues> {
  const { cluster, hubbleUi, version } = props;
  return {
    facts: {
      tunnelProtocol: props.tunnelProtocol ?? 'vxlan',
      kubeProxyReplacement: props.kubeProxyReplacement ? 'true' : 'false',
      k8sServiceHost: cluster.apiServer.host,
      k8sServicePort: cluster.apiServer.port,
      ipam: { operator: { clusterPoolIPv4PodCIDRList: [cluster.podNetwork] } },
      encryption: encryptionValues(props.encryption),
      hubble: hubbleUi
        ? { enabled: true, relay: { enabled: true }, ui: { enabled: true, ...hubbleUiValues(hubbleUi) } }
        : { ui: { enabled: false } },
      ...certgenValues(version),
    },
    defaults: {
      routingMode: 'tunnel',
      // Without these, running pods keep the old configuration when the ConfigMap changes.
      rollOutCiliumPods: true,
      envoy: { rollOutPods: true },
      updateStrategy: { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: 1 } },
      // The chart's default for these is null. Helm 3 (Argo CD 3.4) and Helm 4 (Argo CD 3.5) read that differently, so without
      // a value an upgrade of Argo CD would change the configuration, and restart every agent.
      debug: { verbose: '' },
      policyCIDRMatchMode: '',
      nodePort: { addresses: '' },
      hubble: {
        enabled: true,
        tls: {
          enabled: true,
          auto: { enabled: true, method: 'cronJob', certValidityDuration: 1095, schedule: '0 0 1 */4 *' },
        },
        relay: { enabled: hubbleUi !== undefined, ...(hubbleUi && { rollOutPods: true }) },
        ...(hubbleUi && { ui: { rollOutPods: true } }),
      },
      ipam: { mode: 'cluster-pool', operator: { clusterPoolIPv4MaskSize: 24 } },
      operator: { rollOutPods: true, replicas: Math.min(OPERATOR_REPLICAS, cluster.nodes.length) },
    },
    forbidden: FORBIDDEN,
  };
}
