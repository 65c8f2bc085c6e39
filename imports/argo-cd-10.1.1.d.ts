// Generated from argo-cd 10.1.1 by `npm run import`. Do not edit.

import type { Override } from './helm-values';
import type {
  Affinity,
  Container,
  DeploymentStrategy,
  EnvFromSource,
  EnvVar,
  HTTPIngressPath,
  HorizontalPodAutoscalerBehavior,
  HostAlias,
  IngressRule,
  IngressTLS,
  Lifecycle,
  LocalObjectReference,
  MetricSpec,
  NodeSelectorRequirement,
  PodDNSConfig,
  PodSecurityContext,
  PolicyRule,
  ResourceRequirements,
  SecurityContext,
  Toleration,
  TopologySpreadConstraint,
  Volume,
  VolumeMount,
} from './kubernetes-1.28';

/**
 * Values of the chart argo-cd 10.1.1, generated from the chart's own files.
 *
 * @see https://argoproj.github.io/argo-helm
 */
export interface ArgoCdValues {
  readonly nameOverride?: string;
  readonly fullnameOverride?: string;
  readonly namespaceOverride?: string;
  readonly kubeVersionOverride?: string;
  readonly apiVersionOverrides?: ArgoCdValuesApiVersionOverrides;
  readonly createAggregateRoles?: boolean;
  readonly createClusterRoles?: boolean;
  readonly openshift?: ArgoCdValuesOpenshift;
  readonly crds?: ArgoCdValuesCrds;
  readonly global?: ArgoCdValuesGlobal;
  readonly configs?: ArgoCdValuesConfigs;
  readonly extraObjects?: readonly (Readonly<Record<string, unknown>> | string)[];
  readonly controller?: ArgoCdValuesController;
  readonly dex?: ArgoCdValuesDex;
  readonly redis?: ArgoCdValuesRedis;
  readonly 'redis-ha'?: ArgoCdValuesRedisHa | null;
  readonly externalRedis?: ArgoCdValuesExternalRedis;
  readonly redisSecretInit?: ArgoCdValuesRedisSecretInit;
  readonly server?: ArgoCdValuesServer;
  readonly repoServer?: ArgoCdValuesRepoServer;
  readonly applicationSet?: ArgoCdValuesApplicationSet;
  readonly notifications?: ArgoCdValuesNotifications;
  readonly commitServer?: ArgoCdValuesCommitServer;
}

export interface ArgoCdValuesApiVersionOverrides {
  readonly monitoring?: string;
}

export interface ArgoCdValuesOpenshift {
  readonly enabled?: boolean;
}

export interface ArgoCdValuesCrds {
  readonly install?: boolean;
  readonly keep?: boolean;
  readonly annotations?: ArgoCdValuesCrdsAnnotations | null;
  readonly additionalLabels?: Readonly<Record<string, string>>;
}

export interface ArgoCdValuesCrdsAnnotations {
  readonly 'argocd.argoproj.io/sync-options'?: string | null;
  readonly [k: string]: string | null | undefined;
}

export interface ArgoCdValuesGlobal {
  readonly domain?: string;
  readonly runtimeClassName?: string;
  readonly additionalLabels?: Readonly<Record<string, string>>;
  readonly revisionHistoryLimit?: number;
  readonly image?: ArgoCdValuesGlobalImage;
  readonly imagePullSecrets?: readonly LocalObjectReference[];
  readonly logging?: ArgoCdValuesGlobalLogging;
  readonly statefulsetAnnotations?: Readonly<Record<string, string>>;
  readonly statefulsetLabels?: Readonly<Record<string, string>>;
  readonly deploymentAnnotations?: Readonly<Record<string, string>>;
  readonly deploymentLabels?: Readonly<Record<string, string>>;
  readonly podAnnotations?: Readonly<Record<string, string>>;
  readonly podLabels?: Readonly<Record<string, string>>;
  readonly addPrometheusAnnotations?: boolean;
  readonly securityContext?: Override<PodSecurityContext>;
  readonly hostAliases?: readonly HostAlias[];
  readonly dualStack?: ArgoCdValuesGlobalDualStack;
  readonly networkPolicy?: ArgoCdValuesGlobalNetworkPolicy;
  readonly priorityClassName?: string;
  readonly nodeSelector?: ArgoCdValuesGlobalNodeSelector | null;
  readonly tolerations?: readonly Toleration[];
  readonly affinity?: ArgoCdValuesGlobalAffinity;
  readonly topologySpreadConstraints?: readonly TopologySpreadConstraint[];
  readonly deploymentStrategy?: Override<DeploymentStrategy>;
  readonly env?: readonly EnvVar[];
  readonly extraVolumes?: readonly Volume[];
  readonly extraVolumeMounts?: readonly VolumeMount[];
  readonly certificateAnnotations?: Readonly<Record<string, string>>;
}

export interface ArgoCdValuesGlobalImage {
  readonly repository?: string;
  readonly tag?: string;
  readonly imagePullPolicy?: '' | 'Always' | 'IfNotPresent' | 'Never';
}

export interface ArgoCdValuesGlobalLogging {
  readonly format?: 'text' | 'json';
  readonly level?: 'debug' | 'info' | 'warn' | 'error';
}

export interface ArgoCdValuesGlobalDualStack {
  readonly ipFamilyPolicy?: '' | 'SingleStack' | 'PreferDualStack' | 'RequireDualStack';
  readonly ipFamilies?: readonly ('IPv4' | 'IPv6')[];
}

export interface ArgoCdValuesGlobalNetworkPolicy {
  readonly create?: boolean;
  readonly defaultDenyIngress?: boolean;
}

export interface ArgoCdValuesGlobalNodeSelector {
  readonly 'kubernetes.io/os'?: string | null;
  readonly [k: string]: string | null | undefined;
}

export interface ArgoCdValuesGlobalAffinity {
  readonly podAntiAffinity?: 'none' | 'soft' | 'hard';
  readonly nodeAffinity?: ArgoCdValuesGlobalAffinityNodeAffinity;
}

export interface ArgoCdValuesGlobalAffinityNodeAffinity {
  readonly type?: 'none' | 'soft' | 'hard';
  readonly matchExpressions?: readonly NodeSelectorRequirement[];
}

export interface ArgoCdValuesConfigs {
  readonly cm?: ArgoCdValuesConfigsCm | null;
  readonly params?: ArgoCdValuesConfigsParams | null;
  readonly rbac?: ArgoCdValuesConfigsRbac | null;
  readonly gpg?: ArgoCdValuesConfigsGpg;
  readonly ssh?: ArgoCdValuesConfigsSsh;
  readonly tls?: ArgoCdValuesConfigsTls;
  readonly cmp?: ArgoCdValuesConfigsCmp;
  readonly clusterCredentials?: Readonly<Record<string, ArgoCdValuesConfigsClusterCredentialsEntry>>;
  readonly credentialTemplates?: Readonly<Record<string, Record<string, string | number | boolean>>>;
  readonly credentialTemplatesAnnotations?: Readonly<Record<string, string>>;
  readonly repositories?: Readonly<Record<string, Record<string, string | number | boolean>>>;
  readonly repositoriesAnnotations?: Readonly<Record<string, string>>;
  readonly secret?: ArgoCdValuesConfigsSecret;
  readonly styles?: string;
}

export interface ArgoCdValuesConfigsCm {
  readonly create?: boolean;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly 'application.instanceLabelKey'?: string | number | boolean | null;
  readonly 'application.sync.impersonation.enabled'?: string | number | boolean | null;
  readonly 'exec.enabled'?: 'true' | 'false' | boolean | null;
  readonly 'admin.enabled'?: 'true' | 'false' | boolean | null;
  readonly 'timeout.reconciliation'?: string | number | boolean | null;
  readonly 'timeout.reconciliation.jitter'?: string | number | boolean | null;
  readonly 'timeout.hard.reconciliation'?: string | number | boolean | null;
  readonly 'statusbadge.enabled'?: 'true' | 'false' | boolean | null;
  readonly 'resource.customizations.ignoreResourceUpdates.all'?: string | number | boolean | null;
  readonly 'resource.customizations.ignoreResourceUpdates.argoproj.io_Application'?: string | number | boolean | null;
  readonly 'resource.customizations.ignoreResourceUpdates.argoproj.io_Rollout'?: string | number | boolean | null;
  readonly 'resource.customizations.ignoreResourceUpdates.autoscaling_HorizontalPodAutoscaler'?:
    | string
    | number
    | boolean
    | null;
  readonly 'resource.customizations.ignoreResourceUpdates.ConfigMap'?: string | number | boolean | null;
  readonly 'resource.customizations.ignoreResourceUpdates.apps_ReplicaSet'?: string | number | boolean | null;
  readonly 'resource.customizations.ignoreResourceUpdates.discovery.k8s.io_EndpointSlice'?:
    | string
    | number
    | boolean
    | null;
  readonly 'resource.customizations.ignoreResourceUpdates.Endpoints'?: string | number | boolean | null;
  readonly 'resource.exclusions'?: string | number | boolean | null;
  readonly 'application.resourceTrackingMethod'?: 'annotation' | 'annotation+label' | 'label';
  readonly [k: string]: string | number | boolean | null | Readonly<Record<string, string>> | undefined;
}

export interface ArgoCdValuesConfigsParams {
  readonly create?: boolean;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly 'server.insecure'?: 'true' | 'false' | boolean;
  readonly 'dexserver.disable.tls'?: 'true' | 'false' | boolean;
  readonly 'applicationsetcontroller.log.format'?: 'text' | 'json';
  readonly 'commitserver.log.format'?: 'text' | 'json';
  readonly 'controller.log.format'?: 'text' | 'json';
  readonly 'dexserver.log.format'?: 'text' | 'json';
  readonly 'notificationscontroller.log.format'?: 'text' | 'json';
  readonly 'reposerver.log.format'?: 'text' | 'json';
  readonly 'server.log.format'?: 'text' | 'json';
  readonly [k: string]: string | number | boolean | null | Readonly<Record<string, string>> | undefined;
}

export interface ArgoCdValuesConfigsRbac {
  readonly create?: boolean;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly 'policy.default'?: string | null;
  readonly 'policy.csv'?: string | null;
  readonly scopes?: string | null;
  readonly 'policy.matchMode'?: 'glob' | 'regex' | null;
  readonly [k: string]: string | null | boolean | Readonly<Record<string, string>> | undefined;
}

export interface ArgoCdValuesConfigsGpg {
  readonly annotations?: Readonly<Record<string, string>>;
  readonly keys?: Readonly<Record<string, string>>;
}

