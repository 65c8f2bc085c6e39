// Generated from harbor 1.19.1 by `npm run import`. Do not edit.

import type { Override } from './helm-values';
import type {
  Affinity,
  Container,
  EnvVar,
  LocalObjectReference,
  ResourceRequirements,
  SecurityContext,
  Toleration,
  TopologySpreadConstraint,
} from './kubernetes-1.28';

/**
 * Values of the chart harbor 1.19.1, generated from the chart's own files.
 *
 * @see https://helm.goharbor.io
 */
export interface HarborValues {
  readonly expose?: HarborValuesExpose;
  readonly externalURL?: string;
  readonly persistence?: HarborValuesPersistence;
  readonly existingSecretAdminPassword?: string;
  readonly existingSecretAdminPasswordKey?: string;
  readonly harborAdminPassword?: string;
  readonly internalTLS?: HarborValuesInternalTLS;
  readonly ipFamily?: HarborValuesIpFamily;
  readonly imagePullPolicy?: 'Always' | 'IfNotPresent' | 'Never';
  readonly imagePullSecrets?: readonly LocalObjectReference[] | null;
  readonly updateStrategy?: HarborValuesUpdateStrategy;
  readonly logLevel?: 'debug' | 'info' | 'warning' | 'error' | 'fatal';
  readonly caSecretName?: string;
  readonly secretKey?: string;
  readonly existingSecretSecretKey?: string;
  readonly proxy?: HarborValuesProxy;
  readonly enableMigrateHelmHook?: boolean;
  readonly metrics?: HarborValuesMetrics;
  readonly trace?: HarborValuesTrace;
  readonly cache?: HarborValuesCache;
  readonly containerSecurityContext?: Override<SecurityContext>;
  readonly nginx?: HarborValuesNginx;
  readonly portal?: HarborValuesPortal;
  readonly core?: HarborValuesCore;
  readonly jobservice?: HarborValuesJobservice;
  readonly registry?: HarborValuesRegistry;
  readonly trivy?: HarborValuesTrivy;
  readonly database?: HarborValuesDatabase;
  readonly redis?: HarborValuesRedis;
  readonly exporter?: HarborValuesExporter;
  readonly nameOverride?: string;
  readonly fullnameOverride?: string;
  readonly caBundleSecretName?: string;
  readonly uaaSecretName?: string;
}

export interface HarborValuesExpose {
  readonly type?: 'ingress' | 'clusterIP' | 'nodePort' | 'loadBalancer' | 'route';
  readonly tls?: HarborValuesExposeTls;
  readonly ingress?: HarborValuesExposeIngress;
  readonly route?: HarborValuesExposeRoute;
  readonly clusterIP?: HarborValuesExposeClusterIP;
  readonly nodePort?: HarborValuesExposeNodePort;
  readonly loadBalancer?: HarborValuesExposeLoadBalancer;
}

export interface HarborValuesExposeTls {
  readonly enabled?: boolean;
  readonly certSource?: 'auto' | 'secret' | 'none';
  readonly auto?: HarborValuesExposeTlsAuto;
  readonly secret?: HarborValuesExposeTlsSecret;
}

export interface HarborValuesExposeTlsAuto {
  readonly commonName?: string;
}

export interface HarborValuesExposeTlsSecret {
  readonly secretName?: string;
}

export interface HarborValuesExposeIngress {
  readonly hosts?: HarborValuesExposeIngressHosts;
  readonly controller?: 'default' | 'gce' | 'ncp' | 'alb' | 'f5-bigip';
  readonly kubeVersionOverride?: string;
  readonly className?: string;
  readonly annotations?: HarborValuesExposeIngressAnnotations | null;
  readonly labels?: Readonly<Record<string, string>>;
}

export interface HarborValuesExposeIngressHosts {
  readonly core?: string;
}

export interface HarborValuesExposeIngressAnnotations {
  readonly 'ingress.kubernetes.io/ssl-redirect'?: string | null;
  readonly 'ingress.kubernetes.io/proxy-body-size'?: string | null;
  readonly 'nginx.ingress.kubernetes.io/ssl-redirect'?: string | null;
  readonly 'nginx.ingress.kubernetes.io/proxy-body-size'?: string | null;
  readonly [k: string]: string | null | undefined;
}

export interface HarborValuesExposeRoute {
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly parentRefs?: readonly HarborValuesExposeRouteParentRefsItem[];
  readonly hosts?: readonly string[];
}

export interface HarborValuesExposeRouteParentRefsItem {
  readonly name: string;
  readonly namespace?: string;
  readonly group?: string;
  readonly kind?: string;
  readonly sectionName?: string;
  readonly port?: number;
}

export interface HarborValuesExposeClusterIP {
  readonly name?: string;
  readonly staticClusterIP?: string;
  readonly ports?: HarborValuesExposeClusterIPPorts;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly labels?: Readonly<Record<string, string>>;
}

export interface HarborValuesExposeClusterIPPorts {
  readonly httpPort?: number;
  readonly httpsPort?: number;
}

