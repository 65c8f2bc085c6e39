// Generated from cilium 1.20.0 by `npm run import`. Do not edit.

import type { Override } from './helm-values';
import type {
  Affinity,
  Container,
  DaemonSetUpdateStrategy,
  DeploymentStrategy,
  EnvVar,
  IngressTLS,
  Lifecycle,
  LocalObjectReference,
  PodSecurityContext,
  Probe,
  ResourceRequirements,
  SELinuxOptions,
  SecurityContext,
  Toleration,
  TopologySpreadConstraint,
  Volume,
  VolumeMount,
} from './kubernetes-1.28';

/**
 * Values of the chart cilium 1.20.0, generated from the chart's own files.
 *
 * @see https://helm.cilium.io
 */
export interface CiliumValues {
  readonly namespaceOverride?: null | string;
  readonly commonLabels?: Readonly<Record<string, string>>;
  readonly upgradeCompatibility?: null | string;
  readonly debug?: CiliumValuesDebug;
  readonly rbac?: CiliumValuesRbac;
  readonly imagePullSecrets?: readonly LocalObjectReference[];
  readonly iptablesRandomFully?: boolean;
  readonly kubeConfigPath?: string;
  readonly k8sServiceHostRef?: CiliumValuesK8SServiceHostRef;
  readonly k8sServiceHost?: string;
  readonly k8sServicePort?: string | number;
  readonly k8sServiceLookupConfigMapName?: null | string;
  readonly k8sServiceLookupNamespace?: null | string;
  readonly k8sClientRateLimit?: CiliumValuesK8SClientRateLimit;
  readonly k8sClientExponentialBackoff?: CiliumValuesK8SClientExponentialBackoff;
  readonly cluster?: CiliumValuesCluster;
  readonly serviceAccounts?: CiliumValuesServiceAccounts;
  readonly terminationGracePeriodSeconds?: number;
  readonly agent?: boolean;
  readonly name?: string;
  readonly rollOutCiliumPods?: boolean;
  readonly configDriftDetection?: CiliumValuesConfigDriftDetection;
  readonly image?: CiliumValuesImage;
  readonly scheduling?: CiliumValuesScheduling;
  readonly affinity?: Override<Affinity>;
  readonly nodeSelector?: CiliumValuesNodeSelector | null;
  readonly tolerations?: readonly Toleration[];
  readonly priorityClassName?: string;
  readonly dnsPolicy?: '' | 'ClusterFirst' | 'ClusterFirstWithHostNet' | 'Default' | 'None';
  readonly extraContainers?: readonly Container[];
  readonly extraInitContainers?: readonly Container[];
  readonly extraArgs?: readonly string[];
  readonly extraEnv?: readonly EnvVar[];
  readonly extraHostPathMounts?: readonly CiliumValuesExtraHostPathMountsItem[];
  readonly extraVolumes?: readonly Volume[];
  readonly extraVolumeMounts?: readonly VolumeMount[];
  readonly extraConfig?: Readonly<Record<string, string | number | boolean>>;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly podSecurityContext?: Override<PodSecurityContext & CiliumValuesPodSecurityContextPlus>;
  readonly podAnnotations?: Readonly<Record<string, string>>;
  readonly podLabels?: Readonly<Record<string, string>>;
  readonly resources?: Override<ResourceRequirements>;
  readonly initResources?: Override<ResourceRequirements>;
  readonly securityContext?: CiliumValuesSecurityContext;
  readonly minReadySeconds?: number;
  readonly updateStrategy?: Override<DaemonSetUpdateStrategy>;
  readonly aksbyocni?: CiliumValuesAksbyocni;
  readonly autoDirectNodeRoutes?: boolean | string;
  readonly directRoutingSkipUnreachable?: boolean;
  readonly annotateK8sNode?: boolean;
  readonly azure?: CiliumValuesAzure;
  readonly alibabacloud?: CiliumValuesAlibabacloud;
  readonly bandwidthManager?: CiliumValuesBandwidthManager;
  readonly nat46x64Gateway?: CiliumValuesNat46X64Gateway;
  readonly l2announcements?: CiliumValuesL2Announcements;
  readonly l2podAnnouncements?: CiliumValuesL2PodAnnouncements;
  readonly bgpControlPlane?: CiliumValuesBgpControlPlane;
  readonly pmtuDiscovery?: CiliumValuesPmtuDiscovery;
  readonly bpf?: CiliumValuesBpf;
  readonly bpfClockProbe?: boolean;
  readonly cleanBpfState?: boolean;
  readonly cleanState?: boolean;
  readonly waitForKubeProxy?: boolean;
  readonly cni?: CiliumValuesCni;
  readonly connectivityProbeFrequencyRatio?: null | number;
  readonly conntrackGCInterval?: string;
  readonly conntrackGCMaxInterval?: string;
  readonly crdWaitTimeout?: string;
  readonly datapathPlugins?: CiliumValuesDatapathPlugins;
  readonly daemon?: CiliumValuesDaemon;
  readonly tmpVolume?: Readonly<Record<string, unknown>>;
  readonly devices?: string | readonly string[];
  readonly forceDeviceDetection?: boolean;
  readonly ciliumEndpointSlice?: CiliumValuesCiliumEndpointSlice;
  readonly identityManagementMode?: 'agent' | 'operator' | 'both';
  readonly envoyConfig?: CiliumValuesEnvoyConfig;
  readonly ingressController?: CiliumValuesIngressController;
  readonly gatewayAPI?: CiliumValuesGatewayAPI;
  readonly enableXTSocketFallback?: boolean;
  readonly encryption?: CiliumValuesEncryption;
  readonly endpointHealthChecking?: CiliumValuesEndpointHealthChecking;
  readonly endpointPolicyUpdateTimeoutDuration?: null;
  readonly endpointRoutes?: CiliumValuesEndpointRoutes;
  readonly k8sNetworkPolicy?: CiliumValuesK8SNetworkPolicy;
  readonly k8sClusterNetworkPolicy?: CiliumValuesK8SClusterNetworkPolicy;
  readonly endpointLockdownOnMapOverflow?: boolean;
  readonly eni?: CiliumValuesEni;
  readonly gke?: CiliumValuesGke;
  readonly preferIpv6?: boolean;
  readonly healthChecking?: boolean;
  readonly healthPort?: number;
  readonly healthCheckICMPFailureThreshold?: number;
  readonly hostFirewall?: CiliumValuesHostFirewall;
  readonly enableNoServiceEndpointsRoutable?: boolean;
  readonly socketLB?: CiliumValuesSocketLB;
  readonly certgen?: CiliumValuesCertgen;
  readonly hubble?: CiliumValuesHubble;
  readonly identityAllocationMode?: 'crd' | 'kvstore' | 'doublewrite-readkvstore' | 'doublewrite-readcrd';
  readonly identityChangeGracePeriod?: string;
  readonly installNoConntrackIptablesRules?: boolean;
  readonly ipam?: CiliumValuesIpam;
  readonly defaultLBServiceIPAM?: 'lbipam' | 'nodeipam' | 'none';
  readonly nodeIPAM?: CiliumValuesNodeIPAM;
  readonly apiRateLimit?: null | string;
  readonly ipMasqAgent?: CiliumValuesIpMasqAgent;
  readonly ipv4?: CiliumValuesIpv4;
  readonly ipv6?: CiliumValuesIpv6;
  readonly k8s?: CiliumValuesK8S;
  readonly keepDeprecatedLabels?: boolean;
  readonly keepDeprecatedProbes?: boolean;
  readonly startupProbe?: CiliumValuesStartupProbe;
  readonly livenessProbe?: CiliumValuesLivenessProbe;
  readonly readinessProbe?: CiliumValuesReadinessProbe;
  readonly kubeProxyReplacement?: 'true' | 'false' | boolean;
  readonly kubeProxyReplacementHealthzBindAddr?: string;
  readonly l2NeighDiscovery?: CiliumValuesL2NeighDiscovery;
  readonly l7Proxy?: boolean;
  readonly localRedirectPolicy?: boolean;
  readonly localRedirectPolicies?: CiliumValuesLocalRedirectPolicies;
  readonly logSystemLoad?: boolean;
  readonly maglev?: CiliumValuesMaglev;
  readonly enableIPv4Masquerade?: null | boolean;
  readonly enableIPv6Masquerade?: boolean;
  readonly enableMasqueradeRouteSource?: boolean;
  readonly enableIPv4BIGTCP?: boolean;
  readonly enableIPv6BIGTCP?: boolean;
  readonly nat?: CiliumValuesNat;
  readonly egressGateway?: CiliumValuesEgressGateway;
  readonly vtep?: CiliumValuesVtep;
  readonly ipv4NativeRoutingCIDR?: string;
  readonly ipv6NativeRoutingCIDR?: string;
  readonly nativeRoutingCIDRFromClusterPool?: boolean;
  readonly monitor?: CiliumValuesMonitor;
  readonly loadBalancer?: CiliumValuesLoadBalancer;
  readonly nodePort?: CiliumValuesNodePort;
  readonly policyEnforcementMode?: 'default' | 'always' | 'never';
  readonly policyCIDRMatchMode?: '' | 'nodes' | 'nodes'[] | null;
  readonly pprof?: CiliumValuesPprof;
  readonly prometheus?: CiliumValuesPrometheus;
  readonly dashboards?: CiliumValuesDashboards;
  readonly envoy?: CiliumValuesEnvoy;
  readonly nodeSelectorLabels?: boolean;
  readonly resourceQuotas?: CiliumValuesResourceQuotas;
  readonly secretsNamespaceAnnotations?: Readonly<Record<string, string>>;
  readonly secretsNamespaceLabels?: Readonly<Record<string, string>>;
  readonly sleepAfterInit?: boolean;
  readonly synchronizeK8sNodes?: boolean;
  readonly tls?: CiliumValuesTls;
  readonly tunnelProtocol?: '' | 'vxlan' | 'geneve';
  readonly underlayProtocol?: '' | 'ipv4' | 'ipv6';
  readonly routingMode?: '' | 'native' | 'tunnel';
  readonly tunnelPort?: number;
  readonly tunnelSourcePortRange?: string;
  readonly serviceNoBackendResponse?: 'reject' | 'drop';
  readonly policyDenyResponse?: 'none' | 'icmp';
  readonly MTU?: number;
  readonly disableEndpointCRD?: boolean;
  readonly wellKnownIdentities?: CiliumValuesWellKnownIdentities;
  readonly etcd?: CiliumValuesEtcd;
  readonly operator?: CiliumValuesOperator;
  readonly nodeinit?: CiliumValuesNodeinit;
  readonly preflight?: CiliumValuesPreflight;
  readonly enableCriticalPriorityClass?: boolean;
  readonly clustermesh?: CiliumValuesClustermesh;
  readonly cgroup?: CiliumValuesCgroup;
  readonly sysctlfix?: CiliumValuesSysctlfix;
  readonly agentNotReadyTaintKey?: string;
  readonly dnsProxy?: CiliumValuesDnsProxy;
  readonly sctp?: CiliumValuesSctp;
  readonly enableNonDefaultDenyPolicies?: boolean;
  readonly authentication?: CiliumValuesAuthentication;
  readonly enableInternalTrafficPolicy?: boolean;
  readonly enableLBIPAM?: boolean;
  readonly standaloneDnsProxy?: CiliumValuesStandaloneDnsProxy;
  readonly global?: Readonly<Record<string, unknown>>;
  readonly clusterHealthPort?: number;
  readonly disableEnvoyVersionCheck?: boolean;
  readonly disableIptablesFeederRules?: string | readonly string[];
  readonly dnsPolicyUnloadOnShutdown?: boolean;
  readonly egressMasqueradeInterfaces?: string;
  readonly enableIdentityMark?: boolean;
  readonly fragmentTracking?: boolean;
  readonly iptablesLockTimeout?: string;
  readonly labels?: string;
  readonly nodeLabels?: string;
  readonly logOptions?: Readonly<Record<string, string | number | boolean>>;
  readonly nonIdempotentAnnotations?: Readonly<Record<string, string>>;
  readonly policyAuditMode?: boolean;
}

export interface CiliumValuesDebug {
  readonly enabled?: boolean;
  readonly verbose?: null | string;
  readonly metricsSamplingInterval?: null | string;
}

export interface CiliumValuesRbac {
  readonly create?: boolean;
}

export interface CiliumValuesK8SServiceHostRef {
  readonly name?: string | null;
  readonly key?: string | null;
}

export interface CiliumValuesK8SClientRateLimit {
  readonly qps?: null | number;
  readonly burst?: null | number;
  readonly operator?: CiliumValuesK8SClientRateLimitOperator;
}

export interface CiliumValuesK8SClientRateLimitOperator {
  readonly qps?: null | number;
  readonly burst?: null | number;
}

export interface CiliumValuesK8SClientExponentialBackoff {
  readonly enabled?: boolean;
  readonly backoffBaseSeconds?: number;
  readonly backoffMaxDurationSeconds?: number;
}

export interface CiliumValuesCluster {
  readonly name?: string;
  readonly id?: number;
}