export interface ArgoCdValuesConfigsSsh {
  readonly create?: boolean;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly knownHosts?: string;
  readonly extraHosts?: string;
}

export interface ArgoCdValuesConfigsTls {
  readonly annotations?: Readonly<Record<string, string>>;
  readonly certificates?: Readonly<Record<string, string>>;
  readonly create?: boolean;
}

export interface ArgoCdValuesConfigsCmp {
  readonly create?: boolean;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly plugins?: Readonly<Record<string, Record<string, unknown>>>;
}

export interface ArgoCdValuesConfigsClusterCredentialsEntry {
  readonly server: string;
  readonly name?: string;
  readonly shard?: number | string;
  readonly namespaces?: string;
  readonly clusterResources?: boolean | string;
  readonly project?: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly config: Readonly<Record<string, unknown>>;
}

export interface ArgoCdValuesConfigsSecret {
  readonly createSecret?: boolean;
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly githubSecret?: string;
  readonly gitlabSecret?: string;
  readonly bitbucketServerSecret?: string;
  readonly bitbucketUUID?: string;
  readonly gogsSecret?: string;
  readonly azureDevops?: ArgoCdValuesConfigsSecretAzureDevops;
  readonly extra?: Readonly<Record<string, string>>;
  readonly argocdServerAdminPassword?: string;
  readonly argocdServerAdminPasswordMtime?: string;
}

export interface ArgoCdValuesConfigsSecretAzureDevops {
  readonly username?: string;
  readonly password?: string;
}

export interface ArgoCdValuesController {
  readonly name?: string;
  readonly replicas?: number;
  readonly dynamicClusterDistribution?: boolean;
  readonly runtimeClassName?: string;
  readonly heartbeatTime?: number;
  readonly revisionHistoryLimit?: number;
  readonly pdb?: ArgoCdValuesControllerPdb;
  readonly vpa?: ArgoCdValuesControllerVpa;
  readonly image?: ArgoCdValuesControllerImage;
  readonly imagePullSecrets?: readonly LocalObjectReference[];
  readonly extraArgs?: readonly string[];
  readonly env?: readonly EnvVar[];
  readonly envFrom?: readonly EnvFromSource[];
  readonly extraContainers?: readonly Container[];
  readonly initContainers?: readonly Container[];
  readonly volumeMounts?: readonly VolumeMount[];
  readonly volumes?: readonly Volume[];
  readonly emptyDir?: ArgoCdValuesControllerEmptyDir;
  readonly statefulsetAnnotations?: Readonly<Record<string, string>>;
  readonly statefulsetLabels?: Readonly<Record<string, string>>;
  readonly deploymentAnnotations?: Readonly<Record<string, string>>;
  readonly deploymentLabels?: Readonly<Record<string, string>>;
  readonly podAnnotations?: Readonly<Record<string, string>>;
  readonly podLabels?: Readonly<Record<string, string>>;
  readonly resources?: Override<ResourceRequirements>;
  readonly containerPorts?: ArgoCdValuesControllerContainerPorts;
  readonly hostNetwork?: boolean;
  readonly dnsConfig?: Override<PodDNSConfig>;
  readonly dnsPolicy?: 'ClusterFirst' | 'ClusterFirstWithHostNet' | 'Default' | 'None';
  readonly containerSecurityContext?: Override<SecurityContext>;
  readonly readinessProbe?: ArgoCdValuesControllerReadinessProbe;
  readonly startupProbe?: ArgoCdValuesControllerStartupProbe;
  readonly terminationGracePeriodSeconds?: number;
  readonly priorityClassName?: string;
  readonly nodeSelector?: Readonly<Record<string, string>>;
  readonly tolerations?: readonly Toleration[];
  readonly affinity?: Override<Affinity>;
  readonly topologySpreadConstraints?: readonly TopologySpreadConstraint[];
  readonly automountServiceAccountToken?: boolean;
  readonly serviceAccount?: ArgoCdValuesControllerServiceAccount;
  readonly metrics?: ArgoCdValuesControllerMetrics;
  readonly clusterRoleRules?: ArgoCdValuesControllerClusterRoleRules;
  readonly roleRules?: readonly PolicyRule[];
  readonly networkPolicy?: ArgoCdValuesControllerNetworkPolicy;
}

export interface ArgoCdValuesControllerPdb {
  readonly enabled?: boolean;
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly minAvailable?: string | number;
  readonly maxUnavailable?: string | number;
}

export interface ArgoCdValuesControllerVpa {
  readonly enabled?: boolean;
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly updateMode?: 'Off' | 'Initial' | 'Recreate' | 'InPlaceOrRecreate' | 'Auto';
  readonly containerPolicy?: Readonly<Record<string, unknown>>;
}

export interface ArgoCdValuesControllerImage {
  readonly repository?: string;
  readonly tag?: string;
  readonly imagePullPolicy?: '' | 'Always' | 'IfNotPresent' | 'Never';
}

export interface ArgoCdValuesControllerEmptyDir {
  readonly sizeLimit?: string | number;
}

export interface ArgoCdValuesControllerContainerPorts {
  readonly metrics?: number;
}

export interface ArgoCdValuesControllerReadinessProbe {
  readonly httpPath?: string;
  readonly failureThreshold?: number;
  readonly initialDelaySeconds?: number;
  readonly periodSeconds?: number;
  readonly successThreshold?: number;
  readonly timeoutSeconds?: number;
}

export interface ArgoCdValuesControllerStartupProbe {
  readonly enabled?: boolean;
  readonly httpPath?: string;
  readonly failureThreshold?: number;
  readonly initialDelaySeconds?: number;
  readonly periodSeconds?: number;
  readonly successThreshold?: number;
  readonly timeoutSeconds?: number;
}

export interface ArgoCdValuesControllerServiceAccount {
  readonly create?: boolean;
  readonly name?: string;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly labels?: Readonly<Record<string, string>>;
  readonly automountServiceAccountToken?: boolean;
}

export interface ArgoCdValuesControllerMetrics {
  readonly enabled?: boolean;
  readonly scrapeTimeout?: string;
  readonly applicationLabels?: ArgoCdValuesControllerMetricsApplicationLabels;
  readonly service?: ArgoCdValuesControllerMetricsService;
  readonly serviceMonitor?: ArgoCdValuesControllerMetricsServiceMonitor;
  readonly rules?: ArgoCdValuesControllerMetricsRules;
}

export interface ArgoCdValuesControllerMetricsApplicationLabels {
  readonly enabled?: boolean;
  readonly labels?: readonly string[];
}

export interface ArgoCdValuesControllerMetricsService {
  readonly type?: 'ClusterIP' | 'NodePort' | 'LoadBalancer';
  readonly clusterIP?: string;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly labels?: Readonly<Record<string, string>>;
  readonly servicePort?: number;
  readonly portName?: string;
}

export interface ArgoCdValuesControllerMetricsServiceMonitor {
  readonly enabled?: boolean;
  readonly interval?: string;
  readonly honorLabels?: boolean;
  readonly relabelings?: readonly ArgoCdValuesControllerMetricsServiceMonitorRelabelingsItem[] | null;
  readonly metricRelabelings?: readonly ArgoCdValuesControllerMetricsServiceMonitorMetricRelabelingsItem[] | null;
  readonly selector?: Readonly<Record<string, string>>;
  readonly scheme?: string;
  readonly tlsConfig?: Readonly<Record<string, unknown>>;
  readonly namespace?: string;
  readonly additionalLabels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly scrapeTimeout?: string;
}

export interface ArgoCdValuesControllerMetricsServiceMonitorRelabelingsItem {
  readonly sourceLabels?: readonly string[];
  readonly separator?: string;
  readonly targetLabel?: string;
  readonly regex?: string;
  readonly modulus?: number;
  readonly replacement?: string;
  readonly action?: string;
}

export interface ArgoCdValuesControllerMetricsServiceMonitorMetricRelabelingsItem {
  readonly sourceLabels?: readonly string[];
  readonly separator?: string;
  readonly targetLabel?: string;
  readonly regex?: string;
  readonly modulus?: number;
  readonly replacement?: string;
  readonly action?: string;
}

export interface ArgoCdValuesControllerMetricsRules {
  readonly enabled?: boolean;
  readonly namespace?: string;
  readonly selector?: Readonly<Record<string, string>>;
  readonly additionalLabels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly spec?: readonly Readonly<Record<string, unknown>>[];
}

export interface ArgoCdValuesControllerClusterRoleRules {
  readonly enabled?: boolean;
  readonly rules?: readonly PolicyRule[];
}

export interface ArgoCdValuesControllerNetworkPolicy {
  readonly create?: boolean;
}

export interface ArgoCdValuesDex {
  readonly enabled?: boolean;
  readonly name?: string;
  readonly extraArgs?: readonly string[];
  readonly runtimeClassName?: string;
  readonly metrics?: ArgoCdValuesDexMetrics;
  readonly pdb?: ArgoCdValuesDexPdb;
  readonly vpa?: ArgoCdValuesDexVpa;
  readonly image?: ArgoCdValuesDexImage;
  readonly imagePullSecrets?: readonly LocalObjectReference[];
  readonly initImage?: ArgoCdValuesDexInitImage;
  readonly env?: readonly EnvVar[];
  readonly envFrom?: readonly EnvFromSource[];
  readonly extraContainers?: readonly Container[];
  readonly initContainers?: readonly Container[];
  readonly volumeMounts?: readonly VolumeMount[];
  readonly volumes?: readonly Volume[];
  readonly emptyDir?: ArgoCdValuesDexEmptyDir;
  readonly certificateSecret?: ArgoCdValuesDexCertificateSecret;
  readonly deploymentAnnotations?: Readonly<Record<string, string>>;
  readonly deploymentLabels?: Readonly<Record<string, string>>;
  readonly podAnnotations?: Readonly<Record<string, string>>;
  readonly podLabels?: Readonly<Record<string, string>>;
  readonly resources?: Override<ResourceRequirements>;
  readonly containerPorts?: ArgoCdValuesDexContainerPorts;
  readonly dnsConfig?: Override<PodDNSConfig>;
  readonly dnsPolicy?: 'ClusterFirst' | 'ClusterFirstWithHostNet' | 'Default' | 'None';
  readonly containerSecurityContext?: Override<SecurityContext>;
  readonly livenessProbe?: ArgoCdValuesDexLivenessProbe;
  readonly readinessProbe?: ArgoCdValuesDexReadinessProbe;
  readonly startupProbe?: ArgoCdValuesDexStartupProbe;
  readonly terminationGracePeriodSeconds?: number;
  readonly automountServiceAccountToken?: boolean;
  readonly serviceAccount?: ArgoCdValuesDexServiceAccount;
  readonly servicePortHttp?: number;
  readonly servicePortHttpName?: string;
  readonly servicePortGrpc?: number;
  readonly servicePortGrpcName?: string;
  readonly servicePortMetrics?: number;
  readonly priorityClassName?: string;
  readonly nodeSelector?: Readonly<Record<string, string>>;
  readonly tolerations?: readonly Toleration[];
  readonly affinity?: Override<Affinity>;
  readonly topologySpreadConstraints?: readonly TopologySpreadConstraint[];
  readonly deploymentStrategy?: Override<DeploymentStrategy>;
  readonly networkPolicy?: ArgoCdValuesDexNetworkPolicy;
  readonly logFormat?: 'text' | 'json';
  readonly logLevel?: 'debug' | 'info' | 'warn' | 'error';
}