export interface HarborValuesExposeNodePort {
  readonly name?: string;
  readonly ports?: HarborValuesExposeNodePortPorts;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly labels?: Readonly<Record<string, string>>;
}

export interface HarborValuesExposeNodePortPorts {
  readonly http?: HarborValuesExposeNodePortPortsHttp;
  readonly https?: HarborValuesExposeNodePortPortsHttps;
}

export interface HarborValuesExposeNodePortPortsHttp {
  readonly port?: number;
  readonly nodePort?: number;
}

export interface HarborValuesExposeNodePortPortsHttps {
  readonly port?: number;
  readonly nodePort?: number;
}

export interface HarborValuesExposeLoadBalancer {
  readonly name?: string;
  readonly IP?: string;
  readonly ports?: HarborValuesExposeLoadBalancerPorts;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly labels?: Readonly<Record<string, string>>;
  readonly sourceRanges?: readonly string[];
}

export interface HarborValuesExposeLoadBalancerPorts {
  readonly httpPort?: number;
  readonly httpsPort?: number;
}

export interface HarborValuesPersistence {
  readonly enabled?: boolean;
  readonly resourcePolicy?: 'keep' | '';
  readonly persistentVolumeClaim?: HarborValuesPersistencePersistentVolumeClaim;
  readonly imageChartStorage?: HarborValuesPersistenceImageChartStorage;
}

export interface HarborValuesPersistencePersistentVolumeClaim {
  readonly registry?: HarborValuesPersistencePersistentVolumeClaimRegistry;
  readonly jobservice?: HarborValuesPersistencePersistentVolumeClaimJobservice;
  readonly database?: HarborValuesPersistencePersistentVolumeClaimDatabase;
  readonly redis?: HarborValuesPersistencePersistentVolumeClaimRedis;
  readonly trivy?: HarborValuesPersistencePersistentVolumeClaimTrivy;
}

export interface HarborValuesPersistencePersistentVolumeClaimRegistry {
  readonly existingClaim?: string;
  readonly storageClass?: string;
  readonly subPath?: string;
  readonly accessMode?: 'ReadWriteOnce' | 'ReadOnlyMany' | 'ReadWriteMany' | 'ReadWriteOncePod';
  readonly size?: string;
  readonly annotations?: Readonly<Record<string, string>>;
}

export interface HarborValuesPersistencePersistentVolumeClaimJobservice {
  readonly jobLog?: HarborValuesPersistencePersistentVolumeClaimJobserviceJobLog;
}

export interface HarborValuesPersistencePersistentVolumeClaimJobserviceJobLog {
  readonly existingClaim?: string;
  readonly storageClass?: string;
  readonly subPath?: string;
  readonly accessMode?: 'ReadWriteOnce' | 'ReadOnlyMany' | 'ReadWriteMany' | 'ReadWriteOncePod';
  readonly size?: string;
  readonly annotations?: Readonly<Record<string, string>>;
}

export interface HarborValuesPersistencePersistentVolumeClaimDatabase {
  readonly existingClaim?: string;
  readonly storageClass?: string;
  readonly subPath?: string;
  readonly accessMode?: 'ReadWriteOnce' | 'ReadOnlyMany' | 'ReadWriteMany' | 'ReadWriteOncePod';
  readonly size?: string;
  readonly annotations?: Readonly<Record<string, string>>;
}

export interface HarborValuesPersistencePersistentVolumeClaimRedis {
  readonly existingClaim?: string;
  readonly storageClass?: string;
  readonly subPath?: string;
  readonly accessMode?: 'ReadWriteOnce' | 'ReadOnlyMany' | 'ReadWriteMany' | 'ReadWriteOncePod';
  readonly size?: string;
  readonly annotations?: Readonly<Record<string, string>>;
}

export interface HarborValuesPersistencePersistentVolumeClaimTrivy {
  readonly existingClaim?: string;
  readonly storageClass?: string;
  readonly subPath?: string;
  readonly accessMode?: 'ReadWriteOnce' | 'ReadOnlyMany' | 'ReadWriteMany' | 'ReadWriteOncePod';
  readonly size?: string;
  readonly annotations?: Readonly<Record<string, string>>;
}

export interface HarborValuesPersistenceImageChartStorage {
  readonly disableredirect?: boolean;
  readonly type?: 'filesystem' | 'azure' | 'gcs' | 's3' | 'swift' | 'oss';
  readonly filesystem?: HarborValuesPersistenceImageChartStorageFilesystem;
  readonly azure?: HarborValuesPersistenceImageChartStorageAzure;
  readonly gcs?: HarborValuesPersistenceImageChartStorageGcs;
  readonly s3?: HarborValuesPersistenceImageChartStorageS3;
  readonly swift?: HarborValuesPersistenceImageChartStorageSwift;
  readonly oss?: HarborValuesPersistenceImageChartStorageOss;
  readonly caBundleSecretName?: string;
}

export interface HarborValuesPersistenceImageChartStorageFilesystem {
  readonly rootdirectory?: string;
  readonly maxthreads?: number;
}

export interface HarborValuesPersistenceImageChartStorageAzure {
  readonly accountname?: string;
  readonly accountkey?: string;
  readonly container?: string;
  readonly existingSecret?: string;
  readonly realm?: string;
}

