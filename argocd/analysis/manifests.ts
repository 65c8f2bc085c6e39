import { stringify as stringifyYaml } from 'yaml';
import { REPOSITORY } from '../testing/rules';

/** Parts of a manifest that a test sets; `undefined` removes what is there by default. */
type Parts = Readonly<Record<string, unknown>>;

/** The fields beside `spec` in an Application of a test. */
export interface ApplicationOptions {
  readonly name?: string;
  readonly namespace?: string;
  readonly metadata?: Parts;
  readonly top?: Parts;
}

/** YAML that means the same to Argo CD's parser, which reads `1_000` and `yes` as YAML 1.1 does. */
function stringify(value: unknown): string {
  return stringifyYaml(value, { version: '1.1' });
}

/** An Application that Argo CD accepts, with other parts of its spec. */
export function application(spec: Parts = {}, options: ApplicationOptions = {}): string {
  const { name = 'website', namespace = 'argocd', metadata, top } = options;
  return stringify({
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'Application',
    metadata: { name, namespace, ...metadata },
    ...top,
    spec: {
      project: 'default',
      source: { repoURL: REPOSITORY, path: 'deploy' },
      destination: { server: 'https://kubernetes.default.svc', namespace: 'website' },
      ...spec,
    },
  });
}

/** An AppProject that permits everything, with other parts of its spec. */
export function project(spec: Parts = {}, name = 'web', metadata: Parts = {}): string {
  return stringify({
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'AppProject',
    metadata: { name, namespace: 'argocd', ...metadata },
    spec: {
      sourceRepos: ['*'],
      destinations: [{ server: '*', namespace: '*' }],
      clusterResourceWhitelist: [{ group: '*', kind: '*' }],
      ...spec,
    },
  });
}

/** Any other object. */
export function object(kind: string, name: string, parts: Parts = {}, apiVersion = 'v1'): string {
  const { annotations, namespace, ...rest } = parts;
  return stringify({ apiVersion, kind, metadata: { name, namespace, annotations }, ...rest });
}

/** argocd-cm with some keys. */
export function settings(data: Readonly<Record<string, string>> = {}): string {
  const labels = { 'app.kubernetes.io/part-of': 'argocd' };
  return stringify({
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: 'argocd-cm', namespace: 'argocd', labels },
    data: { 'timeout.reconciliation': '180s', ...data },
  });
}

/** A Secret that declares a cluster. */
export function cluster(name: string, server: string, data: Readonly<Record<string, string>> = {}): string {
  const labels = { 'argocd.argoproj.io/secret-type': 'cluster' };
  return stringify({
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { name: `cluster-${name}`, namespace: 'argocd', labels },
    stringData: { name, server, config: '{}', ...data },
  });
}

/** Several documents of one file. */
export function documents(...manifests: readonly string[]): string {
  return manifests.join('---\n');
}