export interface ArgoCdValuesDexMetrics {
  readonly enabled?: boolean;
  readonly service?: ArgoCdValuesDexMetricsService;
  readonly serviceMonitor?: ArgoCdValuesDexMetricsServiceMonitor;
}

export interface ArgoCdValuesDexMetricsService {
  readonly annotations?: Readonly<Record<string, string>>;
  readonly labels?: Readonly<Record<string, string>>;
  readonly portName?: string;
}

export interface ArgoCdValuesDexMetricsServiceMonitor {
  readonly enabled?: boolean;
  readonly interval?: string;
  readonly honorLabels?: boolean;
  readonly relabelings?: readonly ArgoCdValuesDexMetricsServiceMonitorRelabelingsItem[] | null;
  readonly metricRelabelings?: readonly ArgoCdValuesDexMetricsServiceMonitorMetricRelabelingsItem[] | null;
  readonly selector?: Readonly<Record<string, string>>;
  readonly scheme?: string;
  readonly tlsConfig?: Readonly<Record<string, unknown>>;
  readonly namespace?: string;
  readonly additionalLabels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
}

export interface ArgoCdValuesDexMetricsServiceMonitorRelabelingsItem {
  readonly sourceLabels?: readonly string[];
  readonly separator?: string;
  readonly targetLabel?: string;
  readonly regex?: string;
  readonly modulus?: number;
  readonly replacement?: string;
  readonly action?: string;
}

export interface ArgoCdValuesDexMetricsServiceMonitorMetricRelabelingsItem {
  readonly sourceLabels?: readonly string[];
  readonly separator?: string;
  readonly targetLabel?: string;
  readonly regex?: string;
  readonly modulus?: number;
  readonly replacement?: string;
  readonly action?: string;
}

export interface ArgoCdValuesDexPdb {
  readonly enabled?: boolean;
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly minAvailable?: string | number;
  readonly maxUnavailable?: string | number;
}

export interface ArgoCdValuesDexVpa {
  readonly enabled?: boolean;
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly updateMode?: 'Off' | 'Initial' | 'Recreate' | 'InPlaceOrRecreate' | 'Auto';
  readonly containerPolicy?: Readonly<Record<string, unknown>>;
}

export interface ArgoCdValuesDexImage {
  readonly repository?: string;
  readonly tag?: string;
  readonly imagePullPolicy?: '' | 'Always' | 'IfNotPresent' | 'Never';
}

export interface ArgoCdValuesDexInitImage {
  readonly repository?: string;
  readonly tag?: string;
  readonly imagePullPolicy?: '' | 'Always' | 'IfNotPresent' | 'Never';
  readonly resources?: Override<ResourceRequirements>;
}

export interface ArgoCdValuesDexEmptyDir {
  readonly sizeLimit?: string | number;
}

export interface ArgoCdValuesDexCertificateSecret {
  readonly enabled?: boolean;
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly ca?: string;
  readonly key?: string;
  readonly crt?: string;
}

export interface ArgoCdValuesDexContainerPorts {
  readonly http?: number;
  readonly grpc?: number;
  readonly metrics?: number;
}

export interface ArgoCdValuesDexLivenessProbe {
  readonly enabled?: boolean;
  readonly httpPath?: string;
  readonly httpPort?: string | number;
  readonly httpScheme?: 'HTTP' | 'HTTPS';
  readonly failureThreshold?: number;
  readonly initialDelaySeconds?: number;
  readonly periodSeconds?: number;
  readonly successThreshold?: number;
  readonly timeoutSeconds?: number;
}

export interface ArgoCdValuesDexReadinessProbe {
  readonly enabled?: boolean;
  readonly httpPath?: string;
  readonly httpPort?: string | number;
  readonly httpScheme?: 'HTTP' | 'HTTPS';
  readonly failureThreshold?: number;
  readonly initialDelaySeconds?: number;
  readonly periodSeconds?: number;
  readonly successThreshold?: number;
  readonly timeoutSeconds?: number;
}

export interface ArgoCdValuesDexStartupProbe {
  readonly enabled?: boolean;
  readonly httpPath?: string;
  readonly httpPort?: string | number;
  readonly httpScheme?: 'HTTP' | 'HTTPS';
  readonly failureThreshold?: number;
  readonly initialDelaySeconds?: number;
  readonly periodSeconds?: number;
  readonly successThreshold?: number;
  readonly timeoutSeconds?: number;
}

export interface ArgoCdValuesDexServiceAccount {
  readonly create?: boolean;
  readonly name?: string;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly automountServiceAccountToken?: boolean;
}

export interface ArgoCdValuesDexNetworkPolicy {
  readonly create?: boolean;
}

export interface ArgoCdValuesRedis {
  readonly enabled?: boolean;
  readonly name?: string;
  readonly runtimeClassName?: string;
  readonly pdb?: ArgoCdValuesRedisPdb;
  readonly vpa?: ArgoCdValuesRedisVpa;
  readonly image?: ArgoCdValuesRedisImage;
  readonly exporter?: ArgoCdValuesRedisExporter;
  readonly imagePullSecrets?: readonly LocalObjectReference[];
  readonly extraArgs?: readonly string[];
  readonly env?: readonly EnvVar[];
  readonly envFrom?: readonly EnvFromSource[];
  readonly readinessProbe?: ArgoCdValuesRedisReadinessProbe;
  readonly livenessProbe?: ArgoCdValuesRedisLivenessProbe;
  readonly extraContainers?: readonly Container[];
  readonly initContainers?: readonly Container[];
  readonly volumeMounts?: readonly VolumeMount[];
  readonly volumes?: readonly Volume[];
  readonly deploymentAnnotations?: Readonly<Record<string, string>>;
  readonly deploymentLabels?: Readonly<Record<string, string>>;
  readonly podAnnotations?: Readonly<Record<string, string>>;
  readonly podLabels?: Readonly<Record<string, string>>;
  readonly resources?: Override<ResourceRequirements>;
  readonly securityContext?: Override<PodSecurityContext>;
  readonly containerPorts?: ArgoCdValuesRedisContainerPorts;
  readonly dnsConfig?: Override<PodDNSConfig>;
  readonly dnsPolicy?: 'ClusterFirst' | 'ClusterFirstWithHostNet' | 'Default' | 'None';
  readonly containerSecurityContext?: Override<SecurityContext>;
  readonly servicePort?: number;
  readonly priorityClassName?: string;
  readonly nodeSelector?: Readonly<Record<string, string>>;
  readonly tolerations?: readonly Toleration[];
  readonly affinity?: Override<Affinity>;
  readonly topologySpreadConstraints?: readonly TopologySpreadConstraint[];
  readonly terminationGracePeriodSeconds?: number;
  readonly automountServiceAccountToken?: boolean;
  readonly serviceAccount?: ArgoCdValuesRedisServiceAccount;
  readonly service?: ArgoCdValuesRedisService;
  readonly metrics?: ArgoCdValuesRedisMetrics;
  readonly networkPolicy?: ArgoCdValuesRedisNetworkPolicy;
}

export interface ArgoCdValuesRedisPdb {
  readonly enabled?: boolean;
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly minAvailable?: string | number;
  readonly maxUnavailable?: string | number;
}

export interface ArgoCdValuesRedisVpa {
  readonly enabled?: boolean;
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly updateMode?: 'Off' | 'Initial' | 'Recreate' | 'InPlaceOrRecreate' | 'Auto';
  readonly containerPolicy?: Readonly<Record<string, unknown>>;
}

export interface ArgoCdValuesRedisImage {
  readonly repository?: string;
  readonly tag?: string;
  readonly imagePullPolicy?: '' | 'Always' | 'IfNotPresent' | 'Never';
}

export interface ArgoCdValuesRedisExporter {
  readonly enabled?: boolean;
  readonly env?: readonly EnvVar[];
  readonly image?: ArgoCdValuesRedisExporterImage;
  readonly containerSecurityContext?: Override<SecurityContext>;
  readonly readinessProbe?: ArgoCdValuesRedisExporterReadinessProbe;
  readonly livenessProbe?: ArgoCdValuesRedisExporterLivenessProbe;
  readonly resources?: Override<ResourceRequirements>;
}

export interface ArgoCdValuesRedisExporterImage {
  readonly repository?: string;
  readonly tag?: string;
  readonly imagePullPolicy?: '' | 'Always' | 'IfNotPresent' | 'Never';
}

export interface ArgoCdValuesRedisExporterReadinessProbe {
  readonly enabled?: boolean;
  readonly initialDelaySeconds?: number;
  readonly periodSeconds?: number;
  readonly timeoutSeconds?: number;
  readonly successThreshold?: number;
  readonly failureThreshold?: number;
}

export interface ArgoCdValuesRedisExporterLivenessProbe {
  readonly enabled?: boolean;
  readonly initialDelaySeconds?: number;
  readonly periodSeconds?: number;
  readonly timeoutSeconds?: number;
  readonly successThreshold?: number;
  readonly failureThreshold?: number;
}

export interface ArgoCdValuesRedisReadinessProbe {
  readonly enabled?: boolean;
  readonly initialDelaySeconds?: number;
  readonly periodSeconds?: number;
  readonly timeoutSeconds?: number;
  readonly successThreshold?: number;
  readonly failureThreshold?: number;
}

export interface ArgoCdValuesRedisLivenessProbe {
  readonly enabled?: boolean;
  readonly initialDelaySeconds?: number;
  readonly periodSeconds?: number;
  readonly timeoutSeconds?: number;
  readonly successThreshold?: number;
  readonly failureThreshold?: number;
}

export interface ArgoCdValuesRedisContainerPorts {
  readonly redis?: number;
  readonly metrics?: number;
}

export interface ArgoCdValuesRedisServiceAccount {
  readonly create?: boolean;
  readonly name?: string;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly automountServiceAccountToken?: boolean;
}