export interface HarborValuesPersistenceImageChartStorageGcs {
  readonly bucket?: string;
  readonly encodedkey?: string;
  readonly existingSecret?: string;
  readonly useWorkloadIdentity?: boolean;
  readonly rootdirectory?: string;
  readonly chunksize?: string;
}

export interface HarborValuesPersistenceImageChartStorageS3 {
  readonly region?: string;
  readonly bucket?: string;
  readonly existingSecret?: string;
  readonly accesskey?: string;
  readonly secretkey?: string;
  readonly regionendpoint?: string;
  readonly keyid?: string;
  readonly chunksize?: string;
  readonly rootdirectory?: string;
  readonly storageclass?: string;
  readonly multipartcopychunksize?: string;
  readonly multipartcopythresholdsize?: string;
  readonly encrypt?: boolean;
  readonly secure?: boolean;
  readonly skipverify?: boolean;
  readonly v4auth?: boolean;
  readonly multipartcopymaxconcurrency?: number;
}

export interface HarborValuesPersistenceImageChartStorageSwift {
  readonly authurl?: string;
  readonly username?: string;
  readonly password?: string;
  readonly container?: string;
  readonly existingSecret?: string;
  readonly insecureskipverify?: boolean;
  readonly tempurlcontainerkey?: boolean;
  readonly region?: string;
  readonly tenant?: string;
  readonly tenantid?: string;
  readonly domain?: string;
  readonly domainid?: string;
  readonly trustid?: string;
  readonly chunksize?: string;
  readonly prefix?: string;
  readonly secretkey?: string;
  readonly accesskey?: string;
  readonly endpointtype?: string;
  readonly authversion?: number;
  readonly tempurlmethods?: readonly string[];
}

export interface HarborValuesPersistenceImageChartStorageOss {
  readonly accesskeyid?: string;
  readonly accesskeysecret?: string;
  readonly region?: string;
  readonly bucket?: string;
  readonly existingSecret?: string;
  readonly internal?: boolean;
  readonly encrypt?: boolean;
  readonly secure?: boolean;
  readonly endpoint?: string;
  readonly chunksize?: string;
  readonly rootdirectory?: string;
}

export interface HarborValuesInternalTLS {
  readonly enabled?: boolean;
  readonly strong_ssl_ciphers?: boolean;
  readonly certSource?: 'auto' | 'manual' | 'secret';
  readonly trustCa?: string;
  readonly core?: HarborValuesInternalTLSCore;
  readonly jobservice?: HarborValuesInternalTLSJobservice;
  readonly registry?: HarborValuesInternalTLSRegistry;
  readonly portal?: HarborValuesInternalTLSPortal;
  readonly trivy?: HarborValuesInternalTLSTrivy;
}

export interface HarborValuesInternalTLSCore {
  readonly secretName?: string;
  readonly crt?: string;
  readonly key?: string;
}

export interface HarborValuesInternalTLSJobservice {
  readonly secretName?: string;
  readonly crt?: string;
  readonly key?: string;
}

export interface HarborValuesInternalTLSRegistry {
  readonly secretName?: string;
  readonly crt?: string;
  readonly key?: string;
}

export interface HarborValuesInternalTLSPortal {
  readonly secretName?: string;
  readonly crt?: string;
  readonly key?: string;
}

export interface HarborValuesInternalTLSTrivy {
  readonly secretName?: string;
  readonly crt?: string;
  readonly key?: string;
}

export interface HarborValuesIpFamily {
  readonly ipv6?: HarborValuesIpFamilyIpv6;
  readonly ipv4?: HarborValuesIpFamilyIpv4;
  readonly policy?: '' | 'SingleStack' | 'PreferDualStack' | 'RequireDualStack';
  readonly families?: readonly ('IPv4' | 'IPv6')[];
}

export interface HarborValuesIpFamilyIpv6 {
  readonly enabled?: boolean;
}

export interface HarborValuesIpFamilyIpv4 {
  readonly enabled?: boolean;
}

export interface HarborValuesUpdateStrategy {
  readonly type?: 'RollingUpdate' | 'Recreate';
}

export interface HarborValuesProxy {
  readonly httpProxy?: string | null;
  readonly httpsProxy?: string | null;
  readonly noProxy?: string;
  readonly components?: readonly ('core' | 'jobservice' | 'trivy' | 'registry')[];
}

export interface HarborValuesMetrics {
  readonly enabled?: boolean;
  readonly core?: HarborValuesMetricsCore;
  readonly registry?: HarborValuesMetricsRegistry;
  readonly jobservice?: HarborValuesMetricsJobservice;
  readonly exporter?: HarborValuesMetricsExporter;
  readonly serviceMonitor?: HarborValuesMetricsServiceMonitor;
}

export interface HarborValuesMetricsCore {
  readonly path?: string;
  readonly port?: number;
}

export interface HarborValuesMetricsRegistry {
  readonly path?: string;
  readonly port?: number;
}

export interface HarborValuesMetricsJobservice {
  readonly path?: string;
  readonly port?: number;
}

