// Generated from cert-manager v1.20.3 by `groundwork import`. Do not edit.
import { type HelmChart, importedChart, type KubernetesStructures, type Override } from 'cdk8s-groundwork';

/** Values of the chart cert-manager v1.20.3. */
export interface CertManagerValues {
  readonly global?: {
    readonly imagePullSecrets?: readonly Override<KubernetesStructures['LocalObjectReference']>[];
    readonly nodeSelector?: { readonly [key: string]: string };
    readonly commonLabels?: { readonly [key: string]: string };
    readonly priorityClassName?: string;
    readonly rbac?: {
      readonly create?: boolean;
      readonly aggregateClusterRoles?: boolean;
    };
    readonly podSecurityPolicy?: {
      readonly enabled?: boolean;
      readonly useAppArmor?: boolean;
    };
    readonly logLevel?: number;
    readonly leaderElection?: {
      readonly namespace?: string;
      readonly leaseDuration?: string;
      readonly renewDeadline?: string;
      readonly retryPeriod?: string;
    };
    readonly hostUsers?: boolean;
    readonly revisionHistoryLimit?: number;
  };
  readonly installCRDs?: boolean;
  readonly crds?: {
    readonly enabled?: boolean;
    readonly keep?: boolean;
  };
  readonly replicaCount?: number;
  readonly strategy?: { readonly [key: string]: unknown };
  readonly podDisruptionBudget?: {
    readonly enabled?: boolean;
    readonly maxUnavailable?: unknown;
    readonly minAvailable?: unknown;
    readonly unhealthyPodEvictionPolicy?: string;
  };
  readonly featureGates?: string;
  readonly maxConcurrentChallenges?: number;
  readonly imageRegistry?: string;
  readonly imageNamespace?: string;
  readonly image?: {
    readonly name?: string;
    readonly repository?: string;
    readonly pullPolicy?: 'Always' | 'IfNotPresent' | 'Never';
    readonly digest?: string;
    readonly registry?: string;
    readonly tag?: string;
  };
  readonly clusterResourceNamespace?: string;
  readonly namespace?: string;
  readonly serviceAccount?: {
    readonly create?: boolean;
    readonly automountServiceAccountToken?: boolean;
    readonly annotations?: { readonly [key: string]: string };
    readonly labels?: { readonly [key: string]: string };
    readonly name?: string;
  };
  readonly enableCertificateOwnerRef?: boolean;
  readonly config?: { readonly [key: string]: unknown };
  readonly dns01RecursiveNameservers?: string;
  readonly dns01RecursiveNameserversOnly?: boolean;
  readonly disableAutoApproval?: boolean;
  readonly approveSignerNames?: readonly unknown[];
  readonly extraArgs?: readonly unknown[];
  readonly extraContainers?: readonly Override<KubernetesStructures['Container']>[];
  readonly extraEnv?: readonly Override<KubernetesStructures['EnvVar']>[];
  readonly resources?: Override<KubernetesStructures['ResourceRequirements']>;
  readonly securityContext?: {
    readonly runAsNonRoot?: boolean;
    readonly seccompProfile?: {
      readonly type?: string;
    };
    readonly [key: string]: unknown;
  };
  readonly containerSecurityContext?: Override<KubernetesStructures['SecurityContext']>;
  readonly volumes?: readonly Override<KubernetesStructures['Volume']>[];
  readonly volumeMounts?: readonly Override<KubernetesStructures['VolumeMount']>[];
  readonly podLabels?: { readonly [key: string]: string };
  readonly hostAliases?: readonly Override<KubernetesStructures['HostAlias']>[];
  readonly nodeSelector?: {
    readonly 'kubernetes.io/os'?: string | null;
    readonly [key: string]: unknown;
  } | null;
  readonly networkPolicy?: {
    readonly enabled?: boolean;
    readonly ingress?: readonly unknown[];
    readonly egress?: readonly unknown[];
  };
  readonly ingressShim?: {
    readonly defaultIssuerGroup?: string;
    readonly defaultIssuerKind?: string;
    readonly defaultIssuerName?: string;
  };
  readonly affinity?: Override<KubernetesStructures['Affinity']>;
  readonly tolerations?: readonly Override<KubernetesStructures['Toleration']>[];
  readonly topologySpreadConstraints?: readonly Override<KubernetesStructures['TopologySpreadConstraint']>[];
  readonly livenessProbe?: {
    readonly enabled?: boolean;
    readonly initialDelaySeconds?: number;
    readonly periodSeconds?: number;
    readonly timeoutSeconds?: number;
    readonly successThreshold?: number;
    readonly failureThreshold?: number;
  };
  readonly enableServiceLinks?: boolean;
  readonly prometheus?: {
    readonly enabled?: boolean;
    readonly servicemonitor?: {
      readonly enabled?: boolean;
      readonly prometheusInstance?: string;
      readonly targetPort?: string;
      readonly path?: string;
      readonly interval?: string;
      readonly scrapeTimeout?: string;
      readonly labels?: { readonly [key: string]: string };
      readonly annotations?: { readonly [key: string]: string };
      readonly honorLabels?: boolean;
      readonly endpointAdditionalProperties?: { readonly [key: string]: unknown };
      readonly namespace?: string;
    };
    readonly podmonitor?: {
      readonly enabled?: boolean;
      readonly prometheusInstance?: string;
      readonly path?: string;
      readonly interval?: string;
      readonly scrapeTimeout?: string;
      readonly labels?: { readonly [key: string]: string };
      readonly annotations?: { readonly [key: string]: string };
      readonly honorLabels?: boolean;
      readonly endpointAdditionalProperties?: { readonly [key: string]: unknown };
      readonly namespace?: string;
    };
  };
  readonly webhook?: {
    readonly replicaCount?: number;
    readonly timeoutSeconds?: number;
    readonly config?: { readonly [key: string]: unknown };
    readonly strategy?: { readonly [key: string]: unknown };
    readonly securityContext?: {
      readonly runAsNonRoot?: boolean;
      readonly seccompProfile?: {
        readonly type?: string;
      };
      readonly [key: string]: unknown;
    };
    readonly containerSecurityContext?: Override<KubernetesStructures['SecurityContext']>;
    readonly podDisruptionBudget?: {
      readonly enabled?: boolean;
      readonly maxUnavailable?: unknown;
      readonly minAvailable?: unknown;
      readonly unhealthyPodEvictionPolicy?: string;
      readonly deploymentAnnotations?: unknown;
      readonly podAnnotations?: unknown;
      readonly serviceAnnotations?: unknown;
      readonly mutatingWebhookConfigurationAnnotations?: unknown;
      readonly validatingWebhookConfigurationAnnotations?: unknown;
    };
    readonly validatingWebhookConfiguration?: {
      readonly namespaceSelector?: {
        readonly matchExpressions?: readonly { readonly [key: string]: unknown }[];
        readonly [key: string]: unknown;
      };
    };
    readonly mutatingWebhookConfiguration?: {
      readonly namespaceSelector?: { readonly [key: string]: unknown };
    };
    readonly extraArgs?: readonly unknown[];
    readonly extraEnv?: readonly Override<KubernetesStructures['EnvVar']>[];
    readonly featureGates?: string;
    readonly resources?: Override<KubernetesStructures['ResourceRequirements']>;
    readonly livenessProbe?: {
      readonly failureThreshold?: number;
      readonly initialDelaySeconds?: number;
      readonly periodSeconds?: number;
      readonly successThreshold?: number;
      readonly timeoutSeconds?: number;
    };
    readonly readinessProbe?: {
      readonly failureThreshold?: number;
      readonly initialDelaySeconds?: number;
      readonly periodSeconds?: number;
      readonly successThreshold?: number;
      readonly timeoutSeconds?: number;
    };
    readonly nodeSelector?: {
      readonly 'kubernetes.io/os'?: string | null;
      readonly [key: string]: unknown;
    } | null;
    readonly affinity?: Override<KubernetesStructures['Affinity']>;
    readonly tolerations?: readonly Override<KubernetesStructures['Toleration']>[];
    readonly topologySpreadConstraints?: readonly Override<KubernetesStructures['TopologySpreadConstraint']>[];
    readonly podLabels?: { readonly [key: string]: string };
    readonly serviceLabels?: { readonly [key: string]: string };
    readonly serviceIPFamilyPolicy?: string;
    readonly serviceIPFamilies?: readonly unknown[];
    readonly image?: {
      readonly name?: string;
      readonly repository?: string;
      readonly pullPolicy?: 'Always' | 'IfNotPresent' | 'Never';
      readonly digest?: string;
      readonly registry?: string;
      readonly tag?: string;
    };
    readonly serviceAccount?: {
      readonly create?: boolean;
      readonly automountServiceAccountToken?: boolean;
      readonly annotations?: { readonly [key: string]: string };
      readonly labels?: { readonly [key: string]: string };
      readonly name?: string;
    };
    readonly securePort?: number;
    readonly hostNetwork?: boolean;
    readonly serviceType?: string;
    readonly url?: { readonly [key: string]: unknown };
    readonly networkPolicy?: {
      readonly enabled?: boolean;
      readonly ingress?: readonly unknown[];
      readonly egress?: readonly unknown[];
    };
    readonly volumes?: readonly Override<KubernetesStructures['Volume']>[];
    readonly volumeMounts?: readonly Override<KubernetesStructures['VolumeMount']>[];
    readonly enableServiceLinks?: boolean;
    readonly enableClientVerification?: boolean;
    readonly clientCAFile?: string;
    readonly apiserverClientCertSubjects?: string;
    readonly automountServiceAccountToken?: boolean;
    readonly deploymentAnnotations?: { readonly [key: string]: string };
    readonly loadBalancerIP?: string;
    readonly mutatingWebhookConfigurationAnnotations?: { readonly [key: string]: string };
    readonly podAnnotations?: { readonly [key: string]: string };
    readonly serviceAnnotations?: { readonly [key: string]: string };
    readonly validatingWebhookConfigurationAnnotations?: { readonly [key: string]: string };
  };
  readonly cainjector?: {
    readonly enabled?: boolean;
    readonly replicaCount?: number;
    readonly config?: { readonly [key: string]: unknown };
    readonly strategy?: { readonly [key: string]: unknown };
    readonly securityContext?: {
      readonly runAsNonRoot?: boolean;
      readonly seccompProfile?: {
        readonly type?: string;
      };
      readonly [key: string]: unknown;
    };
    readonly containerSecurityContext?: Override<KubernetesStructures['SecurityContext']>;
    readonly networkPolicy?: {
      readonly enabled?: boolean;
      readonly ingress?: readonly unknown[];
      readonly egress?: readonly unknown[];
    };
    readonly podDisruptionBudget?: {
      readonly enabled?: boolean;
      readonly maxUnavailable?: unknown;
      readonly minAvailable?: unknown;
      readonly unhealthyPodEvictionPolicy?: string;
      readonly deploymentAnnotations?: unknown;
      readonly podAnnotations?: unknown;
      readonly serviceAnnotations?: unknown;
    };
    readonly extraArgs?: readonly unknown[];
    readonly extraEnv?: readonly Override<KubernetesStructures['EnvVar']>[];
    readonly featureGates?: string;
    readonly resources?: Override<KubernetesStructures['ResourceRequirements']>;
    readonly nodeSelector?: {
      readonly 'kubernetes.io/os'?: string | null;
      readonly [key: string]: unknown;
    } | null;
    readonly affinity?: Override<KubernetesStructures['Affinity']>;
    readonly tolerations?: readonly Override<KubernetesStructures['Toleration']>[];
    readonly topologySpreadConstraints?: readonly Override<KubernetesStructures['TopologySpreadConstraint']>[];
    readonly podLabels?: { readonly [key: string]: string };
    readonly serviceLabels?: { readonly [key: string]: string };
    readonly image?: {
      readonly name?: string;
      readonly repository?: string;
      readonly pullPolicy?: 'Always' | 'IfNotPresent' | 'Never';
      readonly digest?: string;
      readonly registry?: string;
      readonly tag?: string;
    };
    readonly serviceAccount?: {
      readonly create?: boolean;
      readonly automountServiceAccountToken?: boolean;
      readonly annotations?: { readonly [key: string]: string };
      readonly labels?: { readonly [key: string]: string };
      readonly name?: string;
    };
    readonly volumes?: readonly Override<KubernetesStructures['Volume']>[];
    readonly volumeMounts?: readonly Override<KubernetesStructures['VolumeMount']>[];
    readonly enableServiceLinks?: boolean;
    readonly automountServiceAccountToken?: boolean;
    readonly deploymentAnnotations?: { readonly [key: string]: string };
    readonly podAnnotations?: { readonly [key: string]: string };
    readonly serviceAnnotations?: { readonly [key: string]: string };
  };
  readonly acmesolver?: {
    readonly image?: {
      readonly name?: string;
      readonly repository?: string;
      readonly pullPolicy?: 'Always' | 'IfNotPresent' | 'Never';
      readonly digest?: string;
      readonly registry?: string;
      readonly tag?: string;
    };
  };
  readonly startupapicheck?: {
    readonly enabled?: boolean;
    readonly securityContext?: {
      readonly runAsNonRoot?: boolean;
      readonly seccompProfile?: {
        readonly type?: string;
      };
      readonly [key: string]: unknown;
    };
    readonly containerSecurityContext?: Override<KubernetesStructures['SecurityContext']>;
    readonly timeout?: string;
    readonly backoffLimit?: number;
    readonly jobAnnotations?: {
      readonly 'helm.sh/hook'?: string | null;
      readonly 'helm.sh/hook-weight'?: string | null;
      readonly 'helm.sh/hook-delete-policy'?: string | null;
      readonly [key: string]: unknown;
    } | null;
    readonly extraArgs?: readonly unknown[];
    readonly extraEnv?: readonly Override<KubernetesStructures['EnvVar']>[];
    readonly resources?: Override<KubernetesStructures['ResourceRequirements']>;
    readonly nodeSelector?: {
      readonly 'kubernetes.io/os'?: string | null;
      readonly [key: string]: unknown;
    } | null;
    readonly affinity?: Override<KubernetesStructures['Affinity']>;
    readonly tolerations?: readonly Override<KubernetesStructures['Toleration']>[];
    readonly podLabels?: { readonly [key: string]: string };
    readonly image?: {
      readonly name?: string;
      readonly repository?: string;
      readonly pullPolicy?: 'Always' | 'IfNotPresent' | 'Never';
      readonly digest?: string;
      readonly registry?: string;
      readonly tag?: string;
    };
    readonly rbac?: {
      readonly annotations?: {
        readonly 'helm.sh/hook'?: string | null;
        readonly 'helm.sh/hook-weight'?: string | null;
        readonly 'helm.sh/hook-delete-policy'?: string | null;
        readonly [key: string]: unknown;
      } | null;
    };
    readonly serviceAccount?: {
      readonly create?: boolean;
      readonly annotations?: {
        readonly 'helm.sh/hook'?: string | null;
        readonly 'helm.sh/hook-weight'?: string | null;
        readonly 'helm.sh/hook-delete-policy'?: string | null;
        readonly [key: string]: unknown;
      } | null;
      readonly automountServiceAccountToken?: boolean;
      readonly labels?: { readonly [key: string]: string };
      readonly name?: string;
    };
    readonly volumes?: readonly Override<KubernetesStructures['Volume']>[];
    readonly volumeMounts?: readonly Override<KubernetesStructures['VolumeMount']>[];
    readonly enableServiceLinks?: boolean;
    readonly automountServiceAccountToken?: boolean;
    readonly podAnnotations?: { readonly [key: string]: string };
  };
  readonly extraObjects?: readonly unknown[];
  readonly creator?: string;
  readonly enabled?: boolean;
  readonly automountServiceAccountToken?: boolean;
  readonly deploymentAnnotations?: { readonly [key: string]: string };
  readonly fullnameOverride?: string;
  readonly http_proxy?: string;
  readonly https_proxy?: string;
  readonly nameOverride?: string;
  readonly no_proxy?: string;
  readonly podAnnotations?: { readonly [key: string]: string };
  readonly podDnsConfig?: { readonly [key: string]: unknown };
  readonly podDnsPolicy?: string;
  readonly serviceAnnotations?: { readonly [key: string]: string };
  readonly serviceIPFamilies?: readonly unknown[];
  readonly serviceIPFamilyPolicy?: string;
  readonly serviceLabels?: { readonly [key: string]: string };
}

/** The chart cert-manager v1.20.3, from https://charts.jetstack.io, and what was learnt of it. */
export const certManager: HelmChart<CertManagerValues> = importedChart('imports/cert-manager-v1.20.3.json');