export interface ArgoCdValuesRedisService {
  readonly annotations?: Readonly<Record<string, string>>;
  readonly labels?: Readonly<Record<string, string>>;
}

export interface ArgoCdValuesRedisMetrics {
  readonly enabled?: boolean;
  readonly service?: ArgoCdValuesRedisMetricsService;
  readonly serviceMonitor?: ArgoCdValuesRedisMetricsServiceMonitor;
}

export interface ArgoCdValuesRedisMetricsService {
  readonly type?: 'ClusterIP' | 'NodePort' | 'LoadBalancer';
  readonly clusterIP?: string;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly labels?: Readonly<Record<string, string>>;
  readonly servicePort?: number;
  readonly portName?: string;
}

export interface ArgoCdValuesRedisMetricsServiceMonitor {
  readonly enabled?: boolean;
  readonly interval?: string;
  readonly honorLabels?: boolean;
  readonly relabelings?: readonly ArgoCdValuesRedisMetricsServiceMonitorRelabelingsItem[] | null;
  readonly metricRelabelings?: readonly ArgoCdValuesRedisMetricsServiceMonitorMetricRelabelingsItem[] | null;
  readonly selector?: Readonly<Record<string, string>>;
  readonly scheme?: string;
  readonly tlsConfig?: Readonly<Record<string, unknown>>;
  readonly namespace?: string;
  readonly additionalLabels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
}

export interface ArgoCdValuesRedisMetricsServiceMonitorRelabelingsItem {
  readonly sourceLabels?: readonly string[];
  readonly separator?: string;
  readonly targetLabel?: string;
  readonly regex?: string;
  readonly modulus?: number;
  readonly replacement?: string;
  readonly action?: string;
}

export interface ArgoCdValuesRedisMetricsServiceMonitorMetricRelabelingsItem {
  readonly sourceLabels?: readonly string[];
  readonly separator?: string;
  readonly targetLabel?: string;
  readonly regex?: string;
  readonly modulus?: number;
  readonly replacement?: string;
  readonly action?: string;
}

export interface ArgoCdValuesRedisNetworkPolicy {
  readonly create?: boolean;
}

export interface ArgoCdValuesRedisHa {
  readonly enabled?: boolean | null;
  readonly image?: ArgoCdValuesRedisHaImage | null;
  readonly exporter?: ArgoCdValuesRedisHaExporter | null;
  readonly persistentVolume?: ArgoCdValuesRedisHaPersistentVolume | null;
  readonly redis?: ArgoCdValuesRedisHaRedis | null;
  readonly haproxy?: ArgoCdValuesRedisHaHaproxy | null;
  readonly auth?: boolean | null;
  readonly existingSecret?: string | null;
  readonly hardAntiAffinity?: boolean | null;
  readonly additionalAffinities?: Readonly<Record<string, unknown>> | null;
  readonly affinity?: unknown;
  readonly tolerations?: readonly Toleration[] | null;
  readonly topologySpreadConstraints?: unknown;
  readonly containerSecurityContext?: Override<SecurityContext> | null;
  readonly [k: string]: unknown;
}

export interface ArgoCdValuesRedisHaImage {
  readonly repository?: string | null;
  readonly tag?: string | null;
  readonly [k: string]: unknown;
}

export interface ArgoCdValuesRedisHaExporter {
  readonly enabled?: boolean | null;
  readonly image?: string | null;
  readonly tag?: string | null;
  readonly [k: string]: unknown;
}

export interface ArgoCdValuesRedisHaPersistentVolume {
  readonly enabled?: boolean | null;
  readonly [k: string]: unknown;
}

export interface ArgoCdValuesRedisHaRedis {
  readonly masterGroupName?: string | null;
  readonly config?: ArgoCdValuesRedisHaRedisConfig | null;
  readonly [k: string]: unknown;
}

export interface ArgoCdValuesRedisHaRedisConfig {
  readonly save?: string | null;
  readonly [k: string]: unknown;
}

export interface ArgoCdValuesRedisHaHaproxy {
  readonly enabled?: boolean | null;
  readonly labels?: ArgoCdValuesRedisHaHaproxyLabels | null;
  readonly image?: ArgoCdValuesRedisHaHaproxyImage | null;
  readonly metrics?: ArgoCdValuesRedisHaHaproxyMetrics | null;
  readonly hardAntiAffinity?: boolean | null;
  readonly additionalAffinities?: Readonly<Record<string, unknown>> | null;
  readonly affinity?: unknown;
  readonly tolerations?: readonly Toleration[] | null;
  readonly containerSecurityContext?: Override<SecurityContext> | null;
  readonly [k: string]: unknown;
}

export interface ArgoCdValuesRedisHaHaproxyLabels {
  readonly 'app.kubernetes.io/name'?: string | null;
  readonly [k: string]: string | null | undefined;
}

export interface ArgoCdValuesRedisHaHaproxyImage {
  readonly repository?: string | null;
  readonly [k: string]: unknown;
}

export interface ArgoCdValuesRedisHaHaproxyMetrics {
  readonly enabled?: boolean | null;
  readonly [k: string]: unknown;
}

export interface ArgoCdValuesExternalRedis {
  readonly host?: string;
  readonly username?: string;
  readonly password?: string;
  readonly port?: number;
  readonly existingSecret?: string;
  readonly secretAnnotations?: Readonly<Record<string, string>>;
}

export interface ArgoCdValuesRedisSecretInit {
  readonly enabled?: boolean;
  readonly name?: string;
  readonly image?: ArgoCdValuesRedisSecretInitImage;
  readonly extraArgs?: readonly string[];
  readonly imagePullSecrets?: readonly LocalObjectReference[];
  readonly runtimeClassName?: string;
  readonly jobAnnotations?: Readonly<Record<string, string>>;
  readonly podAnnotations?: Readonly<Record<string, string>>;
  readonly podLabels?: Readonly<Record<string, string>>;
  readonly resources?: Override<ResourceRequirements>;
  readonly containerSecurityContext?: Override<SecurityContext>;
  readonly securityContext?: Override<PodSecurityContext>;
  readonly serviceAccount?: ArgoCdValuesRedisSecretInitServiceAccount;
  readonly priorityClassName?: string;
  readonly affinity?: Override<Affinity>;
  readonly nodeSelector?: Readonly<Record<string, string>>;
  readonly tolerations?: readonly Toleration[];
}

export interface ArgoCdValuesRedisSecretInitImage {
  readonly repository?: string;
  readonly tag?: string;
  readonly imagePullPolicy?: '' | 'Always' | 'IfNotPresent' | 'Never';
}

export interface ArgoCdValuesRedisSecretInitServiceAccount {
  readonly create?: boolean;
  readonly name?: string;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly automountServiceAccountToken?: boolean;
}

export interface ArgoCdValuesServer {
  readonly name?: string;
  readonly replicas?: number;
  readonly runtimeClassName?: string;
  readonly autoscaling?: ArgoCdValuesServerAutoscaling;
  readonly pdb?: ArgoCdValuesServerPdb;
  readonly vpa?: ArgoCdValuesServerVpa;
  readonly image?: ArgoCdValuesServerImage;
  readonly imagePullSecrets?: readonly LocalObjectReference[];
  readonly extraArgs?: readonly string[];
  readonly env?: readonly EnvVar[];
  readonly envFrom?: readonly EnvFromSource[];
  readonly lifecycle?: Override<Lifecycle>;
  readonly extensions?: ArgoCdValuesServerExtensions;
  readonly extraContainers?: readonly Container[];
  readonly initContainers?: readonly Container[];
  readonly volumeMounts?: readonly VolumeMount[];
  readonly volumes?: readonly Volume[];
  readonly emptyDir?: ArgoCdValuesServerEmptyDir;
  readonly deploymentAnnotations?: Readonly<Record<string, string>>;
  readonly deploymentLabels?: Readonly<Record<string, string>>;
  readonly podAnnotations?: Readonly<Record<string, string>>;
  readonly podLabels?: Readonly<Record<string, string>>;
  readonly resources?: Override<ResourceRequirements>;
  readonly containerPorts?: ArgoCdValuesServerContainerPorts;
  readonly hostNetwork?: boolean;
  readonly dnsConfig?: Override<PodDNSConfig>;
  readonly dnsPolicy?: 'ClusterFirst' | 'ClusterFirstWithHostNet' | 'Default' | 'None';
  readonly containerSecurityContext?: Override<SecurityContext>;
  readonly readinessProbe?: ArgoCdValuesServerReadinessProbe;
  readonly livenessProbe?: ArgoCdValuesServerLivenessProbe;
  readonly startupProbe?: ArgoCdValuesServerStartupProbe;
  readonly terminationGracePeriodSeconds?: number;
  readonly priorityClassName?: string;
  readonly nodeSelector?: Readonly<Record<string, string>>;
  readonly tolerations?: readonly Toleration[];
  readonly affinity?: Override<Affinity>;
  readonly topologySpreadConstraints?: readonly TopologySpreadConstraint[];
  readonly deploymentStrategy?: Override<DeploymentStrategy>;
  readonly certificate?: ArgoCdValuesServerCertificate;
  readonly certificateSecret?: ArgoCdValuesServerCertificateSecret;
  readonly service?: ArgoCdValuesServerService;
  readonly metrics?: ArgoCdValuesServerMetrics;
  readonly automountServiceAccountToken?: boolean;
  readonly serviceAccount?: ArgoCdValuesServerServiceAccount;
  readonly ingress?: ArgoCdValuesServerIngress;
  readonly ingressGrpc?: ArgoCdValuesServerIngressGrpc;
  readonly route?: ArgoCdValuesServerRoute;
  readonly httproute?: ArgoCdValuesServerHttproute;
  readonly grpcroute?: ArgoCdValuesServerGrpcroute;
  readonly backendTLSPolicy?: ArgoCdValuesServerBackendTLSPolicy;
  readonly listenerset?: ArgoCdValuesServerListenerset;
  readonly clusterRoleRules?: ArgoCdValuesServerClusterRoleRules;
  readonly networkPolicy?: ArgoCdValuesServerNetworkPolicy;
}

export interface ArgoCdValuesServerAutoscaling {
  readonly enabled?: boolean;
  readonly minReplicas?: number;
  readonly maxReplicas?: number;
  readonly targetCPUUtilizationPercentage?: number;
  readonly targetMemoryUtilizationPercentage?: number;
  readonly behavior?: Override<HorizontalPodAutoscalerBehavior>;
  readonly metrics?: readonly MetricSpec[];
}