export interface HarborValuesMetricsExporter {
  readonly path?: string;
  readonly port?: number;
}

export interface HarborValuesMetricsServiceMonitor {
  readonly enabled?: boolean;
  readonly additionalLabels?: Readonly<Record<string, string>>;
  readonly interval?: string;
  readonly metricRelabelings?: readonly HarborValuesMetricsServiceMonitorMetricRelabelingsItem[] | null;
  readonly relabelings?: readonly HarborValuesMetricsServiceMonitorRelabelingsItem[] | null;
}

export interface HarborValuesMetricsServiceMonitorMetricRelabelingsItem {
  readonly sourceLabels?: readonly string[];
  readonly separator?: string;
  readonly targetLabel?: string;
  readonly regex?: string;
  readonly modulus?: number;
  readonly replacement?: string;
  readonly action?: string;
}

export interface HarborValuesMetricsServiceMonitorRelabelingsItem {
  readonly sourceLabels?: readonly string[];
  readonly separator?: string;
  readonly targetLabel?: string;
  readonly regex?: string;
  readonly modulus?: number;
  readonly replacement?: string;
  readonly action?: string;
}

export interface HarborValuesTrace {
  readonly enabled?: boolean;
  readonly provider?: 'jaeger' | 'otel';
  readonly sample_rate?: number;
  readonly jaeger?: HarborValuesTraceJaeger;
  readonly otel?: HarborValuesTraceOtel;
  readonly namespace?: string;
  readonly attributes?: Readonly<Record<string, string>>;
}

export interface HarborValuesTraceJaeger {
  readonly endpoint?: string;
  readonly username?: string;
  readonly password?: string;
  readonly agent_host?: string;
  readonly agent_port?: number;
}

export interface HarborValuesTraceOtel {
  readonly endpoint?: string;
  readonly url_path?: string;
  readonly compression?: boolean;
  readonly insecure?: boolean;
  readonly timeout?: number;
}

export interface HarborValuesCache {
  readonly enabled?: boolean;
  readonly expireHours?: number;
}

export interface HarborValuesNginx {
  readonly image?: HarborValuesNginxImage;
  readonly serviceAccountName?: string;
  readonly automountServiceAccountToken?: boolean;
  readonly replicas?: number;
  readonly podDisruptionBudget?: HarborValuesNginxPodDisruptionBudget;
  readonly revisionHistoryLimit?: number;
  readonly extraEnvVars?: readonly EnvVar[];
  readonly nodeSelector?: Readonly<Record<string, string>>;
  readonly tolerations?: readonly Toleration[];
  readonly affinity?: Override<Affinity>;
  readonly topologySpreadConstraints?: readonly TopologySpreadConstraint[];
  readonly podAnnotations?: Readonly<Record<string, string>>;
  readonly podLabels?: Readonly<Record<string, string>>;
  readonly priorityClassName?: string | null;
  readonly livenessProbe?: HarborValuesNginxLivenessProbe;
  readonly readinessProbe?: HarborValuesNginxReadinessProbe;
  readonly resources?: Override<ResourceRequirements>;
}

export interface HarborValuesNginxImage {
  readonly repository?: string;
  readonly tag?: string;
}

export interface HarborValuesNginxPodDisruptionBudget {
  readonly enabled?: boolean;
  readonly minAvailable?: number | string;
  readonly maxUnavailable?: number | string;
}

export interface HarborValuesNginxLivenessProbe {
  readonly initialDelaySeconds?: number;
  readonly periodSeconds?: number;
  readonly timeoutSeconds?: number;
  readonly failureThreshold?: number;
  readonly successThreshold?: number;
}

export interface HarborValuesNginxReadinessProbe {
  readonly initialDelaySeconds?: number;
  readonly periodSeconds?: number;
  readonly timeoutSeconds?: number;
  readonly failureThreshold?: number;
  readonly successThreshold?: number;
}

export interface HarborValuesPortal {
  readonly image?: HarborValuesPortalImage;
  readonly serviceAccountName?: string;
  readonly automountServiceAccountToken?: boolean;
  readonly replicas?: number;
  readonly podDisruptionBudget?: HarborValuesPortalPodDisruptionBudget;
  readonly revisionHistoryLimit?: number;
  readonly extraEnvVars?: readonly EnvVar[];
  readonly nodeSelector?: Readonly<Record<string, string>>;
  readonly tolerations?: readonly Toleration[];
  readonly affinity?: Override<Affinity>;
  readonly topologySpreadConstraints?: readonly TopologySpreadConstraint[];
  readonly podAnnotations?: Readonly<Record<string, string>>;
  readonly podLabels?: Readonly<Record<string, string>>;
  readonly serviceAnnotations?: Readonly<Record<string, string>>;
  readonly priorityClassName?: string | null;
  readonly livenessProbe?: HarborValuesPortalLivenessProbe;
  readonly readinessProbe?: HarborValuesPortalReadinessProbe;
  readonly initContainers?: readonly Container[];
  readonly resources?: Override<ResourceRequirements>;
}

export interface HarborValuesPortalImage {
  readonly repository?: string;
  readonly tag?: string;
}