export interface CiliumValuesServiceAccounts {
  readonly cilium?: CiliumValuesServiceAccountsCilium;
  readonly nodeinit?: CiliumValuesServiceAccountsNodeinit;
  readonly envoy?: CiliumValuesServiceAccountsEnvoy;
  readonly operator?: CiliumValuesServiceAccountsOperator;
  readonly preflight?: CiliumValuesServiceAccountsPreflight;
  readonly relay?: CiliumValuesServiceAccountsRelay;
  readonly ui?: CiliumValuesServiceAccountsUi;
  readonly clustermeshApiserver?: CiliumValuesServiceAccountsClustermeshApiserver;
  readonly clustermeshcertgen?: CiliumValuesServiceAccountsClustermeshcertgen;
  readonly hubblecertgen?: CiliumValuesServiceAccountsHubblecertgen;
  readonly corednsMCSAPI?: CiliumValuesServiceAccountsCorednsMCSAPI;
  readonly ztunnel?: CiliumValuesServiceAccountsZtunnel;
}

export interface CiliumValuesServiceAccountsCilium {
  readonly create?: boolean;
  readonly name?: string;
  readonly automount?: boolean;
  readonly annotations?: Readonly<Record<string, string>>;
}

export interface CiliumValuesServiceAccountsNodeinit {
  readonly create?: boolean;
  readonly enabled?: boolean;
  readonly name?: string;
  readonly automount?: boolean;
  readonly annotations?: Readonly<Record<string, string>>;
}

export interface CiliumValuesServiceAccountsEnvoy {
  readonly create?: boolean;
  readonly name?: string;
  readonly automount?: boolean;
  readonly annotations?: Readonly<Record<string, string>>;
}

export interface CiliumValuesServiceAccountsOperator {
  readonly create?: boolean;
  readonly name?: string;
  readonly automount?: boolean;
  readonly annotations?: Readonly<Record<string, string>>;
}

export interface CiliumValuesServiceAccountsPreflight {
  readonly create?: boolean;
  readonly name?: string;
  readonly automount?: boolean;
  readonly annotations?: Readonly<Record<string, string>>;
}

export interface CiliumValuesServiceAccountsRelay {
  readonly create?: boolean;
  readonly name?: string;
  readonly automount?: boolean;
  readonly annotations?: Readonly<Record<string, string>>;
}

export interface CiliumValuesServiceAccountsUi {
  readonly create?: boolean;
  readonly name?: string;
  readonly automount?: boolean;
  readonly annotations?: Readonly<Record<string, string>>;
}

export interface CiliumValuesServiceAccountsClustermeshApiserver {
  readonly create?: boolean;
  readonly name?: string;
  readonly automount?: boolean;
  readonly annotations?: Readonly<Record<string, string>>;
}

export interface CiliumValuesServiceAccountsClustermeshcertgen {
  readonly create?: boolean;
  readonly name?: string;
  readonly automount?: boolean;
  readonly annotations?: Readonly<Record<string, string>>;
}

export interface CiliumValuesServiceAccountsHubblecertgen {
  readonly create?: boolean;
  readonly name?: string;
  readonly automount?: boolean;
  readonly annotations?: Readonly<Record<string, string>>;
}

export interface CiliumValuesServiceAccountsCorednsMCSAPI {
  readonly create?: boolean;
  readonly name?: string;
  readonly automount?: boolean;
  readonly annotations?: Readonly<Record<string, string>>;
}

export interface CiliumValuesServiceAccountsZtunnel {
  readonly create?: boolean;
  readonly name?: string;
  readonly automount?: boolean;
  readonly annotations?: Readonly<Record<string, string>>;
}

export interface CiliumValuesConfigDriftDetection {
  readonly enabled?: boolean;
  readonly driftChecker?: boolean;
  readonly ignoredKeys?: readonly string[];
}

export interface CiliumValuesImage {
  readonly override?: null | string;
  readonly repository?: string;
  readonly tag?: string;
  readonly pullPolicy?: 'Always' | 'IfNotPresent' | 'Never';
  readonly digest?: string;
  readonly useDigest?: boolean;
}

export interface CiliumValuesScheduling {
  readonly mode?: 'anti-affinity' | 'kube-scheduler';
}

export interface CiliumValuesNodeSelector {
  readonly 'kubernetes.io/os'?: string | null;
  readonly [k: string]: string | null | undefined;
}

export interface CiliumValuesExtraHostPathMountsItem {
  readonly name: string;
  readonly mountPath: string;
  readonly hostPath: string;
  readonly hostPathType?: string;
  readonly readOnly?: boolean;
  readonly mountPropagation?: 'None' | 'HostToContainer' | 'Bidirectional';
}

export interface CiliumValuesSecurityContext {
  readonly allowPrivilegeEscalation?: boolean;
  readonly privileged?: boolean;
  readonly seLinuxOptions?: Override<SELinuxOptions>;
  readonly capabilities?: CiliumValuesSecurityContextCapabilities;
}

export interface CiliumValuesSecurityContextCapabilities {
  readonly ciliumAgent?: readonly string[];
  readonly mountCgroup?: readonly string[];
  readonly applySysctlOverwrites?: readonly string[];
  readonly cleanCiliumState?: readonly string[];
}

export interface CiliumValuesAksbyocni {
  readonly enabled?: boolean;
}

export interface CiliumValuesAzure {
  readonly enabled?: boolean;
  readonly nodeSpec?: CiliumValuesAzureNodeSpec;
  readonly clientID?: string;
  readonly clientSecret?: string;
  readonly resourceGroup?: string;
  readonly subscriptionID?: string;
  readonly tenantID?: string;
  readonly userAssignedIdentityID?: string;
  readonly usePrimaryAddress?: boolean;
}

export interface CiliumValuesAzureNodeSpec {
  readonly azureInterfaceName?: string;
}

export interface CiliumValuesAlibabacloud {
  readonly enabled?: boolean;
  readonly nodeSpec?: CiliumValuesAlibabacloudNodeSpec;
}

export interface CiliumValuesAlibabacloudNodeSpec {
  readonly vSwitches?: readonly string[];
  readonly vSwitchTags?: readonly string[];
  readonly securityGroups?: readonly string[];
  readonly securityGroupTags?: readonly string[];
}

export interface CiliumValuesBandwidthManager {
  readonly enabled?: boolean;
  readonly bbr?: boolean;
  readonly bbrHostNamespaceOnly?: boolean;
}

export interface CiliumValuesNat46X64Gateway {
  readonly enabled?: boolean;
}

export interface CiliumValuesL2Announcements {
  readonly enabled?: boolean;
  readonly leaseDuration?: string;
  readonly leaseRenewDeadline?: string;
  readonly leaseRetryPeriod?: string;
}

export interface CiliumValuesL2PodAnnouncements {
  readonly enabled?: boolean;
  readonly interfacePattern?: string;
}

export interface CiliumValuesBgpControlPlane {
  readonly enabled?: boolean;
  readonly secretsNamespace?: CiliumValuesBgpControlPlaneSecretsNamespace;
  readonly statusReport?: CiliumValuesBgpControlPlaneStatusReport;
  readonly routerIDAllocation?: CiliumValuesBgpControlPlaneRouterIDAllocation;
  readonly legacyOriginAttribute?: CiliumValuesBgpControlPlaneLegacyOriginAttribute;
}

export interface CiliumValuesBgpControlPlaneSecretsNamespace {
  readonly create?: boolean;
  readonly name?: string;
}

export interface CiliumValuesBgpControlPlaneStatusReport {
  readonly enabled?: boolean;
}

export interface CiliumValuesBgpControlPlaneRouterIDAllocation {
  readonly mode?: 'default' | 'ip-pool';
  readonly ipPool?: string;
}

export interface CiliumValuesBgpControlPlaneLegacyOriginAttribute {
  readonly enabled?: boolean;
}

export interface CiliumValuesPmtuDiscovery {
  readonly enabled?: boolean;
  readonly packetizationLayerPMTUDMode?: 'always' | 'blackhole' | 'disabled' | 'unset' | '';
}

export interface CiliumValuesBpf {
  readonly autoMount?: CiliumValuesBpfAutoMount;
  readonly root?: string;
  readonly preallocateMaps?: boolean;
  readonly authMapMax?: null | number;
  readonly ctAccounting?: boolean;
  readonly ctTcpMax?: null | number;
  readonly ctAnyMax?: null | number;
  readonly distributedLRU?: CiliumValuesBpfDistributedLRU;
  readonly events?: CiliumValuesBpfEvents;
  readonly lbMapMax?: null | number;
  readonly natMax?: null | number;
  readonly neighMax?: null | number;
  readonly nodeMapMax?: null | number;
  readonly policyMapMax?: null | number;
  readonly policyMapPressureMetricsThreshold?: null | number;
  readonly policyStatsMapMax?: null | number;
  readonly mapDynamicSizeRatio?: null | number | string;
  readonly monitorAggregation?: 'none' | 'low' | 'medium' | 'maximum';
  readonly monitorInterval?: string;
  readonly monitorFlags?: string;
  readonly lbExternalClusterIP?: boolean;
  readonly lbSourceRangeAllTypes?: boolean;
  readonly lbAlgorithmAnnotation?: boolean;
  readonly lbModeAnnotation?: boolean;
  readonly masquerade?: null | boolean;
  readonly hostLegacyRouting?: null | boolean;
  readonly tproxy?: null | boolean;
  readonly vlanBypass?: readonly number[] | null;
  readonly monitorTraceIPOption?: null | number;
  readonly disableExternalIPMitigation?: boolean;
  readonly enableTCX?: boolean;
  readonly datapathMode?: 'veth' | 'netkit' | 'netkit-l2';
}

export interface CiliumValuesBpfAutoMount {
  readonly enabled?: boolean;
}

export interface CiliumValuesBpfDistributedLRU {
  readonly enabled?: boolean;
}

export interface CiliumValuesBpfEvents {
  readonly default?: CiliumValuesBpfEventsDefault;
  readonly drop?: CiliumValuesBpfEventsDrop;
  readonly policyVerdict?: CiliumValuesBpfEventsPolicyVerdict;
  readonly trace?: CiliumValuesBpfEventsTrace;
}

export interface CiliumValuesBpfEventsDefault {
  readonly rateLimit?: null | number;
  readonly burstLimit?: null | number;
}

export interface CiliumValuesBpfEventsDrop {
  readonly enabled?: boolean;
}

export interface CiliumValuesBpfEventsPolicyVerdict {
  readonly enabled?: boolean;
}

export interface CiliumValuesBpfEventsTrace {
  readonly enabled?: boolean;
}

export interface CiliumValuesCni {
  readonly install?: boolean;
  readonly uninstall?: boolean;
  readonly chainingMode?: 'none' | 'aws-cni' | 'flannel' | 'generic-veth' | 'portmap' | null;
  readonly chainingTarget?: null | string;
  readonly exclusive?: boolean;
  readonly logFile?: string;
  readonly customConf?: boolean;
  readonly confPath?: string;
  readonly binPath?: string;
  readonly configMap?: string;
  readonly configMapKey?: string;
  readonly confFileMountPath?: string;
  readonly hostConfDirMountPath?: string;
  readonly resources?: Override<ResourceRequirements>;
  readonly enableRouteMTUForCNIChaining?: boolean;
  readonly iptablesRemoveAWSRules?: boolean;
  readonly readCniConf?: string;
  readonly externalRouting?: boolean;
}

export interface CiliumValuesDatapathPlugins {
  readonly enabled?: boolean;
  readonly stateDir?: string;
}

export interface CiliumValuesDaemon {
  readonly runPath?: string;
  readonly configSources?: null | string;
  readonly allowedConfigOverrides?: null | string;
  readonly blockedConfigOverrides?: null | string;
  readonly enableSourceIPVerification?: null | boolean;
}

export interface CiliumValuesCiliumEndpointSlice {
  readonly enabled?: boolean;
  readonly rateLimits?: readonly CiliumValuesCiliumEndpointSliceRateLimitsItem[];
}

export interface CiliumValuesCiliumEndpointSliceRateLimitsItem {
  readonly nodes: number;
  readonly limit: number;
  readonly burst: number;
}

export interface CiliumValuesEnvoyConfig {
  readonly enabled?: boolean;
  readonly secretsNamespace?: CiliumValuesEnvoyConfigSecretsNamespace;
  readonly retryInterval?: string;
}

export interface CiliumValuesEnvoyConfigSecretsNamespace {
  readonly create?: boolean;
  readonly name?: string;
}

export interface CiliumValuesIngressController {
  readonly enabled?: boolean;
  readonly default?: boolean;
  readonly loadbalancerMode?: 'dedicated' | 'shared';
  readonly enforceHttps?: boolean;
  readonly enableProxyProtocol?: boolean;
  readonly useRemoteAddress?: null | boolean;
  readonly xffNumTrustedHops?: number;
  readonly ingressLBAnnotationPrefixes?: readonly string[];
  readonly defaultSecretNamespace?: null | string;
  readonly defaultSecretName?: null | string;
  readonly secretsNamespace?: CiliumValuesIngressControllerSecretsNamespace;
  readonly service?: CiliumValuesIngressControllerService;
  readonly hostNetwork?: CiliumValuesIngressControllerHostNetwork;
}

export interface CiliumValuesIngressControllerSecretsNamespace {
  readonly create?: boolean;
  readonly name?: string;
  readonly sync?: boolean;
}