export interface ArgoCdValuesServerPdb {
  readonly enabled?: boolean;
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly minAvailable?: string | number;
  readonly maxUnavailable?: string | number;
}

export interface ArgoCdValuesServerVpa {
  readonly enabled?: boolean;
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly updateMode?: 'Off' | 'Initial' | 'Recreate' | 'InPlaceOrRecreate' | 'Auto';
  readonly containerPolicy?: Readonly<Record<string, unknown>>;
}

export interface ArgoCdValuesServerImage {
  readonly repository?: string;
  readonly tag?: string;
  readonly imagePullPolicy?: '' | 'Always' | 'IfNotPresent' | 'Never';
}

export interface ArgoCdValuesServerExtensions {
  readonly enabled?: boolean;
  readonly image?: ArgoCdValuesServerExtensionsImage;
  readonly extensionList?: readonly ArgoCdValuesServerExtensionsExtensionListItem[];
  readonly containerSecurityContext?: Override<SecurityContext>;
  readonly resources?: Override<ResourceRequirements>;
}

export interface ArgoCdValuesServerExtensionsImage {
  readonly repository?: string;
  readonly tag?: string;
  readonly imagePullPolicy?: '' | 'Always' | 'IfNotPresent' | 'Never';
}

export interface ArgoCdValuesServerExtensionsExtensionListItem {
  readonly name: string;
  readonly env: readonly EnvVar[];
}

export interface ArgoCdValuesServerEmptyDir {
  readonly sizeLimit?: string | number;
}

export interface ArgoCdValuesServerContainerPorts {
  readonly server?: number;
  readonly metrics?: number;
}

export interface ArgoCdValuesServerReadinessProbe {
  readonly enabled?: boolean;
  readonly httpPath?: string;
  readonly failureThreshold?: number;
  readonly initialDelaySeconds?: number;
  readonly periodSeconds?: number;
  readonly successThreshold?: number;
  readonly timeoutSeconds?: number;
}

export interface ArgoCdValuesServerLivenessProbe {
  readonly enabled?: boolean;
  readonly httpPath?: string;
  readonly failureThreshold?: number;
  readonly initialDelaySeconds?: number;
  readonly periodSeconds?: number;
  readonly successThreshold?: number;
  readonly timeoutSeconds?: number;
}

export interface ArgoCdValuesServerStartupProbe {
  readonly enabled?: boolean;
  readonly httpPath?: string;
  readonly failureThreshold?: number;
  readonly initialDelaySeconds?: number;
  readonly periodSeconds?: number;
  readonly successThreshold?: number;
  readonly timeoutSeconds?: number;
}

export interface ArgoCdValuesServerCertificate {
  readonly enabled?: boolean;
  readonly domain?: string;
  readonly additionalHosts?: readonly string[];
  readonly duration?: string;
  readonly renewBefore?: string;
  readonly issuer?: ArgoCdValuesServerCertificateIssuer;
  readonly privateKey?: ArgoCdValuesServerCertificatePrivateKey;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly usages?: readonly string[];
  readonly secretTemplateAnnotations?: Readonly<Record<string, string>>;
}

export interface ArgoCdValuesServerCertificateIssuer {
  readonly group?: string;
  readonly kind?: '' | 'Issuer' | 'ClusterIssuer';
  readonly name?: string;
}

export interface ArgoCdValuesServerCertificatePrivateKey {
  readonly rotationPolicy?: 'Never' | 'Always';
  readonly encoding?: 'PKCS1' | 'PKCS8';
  readonly algorithm?: 'RSA' | 'Ed25519' | 'ECDSA';
  readonly size?: number;
}

export interface ArgoCdValuesServerCertificateSecret {
  readonly enabled?: boolean;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly labels?: Readonly<Record<string, string>>;
  readonly key?: string;
  readonly crt?: string;
}

export interface ArgoCdValuesServerService {
  readonly annotations?: Readonly<Record<string, string>>;
  readonly labels?: Readonly<Record<string, string>>;
  readonly type?: 'ClusterIP' | 'NodePort' | 'LoadBalancer';
  readonly nodePortHttp?: number;
  readonly nodePortHttps?: number;
  readonly servicePortHttp?: number;
  readonly servicePortHttps?: number;
  readonly servicePortHttpName?: string;
  readonly servicePortHttpsName?: string;
  readonly servicePortHttpsAppProtocol?: string;
  readonly loadBalancerClass?: string;
  readonly loadBalancerIP?: string;
  readonly loadBalancerSourceRanges?: readonly string[];
  readonly externalIPs?: readonly string[];
  readonly externalTrafficPolicy?: 'Cluster' | 'Local';
  readonly sessionAffinity?: 'None' | 'ClientIP';
}

export interface ArgoCdValuesServerMetrics {
  readonly enabled?: boolean;
  readonly service?: ArgoCdValuesServerMetricsService;
  readonly serviceMonitor?: ArgoCdValuesServerMetricsServiceMonitor;
}

export interface ArgoCdValuesServerMetricsService {
  readonly type?: 'ClusterIP' | 'NodePort' | 'LoadBalancer';
  readonly clusterIP?: string;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly labels?: Readonly<Record<string, string>>;
  readonly servicePort?: number;
  readonly portName?: string;
}

export interface ArgoCdValuesServerMetricsServiceMonitor {
  readonly enabled?: boolean;
  readonly interval?: string;
  readonly scrapeTimeout?: string;
  readonly honorLabels?: boolean;
  readonly relabelings?: readonly ArgoCdValuesServerMetricsServiceMonitorRelabelingsItem[] | null;
  readonly metricRelabelings?: readonly ArgoCdValuesServerMetricsServiceMonitorMetricRelabelingsItem[] | null;
  readonly selector?: Readonly<Record<string, string>>;
  readonly scheme?: string;
  readonly tlsConfig?: Readonly<Record<string, unknown>>;
  readonly namespace?: string;
  readonly additionalLabels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
}

export interface ArgoCdValuesServerMetricsServiceMonitorRelabelingsItem {
  readonly sourceLabels?: readonly string[];
  readonly separator?: string;
  readonly targetLabel?: string;
  readonly regex?: string;
  readonly modulus?: number;
  readonly replacement?: string;
  readonly action?: string;
}

export interface ArgoCdValuesServerMetricsServiceMonitorMetricRelabelingsItem {
  readonly sourceLabels?: readonly string[];
  readonly separator?: string;
  readonly targetLabel?: string;
  readonly regex?: string;
  readonly modulus?: number;
  readonly replacement?: string;
  readonly action?: string;
}

export interface ArgoCdValuesServerServiceAccount {
  readonly create?: boolean;
  readonly name?: string;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly labels?: Readonly<Record<string, string>>;
  readonly automountServiceAccountToken?: boolean;
}

export interface ArgoCdValuesServerIngress {
  readonly enabled?: boolean;
  readonly controller?: 'generic' | 'aws' | 'gke';
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly ingressClassName?: string;
  readonly hostname?: string;
  readonly path?: string;
  readonly pathType?: 'Exact' | 'Prefix' | 'ImplementationSpecific';
  readonly tls?: boolean;
  readonly extraHosts?: readonly ArgoCdValuesServerIngressExtraHostsItem[];
  readonly extraPaths?: readonly HTTPIngressPath[];
  readonly extraRules?: readonly IngressRule[];
  readonly extraTls?: readonly IngressTLS[];
  readonly aws?: ArgoCdValuesServerIngressAws;
  readonly gke?: ArgoCdValuesServerIngressGke;
}

export interface ArgoCdValuesServerIngressExtraHostsItem {
  readonly name: string;
  readonly path?: string;
}

export interface ArgoCdValuesServerIngressAws {
  readonly backendProtocolVersion?: 'HTTP1' | 'HTTP2' | 'GRPC';
  readonly serviceType?: 'NodePort' | 'ClusterIP';
  readonly serviceAnnotations?: Readonly<Record<string, string>>;
}

export interface ArgoCdValuesServerIngressGke {
  readonly backendConfig?: Readonly<Record<string, unknown>>;
  readonly frontendConfig?: Readonly<Record<string, unknown>>;
  readonly managedCertificate?: ArgoCdValuesServerIngressGkeManagedCertificate;
}

export interface ArgoCdValuesServerIngressGkeManagedCertificate {
  readonly create?: boolean;
  readonly extraDomains?: readonly string[];
}

export interface ArgoCdValuesServerIngressGrpc {
  readonly enabled?: boolean;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly labels?: Readonly<Record<string, string>>;
  readonly ingressClassName?: string;
  readonly hostname?: string;
  readonly path?: string;
  readonly pathType?: 'Exact' | 'Prefix' | 'ImplementationSpecific';
  readonly tls?: boolean;
  readonly extraHosts?: readonly ArgoCdValuesServerIngressGrpcExtraHostsItem[];
  readonly extraPaths?: readonly HTTPIngressPath[];
  readonly extraRules?: readonly IngressRule[];
  readonly extraTls?: readonly IngressTLS[];
}

export interface ArgoCdValuesServerIngressGrpcExtraHostsItem {
  readonly name: string;
  readonly path?: string;
}

export interface ArgoCdValuesServerRoute {
  readonly enabled?: boolean;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly hostname?: string;
  readonly termination_type?: 'edge' | 'passthrough' | 'reencrypt';
  readonly termination_policy?: 'None' | 'Allow' | 'Redirect';
}

export interface ArgoCdValuesServerHttproute {
  readonly enabled?: boolean;
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly parentRefs?: readonly ArgoCdValuesServerHttprouteParentRefsItem[];
  readonly hostnames?: readonly string[];
  readonly rules?: readonly Readonly<Record<string, unknown>>[];
}

export interface ArgoCdValuesServerHttprouteParentRefsItem {
  readonly name: string;
  readonly namespace?: string;
  readonly group?: string;
  readonly kind?: string;
  readonly sectionName?: string;
  readonly port?: number;
}

export interface ArgoCdValuesServerGrpcroute {
  readonly enabled?: boolean;
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly parentRefs?: readonly ArgoCdValuesServerGrpcrouteParentRefsItem[];
  readonly hostnames?: readonly string[];
  readonly rules?: readonly Readonly<Record<string, unknown>>[];
}

export interface ArgoCdValuesServerGrpcrouteParentRefsItem {
  readonly name: string;
  readonly namespace?: string;
  readonly group?: string;
  readonly kind?: string;
  readonly sectionName?: string;
  readonly port?: number;
}

export interface ArgoCdValuesServerBackendTLSPolicy {
  readonly enabled?: boolean;
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly targetRefs?: readonly Readonly<Record<string, unknown>>[];
  readonly validation?: Readonly<Record<string, unknown>>;
}