export interface HarborValuesPortalPodDisruptionBudget {
  readonly enabled?: boolean;
  readonly minAvailable?: number | string;
  readonly maxUnavailable?: number | string;
}

export interface HarborValuesPortalLivenessProbe {
  readonly initialDelaySeconds?: number;
  readonly periodSeconds?: number;
  readonly timeoutSeconds?: number;
  readonly failureThreshold?: number;
  readonly successThreshold?: number;
}

export interface HarborValuesPortalReadinessProbe {
  readonly initialDelaySeconds?: number;
  readonly periodSeconds?: number;
  readonly timeoutSeconds?: number;
  readonly failureThreshold?: number;
  readonly successThreshold?: number;
}

export interface HarborValuesCore {
  readonly image?: HarborValuesCoreImage;
  readonly serviceAccountName?: string;
  readonly automountServiceAccountToken?: boolean;
  readonly replicas?: number;
  readonly podDisruptionBudget?: HarborValuesCorePodDisruptionBudget;
  readonly revisionHistoryLimit?: number;
  readonly startupProbe?: HarborValuesCoreStartupProbe;
  readonly livenessProbe?: HarborValuesCoreLivenessProbe;
  readonly readinessProbe?: HarborValuesCoreReadinessProbe;
  readonly extraEnvVars?: readonly EnvVar[];
  readonly nodeSelector?: Readonly<Record<string, string>>;
  readonly tolerations?: readonly Toleration[];
  readonly affinity?: Override<Affinity>;
  readonly topologySpreadConstraints?: readonly TopologySpreadConstraint[];
  readonly podAnnotations?: Readonly<Record<string, string>>;
  readonly podLabels?: Readonly<Record<string, string>>;
  readonly serviceAnnotations?: Readonly<Record<string, string>>;
  readonly priorityClassName?: string | null;
  readonly initContainers?: readonly Container[];
  readonly configureUserSettings?: string | null;
  readonly quotaUpdateProvider?: 'db' | 'redis';
  readonly secret?: string;
  readonly existingSecret?: string;
  readonly secretName?: string;
  readonly tokenKey?: string;
  readonly tokenCert?: string;
  readonly xsrfKey?: string;
  readonly existingXsrfSecret?: string;
  readonly existingXsrfSecretKey?: string;
  readonly artifactPullAsyncFlushDuration?: number | string | null;
  readonly gdpr?: HarborValuesCoreGdpr;
  readonly gcTimeWindowHours?: number | string;
  readonly resources?: Override<ResourceRequirements>;
}

export interface HarborValuesCoreImage {
  readonly repository?: string;
  readonly tag?: string;
}

export interface HarborValuesCorePodDisruptionBudget {
  readonly enabled?: boolean;
  readonly minAvailable?: number | string;
  readonly maxUnavailable?: number | string;
}

export interface HarborValuesCoreStartupProbe {
  readonly enabled?: boolean;
  readonly initialDelaySeconds?: number;
  readonly periodSeconds?: number;
  readonly timeoutSeconds?: number;
  readonly failureThreshold?: number;
  readonly successThreshold?: number;
}

export interface HarborValuesCoreLivenessProbe {
  readonly initialDelaySeconds?: number;
  readonly periodSeconds?: number;
  readonly timeoutSeconds?: number;
  readonly failureThreshold?: number;
  readonly successThreshold?: number;
}

export interface HarborValuesCoreReadinessProbe {
  readonly initialDelaySeconds?: number;
  readonly periodSeconds?: number;
  readonly timeoutSeconds?: number;
  readonly failureThreshold?: number;
  readonly successThreshold?: number;
}

export interface HarborValuesCoreGdpr {
  readonly deleteUser?: boolean;
  readonly auditLogsCompliant?: boolean;
}

export interface HarborValuesJobservice {
  readonly image?: HarborValuesJobserviceImage;
  readonly replicas?: number;
  readonly podDisruptionBudget?: HarborValuesJobservicePodDisruptionBudget;
  readonly revisionHistoryLimit?: number;
  readonly serviceAccountName?: string;
  readonly automountServiceAccountToken?: boolean;
  readonly livenessProbe?: HarborValuesJobserviceLivenessProbe;
  readonly readinessProbe?: HarborValuesJobserviceReadinessProbe;
  readonly extraEnvVars?: readonly EnvVar[];
  readonly nodeSelector?: Readonly<Record<string, string>>;
  readonly tolerations?: readonly Toleration[];
  readonly affinity?: Override<Affinity>;
  readonly topologySpreadConstraints?: readonly TopologySpreadConstraint[] | null;
  readonly podAnnotations?: Readonly<Record<string, string>>;
  readonly podLabels?: Readonly<Record<string, string>>;
  readonly priorityClassName?: string | null;
  readonly initContainers?: readonly Container[];
  readonly maxJobWorkers?: number;
  readonly jobLoggers?: readonly ('file' | 'database' | 'stdout')[];
  readonly loggerSweeperDuration?: number;
  readonly notification?: HarborValuesJobserviceNotification;
  readonly reaper?: HarborValuesJobserviceReaper;
  readonly secret?: string;
  readonly existingSecret?: string;
  readonly existingSecretKey?: string;
  readonly registryHttpClientTimeout?: number;
  readonly resources?: Override<ResourceRequirements>;
}