export interface CiliumValuesIngressControllerService {
  readonly name?: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly type?: 'ClusterIP' | 'NodePort' | 'LoadBalancer';
  readonly insecureNodePort?: null | number;
  readonly secureNodePort?: null | number;
  readonly loadBalancerClass?: null | string;
  readonly loadBalancerIP?: null | string;
  readonly allocateLoadBalancerNodePorts?: null | boolean;
  readonly externalTrafficPolicy?: 'Cluster' | 'Local';
}

export interface CiliumValuesIngressControllerHostNetwork {
  readonly enabled?: boolean;
  readonly sharedListenerPort?: number;
  readonly httpPort?: number;
  readonly httpsPort?: number;
  readonly tlsPassthroughPort?: number;
  readonly nodes?: CiliumValuesIngressControllerHostNetworkNodes;
}

export interface CiliumValuesIngressControllerHostNetworkNodes {
  readonly matchLabels?: Readonly<Record<string, string>>;
}

export interface CiliumValuesGatewayAPI {
  readonly enabled?: boolean;
  readonly enableProxyProtocol?: boolean;
  readonly useRemoteAddress?: null | boolean;
  readonly enableAppProtocol?: boolean;
  readonly enableAlpn?: boolean;
  readonly xffNumTrustedHops?: number;
  readonly externalTrafficPolicy?: 'Cluster' | 'Local';
  readonly gatewayClass?: CiliumValuesGatewayAPIGatewayClass;
  readonly secretsNamespace?: CiliumValuesGatewayAPISecretsNamespace;
  readonly hostNetwork?: CiliumValuesGatewayAPIHostNetwork;
}

export interface CiliumValuesGatewayAPIGatewayClass {
  readonly create?: 'auto' | 'true' | 'false';
}

export interface CiliumValuesGatewayAPISecretsNamespace {
  readonly create?: boolean;
  readonly name?: string;
  readonly sync?: boolean;
}

export interface CiliumValuesGatewayAPIHostNetwork {
  readonly enabled?: boolean;
  readonly nodes?: CiliumValuesGatewayAPIHostNetworkNodes;
}

export interface CiliumValuesGatewayAPIHostNetworkNodes {
  readonly matchLabels?: Readonly<Record<string, string>>;
}

export interface CiliumValuesEncryption {
  readonly enabled?: boolean;
  readonly type?: 'ipsec' | 'wireguard' | 'ztunnel';
  readonly nodeEncryption?: boolean;
  readonly strictMode?: CiliumValuesEncryptionStrictMode;
  readonly ipsec?: CiliumValuesEncryptionIpsec;
  readonly wireguard?: CiliumValuesEncryptionWireguard;
  readonly ztunnel?: CiliumValuesEncryptionZtunnel;
}

export interface CiliumValuesEncryptionStrictMode {
  readonly egress?: CiliumValuesEncryptionStrictModeEgress;
  readonly ingress?: CiliumValuesEncryptionStrictModeIngress;
}

export interface CiliumValuesEncryptionStrictModeEgress {
  readonly enabled?: boolean;
  readonly cidr?: string;
  readonly allowRemoteNodeIdentities?: boolean;
}

export interface CiliumValuesEncryptionStrictModeIngress {
  readonly enabled?: boolean;
}

export interface CiliumValuesEncryptionIpsec {
  readonly keyFile?: string;
  readonly mountPath?: string;
  readonly secretName?: string;
  readonly interface?: string;
  readonly keyWatcher?: boolean;
  readonly keyRotationDuration?: string;
}

export interface CiliumValuesEncryptionWireguard {
  readonly persistentKeepalive?: string;
}

export interface CiliumValuesEncryptionZtunnel {
  readonly ca?: CiliumValuesEncryptionZtunnelCa;
  readonly image?: CiliumValuesEncryptionZtunnelImage;
  readonly caAddress?: string;
  readonly healthPort?: number;
  readonly resources?: Override<ResourceRequirements>;
  readonly minReadySeconds?: number;
  readonly updateStrategy?: Override<DaemonSetUpdateStrategy>;
  readonly terminationGracePeriodSeconds?: number;
  readonly readinessProbe?: CiliumValuesEncryptionZtunnelReadinessProbe;
  readonly nodeSelector?: CiliumValuesEncryptionZtunnelNodeSelector | null;
  readonly tolerations?: readonly Toleration[];
  readonly affinity?: Override<Affinity>;
  readonly priorityClassName?: null | string;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly podAnnotations?: Readonly<Record<string, string>>;
  readonly podLabels?: Readonly<Record<string, string>>;
  readonly extraEnv?: readonly EnvVar[];
  readonly extraVolumes?: readonly Volume[];
  readonly extraVolumeMounts?: readonly VolumeMount[];
  readonly secrets?: CiliumValuesEncryptionZtunnelSecrets;
}

export interface CiliumValuesEncryptionZtunnelCa {
  readonly type?: 'spire' | 'internal';
}

export interface CiliumValuesEncryptionZtunnelImage {
  readonly override?: null | string;
  readonly repository?: string;
  readonly tag?: string;
  readonly pullPolicy?: 'Always' | 'IfNotPresent' | 'Never';
  readonly digest?: string;
  readonly useDigest?: boolean;
}

export interface CiliumValuesEncryptionZtunnelReadinessProbe {
  readonly initialDelaySeconds?: number;
  readonly periodSeconds?: number;
  readonly failureThreshold?: number;
}

export interface CiliumValuesEncryptionZtunnelNodeSelector {
  readonly 'kubernetes.io/os'?: string | null;
  readonly [k: string]: string | null | undefined;
}

export interface CiliumValuesEncryptionZtunnelSecrets {
  readonly bootstrapRootCert?: null | string;
}

export interface CiliumValuesEndpointHealthChecking {
  readonly enabled?: boolean;
}

export interface CiliumValuesEndpointRoutes {
  readonly enabled?: boolean | string;
}

export interface CiliumValuesK8SNetworkPolicy {
  readonly enabled?: boolean;
}

export interface CiliumValuesK8SClusterNetworkPolicy {
  readonly enabled?: boolean;
}

export interface CiliumValuesEni {
  readonly enabled?: boolean;
  readonly awsReleaseExcessIPs?: boolean;
  readonly awsEnablePrefixDelegation?: boolean;
  readonly ec2APIEndpoint?: string;
  readonly eniTags?: Readonly<Record<string, string>>;
  readonly gcInterval?: string;
  readonly gcTags?: Readonly<Record<string, string>>;
  readonly iamRole?: string;
  readonly subnetIDsFilter?: readonly string[];
  readonly subnetTagsFilter?: readonly string[];
  readonly instanceTagsFilter?: readonly string[];
  readonly nodeSpec?: CiliumValuesEniNodeSpec;
}

export interface CiliumValuesEniNodeSpec {
  readonly firstInterfaceIndex?: null | number;
  readonly subnetIDs?: readonly string[];
  readonly subnetTags?: readonly string[];
  readonly securityGroups?: readonly string[];
  readonly securityGroupTags?: readonly string[];
  readonly excludeInterfaceTags?: readonly string[];
  readonly usePrimaryAddress?: boolean;
  readonly disablePrefixDelegation?: boolean;
  readonly deleteOnTermination?: null | boolean;
}

export interface CiliumValuesGke {
  readonly enabled?: boolean;
  readonly disableDefaultSnat?: boolean;
}

export interface CiliumValuesHostFirewall {
  readonly enabled?: boolean;
}

export interface CiliumValuesSocketLB {
  readonly enabled?: boolean;
  readonly hostNamespaceOnly?: boolean;
  readonly terminatePodConnections?: boolean;
  readonly tracing?: boolean;
}

export interface CiliumValuesCertgen {
  readonly generateCA?: boolean;
  readonly enforceCAValidityThroughoutLeavesDuration?: boolean;
  readonly image?: CiliumValuesCertgenImage;
  readonly ttlSecondsAfterFinished?: null | number;
  readonly podLabels?: Readonly<Record<string, string>>;
  readonly annotations?: CiliumValuesCertgenAnnotations;
  readonly nodeSelector?: Readonly<Record<string, string>>;
  readonly priorityClassName?: string;
  readonly tolerations?: readonly Toleration[];
  readonly resources?: Override<ResourceRequirements>;
  readonly extraVolumes?: readonly Volume[];
  readonly extraVolumeMounts?: readonly VolumeMount[];
  readonly affinity?: Override<Affinity>;
  readonly cronJob?: CiliumValuesCertgenCronJob;
}

export interface CiliumValuesCertgenImage {
  readonly override?: null | string;
  readonly repository?: string;
  readonly tag?: string;
  readonly digest?: string;
  readonly useDigest?: boolean;
  readonly pullPolicy?: 'Always' | 'IfNotPresent' | 'Never';
}

export interface CiliumValuesCertgenAnnotations {
  readonly cronJob?: Readonly<Record<string, string>>;
  readonly job?: Readonly<Record<string, string>>;
}

export interface CiliumValuesCertgenCronJob {
  readonly successfulJobsHistoryLimit?: number;
  readonly failedJobsHistoryLimit?: number;
}

export interface CiliumValuesHubble {
  readonly enabled?: boolean;
  readonly hostUsers?: null | boolean;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly metrics?: CiliumValuesHubbleMetrics;
  readonly socketPath?: string;
  readonly networkPolicyCorrelation?: CiliumValuesHubbleNetworkPolicyCorrelation;
  readonly redact?: CiliumValuesHubbleRedact;
  readonly listenAddress?: string;
  readonly preferIpv6?: boolean;
  readonly skipUnknownCGroupIDs?: null | boolean;
  readonly peerService?: CiliumValuesHubblePeerService;
  readonly tls?: CiliumValuesHubbleTls;
  readonly relay?: CiliumValuesHubbleRelay;
  readonly ui?: CiliumValuesHubbleUi;
  readonly export?: CiliumValuesHubbleExport;
  readonly dropEventEmitter?: CiliumValuesHubbleDropEventEmitter;
  readonly eventBufferCapacity?:
    | '1'
    | '3'
    | '7'
    | '15'
    | '31'
    | '63'
    | '127'
    | '255'
    | '511'
    | '1023'
    | '2047'
    | '4095'
    | '8191'
    | '16383'
    | '32767'
    | '65535'
    | 1
    | 3
    | 7
    | 15
    | 31
    | 63
    | 127
    | 255
    | 511
    | 1023
    | 2047
    | 4095
    | 8191
    | 16383
    | 32767
    | 65535;
  readonly eventQueueSize?: string | number;
  readonly lostEventSendInterval?: string;
}

export interface CiliumValuesHubbleMetrics {
  readonly enabled?: readonly string[] | null;
  readonly enableOpenMetrics?: boolean;
  readonly port?: number;
  readonly tls?: CiliumValuesHubbleMetricsTls;
  readonly serviceAnnotations?: Readonly<Record<string, string>>;
  readonly serviceMonitor?: CiliumValuesHubbleMetricsServiceMonitor;
  readonly dashboards?: CiliumValuesHubbleMetricsDashboards;
  readonly dynamic?: CiliumValuesHubbleMetricsDynamic;
}

export interface CiliumValuesHubbleMetricsTls {
  readonly enabled?: boolean;
  readonly server?: CiliumValuesHubbleMetricsTlsServer;
}

export interface CiliumValuesHubbleMetricsTlsServer {
  readonly existingSecret?: string;
  readonly cert?: string;
  readonly key?: string;
  readonly extraDnsNames?: readonly string[];
  readonly extraIpAddresses?: readonly string[];
  readonly mtls?: CiliumValuesHubbleMetricsTlsServerMtls;
}

export interface CiliumValuesHubbleMetricsTlsServerMtls {
  readonly enabled?: boolean;
  readonly useSecret?: boolean;
  readonly name?: null;
  readonly key?: string;
}

export interface CiliumValuesHubbleMetricsServiceMonitor {
  readonly enabled?: boolean;
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly jobLabel?: string;
  readonly interval?: string;
  readonly scrapeTimeout?: null | string;
  readonly relabelings?: readonly CiliumValuesHubbleMetricsServiceMonitorRelabelingsItem[] | null;
  readonly metricRelabelings?: readonly CiliumValuesHubbleMetricsServiceMonitorMetricRelabelingsItem[] | null;
  readonly tlsConfig?: Readonly<Record<string, unknown>>;
}

export interface CiliumValuesHubbleMetricsServiceMonitorRelabelingsItem {
  readonly sourceLabels?: readonly string[];
  readonly separator?: string;
  readonly targetLabel?: string;
  readonly regex?: string;
  readonly modulus?: number;
  readonly replacement?: string;
  readonly action?: string;
}

export interface CiliumValuesHubbleMetricsServiceMonitorMetricRelabelingsItem {
  readonly sourceLabels?: readonly string[];
  readonly separator?: string;
  readonly targetLabel?: string;
  readonly regex?: string;
  readonly modulus?: number;
  readonly replacement?: string;
  readonly action?: string;
}

export interface CiliumValuesHubbleMetricsDashboards {
  readonly enabled?: boolean;
  readonly label?: string;
  readonly namespace?: null | string;
  readonly labelValue?: string;
  readonly annotations?: Readonly<Record<string, string>>;
}