export interface ArgoCdValuesServerListenerset {
  readonly enabled?: boolean;
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly parentRef?: Readonly<Record<string, unknown>>;
  readonly listeners?: readonly Readonly<Record<string, unknown>>[];
}

export interface ArgoCdValuesServerClusterRoleRules {
  readonly enabled?: boolean;
  readonly rules?: readonly PolicyRule[];
}

export interface ArgoCdValuesServerNetworkPolicy {
  readonly create?: boolean;
}

export interface ArgoCdValuesRepoServer {
  readonly name?: string;
  readonly replicas?: number;
  readonly runtimeClassName?: string;
  readonly autoscaling?: ArgoCdValuesRepoServerAutoscaling;
  readonly pdb?: ArgoCdValuesRepoServerPdb;
  readonly vpa?: ArgoCdValuesRepoServerVpa;
  readonly image?: ArgoCdValuesRepoServerImage;
  readonly imagePullSecrets?: readonly LocalObjectReference[];
  readonly extraArgs?: readonly string[];
  readonly env?: readonly EnvVar[];
  readonly envFrom?: readonly EnvFromSource[];
  readonly lifecycle?: Override<Lifecycle>;
  readonly extraContainers?: readonly Container[];
  readonly initContainers?: readonly Container[];
  readonly copyutil?: ArgoCdValuesRepoServerCopyutil;
  readonly volumeMounts?: readonly VolumeMount[];
  readonly volumes?: readonly Volume[];
  readonly existingVolumes?: ArgoCdValuesRepoServerExistingVolumes;
  readonly emptyDir?: ArgoCdValuesRepoServerEmptyDir;
  readonly useEphemeralHelmWorkingDir?: boolean;
  readonly deploymentAnnotations?: Readonly<Record<string, string>>;
  readonly deploymentLabels?: Readonly<Record<string, string>>;
  readonly podAnnotations?: Readonly<Record<string, string>>;
  readonly podLabels?: Readonly<Record<string, string>>;
  readonly resources?: Override<ResourceRequirements>;
  readonly containerPorts?: ArgoCdValuesRepoServerContainerPorts;
  readonly hostNetwork?: boolean;
  readonly dnsConfig?: Override<PodDNSConfig>;
  readonly dnsPolicy?: 'ClusterFirst' | 'ClusterFirstWithHostNet' | 'Default' | 'None';
  readonly containerSecurityContext?: Override<SecurityContext>;
  readonly readinessProbe?: ArgoCdValuesRepoServerReadinessProbe;
  readonly livenessProbe?: ArgoCdValuesRepoServerLivenessProbe;
  readonly startupProbe?: ArgoCdValuesRepoServerStartupProbe;
  readonly terminationGracePeriodSeconds?: number;
  readonly nodeSelector?: Readonly<Record<string, string>>;
  readonly tolerations?: readonly Toleration[];
  readonly affinity?: Override<Affinity>;
  readonly topologySpreadConstraints?: readonly TopologySpreadConstraint[];
  readonly deploymentStrategy?: Override<DeploymentStrategy>;
  readonly priorityClassName?: string;
  readonly certificateSecret?: ArgoCdValuesRepoServerCertificateSecret;
  readonly service?: ArgoCdValuesRepoServerService;
  readonly metrics?: ArgoCdValuesRepoServerMetrics;
  readonly clusterRoleRules?: ArgoCdValuesRepoServerClusterRoleRules;
  readonly automountServiceAccountToken?: boolean;
  readonly serviceAccount?: ArgoCdValuesRepoServerServiceAccount;
  readonly rbac?: readonly PolicyRule[];
  readonly networkPolicy?: ArgoCdValuesRepoServerNetworkPolicy;
}

export interface ArgoCdValuesRepoServerAutoscaling {
  readonly enabled?: boolean;
  readonly minReplicas?: number;
  readonly maxReplicas?: number;
  readonly targetCPUUtilizationPercentage?: number;
  readonly targetMemoryUtilizationPercentage?: number;
  readonly behavior?: Override<HorizontalPodAutoscalerBehavior>;
  readonly metrics?: readonly MetricSpec[];
}

export interface ArgoCdValuesRepoServerPdb {
  readonly enabled?: boolean;
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly minAvailable?: string | number;
  readonly maxUnavailable?: string | number;
}

export interface ArgoCdValuesRepoServerVpa {
  readonly enabled?: boolean;
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly updateMode?: 'Off' | 'Initial' | 'Recreate' | 'InPlaceOrRecreate' | 'Auto';
  readonly containerPolicy?: Readonly<Record<string, unknown>>;
}

export interface ArgoCdValuesRepoServerImage {
  readonly repository?: string;
  readonly tag?: string;
  readonly imagePullPolicy?: '' | 'Always' | 'IfNotPresent' | 'Never';
}

export interface ArgoCdValuesRepoServerCopyutil {
  readonly extraArgs?: string;
  readonly resources?: Override<ResourceRequirements>;
}

export interface ArgoCdValuesRepoServerExistingVolumes {
  readonly gpgKeyring?: Readonly<Record<string, unknown>>;
  readonly helmWorkingDir?: Readonly<Record<string, unknown>>;
  readonly plugins?: Readonly<Record<string, unknown>>;
  readonly tmp?: Readonly<Record<string, unknown>>;
  readonly varFiles?: Readonly<Record<string, unknown>>;
}

export interface ArgoCdValuesRepoServerEmptyDir {
  readonly sizeLimit?: string | number;
}

export interface ArgoCdValuesRepoServerContainerPorts {
  readonly server?: number;
  readonly metrics?: number;
}

export interface ArgoCdValuesRepoServerReadinessProbe {
  readonly enabled?: boolean;
  readonly httpPath?: string;
  readonly failureThreshold?: number;
  readonly initialDelaySeconds?: number;
  readonly periodSeconds?: number;
  readonly successThreshold?: number;
  readonly timeoutSeconds?: number;
}

export interface ArgoCdValuesRepoServerLivenessProbe {
  readonly enabled?: boolean;
  readonly httpPath?: string;
  readonly failureThreshold?: number;
  readonly initialDelaySeconds?: number;
  readonly periodSeconds?: number;
  readonly successThreshold?: number;
  readonly timeoutSeconds?: number;
}

export interface ArgoCdValuesRepoServerStartupProbe {
  readonly enabled?: boolean;
  readonly httpPath?: string;
  readonly failureThreshold?: number;
  readonly initialDelaySeconds?: number;
  readonly periodSeconds?: number;
  readonly successThreshold?: number;
  readonly timeoutSeconds?: number;
}

export interface ArgoCdValuesRepoServerCertificateSecret {
  readonly enabled?: boolean;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly labels?: Readonly<Record<string, string>>;
  readonly ca?: string;
  readonly key?: string;
  readonly crt?: string;
}

export interface ArgoCdValuesRepoServerService {
  readonly annotations?: Readonly<Record<string, string>>;
  readonly labels?: Readonly<Record<string, string>>;
  readonly port?: number;
  readonly portName?: string;
  readonly trafficDistribution?: '' | 'PreferClose';
}

export interface ArgoCdValuesRepoServerMetrics {
  readonly enabled?: boolean;
  readonly service?: ArgoCdValuesRepoServerMetricsService;
  readonly serviceMonitor?: ArgoCdValuesRepoServerMetricsServiceMonitor;
}

export interface ArgoCdValuesRepoServerMetricsService {
  readonly type?: 'ClusterIP' | 'NodePort' | 'LoadBalancer';
  readonly clusterIP?: string;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly labels?: Readonly<Record<string, string>>;
  readonly servicePort?: number;
  readonly portName?: string;
}

export interface ArgoCdValuesRepoServerMetricsServiceMonitor {
  readonly enabled?: boolean;
  readonly interval?: string;
  readonly scrapeTimeout?: string;
  readonly honorLabels?: boolean;
  readonly relabelings?: readonly ArgoCdValuesRepoServerMetricsServiceMonitorRelabelingsItem[] | null;
  readonly metricRelabelings?: readonly ArgoCdValuesRepoServerMetricsServiceMonitorMetricRelabelingsItem[] | null;
  readonly selector?: Readonly<Record<string, string>>;
  readonly scheme?: string;
  readonly tlsConfig?: Readonly<Record<string, unknown>>;
  readonly namespace?: string;
  readonly additionalLabels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
}

export interface ArgoCdValuesRepoServerMetricsServiceMonitorRelabelingsItem {
  readonly sourceLabels?: readonly string[];
  readonly separator?: string;
  readonly targetLabel?: string;
  readonly regex?: string;
  readonly modulus?: number;
  readonly replacement?: string;
  readonly action?: string;
}

export interface ArgoCdValuesRepoServerMetricsServiceMonitorMetricRelabelingsItem {
  readonly sourceLabels?: readonly string[];
  readonly separator?: string;
  readonly targetLabel?: string;
  readonly regex?: string;
  readonly modulus?: number;
  readonly replacement?: string;
  readonly action?: string;
}

export interface ArgoCdValuesRepoServerClusterRoleRules {
  readonly enabled?: boolean;
  readonly rules?: readonly PolicyRule[];
}

export interface ArgoCdValuesRepoServerServiceAccount {
  readonly create?: boolean;
  readonly name?: string;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly labels?: Readonly<Record<string, string>>;
  readonly automountServiceAccountToken?: boolean;
}

export interface ArgoCdValuesRepoServerNetworkPolicy {
  readonly create?: boolean;
}