export interface HarborValuesJobserviceImage {
  readonly repository?: string;
  readonly tag?: string;
}

export interface HarborValuesJobservicePodDisruptionBudget {
  readonly enabled?: boolean;
  readonly minAvailable?: number | string;
  readonly maxUnavailable?: number | string;
}

export interface HarborValuesJobserviceLivenessProbe {
  readonly initialDelaySeconds?: number;
  readonly periodSeconds?: number;
  readonly timeoutSeconds?: number;
  readonly failureThreshold?: number;
  readonly successThreshold?: number;
}

export interface HarborValuesJobserviceReadinessProbe {
  readonly initialDelaySeconds?: number;
  readonly periodSeconds?: number;
  readonly timeoutSeconds?: number;
  readonly failureThreshold?: number;
  readonly successThreshold?: number;
}

export interface HarborValuesJobserviceNotification {
  readonly webhook_job_max_retry?: number;
  readonly webhook_job_http_client_timeout?: number;
}

export interface HarborValuesJobserviceReaper {
  readonly max_update_hours?: number;
  readonly max_dangling_hours?: number;
}

export interface HarborValuesRegistry {
  readonly registry?: HarborValuesRegistryRegistry;
  readonly controller?: HarborValuesRegistryController;
  readonly serviceAccountName?: string;
  readonly automountServiceAccountToken?: boolean;
  readonly replicas?: number;
  readonly podDisruptionBudget?: HarborValuesRegistryPodDisruptionBudget;
  readonly revisionHistoryLimit?: number;
  readonly nodeSelector?: Readonly<Record<string, string>>;
  readonly tolerations?: readonly Toleration[];
  readonly affinity?: Override<Affinity>;
  readonly topologySpreadConstraints?: readonly TopologySpreadConstraint[];
  readonly podAnnotations?: Readonly<Record<string, string>>;
  readonly podLabels?: Readonly<Record<string, string>>;
  readonly priorityClassName?: string | null;
  readonly initContainers?: readonly Container[];
  readonly secret?: string;
  readonly existingSecret?: string;
  readonly existingSecretKey?: string;
  readonly relativeurls?: boolean;
  readonly credentials?: HarborValuesRegistryCredentials;
  readonly middleware?: HarborValuesRegistryMiddleware;
  readonly upload_purging?: HarborValuesRegistryUploadPurging;
}

export interface HarborValuesRegistryRegistry {
  readonly image?: HarborValuesRegistryRegistryImage;
  readonly extraEnvVars?: readonly EnvVar[];
  readonly livenessProbe?: HarborValuesRegistryRegistryLivenessProbe;
  readonly readinessProbe?: HarborValuesRegistryRegistryReadinessProbe;
  readonly resources?: Override<ResourceRequirements>;
}

export interface HarborValuesRegistryRegistryImage {
  readonly repository?: string;
  readonly tag?: string;
}

export interface HarborValuesRegistryRegistryLivenessProbe {
  readonly initialDelaySeconds?: number;
  readonly periodSeconds?: number;
  readonly timeoutSeconds?: number;
  readonly failureThreshold?: number;
  readonly successThreshold?: number;
}

export interface HarborValuesRegistryRegistryReadinessProbe {
  readonly initialDelaySeconds?: number;
  readonly periodSeconds?: number;
  readonly timeoutSeconds?: number;
  readonly failureThreshold?: number;
  readonly successThreshold?: number;
}

export interface HarborValuesRegistryController {
  readonly image?: HarborValuesRegistryControllerImage;
  readonly extraEnvVars?: readonly EnvVar[];
  readonly livenessProbe?: HarborValuesRegistryControllerLivenessProbe;
  readonly readinessProbe?: HarborValuesRegistryControllerReadinessProbe;
  readonly resources?: Override<ResourceRequirements>;
}

export interface HarborValuesRegistryControllerImage {
  readonly repository?: string;
  readonly tag?: string;
}

export interface HarborValuesRegistryControllerLivenessProbe {
  readonly initialDelaySeconds?: number;
  readonly periodSeconds?: number;
  readonly timeoutSeconds?: number;
  readonly failureThreshold?: number;
  readonly successThreshold?: number;
}

export interface HarborValuesRegistryControllerReadinessProbe {
  readonly initialDelaySeconds?: number;
  readonly periodSeconds?: number;
  readonly timeoutSeconds?: number;
  readonly failureThreshold?: number;
  readonly successThreshold?: number;
}

export interface HarborValuesRegistryPodDisruptionBudget {
  readonly enabled?: boolean;
  readonly minAvailable?: number | string;
  readonly maxUnavailable?: number | string;
}

export interface HarborValuesRegistryCredentials {
  readonly username?: string;
  readonly password?: string;
  readonly existingSecret?: string;
  readonly htpasswdString?: string;
}

export interface HarborValuesRegistryMiddleware {
  readonly enabled?: boolean;
  readonly type?: 'cloudFront';
  readonly cloudFront?: HarborValuesRegistryMiddlewareCloudFront;
}