export interface CiliumValuesHubbleMetricsDynamic {
  readonly enabled?: boolean;
  readonly config?: CiliumValuesHubbleMetricsDynamicConfig;
}

export interface CiliumValuesHubbleMetricsDynamicConfig {
  readonly configMapName?: string;
  readonly createConfigMap?: boolean;
  readonly content?: readonly CiliumValuesHubbleMetricsDynamicConfigContentItem[];
}

export interface CiliumValuesHubbleMetricsDynamicConfigContentItem {
  readonly name: string;
  readonly contextOptions?: readonly Readonly<Record<string, unknown>>[];
  readonly includeFilters?: readonly Readonly<Record<string, unknown>>[];
  readonly excludeFilters?: readonly Readonly<Record<string, unknown>>[];
  readonly [k: string]: unknown;
}

export interface CiliumValuesHubbleNetworkPolicyCorrelation {
  readonly enabled?: boolean;
}

export interface CiliumValuesHubbleRedact {
  readonly enabled?: boolean;
  readonly http?: CiliumValuesHubbleRedactHttp;
}

export interface CiliumValuesHubbleRedactHttp {
  readonly urlQuery?: boolean;
  readonly userInfo?: boolean;
  readonly headers?: CiliumValuesHubbleRedactHttpHeaders;
}

export interface CiliumValuesHubbleRedactHttpHeaders {
  readonly allow?: readonly string[];
  readonly deny?: readonly string[];
}

export interface CiliumValuesHubblePeerService {
  readonly targetPort?: number;
  readonly clusterDomain?: string;
  readonly servicePort?: number;
}

export interface CiliumValuesHubbleTls {
  readonly enabled?: boolean;
  readonly auto?: CiliumValuesHubbleTlsAuto;
  readonly server?: CiliumValuesHubbleTlsServer;
}

export interface CiliumValuesHubbleTlsAuto {
  readonly enabled?: boolean;
  readonly method?: 'helm' | 'cronJob' | 'certmanager';
  readonly certValidityDuration?: number;
  readonly schedule?: string;
  readonly certManagerIssuerRef?: CiliumValuesHubbleTlsAutoCertManagerIssuerRef;
  readonly subject?: Readonly<Record<string, unknown>>;
  readonly privateKey?: Readonly<Record<string, unknown>>;
}

export interface CiliumValuesHubbleTlsAutoCertManagerIssuerRef {
  readonly group?: string;
  readonly kind?: string;
  readonly name?: string;
}

export interface CiliumValuesHubbleTlsServer {
  readonly existingSecret?: string;
  readonly cert?: string;
  readonly key?: string;
  readonly extraDnsNames?: readonly string[];
  readonly extraIpAddresses?: readonly string[];
}

export interface CiliumValuesHubbleRelay {
  readonly enabled?: boolean;
  readonly rollOutPods?: boolean;
  readonly image?: CiliumValuesHubbleRelayImage;
  readonly resources?: Override<ResourceRequirements>;
  readonly replicas?: number;
  readonly affinity?: Override<Affinity>;
  readonly topologySpreadConstraints?: readonly TopologySpreadConstraint[];
  readonly nodeSelector?: CiliumValuesHubbleRelayNodeSelector | null;
  readonly tolerations?: readonly Toleration[];
  readonly extraEnv?: readonly EnvVar[];
  readonly annotations?: Readonly<Record<string, string>>;
  readonly podAnnotations?: Readonly<Record<string, string>>;
  readonly podLabels?: Readonly<Record<string, string>>;
  readonly podDisruptionBudget?: CiliumValuesHubbleRelayPodDisruptionBudget;
  readonly priorityClassName?: string;
  readonly terminationGracePeriodSeconds?: number;
  readonly updateStrategy?: Override<DeploymentStrategy>;
  readonly extraVolumes?: readonly Volume[];
  readonly extraVolumeMounts?: readonly VolumeMount[];
  readonly podSecurityContext?: Override<PodSecurityContext & CiliumValuesHubbleRelayPodSecurityContextPlus>;
  readonly securityContext?: Override<SecurityContext>;
  readonly service?: CiliumValuesHubbleRelayService;
  readonly listenHost?: string;
  readonly listenPort?: string;
  readonly tls?: CiliumValuesHubbleRelayTls;
  readonly retryTimeout?: null | string;
  readonly sortBufferLenMax?: null | number;
  readonly sortBufferDrainTimeout?: null | string;
  readonly prometheus?: CiliumValuesHubbleRelayPrometheus;
  readonly gops?: CiliumValuesHubbleRelayGops;
  readonly pprof?: CiliumValuesHubbleRelayPprof;
  readonly logOptions?: CiliumValuesHubbleRelayLogOptions;
  readonly servicePort?: number;
}

export interface CiliumValuesHubbleRelayImage {
  readonly override?: null | string;
  readonly repository?: string;
  readonly tag?: string;
  readonly digest?: string;
  readonly useDigest?: boolean;
  readonly pullPolicy?: 'Always' | 'IfNotPresent' | 'Never';
}

export interface CiliumValuesHubbleRelayNodeSelector {
  readonly 'kubernetes.io/os'?: string | null;
  readonly [k: string]: string | null | undefined;
}

export interface CiliumValuesHubbleRelayPodDisruptionBudget {
  readonly enabled?: boolean;
  readonly minAvailable?: null | number | string;
  readonly maxUnavailable?: null | number | string;
  readonly unhealthyPodEvictionPolicy?: null | string;
}

export interface CiliumValuesHubbleRelayService {
  readonly type?: 'ClusterIP' | 'NodePort' | 'LoadBalancer';
  readonly nodePort?: number;
}

export interface CiliumValuesHubbleRelayTls {
  readonly client?: CiliumValuesHubbleRelayTlsClient;
  readonly server?: CiliumValuesHubbleRelayTlsServer;
}

export interface CiliumValuesHubbleRelayTlsClient {
  readonly existingSecret?: string;
  readonly cert?: string;
  readonly key?: string;
}

export interface CiliumValuesHubbleRelayTlsServer {
  readonly enabled?: boolean;
  readonly mtls?: boolean;
  readonly existingSecret?: string;
  readonly cert?: string;
  readonly key?: string;
  readonly extraDnsNames?: readonly string[];
  readonly extraIpAddresses?: readonly string[];
  readonly relayName?: string;
}

export interface CiliumValuesHubbleRelayPrometheus {
  readonly enabled?: boolean;
  readonly port?: number;
  readonly serviceMonitor?: CiliumValuesHubbleRelayPrometheusServiceMonitor;
}

export interface CiliumValuesHubbleRelayPrometheusServiceMonitor {
  readonly enabled?: boolean;
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly interval?: string;
  readonly scrapeTimeout?: null | string;
  readonly relabelings?: readonly CiliumValuesHubbleRelayPrometheusServiceMonitorRelabelingsItem[] | null;
  readonly metricRelabelings?: readonly CiliumValuesHubbleRelayPrometheusServiceMonitorMetricRelabelingsItem[] | null;
  readonly namespace?: string;
}

export interface CiliumValuesHubbleRelayPrometheusServiceMonitorRelabelingsItem {
  readonly sourceLabels?: readonly string[];
  readonly separator?: string;
  readonly targetLabel?: string;
  readonly regex?: string;
  readonly modulus?: number;
  readonly replacement?: string;
  readonly action?: string;
}

export interface CiliumValuesHubbleRelayPrometheusServiceMonitorMetricRelabelingsItem {
  readonly sourceLabels?: readonly string[];
  readonly separator?: string;
  readonly targetLabel?: string;
  readonly regex?: string;
  readonly modulus?: number;
  readonly replacement?: string;
  readonly action?: string;
}

export interface CiliumValuesHubbleRelayGops {
  readonly enabled?: boolean;
  readonly port?: number;
}

export interface CiliumValuesHubbleRelayPprof {
  readonly enabled?: boolean;
  readonly address?: string;
  readonly port?: number;
  readonly mutexProfileFraction?: number;
  readonly blockProfileRate?: number;
}

export interface CiliumValuesHubbleRelayLogOptions {
  readonly format?: 'text' | 'text-ts' | 'json' | 'json-ts' | null;
  readonly level?: 'debug' | 'info' | 'warn' | 'error' | null;
}

export interface CiliumValuesHubbleUi {
  readonly enabled?: boolean;
  readonly standalone?: CiliumValuesHubbleUiStandalone;
  readonly rollOutPods?: boolean;
  readonly tls?: CiliumValuesHubbleUiTls;
  readonly backend?: CiliumValuesHubbleUiBackend;
  readonly frontend?: CiliumValuesHubbleUiFrontend;
  readonly replicas?: number;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly labels?: Readonly<Record<string, string>>;
  readonly podAnnotations?: Readonly<Record<string, string>>;
  readonly podLabels?: Readonly<Record<string, string>>;
  readonly podDisruptionBudget?: CiliumValuesHubbleUiPodDisruptionBudget;
  readonly affinity?: Override<Affinity>;
  readonly topologySpreadConstraints?: readonly TopologySpreadConstraint[];
  readonly nodeSelector?: CiliumValuesHubbleUiNodeSelector | null;
  readonly tolerations?: readonly Toleration[];
  readonly priorityClassName?: string;
  readonly updateStrategy?: Override<DeploymentStrategy>;
  readonly securityContext?: Override<PodSecurityContext & CiliumValuesHubbleUiSecurityContextPlus>;
  readonly service?: CiliumValuesHubbleUiService;
  readonly baseUrl?: string;
  readonly ingress?: CiliumValuesHubbleUiIngress;
  readonly tmpVolume?: Readonly<Record<string, unknown>>;
}

export interface CiliumValuesHubbleUiStandalone {
  readonly enabled?: boolean;
  readonly tls?: CiliumValuesHubbleUiStandaloneTls;
}

export interface CiliumValuesHubbleUiStandaloneTls {
  readonly certsVolume?: Readonly<Record<string, unknown>>;
}

export interface CiliumValuesHubbleUiTls {
  readonly client?: CiliumValuesHubbleUiTlsClient;
}

export interface CiliumValuesHubbleUiTlsClient {
  readonly existingSecret?: string;
  readonly cert?: string;
  readonly key?: string;
}

export interface CiliumValuesHubbleUiBackend {
  readonly image?: CiliumValuesHubbleUiBackendImage;
  readonly securityContext?: Override<SecurityContext>;
  readonly extraEnv?: readonly EnvVar[];
  readonly extraVolumes?: readonly Volume[];
  readonly extraVolumeMounts?: readonly VolumeMount[];
  readonly resources?: Override<ResourceRequirements>;
}

export interface CiliumValuesHubbleUiBackendImage {
  readonly override?: null | string;
  readonly repository?: string;
  readonly tag?: string;
  readonly digest?: string;
  readonly useDigest?: boolean;
  readonly pullPolicy?: 'Always' | 'IfNotPresent' | 'Never';
}

export interface CiliumValuesHubbleUiFrontend {
  readonly image?: CiliumValuesHubbleUiFrontendImage;
  readonly securityContext?: Override<SecurityContext>;
  readonly extraEnv?: readonly EnvVar[];
  readonly extraVolumes?: readonly Volume[];
  readonly extraVolumeMounts?: readonly VolumeMount[];
  readonly resources?: Override<ResourceRequirements>;
  readonly server?: CiliumValuesHubbleUiFrontendServer;
}

export interface CiliumValuesHubbleUiFrontendImage {
  readonly override?: null | string;
  readonly repository?: string;
  readonly tag?: string;
  readonly digest?: string;
  readonly useDigest?: boolean;
  readonly pullPolicy?: 'Always' | 'IfNotPresent' | 'Never';
}

export interface CiliumValuesHubbleUiFrontendServer {
  readonly ipv6?: CiliumValuesHubbleUiFrontendServerIpv6;
}

export interface CiliumValuesHubbleUiFrontendServerIpv6 {
  readonly enabled?: boolean;
}

export interface CiliumValuesHubbleUiPodDisruptionBudget {
  readonly enabled?: boolean;
  readonly minAvailable?: null | number | string;
  readonly maxUnavailable?: null | number | string;
  readonly unhealthyPodEvictionPolicy?: null | string;
}

export interface CiliumValuesHubbleUiNodeSelector {
  readonly 'kubernetes.io/os'?: string | null;
  readonly [k: string]: string | null | undefined;
}

export interface CiliumValuesHubbleUiService {
  readonly annotations?: Readonly<Record<string, string>>;
  readonly labels?: Readonly<Record<string, string>>;
  readonly type?: 'ClusterIP' | 'NodePort' | 'LoadBalancer';
  readonly nodePort?: number;
}

export interface CiliumValuesHubbleUiIngress {
  readonly enabled?: boolean;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly className?: string;
  readonly hosts?: readonly string[];
  readonly labels?: Readonly<Record<string, string>>;
  readonly tls?: readonly IngressTLS[];
}

export interface CiliumValuesHubbleExport {
  readonly static?: CiliumValuesHubbleExportStatic;
  readonly dynamic?: CiliumValuesHubbleExportDynamic;
  readonly aggregationInterval?: string;
  readonly fileMaxSizeMb?: number;
  readonly fileMaxBackups?: number;
  readonly fileCompress?: boolean;
}

