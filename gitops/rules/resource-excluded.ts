import { fields, list, text } from '../model/resource';
import type { Model, RenderedResource } from '../model/types';
import { readYaml } from '../model/yaml';
import { matchGlob } from '../semantics/glob';
import type { Rule } from './rule';

/** One entry of `resource.exclusions` or `resource.inclusions`. */
interface Filter {
  readonly apiGroups: readonly string[];
  readonly kinds: readonly string[];
  readonly clusters: readonly string[];
}

const all = ['*'];

/**
 * What Argo CD never looks at, whatever its settings.
 * @see https://github.com/argoproj/argo-cd/blob/v3.4.4/util/settings/resources_filter.go
 */
const BUILT_IN: readonly Filter[] = [
  { apiGroups: ['events.k8s.io', 'metrics.k8s.io'], kinds: all, clusters: [] },
  { apiGroups: [''], kinds: ['Event'], clusters: [] },
  { apiGroups: ['coordination.k8s.io'], kinds: ['Lease'], clusters: [] },
];

/**
 * What Argo CD's own argocd-cm excludes, and its Helm chart with it.
 * @see https://github.com/argoproj/argo-cd/blob/v3.4.4/manifests/base/config/argocd-cm.yaml
 */
const DEFAULT: readonly Filter[] = [
  { apiGroups: ['', 'discovery.k8s.io'], kinds: ['Endpoints', 'EndpointSlice'], clusters: [] },
  { apiGroups: ['coordination.k8s.io'], kinds: ['Lease'], clusters: [] },
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
    clusters: [],
  },
  { apiGroups: ['certificates.k8s.io'], kinds: ['CertificateSigningRequest'], clusters: [] },
  { apiGroups: ['cert-manager.io'], kinds: ['CertificateRequest'], clusters: [] },
  { apiGroups: ['cilium.io'], kinds: ['CiliumIdentity', 'CiliumEndpoint', 'CiliumEndpointSlice'], clusters: [] },
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
    clusters: [],
  },
];

export const rule: Rule = {
  name: 'resource-excluded',
  severity: 'warn',
  summary: 'Argo CD is told to leave a kind alone, so it drops the object and calls the sync a success.',
  check(model, report) {
    const written = filters(model.settings.cm['resource.exclusions']);
    const exclusions = [...BUILT_IN, ...(written ?? (model.settings.defaultsHold ? DEFAULT : []))];
    const inclusions = filters(model.settings.cm['resource.inclusions']) ?? [];
    for (const { resources } of model.applications) {
      for (const rendered of resources) {
        const excluded = exclusions.some((filter) => matches(filter, rendered));
        if (!excluded && (inclusions.length === 0 || inclusions.some((filter) => matches(filter, rendered)))) continue;
        const { group, kind, name, resource } = rendered;
        report.find({
          message: `Resource ${group}/${kind} ${name} is excluded in the settings: Argo CD never applies it, and the sync succeeds`,
          fix: whereToChange(model, written !== undefined),
          resource,
          pointer: ['kind'],
        });
      }
    }
  },
};

function whereToChange({ settings }: Model, written: boolean): string {
  if (written) return 'Remove the object, or the kind from resource.exclusions in argocd-cm.';
  if (settings.defaultsHold)
    return 'Remove the object, or set resource.exclusions in argocd-cm: what is set there replaces the defaults.';
  return 'Remove the object: Argo CD never manages this kind.';
}

/** A setting as a list, `undefined` if it is not set. */
function filters(setting: string | undefined): readonly Filter[] | undefined {
  if (setting === undefined) return undefined;
  return list(readYaml(setting).documents[0]?.value)
    .map(fields)
    .map(({ apiGroups, kinds, clusters }) => ({
      apiGroups: list(apiGroups).map(text),
      kinds: list(kinds).map(text),
      clusters: list(clusters).map(text),
    }));
}

/** Whether a filter names an object; what a filter leaves out is any. A cluster that is not known is none. */
function matches(filter: Filter, { group, kind, application }: RenderedResource): boolean {
  const { server } = application.destination.resolved;
  return (
    (filter.apiGroups.length === 0 || filter.apiGroups.some((pattern) => matchGlob(pattern, group))) &&
    (filter.kinds.length === 0 || filter.kinds.some((one) => one === '*' || one === kind)) &&
    (filter.clusters.length === 0 ||
      (server !== undefined && filter.clusters.some((pattern) => matchGlob(pattern, server))))
  );
}