export interface HarborValuesRegistryMiddlewareCloudFront {
  readonly baseurl?: string;
  readonly keypairid?: string;
  readonly duration?: string;
  readonly ipfilteredby?: 'none' | 'aws' | 'awsregion';
  readonly privateKeySecret?: string;
}

export interface HarborValuesRegistryUploadPurging {
  readonly enabled?: boolean;
  readonly age?: string;
  readonly interval?: string;
  readonly dryrun?: boolean;
}

export interface HarborValuesTrivy {
  readonly enabled?: boolean;
  readonly image?: HarborValuesTrivyImage;
  readonly serviceAccountName?: string;
  readonly automountServiceAccountToken?: boolean;
  readonly replicas?: number;
  readonly podDisruptionBudget?: HarborValuesTrivyPodDisruptionBudget;
  readonly resources?: Override<ResourceRequirements>;
  readonly livenessProbe?: HarborValuesTrivyLivenessProbe;
  readonly readinessProbe?: HarborValuesTrivyReadinessProbe;
  readonly extraEnvVars?: readonly EnvVar[];
  readonly nodeSelector?: Readonly<Record<string, string>>;
  readonly tolerations?: readonly Toleration[];
  readonly affinity?: Override<Affinity>;
  readonly topologySpreadConstraints?: readonly TopologySpreadConstraint[];
  readonly podAnnotations?: Readonly<Record<string, string>>;
  readonly podLabels?: Readonly<Record<string, string>>;
  readonly priorityClassName?: string | null;
  readonly initContainers?: readonly Container[];
  readonly debugMode?: boolean;
  readonly vulnType?: string;
  readonly severity?: string;
  readonly ignoreUnfixed?: boolean;
  readonly insecure?: boolean;
  readonly gitHubToken?: string;
  readonly skipUpdate?: boolean;
  readonly skipJavaDBUpdate?: boolean;
  readonly dbRepository?: readonly string[];
  readonly javaDBRepository?: readonly string[];
  readonly offlineScan?: boolean;
  readonly securityCheck?: string;
  readonly timeout?: string;
}

export interface HarborValuesTrivyImage {
  readonly repository?: string;
  readonly tag?: string;
}

export interface HarborValuesTrivyPodDisruptionBudget {
  readonly enabled?: boolean;
  readonly minAvailable?: number | string;
  readonly maxUnavailable?: number | string;
}

export interface HarborValuesTrivyLivenessProbe {
  readonly initialDelaySeconds?: number;
  readonly periodSeconds?: number;
  readonly timeoutSeconds?: number;
  readonly failureThreshold?: number;
  readonly successThreshold?: number;
}

export interface HarborValuesTrivyReadinessProbe {
  readonly initialDelaySeconds?: number;
  readonly periodSeconds?: number;
  readonly timeoutSeconds?: number;
  readonly failureThreshold?: number;
  readonly successThreshold?: number;
}

export interface HarborValuesDatabase {
  readonly type?: 'internal' | 'external';
  readonly internal?: HarborValuesDatabaseInternal;
  readonly external?: HarborValuesDatabaseExternal;
  readonly maxIdleConns?: number;
  readonly maxOpenConns?: number;
  readonly podAnnotations?: Readonly<Record<string, string>>;
  readonly podLabels?: Readonly<Record<string, string>>;
}

export interface HarborValuesDatabaseInternal {
  readonly image?: HarborValuesDatabaseInternalImage;
  readonly serviceAccountName?: string;
  readonly automountServiceAccountToken?: boolean;
  readonly livenessProbe?: HarborValuesDatabaseInternalLivenessProbe;
  readonly readinessProbe?: HarborValuesDatabaseInternalReadinessProbe;
  readonly extraEnvVars?: readonly EnvVar[];
  readonly nodeSelector?: Readonly<Record<string, string>>;
  readonly tolerations?: readonly Toleration[];
  readonly affinity?: Override<Affinity>;
  readonly priorityClassName?: string | null;
  readonly extrInitContainers?: readonly Container[];
  readonly password?: string;
  readonly shmSizeLimit?: string;
  readonly initContainer?: HarborValuesDatabaseInternalInitContainer;
  readonly resources?: Override<ResourceRequirements>;
}

export interface HarborValuesDatabaseInternalImage {
  readonly repository?: string;
  readonly tag?: string;
}

export interface HarborValuesDatabaseInternalLivenessProbe {
  readonly initialDelaySeconds?: number;
  readonly periodSeconds?: number;
  readonly timeoutSeconds?: number;
  readonly failureThreshold?: number;
  readonly successThreshold?: number;
}

export interface HarborValuesDatabaseInternalReadinessProbe {
  readonly initialDelaySeconds?: number;
  readonly periodSeconds?: number;
  readonly timeoutSeconds?: number;
  readonly failureThreshold?: number;
  readonly successThreshold?: number;
}

export interface HarborValuesDatabaseInternalInitContainer {
  readonly migrator?: Readonly<Record<string, unknown>>;
  readonly permissions?: HarborValuesDatabaseInternalInitContainerPermissions;
}