export interface CiliumValuesHubbleExportStatic {
  readonly enabled?: boolean;
  readonly filePath?: string;
  readonly fieldMask?: readonly string[];
  readonly fieldAggregate?: readonly string[];
  readonly aggregationInterval?: string;
  readonly allowList?: readonly Readonly<Record<string, unknown>>[];
  readonly denyList?: readonly Readonly<Record<string, unknown>>[];
  readonly fileMaxSizeMb?: number;
  readonly fileMaxBackups?: number;
  readonly fileCompress?: boolean;
}

export interface CiliumValuesHubbleExportDynamic {
  readonly enabled?: boolean;
  readonly config?: CiliumValuesHubbleExportDynamicConfig;
}

export interface CiliumValuesHubbleExportDynamicConfig {
  readonly configMapName?: string;
  readonly createConfigMap?: boolean;
  readonly content?: readonly CiliumValuesHubbleExportDynamicConfigContentItem[];
}

export interface CiliumValuesHubbleExportDynamicConfigContentItem {
  readonly name: string;
  readonly filePath?: string;
  readonly fieldMask?: readonly string[];
  readonly includeFilters?: readonly Readonly<Record<string, unknown>>[];
  readonly excludeFilters?: readonly Readonly<Record<string, unknown>>[];
  readonly end?: string;
  readonly [k: string]: unknown;
}

export interface CiliumValuesHubbleDropEventEmitter {
  readonly enabled?: boolean;
  readonly interval?: string;
  readonly reasons?: readonly string[];
}

export interface CiliumValuesIpam {
  readonly mode?:
    | 'cluster-pool'
    | 'kubernetes'
    | 'multi-pool'
    | 'crd'
    | 'eni'
    | 'azure'
    | 'alibabacloud'
    | 'delegated-plugin';
  readonly ciliumNodeUpdateRate?: string;
  readonly multiPoolPreAllocation?: string;
  readonly installUplinkRoutesForDelegatedIPAM?: boolean;
  readonly operator?: CiliumValuesIpamOperator;
  readonly nodeSpec?: CiliumValuesIpamNodeSpec;
}

export interface CiliumValuesIpamOperator {
  readonly clusterPoolIPv4PodCIDRList?: readonly string[] | string;
  readonly clusterPoolIPv4MaskSize?: number;
  readonly clusterPoolIPv6PodCIDRList?: readonly string[] | string;
  readonly clusterPoolIPv6MaskSize?: number;
  readonly autoCreateCiliumPodIPPools?: Readonly<Record<string, CiliumValuesIpamOperatorAutoCreateCiliumPodIPPoolsEntry>>;
  readonly externalAPILimitBurstSize?: null | number;
  readonly externalAPILimitQPS?: null | number;
}

export interface CiliumValuesIpamOperatorAutoCreateCiliumPodIPPoolsEntry {
  readonly ipv4?: CiliumValuesIpamOperatorAutoCreateCiliumPodIPPoolsEntryIpv4;
  readonly ipv6?: CiliumValuesIpamOperatorAutoCreateCiliumPodIPPoolsEntryIpv6;
}

export interface CiliumValuesIpamOperatorAutoCreateCiliumPodIPPoolsEntryIpv4 {
  readonly cidrs?: readonly string[];
  readonly maskSize?: number;
}

export interface CiliumValuesIpamOperatorAutoCreateCiliumPodIPPoolsEntryIpv6 {
  readonly cidrs?: readonly string[];
  readonly maskSize?: number;
}

export interface CiliumValuesIpamNodeSpec {
  readonly ipamMinAllocate?: null | number;
  readonly ipamPreAllocate?: null | number;
  readonly ipamMaxAllocate?: null | number;
  readonly ipamStaticIPTags?: readonly string[];
}

export interface CiliumValuesNodeIPAM {
  readonly enabled?: boolean;
}

export interface CiliumValuesIpMasqAgent {
  readonly enabled?: boolean;
  readonly config?: CiliumValuesIpMasqAgentConfig;
}

export interface CiliumValuesIpMasqAgentConfig {
  readonly nonMasqueradeCIDRs?: readonly string[];
  readonly masqLinkLocal?: boolean;
  readonly masqLinkLocalIPv6?: boolean;
}

export interface CiliumValuesIpv4 {
  readonly enabled?: boolean;
}

export interface CiliumValuesIpv6 {
  readonly enabled?: boolean;
}

export interface CiliumValuesK8S {
  readonly requireIPv4PodCIDR?: boolean;
  readonly requireIPv6PodCIDR?: boolean;
  readonly apiServerURLs?: null | string;
  readonly serviceProxyName?: string;
}

export interface CiliumValuesStartupProbe {
  readonly failureThreshold?: number;
  readonly periodSeconds?: number;
}

export interface CiliumValuesLivenessProbe {
  readonly failureThreshold?: number;
  readonly periodSeconds?: number;
  readonly requireK8sConnectivity?: boolean;
}

export interface CiliumValuesReadinessProbe {
  readonly failureThreshold?: number;
  readonly periodSeconds?: number;
}

export interface CiliumValuesL2NeighDiscovery {
  readonly enabled?: boolean;
}

export interface CiliumValuesLocalRedirectPolicies {
  readonly enabled?: boolean;
  readonly addressMatcherCIDRs?: readonly string[] | null;
}

export interface CiliumValuesMaglev {
  readonly tableSize?: number;
  readonly hashSeed?: string;
}

export interface CiliumValuesNat {
  readonly mapStatsEntries?: number;
  readonly mapStatsInterval?: string;
}

export interface CiliumValuesEgressGateway {
  readonly enabled?: boolean;
  readonly reconciliationTriggerInterval?: string;
  readonly maxPolicyEntries?: number;
}

export interface CiliumValuesVtep {
  readonly enabled?: boolean;
  readonly endpoint?: string;
  readonly cidr?: string;
  readonly mask?: string;
  readonly mac?: string;
}

export interface CiliumValuesMonitor {
  readonly enabled?: boolean;
  readonly eventTypes?: readonly string[];
  readonly resources?: Override<ResourceRequirements>;
}

export interface CiliumValuesLoadBalancer {
  readonly acceleration?: 'disabled' | 'native' | 'best-effort';
  readonly serviceTopology?: boolean;
  readonly l7?: CiliumValuesLoadBalancerL7;
  readonly mode?: 'snat' | 'dsr' | 'hybrid';
  readonly algorithm?: 'random' | 'maglev';
  readonly dsrDispatch?: 'opt' | 'ipip' | 'geneve';
}

export interface CiliumValuesLoadBalancerL7 {
  readonly backend?: 'disabled' | 'envoy';
  readonly ports?: readonly (string | number)[];
  readonly algorithm?: 'round_robin' | 'least_request' | 'random';
}

export interface CiliumValuesNodePort {
  readonly addresses?: readonly string[] | string | null;
  readonly bindProtection?: boolean;
  readonly autoProtectPortRange?: boolean;
  readonly enableHealthCheck?: boolean;
  readonly enableHealthCheckLoadBalancerIP?: boolean;
  readonly enableDynamicSourceLookup?: boolean;
  readonly directRoutingDevice?: string;
  readonly range?: string;
}

export interface CiliumValuesPprof {
  readonly enabled?: boolean;
  readonly address?: string;
  readonly port?: number;
  readonly mutexProfileFraction?: number;
  readonly blockProfileRate?: number;
}

export interface CiliumValuesPrometheus {
  readonly metricsService?: boolean;
  readonly enabled?: boolean;
  readonly port?: number;
  readonly serviceMonitor?: CiliumValuesPrometheusServiceMonitor;
  readonly metrics?: readonly string[] | null;
  readonly controllerGroupMetrics?: readonly string[];
}

export interface CiliumValuesPrometheusServiceMonitor {
  readonly enabled?: boolean;
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly jobLabel?: string;
  readonly interval?: string;
  readonly scrapeTimeout?: null | string;
  readonly relabelings?: readonly CiliumValuesPrometheusServiceMonitorRelabelingsItem[] | null;
  readonly metricRelabelings?: readonly CiliumValuesPrometheusServiceMonitorMetricRelabelingsItem[] | null;
  readonly trustCRDsExist?: boolean;
  readonly namespace?: string;
}

export interface CiliumValuesPrometheusServiceMonitorRelabelingsItem {
  readonly sourceLabels?: readonly string[];
  readonly separator?: string;
  readonly targetLabel?: string;
  readonly regex?: string;
  readonly modulus?: number;
  readonly replacement?: string;
  readonly action?: string;
}

export interface CiliumValuesPrometheusServiceMonitorMetricRelabelingsItem {
  readonly sourceLabels?: readonly string[];
  readonly separator?: string;
  readonly targetLabel?: string;
  readonly regex?: string;
  readonly modulus?: number;
  readonly replacement?: string;
  readonly action?: string;
}

export interface CiliumValuesDashboards {
  readonly enabled?: boolean;
  readonly label?: string;
  readonly namespace?: null | string;
  readonly labelValue?: string;
  readonly annotations?: Readonly<Record<string, string>>;
}

export interface CiliumValuesEnvoy {
  readonly xdsMode?: 'split' | 'ads' | 'strict-ads' | null;
  readonly enabled?: null | boolean;
  readonly baseID?: number;
  readonly log?: CiliumValuesEnvoyLog;
  readonly connectTimeoutSeconds?: number;
  readonly initialFetchTimeoutSeconds?: number;
  readonly maxConcurrentRetries?: number;
  readonly clusterMaxConnections?: number;
  readonly clusterMaxPendingRequests?: number;
  readonly clusterMaxRequests?: number;
  readonly maxGlobalDownstreamConnections?: number;
  readonly httpRetryCount?: number;
  readonly maxRequestsPerConnection?: number;
  readonly maxConnectionDurationSeconds?: number;
  readonly idleTimeoutDurationSeconds?: number;
  readonly streamIdleTimeoutDurationSeconds?: number;
  readonly xffNumTrustedHopsL7PolicyIngress?: number;
  readonly xffNumTrustedHopsL7PolicyEgress?: number;
  readonly useOriginalSourceAddress?: boolean;
  readonly policyRestoreTimeoutDuration?: null | string;
  readonly httpUpstreamLingerTimeout?: null;
  readonly image?: CiliumValuesEnvoyImage;
  readonly initContainers?: readonly Container[];
  readonly extraContainers?: readonly Container[];
  readonly extraArgs?: readonly string[];
  readonly extraEnv?: readonly EnvVar[];
  readonly extraHostPathMounts?: readonly CiliumValuesEnvoyExtraHostPathMountsItem[];
  readonly extraVolumes?: readonly Volume[];
  readonly extraVolumeMounts?: readonly VolumeMount[];
  readonly terminationGracePeriodSeconds?: number;
  readonly healthPort?: number;
  readonly minReadySeconds?: number;
  readonly updateStrategy?: Override<DaemonSetUpdateStrategy>;
  readonly rollOutPods?: boolean;
  readonly bootstrapConfigMap?: null | string;
  readonly nodeLocality?: CiliumValuesEnvoyNodeLocality;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly podSecurityContext?: Override<PodSecurityContext & CiliumValuesEnvoyPodSecurityContextPlus>;
  readonly podAnnotations?: Readonly<Record<string, string>>;
  readonly podLabels?: Readonly<Record<string, string>>;
  readonly resources?: Override<ResourceRequirements>;
  readonly startupProbe?: CiliumValuesEnvoyStartupProbe;
  readonly livenessProbe?: CiliumValuesEnvoyLivenessProbe;
  readonly readinessProbe?: CiliumValuesEnvoyReadinessProbe;
  readonly securityContext?: CiliumValuesEnvoySecurityContext;
  readonly affinity?: Override<Affinity>;
  readonly nodeSelector?: CiliumValuesEnvoyNodeSelector | null;
  readonly tolerations?: readonly Toleration[];
  readonly priorityClassName?: null | string;
  readonly dnsPolicy?: 'ClusterFirst' | 'ClusterFirstWithHostNet' | 'Default' | 'None' | null;
  readonly debug?: CiliumValuesEnvoyDebug;
  readonly prometheus?: CiliumValuesEnvoyPrometheus;
}

export interface CiliumValuesEnvoyLog {
  readonly format?: null | string;
  readonly format_json?: null | Readonly<Record<string, unknown>>;
  readonly path?: string;
  readonly defaultLevel?: 'trace' | 'debug' | 'info' | 'warning' | 'error' | 'critical' | 'off' | null;
  readonly accessLogBufferSize?: null | number;
  readonly accessLogEnabled?: boolean;
}

export interface CiliumValuesEnvoyImage {
  readonly override?: null | string;
  readonly repository?: string;
  readonly tag?: string;
  readonly pullPolicy?: 'Always' | 'IfNotPresent' | 'Never';
  readonly digest?: string;
  readonly useDigest?: boolean;
}

export interface CiliumValuesEnvoyExtraHostPathMountsItem {
  readonly name: string;
  readonly mountPath: string;
  readonly hostPath: string;
  readonly hostPathType?: string;
  readonly readOnly?: boolean;
  readonly mountPropagation?: 'None' | 'HostToContainer' | 'Bidirectional';
}

export interface CiliumValuesEnvoyNodeLocality {
  readonly enabled?: boolean;
}