export interface ArgoCdValuesApplicationSet {
  readonly name?: string;
  readonly replicas?: number;
  readonly runtimeClassName?: string;
  readonly pdb?: ArgoCdValuesApplicationSetPdb;
  readonly vpa?: ArgoCdValuesApplicationSetVpa;
  readonly image?: ArgoCdValuesApplicationSetImage;
  readonly imagePullSecrets?: readonly LocalObjectReference[];
  readonly extraArgs?: readonly string[];
  readonly extraEnv?: readonly EnvVar[];
  readonly extraEnvFrom?: readonly EnvFromSource[];
  readonly extraContainers?: readonly Container[];
  readonly initContainers?: readonly Container[];
  readonly extraVolumeMounts?: readonly VolumeMount[];
  readonly extraVolumes?: readonly Volume[];
  readonly emptyDir?: ArgoCdValuesApplicationSetEmptyDir;
  readonly metrics?: ArgoCdValuesApplicationSetMetrics;
  readonly service?: ArgoCdValuesApplicationSetService;
  readonly automountServiceAccountToken?: boolean;
  readonly serviceAccount?: ArgoCdValuesApplicationSetServiceAccount;
  readonly deploymentAnnotations?: Readonly<Record<string, string>>;
  readonly deploymentLabels?: Readonly<Record<string, string>>;
  readonly podAnnotations?: Readonly<Record<string, string>>;
  readonly podLabels?: Readonly<Record<string, string>>;
  readonly resources?: Override<ResourceRequirements>;
  readonly containerPorts?: ArgoCdValuesApplicationSetContainerPorts;
  readonly dnsConfig?: Override<PodDNSConfig>;
  readonly dnsPolicy?: 'ClusterFirst' | 'ClusterFirstWithHostNet' | 'Default' | 'None';
  readonly containerSecurityContext?: Override<SecurityContext>;
  readonly readinessProbe?: ArgoCdValuesApplicationSetReadinessProbe;
  readonly livenessProbe?: ArgoCdValuesApplicationSetLivenessProbe;
  readonly startupProbe?: ArgoCdValuesApplicationSetStartupProbe;
  readonly terminationGracePeriodSeconds?: number;
  readonly nodeSelector?: Readonly<Record<string, string>>;
  readonly tolerations?: readonly Toleration[];
  readonly affinity?: Override<Affinity>;
  readonly topologySpreadConstraints?: readonly TopologySpreadConstraint[];
  readonly deploymentStrategy?: Override<DeploymentStrategy>;
  readonly priorityClassName?: string;
  readonly certificate?: ArgoCdValuesApplicationSetCertificate;
  readonly ingress?: ArgoCdValuesApplicationSetIngress;
  readonly httproute?: ArgoCdValuesApplicationSetHttproute;
  readonly listenerset?: ArgoCdValuesApplicationSetListenerset;
  readonly allowAnyNamespace?: boolean;
  readonly networkPolicy?: ArgoCdValuesApplicationSetNetworkPolicy;
  readonly replicaCount?: number;
}

export interface ArgoCdValuesApplicationSetPdb {
  readonly enabled?: boolean;
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly minAvailable?: string | number;
  readonly maxUnavailable?: string | number;
}

export interface ArgoCdValuesApplicationSetVpa {
  readonly enabled?: boolean;
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly updateMode?: 'Off' | 'Initial' | 'Recreate' | 'InPlaceOrRecreate' | 'Auto';
  readonly containerPolicy?: Readonly<Record<string, unknown>>;
}

export interface ArgoCdValuesApplicationSetImage {
  readonly repository?: string;
  readonly tag?: string;
  readonly imagePullPolicy?: '' | 'Always' | 'IfNotPresent' | 'Never';
}

export interface ArgoCdValuesApplicationSetEmptyDir {
  readonly sizeLimit?: string | number;
}

export interface ArgoCdValuesApplicationSetMetrics {
  readonly enabled?: boolean;
  readonly service?: ArgoCdValuesApplicationSetMetricsService;
  readonly serviceMonitor?: ArgoCdValuesApplicationSetMetricsServiceMonitor;
}

export interface ArgoCdValuesApplicationSetMetricsService {
  readonly type?: 'ClusterIP' | 'NodePort' | 'LoadBalancer';
  readonly clusterIP?: string;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly labels?: Readonly<Record<string, string>>;
  readonly servicePort?: number;
  readonly portName?: string;
}

export interface ArgoCdValuesApplicationSetMetricsServiceMonitor {
  readonly enabled?: boolean;
  readonly interval?: string;
  readonly scrapeTimeout?: string;
  readonly honorLabels?: boolean;
  readonly relabelings?: readonly ArgoCdValuesApplicationSetMetricsServiceMonitorRelabelingsItem[] | null;
  readonly metricRelabelings?: readonly ArgoCdValuesApplicationSetMetricsServiceMonitorMetricRelabelingsItem[] | null;
  readonly selector?: Readonly<Record<string, string>>;
  readonly scheme?: string;
  readonly tlsConfig?: Readonly<Record<string, unknown>>;
  readonly namespace?: string;
  readonly additionalLabels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
}

export interface ArgoCdValuesApplicationSetMetricsServiceMonitorRelabelingsItem {
  readonly sourceLabels?: readonly string[];
  readonly separator?: string;
  readonly targetLabel?: string;
  readonly regex?: string;
  readonly modulus?: number;
  readonly replacement?: string;
  readonly action?: string;
}

export interface ArgoCdValuesApplicationSetMetricsServiceMonitorMetricRelabelingsItem {
  readonly sourceLabels?: readonly string[];
  readonly separator?: string;
  readonly targetLabel?: string;
  readonly regex?: string;
  readonly modulus?: number;
  readonly replacement?: string;
  readonly action?: string;
}

export interface ArgoCdValuesApplicationSetService {
  readonly annotations?: Readonly<Record<string, string>>;
  readonly labels?: Readonly<Record<string, string>>;
  readonly type?: 'ClusterIP' | 'NodePort' | 'LoadBalancer';
  readonly port?: number;
  readonly portName?: string;
}

export interface ArgoCdValuesApplicationSetServiceAccount {
  readonly create?: boolean;
  readonly name?: string;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly labels?: Readonly<Record<string, string>>;
  readonly automountServiceAccountToken?: boolean;
}

export interface ArgoCdValuesApplicationSetContainerPorts {
  readonly metrics?: number;
  readonly probe?: number;
  readonly webhook?: number;
}

export interface ArgoCdValuesApplicationSetReadinessProbe {
  readonly enabled?: boolean;
  readonly initialDelaySeconds?: number;
  readonly periodSeconds?: number;
  readonly timeoutSeconds?: number;
  readonly successThreshold?: number;
  readonly failureThreshold?: number;
}

export interface ArgoCdValuesApplicationSetLivenessProbe {
  readonly enabled?: boolean;
  readonly initialDelaySeconds?: number;
  readonly periodSeconds?: number;
  readonly timeoutSeconds?: number;
  readonly successThreshold?: number;
  readonly failureThreshold?: number;
}

export interface ArgoCdValuesApplicationSetStartupProbe {
  readonly enabled?: boolean;
  readonly initialDelaySeconds?: number;
  readonly periodSeconds?: number;
  readonly timeoutSeconds?: number;
  readonly successThreshold?: number;
  readonly failureThreshold?: number;
}

export interface ArgoCdValuesApplicationSetCertificate {
  readonly enabled?: boolean;
  readonly domain?: string;
  readonly additionalHosts?: readonly string[];
  readonly duration?: string;
  readonly renewBefore?: string;
  readonly issuer?: ArgoCdValuesApplicationSetCertificateIssuer;
  readonly privateKey?: ArgoCdValuesApplicationSetCertificatePrivateKey;
  readonly annotations?: Readonly<Record<string, string>>;
}

export interface ArgoCdValuesApplicationSetCertificateIssuer {
  readonly group?: string;
  readonly kind?: '' | 'Issuer' | 'ClusterIssuer';
  readonly name?: string;
}

export interface ArgoCdValuesApplicationSetCertificatePrivateKey {
  readonly rotationPolicy?: 'Never' | 'Always';
  readonly encoding?: 'PKCS1' | 'PKCS8';
  readonly algorithm?: 'RSA' | 'Ed25519' | 'ECDSA';
  readonly size?: number;
}

export interface ArgoCdValuesApplicationSetIngress {
  readonly enabled?: boolean;
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly ingressClassName?: string;
  readonly hostname?: string;
  readonly path?: string;
  readonly pathType?: 'Exact' | 'Prefix' | 'ImplementationSpecific';
  readonly tls?: boolean;
  readonly extraHosts?: readonly ArgoCdValuesApplicationSetIngressExtraHostsItem[];
  readonly extraPaths?: readonly HTTPIngressPath[];
  readonly extraRules?: readonly IngressRule[];
  readonly extraTls?: readonly IngressTLS[];
}

export interface ArgoCdValuesApplicationSetIngressExtraHostsItem {
  readonly name: string;
  readonly path?: string;
}

export interface ArgoCdValuesApplicationSetHttproute {
  readonly enabled?: boolean;
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly parentRefs?: readonly ArgoCdValuesApplicationSetHttprouteParentRefsItem[];
  readonly hostnames?: readonly string[];
  readonly rules?: readonly Readonly<Record<string, unknown>>[];
}

export interface ArgoCdValuesApplicationSetHttprouteParentRefsItem {
  readonly name: string;
  readonly namespace?: string;
  readonly group?: string;
  readonly kind?: string;
  readonly sectionName?: string;
  readonly port?: number;
}

export interface ArgoCdValuesApplicationSetListenerset {
  readonly enabled?: boolean;
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly parentRef?: Readonly<Record<string, unknown>>;
  readonly listeners?: readonly Readonly<Record<string, unknown>>[];
}

export interface ArgoCdValuesApplicationSetNetworkPolicy {
  readonly create?: boolean;
}

export interface ArgoCdValuesNotifications {
  readonly enabled?: boolean;
  readonly name?: string;
  readonly argocdUrl?: string;
  readonly runtimeClassName?: string;
  readonly pdb?: ArgoCdValuesNotificationsPdb;
  readonly vpa?: ArgoCdValuesNotificationsVpa;
  readonly image?: ArgoCdValuesNotificationsImage;
  readonly imagePullSecrets?: readonly LocalObjectReference[];
  readonly extraArgs?: readonly string[];
  readonly extraEnv?: readonly EnvVar[];
  readonly extraEnvFrom?: readonly EnvFromSource[];
  readonly extraContainers?: readonly Container[];
  readonly initContainers?: readonly Container[];
  readonly extraVolumeMounts?: readonly VolumeMount[];
  readonly extraVolumes?: readonly Volume[];
  readonly context?: Readonly<Record<string, unknown>>;
  readonly secret?: ArgoCdValuesNotificationsSecret;
  readonly metrics?: ArgoCdValuesNotificationsMetrics;
  readonly notifiers?: Readonly<Record<string, string>>;
  readonly deploymentAnnotations?: Readonly<Record<string, string>>;
  readonly deploymentLabels?: Readonly<Record<string, string>>;
  readonly podAnnotations?: Readonly<Record<string, string>>;
  readonly podLabels?: Readonly<Record<string, string>>;
  readonly resources?: Override<ResourceRequirements>;
  readonly containerPorts?: ArgoCdValuesNotificationsContainerPorts;
  readonly dnsConfig?: Override<PodDNSConfig>;
  readonly dnsPolicy?: 'ClusterFirst' | 'ClusterFirstWithHostNet' | 'Default' | 'None';
  readonly containerSecurityContext?: Override<SecurityContext>;
  readonly readinessProbe?: ArgoCdValuesNotificationsReadinessProbe;
  readonly livenessProbe?: ArgoCdValuesNotificationsLivenessProbe;
  readonly startupProbe?: ArgoCdValuesNotificationsStartupProbe;
  readonly terminationGracePeriodSeconds?: number;
  readonly nodeSelector?: Readonly<Record<string, string>>;
  readonly tolerations?: readonly Toleration[];
  readonly affinity?: Override<Affinity>;
  readonly topologySpreadConstraints?: readonly TopologySpreadConstraint[];
  readonly deploymentStrategy?: Override<DeploymentStrategy>;
  readonly priorityClassName?: string;
  readonly automountServiceAccountToken?: boolean;
  readonly serviceAccount?: ArgoCdValuesNotificationsServiceAccount;
  readonly cm?: ArgoCdValuesNotificationsCm;
  readonly clusterRoleRules?: ArgoCdValuesNotificationsClusterRoleRules;
  readonly subscriptions?: readonly ArgoCdValuesNotificationsSubscriptionsItem[];
  readonly templates?: Readonly<Record<string, string>>;
  readonly triggers?: Readonly<Record<string, string>>;
  readonly networkPolicy?: ArgoCdValuesNotificationsNetworkPolicy;
  readonly logFormat?: 'text' | 'json';
  readonly logLevel?: 'debug' | 'info' | 'warn' | 'error';
}