export interface HarborValuesDatabaseInternalInitContainerPermissions {
  readonly resources?: Override<ResourceRequirements>;
}

export interface HarborValuesDatabaseExternal {
  readonly host?: string;
  readonly port?: string | number;
  readonly username?: string;
  readonly password?: string;
  readonly coreDatabase?: string;
  readonly existingSecret?: string;
  readonly sslmode?: 'disable' | 'require' | 'verify-ca' | 'verify-full';
}

export interface HarborValuesRedis {
  readonly type?: 'internal' | 'external';
  readonly internal?: HarborValuesRedisInternal;
  readonly external?: HarborValuesRedisExternal;
  readonly podAnnotations?: Readonly<Record<string, string>>;
  readonly podLabels?: Readonly<Record<string, string>>;
}

export interface HarborValuesRedisInternal {
  readonly image?: HarborValuesRedisInternalImage;
  readonly serviceAccountName?: string;
  readonly automountServiceAccountToken?: boolean;
  readonly livenessProbe?: HarborValuesRedisInternalLivenessProbe;
  readonly readinessProbe?: HarborValuesRedisInternalReadinessProbe;
  readonly extraEnvVars?: readonly EnvVar[];
  readonly nodeSelector?: Readonly<Record<string, string>>;
  readonly tolerations?: readonly Toleration[];
  readonly affinity?: Override<Affinity>;
  readonly priorityClassName?: string | null;
  readonly initContainers?: readonly Container[];
  readonly jobserviceDatabaseIndex?: string | number;
  readonly registryDatabaseIndex?: string | number;
  readonly trivyAdapterIndex?: string | number;
  readonly resources?: Override<ResourceRequirements>;
  readonly harborDatabaseIndex?: string | number;
  readonly cacheLayerDatabaseIndex?: string | number;
}

export interface HarborValuesRedisInternalImage {
  readonly repository?: string;
  readonly tag?: string;
}

export interface HarborValuesRedisInternalLivenessProbe {
  readonly initialDelaySeconds?: number;
  readonly periodSeconds?: number;
  readonly timeoutSeconds?: number;
  readonly failureThreshold?: number;
  readonly successThreshold?: number;
}

export interface HarborValuesRedisInternalReadinessProbe {
  readonly initialDelaySeconds?: number;
  readonly periodSeconds?: number;
  readonly timeoutSeconds?: number;
  readonly failureThreshold?: number;
  readonly successThreshold?: number;
}

export interface HarborValuesRedisExternal {
  readonly addr?: string;
  readonly sentinelMasterSet?: string;
  readonly tlsOptions?: HarborValuesRedisExternalTlsOptions;
  readonly coreDatabaseIndex?: string | number;
  readonly jobserviceDatabaseIndex?: string | number;
  readonly registryDatabaseIndex?: string | number;
  readonly trivyAdapterIndex?: string | number;
  readonly username?: string;
  readonly password?: string;
  readonly existingSecret?: string;
  readonly harborDatabaseIndex?: string | number;
  readonly cacheLayerDatabaseIndex?: string | number;
}

export interface HarborValuesRedisExternalTlsOptions {
  readonly enable?: boolean;
}

export interface HarborValuesExporter {
  readonly image?: HarborValuesExporterImage;
  readonly serviceAccountName?: string;
  readonly automountServiceAccountToken?: boolean;
  readonly replicas?: number;
  readonly podDisruptionBudget?: HarborValuesExporterPodDisruptionBudget;
  readonly revisionHistoryLimit?: number;
  readonly livenessProbe?: HarborValuesExporterLivenessProbe;
  readonly readinessProbe?: HarborValuesExporterReadinessProbe;
  readonly extraEnvVars?: readonly EnvVar[];
  readonly podAnnotations?: Readonly<Record<string, string>>;
  readonly podLabels?: Readonly<Record<string, string>>;
  readonly nodeSelector?: Readonly<Record<string, string>>;
  readonly tolerations?: readonly Toleration[];
  readonly affinity?: Override<Affinity>;
  readonly topologySpreadConstraints?: readonly TopologySpreadConstraint[];
  readonly priorityClassName?: string | null;
  readonly cacheDuration?: number;
  readonly cacheCleanInterval?: number;
  readonly resources?: Override<ResourceRequirements>;
}

export interface HarborValuesExporterImage {
  readonly repository?: string;
  readonly tag?: string;
}

export interface HarborValuesExporterPodDisruptionBudget {
  readonly enabled?: boolean;
  readonly minAvailable?: number | string;
  readonly maxUnavailable?: number | string;
}

export interface HarborValuesExporterLivenessProbe {
  readonly initialDelaySeconds?: number;
  readonly periodSeconds?: number;
  readonly timeoutSeconds?: number;
  readonly failureThreshold?: number;
  readonly successThreshold?: number;
}

export interface HarborValuesExporterReadinessProbe {
  readonly initialDelaySeconds?: number;
  readonly periodSeconds?: number;
  readonly timeoutSeconds?: number;
  readonly failureThreshold?: number;
  readonly successThreshold?: number;
}