export interface CiliumValuesEnvoyStartupProbe {
  readonly enabled?: boolean;
  readonly failureThreshold?: number;
  readonly periodSeconds?: number;
  readonly initialDelaySeconds?: number;
  readonly timeoutSeconds?: number;
}

export interface CiliumValuesEnvoyLivenessProbe {
  readonly enabled?: boolean;
  readonly failureThreshold?: number;
  readonly periodSeconds?: number;
  readonly initialDelaySeconds?: number;
  readonly timeoutSeconds?: number;
}

export interface CiliumValuesEnvoyReadinessProbe {
  readonly failureThreshold?: number;
  readonly periodSeconds?: number;
  readonly initialDelaySeconds?: number;
  readonly timeoutSeconds?: number;
}

export interface CiliumValuesEnvoySecurityContext {
  readonly privileged?: boolean;
  readonly seLinuxOptions?: Override<SELinuxOptions>;
  readonly capabilities?: CiliumValuesEnvoySecurityContextCapabilities;
}

export interface CiliumValuesEnvoySecurityContextCapabilities {
  readonly envoy?: readonly string[];
  readonly keepCapNetBindService?: boolean;
}

export interface CiliumValuesEnvoyNodeSelector {
  readonly 'kubernetes.io/os'?: string | null;
  readonly [k: string]: string | null | undefined;
}

export interface CiliumValuesEnvoyDebug {
  readonly admin?: CiliumValuesEnvoyDebugAdmin;
}

export interface CiliumValuesEnvoyDebugAdmin {
  readonly enabled?: boolean;
  readonly port?: number;
}

export interface CiliumValuesEnvoyPrometheus {
  readonly enabled?: boolean;
  readonly serviceMonitor?: CiliumValuesEnvoyPrometheusServiceMonitor;
  readonly port?: string;
}

export interface CiliumValuesEnvoyPrometheusServiceMonitor {
  readonly enabled?: boolean;
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly interval?: string;
  readonly scrapeTimeout?: null | string;
  readonly relabelings?: readonly CiliumValuesEnvoyPrometheusServiceMonitorRelabelingsItem[] | null;
  readonly metricRelabelings?: readonly CiliumValuesEnvoyPrometheusServiceMonitorMetricRelabelingsItem[] | null;
  readonly namespace?: string;
}

export interface CiliumValuesEnvoyPrometheusServiceMonitorRelabelingsItem {
  readonly sourceLabels?: readonly string[];
  readonly separator?: string;
  readonly targetLabel?: string;
  readonly regex?: string;
  readonly modulus?: number;
  readonly replacement?: string;
  readonly action?: string;
}

export interface CiliumValuesEnvoyPrometheusServiceMonitorMetricRelabelingsItem {
  readonly sourceLabels?: readonly string[];
  readonly separator?: string;
  readonly targetLabel?: string;
  readonly regex?: string;
  readonly modulus?: number;
  readonly replacement?: string;
  readonly action?: string;
}

export interface CiliumValuesResourceQuotas {
  readonly enabled?: boolean;
  readonly cilium?: CiliumValuesResourceQuotasCilium;
  readonly operator?: CiliumValuesResourceQuotasOperator;
}

export interface CiliumValuesResourceQuotasCilium {
  readonly hard?: CiliumValuesResourceQuotasCiliumHard | null;
}

export interface CiliumValuesResourceQuotasCiliumHard {
  readonly pods?: string | number | null;
  readonly [k: string]: string | number | null | undefined;
}

export interface CiliumValuesResourceQuotasOperator {
  readonly hard?: CiliumValuesResourceQuotasOperatorHard | null;
}

export interface CiliumValuesResourceQuotasOperatorHard {
  readonly pods?: string | number | null;
  readonly [k: string]: string | number | null | undefined;
}

export interface CiliumValuesTls {
  readonly secretsBackend?: 'local' | 'k8s' | null;
  readonly readSecretsOnlyFromSecretsNamespace?: null | boolean;
  readonly secretsNamespace?: CiliumValuesTlsSecretsNamespace;
  readonly secretSync?: CiliumValuesTlsSecretSync;
  readonly ca?: CiliumValuesTlsCa;
  readonly caBundle?: CiliumValuesTlsCaBundle;
}

export interface CiliumValuesTlsSecretsNamespace {
  readonly create?: boolean;
  readonly name?: string;
}

export interface CiliumValuesTlsSecretSync {
  readonly enabled?: null | boolean;
}

export interface CiliumValuesTlsCa {
  readonly cert?: string;
  readonly key?: string;
  readonly certValidityDuration?: number;
}

export interface CiliumValuesTlsCaBundle {
  readonly enabled?: boolean;
  readonly name?: string;
  readonly key?: string;
  readonly useSecret?: boolean;
  readonly content?: string;
}

export interface CiliumValuesWellKnownIdentities {
  readonly enabled?: boolean;
}

export interface CiliumValuesEtcd {
  readonly enabled?: boolean;
  readonly endpoints?: readonly string[];
  readonly ssl?: boolean;
}

export interface CiliumValuesOperator {
  readonly enabled?: boolean;
  readonly rollOutPods?: boolean;
  readonly image?: CiliumValuesOperatorImage;
  readonly replicas?: number;
  readonly priorityClassName?: string;
  readonly dnsPolicy?: '' | 'ClusterFirst' | 'ClusterFirstWithHostNet' | 'Default' | 'None';
  readonly updateStrategy?: Override<DeploymentStrategy>;
  readonly affinity?: Override<Affinity>;
  readonly topologySpreadConstraints?: readonly TopologySpreadConstraint[];
  readonly nodeSelector?: CiliumValuesOperatorNodeSelector | null;
  readonly tolerations?: readonly Toleration[];
  readonly extraArgs?: readonly string[];
  readonly extraEnv?: readonly EnvVar[];
  readonly extraHostPathMounts?: readonly CiliumValuesOperatorExtraHostPathMountsItem[];
  readonly extraVolumes?: readonly Volume[];
  readonly extraVolumeMounts?: readonly VolumeMount[];
  readonly annotations?: Readonly<Record<string, string>>;
  readonly hostNetwork?: boolean;
  readonly hostUsers?: boolean;
  readonly podSecurityContext?: Override<PodSecurityContext & CiliumValuesOperatorPodSecurityContextPlus>;
  readonly podAnnotations?: Readonly<Record<string, string>>;
  readonly podLabels?: Readonly<Record<string, string>>;
  readonly podDisruptionBudget?: CiliumValuesOperatorPodDisruptionBudget;
  readonly resources?: Override<ResourceRequirements>;
  readonly securityContext?: Override<SecurityContext>;
  readonly endpointGCInterval?: string;
  readonly nodeGCInterval?: string;
  readonly identityGCInterval?: string;
  readonly identityHeartbeatTimeout?: string;
  readonly pprof?: CiliumValuesOperatorPprof;
  readonly prometheus?: CiliumValuesOperatorPrometheus;
  readonly dashboards?: CiliumValuesOperatorDashboards;
  readonly skipCRDCreation?: boolean;
  readonly removeNodeTaints?: boolean;
  readonly setNodeTaints?: null | boolean;
  readonly setNodeNetworkStatus?: boolean;
  readonly unmanagedPodWatcher?: CiliumValuesOperatorUnmanagedPodWatcher;
}

export interface CiliumValuesOperatorImage {
  readonly override?: null | string;
  readonly repository?: string;
  readonly tag?: string;
  readonly genericDigest?: string;
  readonly azureDigest?: string;
  readonly awsDigest?: string;
  readonly alibabacloudDigest?: string;
  readonly useDigest?: boolean;
  readonly pullPolicy?: 'Always' | 'IfNotPresent' | 'Never';
  readonly suffix?: string;
}

export interface CiliumValuesOperatorNodeSelector {
  readonly 'kubernetes.io/os'?: string | null;
  readonly [k: string]: string | null | undefined;
}

export interface CiliumValuesOperatorExtraHostPathMountsItem {
  readonly name: string;
  readonly mountPath: string;
  readonly hostPath: string;
  readonly hostPathType?: string;
  readonly readOnly?: boolean;
  readonly mountPropagation?: 'None' | 'HostToContainer' | 'Bidirectional';
}

export interface CiliumValuesOperatorPodDisruptionBudget {
  readonly enabled?: boolean;
  readonly minAvailable?: null | number | string;
  readonly maxUnavailable?: null | number | string;
  readonly unhealthyPodEvictionPolicy?: null | string;
}

export interface CiliumValuesOperatorPprof {
  readonly enabled?: boolean;
  readonly address?: string;
  readonly port?: number;
  readonly mutexProfileFraction?: number;
  readonly blockProfileRate?: number;
}

export interface CiliumValuesOperatorPrometheus {
  readonly metricsService?: boolean;
  readonly enabled?: boolean;
  readonly port?: number;
  readonly serviceMonitor?: CiliumValuesOperatorPrometheusServiceMonitor;
  readonly tls?: CiliumValuesOperatorPrometheusTls;
}

export interface CiliumValuesOperatorPrometheusServiceMonitor {
  readonly enabled?: boolean;
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly jobLabel?: string;
  readonly interval?: string;
  readonly scrapeTimeout?: null | string;
  readonly relabelings?: readonly CiliumValuesOperatorPrometheusServiceMonitorRelabelingsItem[] | null;
  readonly metricRelabelings?: readonly CiliumValuesOperatorPrometheusServiceMonitorMetricRelabelingsItem[] | null;
  readonly namespace?: string;
}

export interface CiliumValuesOperatorPrometheusServiceMonitorRelabelingsItem {
  readonly sourceLabels?: readonly string[];
  readonly separator?: string;
  readonly targetLabel?: string;
  readonly regex?: string;
  readonly modulus?: number;
  readonly replacement?: string;
  readonly action?: string;
}

export interface CiliumValuesOperatorPrometheusServiceMonitorMetricRelabelingsItem {
  readonly sourceLabels?: readonly string[];
  readonly separator?: string;
  readonly targetLabel?: string;
  readonly regex?: string;
  readonly modulus?: number;
  readonly replacement?: string;
  readonly action?: string;
}

export interface CiliumValuesOperatorPrometheusTls {
  readonly enabled?: boolean;
  readonly server?: CiliumValuesOperatorPrometheusTlsServer;
}

export interface CiliumValuesOperatorPrometheusTlsServer {
  readonly existingSecret?: string;
  readonly mtls?: CiliumValuesOperatorPrometheusTlsServerMtls;
}

export interface CiliumValuesOperatorPrometheusTlsServerMtls {
  readonly enabled?: boolean;
}

export interface CiliumValuesOperatorDashboards {
  readonly enabled?: boolean;
  readonly label?: string;
  readonly namespace?: null | string;
  readonly labelValue?: string;
  readonly annotations?: Readonly<Record<string, string>>;
}

export interface CiliumValuesOperatorUnmanagedPodWatcher {
  readonly restart?: boolean;
  readonly intervalSeconds?: number;
  readonly selector?: null | string;
}

export interface CiliumValuesNodeinit {
  readonly enabled?: boolean;
  readonly image?: CiliumValuesNodeinitImage;
  readonly priorityClassName?: string;
  readonly minReadySeconds?: number;
  readonly updateStrategy?: Override<DaemonSetUpdateStrategy>;
  readonly extraEnv?: readonly EnvVar[];
  readonly extraVolumes?: readonly Volume[];
  readonly extraVolumeMounts?: readonly VolumeMount[];
  readonly affinity?: Override<Affinity>;
  readonly nodeSelector?: CiliumValuesNodeinitNodeSelector | null;
  readonly tolerations?: readonly Toleration[];
  readonly annotations?: Readonly<Record<string, string>>;
  readonly podAnnotations?: Readonly<Record<string, string>>;
  readonly podLabels?: Readonly<Record<string, string>>;
  readonly podSecurityContext?: Override<PodSecurityContext & CiliumValuesNodeinitPodSecurityContextPlus>;
  readonly resources?: Override<ResourceRequirements>;
  readonly securityContext?: Override<SecurityContext>;
  readonly bootstrapFile?: string;
  readonly waitForCloudInit?: boolean;
  readonly startup?: CiliumValuesNodeinitStartup;
  readonly prestop?: CiliumValuesNodeinitPrestop;
  readonly reconfigureKubelet?: boolean;
  readonly removeCbrBridge?: boolean;
  readonly revertReconfigureKubelet?: boolean;
}

export interface CiliumValuesNodeinitImage {
  readonly override?: null | string;
  readonly repository?: string;
  readonly tag?: string;
  readonly digest?: string;
  readonly useDigest?: boolean;
  readonly pullPolicy?: 'Always' | 'IfNotPresent' | 'Never';
}

export interface CiliumValuesNodeinitNodeSelector {
  readonly 'kubernetes.io/os'?: string | null;
  readonly [k: string]: string | null | undefined;
}

export interface CiliumValuesNodeinitStartup {
  readonly preScript?: string;
  readonly postScript?: string;
}

export interface CiliumValuesNodeinitPrestop {
  readonly preScript?: string;
  readonly postScript?: string;
}