export interface ArgoCdValuesNotificationsPdb {
  readonly enabled?: boolean;
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly minAvailable?: string | number;
  readonly maxUnavailable?: string | number;
}

export interface ArgoCdValuesNotificationsVpa {
  readonly enabled?: boolean;
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly updateMode?: 'Off' | 'Initial' | 'Recreate' | 'InPlaceOrRecreate' | 'Auto';
  readonly containerPolicy?: Readonly<Record<string, unknown>>;
}

export interface ArgoCdValuesNotificationsImage {
  readonly repository?: string;
  readonly tag?: string;
  readonly imagePullPolicy?: '' | 'Always' | 'IfNotPresent' | 'Never';
}

export interface ArgoCdValuesNotificationsSecret {
  readonly create?: boolean;
  readonly name?: string;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly labels?: Readonly<Record<string, string>>;
  readonly items?: Readonly<Record<string, string>>;
}

export interface ArgoCdValuesNotificationsMetrics {
  readonly enabled?: boolean;
  readonly port?: number;
  readonly service?: ArgoCdValuesNotificationsMetricsService;
  readonly serviceMonitor?: ArgoCdValuesNotificationsMetricsServiceMonitor;
}

export interface ArgoCdValuesNotificationsMetricsService {
  readonly type?: 'ClusterIP' | 'NodePort' | 'LoadBalancer';
  readonly clusterIP?: string;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly labels?: Readonly<Record<string, string>>;
  readonly portName?: string;
}

export interface ArgoCdValuesNotificationsMetricsServiceMonitor {
  readonly enabled?: boolean;
  readonly selector?: Readonly<Record<string, string>>;
  readonly additionalLabels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly scheme?: string;
  readonly tlsConfig?: Readonly<Record<string, unknown>>;
  readonly honorLabels?: boolean;
  readonly relabelings?: readonly ArgoCdValuesNotificationsMetricsServiceMonitorRelabelingsItem[] | null;
  readonly metricRelabelings?: readonly ArgoCdValuesNotificationsMetricsServiceMonitorMetricRelabelingsItem[] | null;
  readonly scrapeTimeout?: string;
  readonly interval?: string;
  readonly namespace?: string;
}

export interface ArgoCdValuesNotificationsMetricsServiceMonitorRelabelingsItem {
  readonly sourceLabels?: readonly string[];
  readonly separator?: string;
  readonly targetLabel?: string;
  readonly regex?: string;
  readonly modulus?: number;
  readonly replacement?: string;
  readonly action?: string;
}

export interface ArgoCdValuesNotificationsMetricsServiceMonitorMetricRelabelingsItem {
  readonly sourceLabels?: readonly string[];
  readonly separator?: string;
  readonly targetLabel?: string;
  readonly regex?: string;
  readonly modulus?: number;
  readonly replacement?: string;
  readonly action?: string;
}

export interface ArgoCdValuesNotificationsContainerPorts {
  readonly metrics?: number;
}

export interface ArgoCdValuesNotificationsReadinessProbe {
  readonly enabled?: boolean;
  readonly initialDelaySeconds?: number;
  readonly periodSeconds?: number;
  readonly timeoutSeconds?: number;
  readonly successThreshold?: number;
  readonly failureThreshold?: number;
}

export interface ArgoCdValuesNotificationsLivenessProbe {
  readonly enabled?: boolean;
  readonly initialDelaySeconds?: number;
  readonly periodSeconds?: number;
  readonly timeoutSeconds?: number;
  readonly successThreshold?: number;
  readonly failureThreshold?: number;
}

export interface ArgoCdValuesNotificationsStartupProbe {
  readonly enabled?: boolean;
  readonly initialDelaySeconds?: number;
  readonly periodSeconds?: number;
  readonly timeoutSeconds?: number;
  readonly successThreshold?: number;
  readonly failureThreshold?: number;
}

export interface ArgoCdValuesNotificationsServiceAccount {
  readonly create?: boolean;
  readonly name?: string;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly labels?: Readonly<Record<string, string>>;
  readonly automountServiceAccountToken?: boolean;
}

export interface ArgoCdValuesNotificationsCm {
  readonly create?: boolean;
}

export interface ArgoCdValuesNotificationsClusterRoleRules {
  readonly rules?: readonly PolicyRule[];
}

export interface ArgoCdValuesNotificationsSubscriptionsItem {
  readonly recipients: readonly string[];
  readonly triggers: readonly string[];
  readonly selector?: string;
}

export interface ArgoCdValuesNotificationsNetworkPolicy {
  readonly create?: boolean;
}

export interface ArgoCdValuesCommitServer {
  readonly enabled?: boolean;
  readonly name?: string;
  readonly runtimeClassName?: string;
  readonly image?: ArgoCdValuesCommitServerImage;
  readonly extraArgs?: readonly string[];
  readonly extraEnv?: readonly EnvVar[];
  readonly extraEnvFrom?: readonly EnvFromSource[];
  readonly extraVolumeMounts?: readonly VolumeMount[];
  readonly extraVolumes?: readonly Volume[];
  readonly metrics?: ArgoCdValuesCommitServerMetrics;
  readonly service?: ArgoCdValuesCommitServerService;
  readonly automountServiceAccountToken?: boolean;
  readonly serviceAccount?: ArgoCdValuesCommitServerServiceAccount;
  readonly deploymentAnnotations?: Readonly<Record<string, string>>;
  readonly deploymentLabels?: Readonly<Record<string, string>>;
  readonly podAnnotations?: Readonly<Record<string, string>>;
  readonly podLabels?: Readonly<Record<string, string>>;
  readonly resources?: Override<ResourceRequirements>;
  readonly dnsConfig?: Override<PodDNSConfig>;
  readonly dnsPolicy?: 'ClusterFirst' | 'ClusterFirstWithHostNet' | 'Default' | 'None';
  readonly containerSecurityContext?: Override<SecurityContext>;
  readonly readinessProbe?: ArgoCdValuesCommitServerReadinessProbe;
  readonly livenessProbe?: ArgoCdValuesCommitServerLivenessProbe;
  readonly startupProbe?: ArgoCdValuesCommitServerStartupProbe;
  readonly terminationGracePeriodSeconds?: number;
  readonly nodeSelector?: Readonly<Record<string, string>>;
  readonly tolerations?: readonly Toleration[];
  readonly affinity?: Override<Affinity>;
  readonly topologySpreadConstraints?: readonly TopologySpreadConstraint[];
  readonly deploymentStrategy?: Override<DeploymentStrategy>;
  readonly priorityClassName?: string;
  readonly networkPolicy?: ArgoCdValuesCommitServerNetworkPolicy;
  readonly vpa?: ArgoCdValuesCommitServerVpa;
  readonly envFrom?: readonly EnvFromSource[];
  readonly hostNetwork?: boolean;
  readonly imagePullSecrets?: readonly LocalObjectReference[];
  readonly lifecycle?: Override<Lifecycle>;
}

export interface ArgoCdValuesCommitServerImage {
  readonly repository?: string;
  readonly tag?: string;
  readonly imagePullPolicy?: '' | 'Always' | 'IfNotPresent' | 'Never';
}

export interface ArgoCdValuesCommitServerMetrics {
  readonly enabled?: boolean;
  readonly service?: ArgoCdValuesCommitServerMetricsService;
}

export interface ArgoCdValuesCommitServerMetricsService {
  readonly type?: 'ClusterIP' | 'NodePort' | 'LoadBalancer';
  readonly clusterIP?: string;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly labels?: Readonly<Record<string, string>>;
  readonly servicePort?: number;
  readonly portName?: string;
}

export interface ArgoCdValuesCommitServerService {
  readonly annotations?: Readonly<Record<string, string>>;
  readonly labels?: Readonly<Record<string, string>>;
  readonly port?: number;
  readonly portName?: string;
}

export interface ArgoCdValuesCommitServerServiceAccount {
  readonly create?: boolean;
  readonly name?: string;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly labels?: Readonly<Record<string, string>>;
  readonly automountServiceAccountToken?: boolean;
}

export interface ArgoCdValuesCommitServerReadinessProbe {
  readonly enabled?: boolean;
  readonly httpPath?: string;
  readonly initialDelaySeconds?: number;
  readonly periodSeconds?: number;
  readonly timeoutSeconds?: number;
  readonly failureThreshold?: number;
}

export interface ArgoCdValuesCommitServerLivenessProbe {
  readonly enabled?: boolean;
  readonly httpPath?: string;
  readonly initialDelaySeconds?: number;
  readonly periodSeconds?: number;
  readonly timeoutSeconds?: number;
  readonly failureThreshold?: number;
}

export interface ArgoCdValuesCommitServerStartupProbe {
  readonly enabled?: boolean;
  readonly httpPath?: string;
  readonly initialDelaySeconds?: number;
  readonly periodSeconds?: number;
  readonly timeoutSeconds?: number;
  readonly failureThreshold?: number;
}

export interface ArgoCdValuesCommitServerNetworkPolicy {
  readonly create?: boolean;
}

export interface ArgoCdValuesCommitServerVpa {
  readonly enabled?: boolean;
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly updateMode?: 'Off' | 'Initial' | 'Recreate' | 'InPlaceOrRecreate' | 'Auto';
  readonly containerPolicy?: Readonly<Record<string, unknown>>;
}
