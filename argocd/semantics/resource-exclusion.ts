import { matchGlob } from './glob';

/** An entry of `resource.exclusions` or `resource.inclusions` in argocd-cm; an absent or empty list means all. */
export interface ResourceFilter {
  /** Globs. */
  readonly apiGroups?: readonly string[] | null;
  /** Exact kinds, or `*`. */
  readonly kinds?: readonly string[] | null;
  /** Globs of the URL of the cluster. */
  readonly clusters?: readonly string[] | null;
}

/** What Argo CD never looks at, whatever argocd-cm says. */
const ALWAYS_EXCLUDED: readonly ResourceFilter[] = [
  { apiGroups: ['events.k8s.io', 'metrics.k8s.io'] },
  { apiGroups: [''], kinds: ['Event'] },
  { apiGroups: ['coordination.k8s.io'], kinds: ['Lease'] },
];

/**
 * `resource.exclusions` of the argocd-cm that Argo CD 3 is installed with. Setting the key replaces the whole list.
 *
 * @see https://github.com/argoproj/argo-cd/blob/v3.5.1/manifests/base/config/argocd-cm.yaml
 */
export const DEFAULT_EXCLUSIONS: readonly ResourceFilter[] = [
  { apiGroups: ['', 'discovery.k8s.io'], kinds: ['Endpoints', 'EndpointSlice'] },
  { apiGroups: ['coordination.k8s.io'], kinds: ['Lease'] },
  {
    apiGroups: ['authentication.k8s.io', 'authorization.k8s.io'],
    kinds: [
      'SelfSubjectReview',
      'TokenReview',
      'LocalSubjectAccessReview',
      'SelfSubjectAccessReview',
      'SelfSubjectRulesReview',
      'SubjectAccessReview',
    ],
  },
  { apiGroups: ['certificates.k8s.io'], kinds: ['CertificateSigningRequest'] },
  { apiGroups: ['cert-manager.io'], kinds: ['CertificateRequest'] },
  { apiGroups: ['cilium.io'], kinds: ['CiliumIdentity', 'CiliumEndpoint', 'CiliumEndpointSlice'] },
  {
    apiGroups: ['kyverno.io', 'reports.kyverno.io', 'wgpolicyk8s.io'],
    kinds: [
      'PolicyReport',
      'ClusterPolicyReport',
      'EphemeralReport',
      'ClusterEphemeralReport',
      'AdmissionReport',
      'ClusterAdmissionReport',
      'BackgroundScanReport',
      'ClusterBackgroundScanReport',
      'UpdateRequest',
    ],
  },
];

/** The two lists of argocd-cm. */
export interface ResourceFilters {
  /** @default {@link DEFAULT_EXCLUSIONS} */
  readonly exclusions?: readonly ResourceFilter[];
  /** @default - everything that is not excluded */
  readonly inclusions?: readonly ResourceFilter[];
}

const covers = (filter: ResourceFilter, group: string, kind: string, cluster: string): boolean =>
  anyFits(filter.apiGroups, (glob) => matchGlob(glob, group)) &&
  anyFits(filter.kinds, (name) => name === '*' || name === kind) &&
  coversCluster(filter, cluster);

const coversCluster = (filter: ResourceFilter, cluster: string): boolean =>
  anyFits(filter.clusters, (glob) => matchGlob(glob, cluster));

function anyFits(list: readonly string[] | null | undefined, fits: (item: string) => boolean): boolean {
  return !list?.length || list.some(fits);
}

/**
 * Whether Argo CD leaves a kind alone on a cluster: it then drops it from what it syncs, with the warning "Resource …
 * is excluded in the settings", and the sync succeeds.
 *
 * @param cluster URL of the API server
 */
export function isExcludedResource(
  group: string,
  kind: string,
  cluster: string,
  filters: ResourceFilters = {},
): boolean {
  const { exclusions = DEFAULT_EXCLUSIONS, inclusions = [] } = filters;
  const excluded = [...ALWAYS_EXCLUDED, ...exclusions].some((filter) => covers(filter, group, kind, cluster));
  if (excluded || inclusions.some((filter) => covers(filter, group, kind, cluster))) return excluded;
  return inclusions.some((filter) => coversCluster(filter, cluster));
}