export interface CiliumValuesPreflight {
  readonly enabled?: boolean;
  readonly image?: CiliumValuesPreflightImage;
  readonly envoy?: CiliumValuesPreflightEnvoy;
  readonly priorityClassName?: string;
  readonly updateStrategy?: Override<DaemonSetUpdateStrategy>;
  readonly extraEnv?: readonly EnvVar[];
  readonly extraVolumes?: readonly Volume[];
  readonly extraVolumeMounts?: readonly VolumeMount[];
  readonly affinity?: Override<Affinity>;
  readonly nodeSelector?: CiliumValuesPreflightNodeSelector | null;
  readonly tolerations?: readonly Toleration[];
  readonly annotations?: Readonly<Record<string, string>>;
  readonly podSecurityContext?: Override<PodSecurityContext & CiliumValuesPreflightPodSecurityContextPlus>;
  readonly podAnnotations?: Readonly<Record<string, string>>;
  readonly podLabels?: Readonly<Record<string, string>>;
  readonly podDisruptionBudget?: CiliumValuesPreflightPodDisruptionBudget;
  readonly resources?: Override<ResourceRequirements>;
  readonly readinessProbe?: CiliumValuesPreflightReadinessProbe;
  readonly securityContext?: Override<SecurityContext>;
  readonly terminationGracePeriodSeconds?: number;
  readonly validateCNPs?: boolean;
}

export interface CiliumValuesPreflightImage {
  readonly override?: null | string;
  readonly repository?: string;
  readonly tag?: string;
  readonly digest?: string;
  readonly useDigest?: boolean;
  readonly pullPolicy?: 'Always' | 'IfNotPresent' | 'Never';
}

export interface CiliumValuesPreflightEnvoy {
  readonly image?: CiliumValuesPreflightEnvoyImage;
}

export interface CiliumValuesPreflightEnvoyImage {
  readonly override?: null | string;
  readonly repository?: string;
  readonly tag?: string;
  readonly pullPolicy?: 'Always' | 'IfNotPresent' | 'Never';
  readonly digest?: string;
  readonly useDigest?: boolean;
}

export interface CiliumValuesPreflightNodeSelector {
  readonly 'kubernetes.io/os'?: string | null;
  readonly [k: string]: string | null | undefined;
}

export interface CiliumValuesPreflightPodDisruptionBudget {
  readonly enabled?: boolean;
  readonly minAvailable?: null | number | string;
  readonly maxUnavailable?: null | number | string;
  readonly unhealthyPodEvictionPolicy?: null | string;
}

export interface CiliumValuesPreflightReadinessProbe {
  readonly initialDelaySeconds?: number;
  readonly periodSeconds?: number;
}

export interface CiliumValuesClustermesh {
  readonly useAPIServer?: boolean;
  readonly maxConnectedClusters?: number;
  readonly cacheTTL?: string;
  readonly enableEndpointSliceSynchronization?: boolean;
  readonly defaultGlobalNamespace?: boolean;
  readonly policyDefaultLocalCluster?: boolean;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly config?: CiliumValuesClustermeshConfig;
  readonly mcsapi?: CiliumValuesClustermeshMcsapi;
  readonly apiserver?: CiliumValuesClustermeshApiserver;
}

export interface CiliumValuesClustermeshConfig {
  readonly enabled?: boolean;
  readonly domain?: string;
  readonly clusters?: readonly CiliumValuesClustermeshConfigClustersItem[];
}

export interface CiliumValuesClustermeshConfigClustersItem {
  readonly name: string;
  readonly address?: string;
  readonly port?: number;
  readonly ips?: readonly string[];
  readonly tls?: CiliumValuesClustermeshConfigClustersItemTls;
  readonly [k: string]: unknown;
}

export interface CiliumValuesClustermeshConfigClustersItemTls {
  readonly cert?: string;
  readonly key?: string;
  readonly caCert?: string;
}

export interface CiliumValuesClustermeshMcsapi {
  readonly enabled?: boolean;
  readonly installCRDs?: boolean;
  readonly corednsAutoConfigure?: CiliumValuesClustermeshMcsapiCorednsAutoConfigure;
}

export interface CiliumValuesClustermeshMcsapiCorednsAutoConfigure {
  readonly enabled?: boolean;
  readonly coredns?: CiliumValuesClustermeshMcsapiCorednsAutoConfigureCoredns;
  readonly extraArgs?: readonly string[];
  readonly ttlSecondsAfterFinished?: number;
  readonly podLabels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly nodeSelector?: Readonly<Record<string, string>>;
  readonly priorityClassName?: string;
  readonly tolerations?: readonly Toleration[];
  readonly resources?: Override<ResourceRequirements>;
  readonly extraVolumes?: readonly Volume[];
  readonly extraVolumeMounts?: readonly VolumeMount[];
  readonly affinity?: Override<Affinity>;
}

export interface CiliumValuesClustermeshMcsapiCorednsAutoConfigureCoredns {
  readonly deploymentName?: string;
  readonly serviceAccountName?: string;
  readonly configMapName?: string;
  readonly namespace?: string;
  readonly clusterDomain?: string;
  readonly clustersetDomain?: string;
}

export interface CiliumValuesClustermeshApiserver {
  readonly image?: CiliumValuesClustermeshApiserverImage;
  readonly healthPort?: number;
  readonly readinessProbe?: Override<Probe>;
  readonly etcdQPS?: number;
  readonly etcd?: CiliumValuesClustermeshApiserverEtcd;
  readonly kvstoremesh?: CiliumValuesClustermeshApiserverKvstoremesh;
  readonly service?: CiliumValuesClustermeshApiserverService;
  readonly replicas?: number;
  readonly lifecycle?: Override<Lifecycle>;
  readonly terminationGracePeriodSeconds?: number;
  readonly extraArgs?: readonly string[];
  readonly extraEnv?: readonly EnvVar[];
  readonly extraVolumes?: readonly Volume[];
  readonly extraVolumeMounts?: readonly VolumeMount[];
  readonly securityContext?: Override<SecurityContext>;
  readonly podSecurityContext?: Override<PodSecurityContext & CiliumValuesClustermeshApiserverPodSecurityContextPlus>;
  readonly podAnnotations?: Readonly<Record<string, string>>;
  readonly podLabels?: Readonly<Record<string, string>>;
  readonly podDisruptionBudget?: CiliumValuesClustermeshApiserverPodDisruptionBudget;
  readonly resources?: Override<ResourceRequirements>;
  readonly affinity?: Override<Affinity>;
  readonly topologySpreadConstraints?: readonly TopologySpreadConstraint[];
  readonly nodeSelector?: CiliumValuesClustermeshApiserverNodeSelector | null;
  readonly tolerations?: readonly Toleration[];
  readonly updateStrategy?: Override<DeploymentStrategy>;
  readonly priorityClassName?: string;
  readonly tls?: CiliumValuesClustermeshApiserverTls;
  readonly metrics?: CiliumValuesClustermeshApiserverMetrics;
}

export interface CiliumValuesClustermeshApiserverImage {
  readonly override?: null | string;
  readonly repository?: string;
  readonly tag?: string;
  readonly digest?: string;
  readonly useDigest?: boolean;
  readonly pullPolicy?: 'Always' | 'IfNotPresent' | 'Never';
}

export interface CiliumValuesClustermeshApiserverEtcd {
  readonly resources?: Override<ResourceRequirements>;
  readonly securityContext?: Override<SecurityContext>;
  readonly lifecycle?: Override<Lifecycle>;
  readonly init?: CiliumValuesClustermeshApiserverEtcdInit;
  readonly storageMedium?: 'Disk' | 'Memory';
}

export interface CiliumValuesClustermeshApiserverEtcdInit {
  readonly resources?: Override<ResourceRequirements>;
  readonly extraArgs?: readonly string[];
  readonly extraEnv?: readonly EnvVar[];
}

export interface CiliumValuesClustermeshApiserverKvstoremesh {
  readonly enabled?: boolean;
  readonly healthPort?: number;
  readonly readinessProbe?: Override<Probe>;
  readonly etcdQPS?: number;
  readonly extraArgs?: readonly string[];
  readonly extraEnv?: readonly EnvVar[];
  readonly resources?: Override<ResourceRequirements>;
  readonly extraVolumeMounts?: readonly VolumeMount[];
  readonly securityContext?: Override<SecurityContext>;
  readonly lifecycle?: Override<Lifecycle>;
  readonly kvstoreMode?: 'internal' | 'external';
}

export interface CiliumValuesClustermeshApiserverService {
  readonly externallyCreated?: boolean;
  readonly type?: 'ClusterIP' | 'NodePort' | 'LoadBalancer';
  readonly nodePort?: number;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly labels?: Readonly<Record<string, string>>;
  readonly externalTrafficPolicy?: 'Cluster' | 'Local';
  readonly internalTrafficPolicy?: 'Cluster' | 'Local';
  readonly enableSessionAffinity?: 'HAOnly' | 'Always' | 'Never';
  readonly loadBalancerClass?: null | string;
  readonly loadBalancerIP?: null | string;
  readonly loadBalancerSourceRanges?: readonly string[];
}

export interface CiliumValuesClustermeshApiserverPodDisruptionBudget {
  readonly enabled?: boolean;
  readonly minAvailable?: null | number | string;
  readonly maxUnavailable?: null | number | string;
  readonly unhealthyPodEvictionPolicy?: null | string;
}

export interface CiliumValuesClustermeshApiserverNodeSelector {
  readonly 'kubernetes.io/os'?: string | null;
  readonly [k: string]: string | null | undefined;
}

export interface CiliumValuesClustermeshApiserverTls {
  readonly authMode?: 'legacy' | 'migration' | 'cluster';
  readonly auto?: CiliumValuesClustermeshApiserverTlsAuto;
}

export interface CiliumValuesClustermeshApiserverTlsAuto {
  readonly enabled?: boolean;
  readonly method?: 'helm' | 'cronJob' | 'certmanager';
  readonly certValidityDuration?: number;
  readonly schedule?: string;
  readonly certManagerIssuerRef?: CiliumValuesClustermeshApiserverTlsAutoCertManagerIssuerRef;
  readonly subject?: Readonly<Record<string, unknown>>;
  readonly privateKey?: Readonly<Record<string, unknown>>;
  readonly server?: CiliumValuesClustermeshApiserverTlsAutoServer;
}

export interface CiliumValuesClustermeshApiserverTlsAutoCertManagerIssuerRef {
  readonly group?: string;
  readonly kind?: string;
  readonly name?: string;
}

export interface CiliumValuesClustermeshApiserverTlsAutoServer {
  readonly extraDnsNames?: readonly string[];
  readonly extraIpAddresses?: readonly string[];
}

export interface CiliumValuesClustermeshApiserverMetrics {
  readonly enabled?: boolean;
  readonly port?: number;
  readonly kvstoremesh?: CiliumValuesClustermeshApiserverMetricsKvstoremesh;
  readonly etcd?: CiliumValuesClustermeshApiserverMetricsEtcd;
  readonly serviceMonitor?: CiliumValuesClustermeshApiserverMetricsServiceMonitor;
}

export interface CiliumValuesClustermeshApiserverMetricsKvstoremesh {
  readonly enabled?: boolean;
  readonly port?: number;
}

export interface CiliumValuesClustermeshApiserverMetricsEtcd {
  readonly enabled?: boolean;
  readonly mode?: 'basic' | 'extensive';
  readonly port?: number;
}

export interface CiliumValuesClustermeshApiserverMetricsServiceMonitor {
  readonly enabled?: boolean;
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly interval?: string;
  readonly scrapeTimeout?: null | string;
  readonly relabelings?: readonly CiliumValuesClustermeshApiserverMetricsServiceMonitorRelabelingsItem[] | null;
  readonly metricRelabelings?:
    | readonly CiliumValuesClustermeshApiserverMetricsServiceMonitorMetricRelabelingsItem[]
    | null;
  readonly kvstoremesh?: CiliumValuesClustermeshApiserverMetricsServiceMonitorKvstoremesh;
  readonly etcd?: CiliumValuesClustermeshApiserverMetricsServiceMonitorEtcd;
  readonly namespace?: string;
}

export interface CiliumValuesClustermeshApiserverMetricsServiceMonitorRelabelingsItem {
  readonly sourceLabels?: readonly string[];
  readonly separator?: string;
  readonly targetLabel?: string;
  readonly regex?: string;
  readonly modulus?: number;
  readonly replacement?: string;
  readonly action?: string;
}

export interface CiliumValuesClustermeshApiserverMetricsServiceMonitorMetricRelabelingsItem {
  readonly sourceLabels?: readonly string[];
  readonly separator?: string;
  readonly targetLabel?: string;
  readonly regex?: string;
  readonly modulus?: number;
  readonly replacement?: string;
  readonly action?: string;
}

export interface CiliumValuesClustermeshApiserverMetricsServiceMonitorKvstoremesh {
  readonly interval?: string;
  readonly scrapeTimeout?: null | string;
  readonly relabelings?:
    | readonly CiliumValuesClustermeshApiserverMetricsServiceMonitorKvstoremeshRelabelingsItem[]
    | null;
  readonly metricRelabelings?:
    | readonly CiliumValuesClustermeshApiserverMetricsServiceMonitorKvstoremeshMetricRelabelingsItem[]
    | null;
}

export interface CiliumValuesClustermeshApiserverMetricsServiceMonitorKvstoremeshRelabelingsItem {
  readonly sourceLabels?: readonly string[];
  readonly separator?: string;
  readonly targetLabel?: string;
  readonly regex?: string;
  readonly modulus?: number;
  readonly replacement?: string;
  readonly action?: string;
}

