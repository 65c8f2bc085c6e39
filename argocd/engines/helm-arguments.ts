import { fields, list, text } from '../model/resource';
import type { Application, ApplicationSource } from '../model/types';
import { substitute } from './build-variables';

/** What the cluster of an Application is like, which Argo CD asks it. */
export interface ClusterFacts {
  /** The version of Kubernetes. */
  readonly kubeVersion: string;
  /** What it has beside the APIs of Kubernetes: `monitoring.coreos.com/v1`, `monitoring.coreos.com/v1/ServiceMonitor`. */
  readonly apiVersions: readonly string[];
}

/** The paths that Helm is given. */
export interface HelmFiles {
  /** The value files, from the weakest to the strongest. */
  readonly values: readonly string[];
  /** The file with the values of the Application itself. @default - it has none */
  readonly inline?: string;
  /** By the name of the parameter. */
  readonly parameters: ReadonlyMap<string, string>;
}

/**
 * The arguments with which Argo CD calls Helm, for the chart in the working directory.
 *
 * @see https://github.com/argoproj/argo-cd/blob/v3.5.1/util/helm/cmd.go (template)
 */
export function helmArguments(
  application: Application,
  source: ApplicationSource,
  cluster: ClusterFacts,
  files: HelmFiles,
  variables: ReadonlyMap<string, string>,
): readonly string[] {
  const helm = fields(source.fields.helm);
  const kustomize = fields(source.fields.kustomize);
  const args = ['template', '.', '--name-template', text(helm.releaseName) || application.name];
  const namespace = text(helm.namespace) || text(kustomize.namespace) || application.destination.namespace;
  if (namespace !== '') args.push('--namespace', namespace);
  const kubeVersion = plainVersion(text(helm.kubeVersion) || text(kustomize.kubeVersion) || cluster.kubeVersion);
  if (kubeVersion !== '') args.push('--kube-version', kubeVersion);
  const set = new Map<string, string>();
  const setString = new Map<string, string>();
  for (const { name, value, forceString } of list(helm.parameters).map(fields))
    (forceString === true ? setString : set).set(text(name), substitute(text(value), variables));
  for (const [name, value] of set) args.push('--set', `${name}=${withCommas(value)}`);
  for (const [name, value] of setString) args.push('--set-string', `${name}=${withCommas(value)}`);
  for (const [name, file] of files.parameters) args.push('--set-file', `${name}=${withCommas(file)}`);
  for (const file of files.values) args.push('--values', file);
  if (files.inline !== undefined) args.push('--values', files.inline);
  for (const api of apiVersionsOf(source, cluster)) args.push('--api-versions', api);
  if (helm.skipCrds !== true) args.push('--include-crds');
  if (helm.skipSchemaValidation === true) args.push('--skip-schema-validation');
  if (helm.skipTests === true) args.push('--skip-tests');
  return args;
}

/** Those that a source names take the place of the cluster's. */
export function apiVersionsOf({ fields: source }: ApplicationSource, cluster: ClusterFacts): readonly string[] {
  for (const options of [fields(source.helm), fields(source.kustomize)]) {
    const own = list(options.apiVersions).map(text);
    if (own.length > 0) return own;
  }
  return cluster.apiVersions;
}

/** The numbers of a version of Kubernetes, without what a vendor appends: `v1.33.1-gke.100` is `1.33.1`. */
export function plainVersion(version: string): string {
  return /^\s*v?(\d+(?:\.\d+)+)/.exec(version)?.[1] ?? version;
}

/** The values in the Application, as a file for Helm has them; `undefined` if there are none. */
export function inlineValues({ fields: source }: ApplicationSource): string | undefined {
  const { valuesObject, values } = fields(source.helm);
  if (valuesObject !== undefined && valuesObject !== null) return JSON.stringify(valuesObject);
  return text(values) === '' ? undefined : text(values);
}

/** Argo CD escapes commas, but not in a list. */
function withCommas(value: string): string {
  if (value.startsWith('{') && value.endsWith('}')) return value;
  return value.replace(/(?<!\\),/g, '\\,');
}
