/** Where a kind lives; `unknown` for custom resources that no table here names. */
export type KindScope = 'namespaced' | 'cluster' | 'unknown';

interface GroupKinds {
  readonly namespaced?: string;
  readonly cluster?: string;
}

/** Every kind that an API server of Kubernetes 1.28 to 1.35 serves, from its OpenAPI. */
const KUBERNETES: Readonly<Record<string, GroupKinds>> = {
  '': {
    namespaced: `Binding ConfigMap Endpoints Event LimitRange PersistentVolumeClaim Pod PodTemplate
      ReplicationController ResourceQuota Secret Service ServiceAccount`,
    cluster: 'ComponentStatus Namespace Node PersistentVolume',
  },
  'admissionregistration.k8s.io': {
    cluster: `MutatingAdmissionPolicy MutatingAdmissionPolicyBinding MutatingWebhookConfiguration
      ValidatingAdmissionPolicy ValidatingAdmissionPolicyBinding ValidatingWebhookConfiguration`,
  },
  'apiextensions.k8s.io': { cluster: 'CustomResourceDefinition' },
  'apiregistration.k8s.io': { cluster: 'APIService' },
  apps: { namespaced: 'ControllerRevision DaemonSet Deployment ReplicaSet StatefulSet' },
  'authentication.k8s.io': { cluster: 'SelfSubjectReview TokenReview' },
  'authorization.k8s.io': {
    namespaced: 'LocalSubjectAccessReview',
    cluster: 'SelfSubjectAccessReview SelfSubjectRulesReview SubjectAccessReview',
  },
  autoscaling: { namespaced: 'HorizontalPodAutoscaler' },
  batch: { namespaced: 'CronJob Job' },
  'certificates.k8s.io': {
    namespaced: 'PodCertificateRequest',
    cluster: 'CertificateSigningRequest ClusterTrustBundle',
  },
  'coordination.k8s.io': { namespaced: 'Lease LeaseCandidate' },
  'discovery.k8s.io': { namespaced: 'EndpointSlice' },
  'events.k8s.io': { namespaced: 'Event' },
  'flowcontrol.apiserver.k8s.io': { cluster: 'FlowSchema PriorityLevelConfiguration' },
  'internal.apiserver.k8s.io': { cluster: 'StorageVersion' },
  'networking.k8s.io': {
    namespaced: 'Ingress NetworkPolicy',
    cluster: 'ClusterCIDR IPAddress IngressClass ServiceCIDR',
  },
  'node.k8s.io': { cluster: 'RuntimeClass' },
  policy: { namespaced: 'PodDisruptionBudget' },
  'rbac.authorization.k8s.io': { namespaced: 'Role RoleBinding', cluster: 'ClusterRole ClusterRoleBinding' },
  'resource.k8s.io': {
    namespaced: `PodSchedulingContext ResourceClaim ResourceClaimParameters ResourceClaimTemplate
      ResourceClassParameters`,
    cluster: 'DeviceClass DeviceTaintRule ResourceClass ResourceSlice',
  },
  'scheduling.k8s.io': { namespaced: 'Workload', cluster: 'PriorityClass' },
  'storage.k8s.io': {
    namespaced: 'CSIStorageCapacity',
    cluster: 'CSIDriver CSINode StorageClass VolumeAttachment VolumeAttributesClass',
  },
  'storagemigration.k8s.io': { cluster: 'StorageVersionMigration' },
};

/**
 * Kinds whose definition is seldom in the same repository, from the CRDs of Argo CD 3.5.1, Cilium 1.18.4, Gateway API
 * 1.3.0, cert-manager 1.18.2 and the Prometheus operator 0.84.0.
 */
const CUSTOM: Readonly<Record<string, GroupKinds>> = {
  'acme.cert-manager.io': { namespaced: 'Challenge Order' },
  'argoproj.io': { namespaced: 'Application ApplicationSet AppProject' },
  'cert-manager.io': { namespaced: 'Certificate CertificateRequest Issuer', cluster: 'ClusterIssuer' },
  'cilium.io': {
    namespaced: `CiliumEndpoint CiliumEnvoyConfig CiliumGatewayClassConfig CiliumLocalRedirectPolicy
      CiliumNetworkPolicy CiliumNodeConfig`,
    cluster: `CiliumBGPAdvertisement CiliumBGPClusterConfig CiliumBGPNodeConfig CiliumBGPNodeConfigOverride
      CiliumBGPPeerConfig CiliumBGPPeeringPolicy CiliumCIDRGroup CiliumClusterwideEnvoyConfig
      CiliumClusterwideNetworkPolicy CiliumEgressGatewayPolicy CiliumEndpointSlice CiliumIdentity
      CiliumL2AnnouncementPolicy CiliumLoadBalancerIPPool CiliumNode CiliumPodIPPool`,
  },
  'gateway.networking.k8s.io': {
    namespaced: 'BackendTLSPolicy GRPCRoute Gateway HTTPRoute ReferenceGrant TCPRoute TLSRoute UDPRoute',
    cluster: 'GatewayClass',
  },
  'gateway.networking.x-k8s.io': { namespaced: 'XBackendTrafficPolicy XListenerSet' },
  'monitoring.coreos.com': {
    namespaced: `Alertmanager AlertmanagerConfig PodMonitor Probe Prometheus PrometheusAgent PrometheusRule
      ScrapeConfig ServiceMonitor ThanosRuler`,
  },
};

const SCOPES = new Map<string, KindScope>();
for (const table of [KUBERNETES, CUSTOM]) {
  for (const [group, kinds] of Object.entries(table)) {
    for (const scope of ['namespaced', 'cluster'] as const) {
      for (const kind of kinds[scope]?.split(/\s+/) ?? []) SCOPES.set(`${group}/${kind}`, scope);
    }
  }
}

/**
 * Whether a kind lives in a namespace.
 *
 * Argo CD asks the cluster; a kind that the cluster does not know yet counts as namespaced there, so treat `unknown`
 * as namespaced only to say what Argo CD would do, and refuse nothing because of it.
 *
 * @see https://github.com/kubernetes/kubernetes/blob/v1.34.1/api/openapi-spec/swagger.json
 */
export function kindScope(group: string, kind: string): KindScope {
  return SCOPES.get(`${group}/${kind}`) ?? 'unknown';
}

/** Whether a kind is of a group of Kubernetes that does not have it, or not any more: `policy/PodSecurityPolicy`. */
export function isUnservedKind(group: string, kind: string): boolean {
  return Object.hasOwn(KUBERNETES, group) && !SCOPES.has(`${group}/${kind}`);
}

/** The groups of Kubernetes that have a kind of a name; mostly one. */
export function groupsOfKind(kind: string): readonly string[] {
  return Object.entries(KUBERNETES)
    .filter(([group]) => SCOPES.has(`${group}/${kind}`))
    .map(([group]) => group);
}