export interface CiliumValuesClustermeshApiserverMetricsServiceMonitorKvstoremeshMetricRelabelingsItem {
  readonly sourceLabels?: readonly string[];
  readonly separator?: string;
  readonly targetLabel?: string;
  readonly regex?: string;
  readonly modulus?: number;
  readonly replacement?: string;
  readonly action?: string;
}

export interface CiliumValuesClustermeshApiserverMetricsServiceMonitorEtcd {
  readonly interval?: string;
  readonly scrapeTimeout?: null | string;
  readonly relabelings?: readonly CiliumValuesClustermeshApiserverMetricsServiceMonitorEtcdRelabelingsItem[] | null;
  readonly metricRelabelings?:
    | readonly CiliumValuesClustermeshApiserverMetricsServiceMonitorEtcdMetricRelabelingsItem[]
    | null;
}

export interface CiliumValuesClustermeshApiserverMetricsServiceMonitorEtcdRelabelingsItem {
  readonly sourceLabels?: readonly string[];
  readonly separator?: string;
  readonly targetLabel?: string;
  readonly regex?: string;
  readonly modulus?: number;
  readonly replacement?: string;
  readonly action?: string;
}

export interface CiliumValuesClustermeshApiserverMetricsServiceMonitorEtcdMetricRelabelingsItem {
  readonly sourceLabels?: readonly string[];
  readonly separator?: string;
  readonly targetLabel?: string;
  readonly regex?: string;
  readonly modulus?: number;
  readonly replacement?: string;
  readonly action?: string;
}

export interface CiliumValuesCgroup {
  readonly autoMount?: CiliumValuesCgroupAutoMount;
  readonly hostRoot?: string;
}

export interface CiliumValuesCgroupAutoMount {
  readonly enabled?: boolean;
  readonly resources?: Override<ResourceRequirements>;
}

export interface CiliumValuesSysctlfix {
  readonly enabled?: boolean;
}

export interface CiliumValuesDnsProxy {
  readonly socketLingerTimeout?: number;
  readonly dnsRejectResponseCode?: 'refused' | 'nameError';
  readonly enableDnsCompression?: boolean;
  readonly endpointMaxIpPerHostname?: number;
  readonly idleConnectionGracePeriod?: string;
  readonly maxDeferredConnectionDeletes?: number;
  readonly minTtl?: number;
  readonly preCache?: string;
  readonly proxyPort?: number;
  readonly proxyResponseMaxDelay?: string;
  readonly preAllocateIdentities?: boolean;
  readonly enableTransparentMode?: boolean;
}

export interface CiliumValuesSctp {
  readonly enabled?: boolean;
}

export interface CiliumValuesAuthentication {
  readonly enabled?: boolean;
  readonly queueSize?: number;
  readonly rotatedIdentitiesQueueSize?: number;
  readonly gcInterval?: string;
  readonly mutual?: CiliumValuesAuthenticationMutual;
}

export interface CiliumValuesAuthenticationMutual {
  readonly port?: number;
  readonly connectTimeout?: string;
  readonly spire?: CiliumValuesAuthenticationMutualSpire;
}

export interface CiliumValuesAuthenticationMutualSpire {
  readonly enabled?: boolean;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly install?: CiliumValuesAuthenticationMutualSpireInstall;
  readonly serverAddress?: null | string;
  readonly trustDomain?: string;
  readonly adminSocketPath?: string;
  readonly agentSocketPath?: string;
  readonly connectionTimeout?: string;
}

export interface CiliumValuesAuthenticationMutualSpireInstall {
  readonly enabled?: boolean;
  readonly namespace?: string;
  readonly existingNamespace?: boolean;
  readonly initImage?: CiliumValuesAuthenticationMutualSpireInstallInitImage;
  readonly agent?: CiliumValuesAuthenticationMutualSpireInstallAgent;
  readonly server?: CiliumValuesAuthenticationMutualSpireInstallServer;
}

export interface CiliumValuesAuthenticationMutualSpireInstallInitImage {
  readonly override?: null | string;
  readonly repository?: string;
  readonly tag?: string;
  readonly digest?: string;
  readonly useDigest?: boolean;
  readonly pullPolicy?: 'Always' | 'IfNotPresent' | 'Never';
}

export interface CiliumValuesAuthenticationMutualSpireInstallAgent {
  readonly priorityClassName?: string;
  readonly image?: CiliumValuesAuthenticationMutualSpireInstallAgentImage;
  readonly serviceAccount?: CiliumValuesAuthenticationMutualSpireInstallAgentServiceAccount;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly labels?: Readonly<Record<string, string>>;
  readonly resources?: Override<ResourceRequirements>;
  readonly skipKubeletVerification?: boolean;
  readonly tolerations?: readonly Toleration[];
  readonly affinity?: Override<Affinity>;
  readonly nodeSelector?: Readonly<Record<string, string>>;
  readonly podSecurityContext?: Override<PodSecurityContext & CiliumValuesAuthenticationMutualSpireInstallAgentPodSecurityContextPlus>;
  readonly securityContext?: Override<SecurityContext>;
}

export interface CiliumValuesAuthenticationMutualSpireInstallAgentImage {
  readonly override?: null | string;
  readonly repository?: string;
  readonly tag?: string;
  readonly digest?: string;
  readonly useDigest?: boolean;
  readonly pullPolicy?: 'Always' | 'IfNotPresent' | 'Never';
}

export interface CiliumValuesAuthenticationMutualSpireInstallAgentServiceAccount {
  readonly create?: boolean;
  readonly name?: string;
}

export interface CiliumValuesAuthenticationMutualSpireInstallServer {
  readonly priorityClassName?: string;
  readonly image?: CiliumValuesAuthenticationMutualSpireInstallServerImage;
  readonly serviceAccount?: CiliumValuesAuthenticationMutualSpireInstallServerServiceAccount;
  readonly initContainers?: readonly Container[];
  readonly annotations?: Readonly<Record<string, string>>;
  readonly labels?: Readonly<Record<string, string>>;
  readonly resources?: Override<ResourceRequirements>;
  readonly service?: CiliumValuesAuthenticationMutualSpireInstallServerService;
  readonly affinity?: Override<Affinity>;
  readonly nodeSelector?: Readonly<Record<string, string>>;
  readonly tolerations?: readonly Toleration[];
  readonly dataStorage?: CiliumValuesAuthenticationMutualSpireInstallServerDataStorage;
  readonly podSecurityContext?: Override<PodSecurityContext & CiliumValuesAuthenticationMutualSpireInstallServerPodSecurityContextPlus>;
  readonly securityContext?: Override<SecurityContext>;
  readonly ca?: CiliumValuesAuthenticationMutualSpireInstallServerCa;
}

export interface CiliumValuesAuthenticationMutualSpireInstallServerImage {
  readonly override?: null | string;
  readonly repository?: string;
  readonly tag?: string;
  readonly digest?: string;
  readonly useDigest?: boolean;
  readonly pullPolicy?: 'Always' | 'IfNotPresent' | 'Never';
}

export interface CiliumValuesAuthenticationMutualSpireInstallServerServiceAccount {
  readonly create?: boolean;
  readonly name?: string;
}

export interface CiliumValuesAuthenticationMutualSpireInstallServerService {
  readonly type?: 'ClusterIP' | 'NodePort' | 'LoadBalancer';
  readonly annotations?: Readonly<Record<string, string>>;
  readonly labels?: Readonly<Record<string, string>>;
}

export interface CiliumValuesAuthenticationMutualSpireInstallServerDataStorage {
  readonly enabled?: boolean;
  readonly size?: string;
  readonly accessMode?: 'ReadWriteOnce' | 'ReadWriteMany' | 'ReadWriteOncePod';
  readonly storageClass?: null | string;
}

export interface CiliumValuesAuthenticationMutualSpireInstallServerCa {
  readonly keyType?: 'rsa-2048' | 'rsa-4096' | 'ec-p256' | 'ec-p384';
  readonly subject?: CiliumValuesAuthenticationMutualSpireInstallServerCaSubject;
}

export interface CiliumValuesAuthenticationMutualSpireInstallServerCaSubject {
  readonly country?: string;
  readonly organization?: string;
  readonly commonName?: string;
}

export interface CiliumValuesStandaloneDnsProxy {
  readonly enabled?: boolean;
  readonly rollOutPods?: boolean;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly debug?: boolean;
  readonly serverPort?: number;
  readonly nodeSelector?: CiliumValuesStandaloneDnsProxyNodeSelector | null;
  readonly tolerations?: readonly Toleration[];
  readonly automountServiceAccountToken?: boolean;
  readonly minReadySeconds?: number;
  readonly updateStrategy?: Override<DaemonSetUpdateStrategy>;
  readonly image?: CiliumValuesStandaloneDnsProxyImage;
}

export interface CiliumValuesStandaloneDnsProxyNodeSelector {
  readonly 'kubernetes.io/os'?: string | null;
  readonly [k: string]: string | null | undefined;
}

export interface CiliumValuesStandaloneDnsProxyImage {
  readonly override?: null | string;
  readonly repository?: string;
  readonly tag?: string;
  readonly digest?: string;
  readonly useDigest?: boolean;
  readonly pullPolicy?: 'Always' | 'IfNotPresent' | 'Never';
}

export interface CiliumValuesPodSecurityContextPlus {
  readonly appArmorProfile?: CiliumValuesPodSecurityContextPlusAppArmorProfile;
}

export interface CiliumValuesPodSecurityContextPlusAppArmorProfile {
  readonly type?: 'RuntimeDefault' | 'Unconfined' | 'Localhost';
  readonly localhostProfile?: string;
}

export interface CiliumValuesHubbleRelayPodSecurityContextPlus {
  readonly appArmorProfile?: CiliumValuesHubbleRelayPodSecurityContextPlusAppArmorProfile;
}

export interface CiliumValuesHubbleRelayPodSecurityContextPlusAppArmorProfile {
  readonly type?: 'RuntimeDefault' | 'Unconfined' | 'Localhost';
  readonly localhostProfile?: string;
}

export interface CiliumValuesHubbleUiSecurityContextPlus {
  readonly enabled?: boolean;
}

export interface CiliumValuesEnvoyPodSecurityContextPlus {
  readonly appArmorProfile?: CiliumValuesEnvoyPodSecurityContextPlusAppArmorProfile;
}

export interface CiliumValuesEnvoyPodSecurityContextPlusAppArmorProfile {
  readonly type?: 'RuntimeDefault' | 'Unconfined' | 'Localhost';
  readonly localhostProfile?: string;
}

export interface CiliumValuesOperatorPodSecurityContextPlus {
  readonly appArmorProfile?: CiliumValuesOperatorPodSecurityContextPlusAppArmorProfile;
}

export interface CiliumValuesOperatorPodSecurityContextPlusAppArmorProfile {
  readonly type?: 'RuntimeDefault' | 'Unconfined' | 'Localhost';
  readonly localhostProfile?: string;
}

export interface CiliumValuesNodeinitPodSecurityContextPlus {
  readonly appArmorProfile?: CiliumValuesNodeinitPodSecurityContextPlusAppArmorProfile;
}

export interface CiliumValuesNodeinitPodSecurityContextPlusAppArmorProfile {
  readonly type?: 'RuntimeDefault' | 'Unconfined' | 'Localhost';
  readonly localhostProfile?: string;
}

export interface CiliumValuesPreflightPodSecurityContextPlus {
  readonly appArmorProfile?: CiliumValuesPreflightPodSecurityContextPlusAppArmorProfile;
}

export interface CiliumValuesPreflightPodSecurityContextPlusAppArmorProfile {
  readonly type?: 'RuntimeDefault' | 'Unconfined' | 'Localhost';
  readonly localhostProfile?: string;
}

export interface CiliumValuesClustermeshApiserverPodSecurityContextPlus {
  readonly appArmorProfile?: CiliumValuesClustermeshApiserverPodSecurityContextPlusAppArmorProfile;
}

export interface CiliumValuesClustermeshApiserverPodSecurityContextPlusAppArmorProfile {
  readonly type?: 'RuntimeDefault' | 'Unconfined' | 'Localhost';
  readonly localhostProfile?: string;
}

export interface CiliumValuesAuthenticationMutualSpireInstallAgentPodSecurityContextPlus {
  readonly appArmorProfile?: CiliumValuesAuthenticationMutualSpireInstallAgentPodSecurityContextPlusAppArmorProfile;
}

export interface CiliumValuesAuthenticationMutualSpireInstallAgentPodSecurityContextPlusAppArmorProfile {
  readonly type?: 'RuntimeDefault' | 'Unconfined' | 'Localhost';
  readonly localhostProfile?: string;
}

export interface CiliumValuesAuthenticationMutualSpireInstallServerPodSecurityContextPlus {
  readonly appArmorProfile?: CiliumValuesAuthenticationMutualSpireInstallServerPodSecurityContextPlusAppArmorProfile;
}

export interface CiliumValuesAuthenticationMutualSpireInstallServerPodSecurityContextPlusAppArmorProfile {
  readonly type?: 'RuntimeDefault' | 'Unconfined' | 'Localhost';
  readonly localhostProfile?: string;
}
