import { stringify } from 'yaml';
import { fields, isMap, list, text } from '../model/resource';
import type { Fields } from '../model/types';
import { isFatal, readFirstDocument } from '../yaml/text';
import { substitute } from './build-variables';

/** One step by which the options of an Application get into a kustomization. */
export type Edit =
  /** `kustomize edit …` in its directory. */
  | { readonly args: readonly string[] }
  /** Patches, for which kustomize has no command. */
  | { readonly patches: readonly Fields[] };

/** Options that are wrong. */
export class WrongOption extends Error {}

/**
 * What Argo CD does to a kustomization before it builds it, in its order.
 *
 * @param exists whether a component is there
 * @see https://github.com/argoproj/argo-cd/blob/v3.5.1/util/kustomize/kustomize.go (Build)
 */
export function kustomizeEdits(
  options: Fields,
  variables: ReadonlyMap<string, string>,
  exists: (component: string) => boolean,
): readonly Edit[] {
  const edits: Edit[] = [];
  const edit = (...args: readonly string[]): void => {
    edits.push({ args: ['edit', ...args] });
  };
  const put = (value: string): string => substitute(value, variables);
  if (text(options.namePrefix) !== '') edit('set', 'nameprefix', '--', text(options.namePrefix));
  if (text(options.nameSuffix) !== '') edit('set', 'namesuffix', '--', text(options.nameSuffix));
  const images = list(options.images).map(text);
  if (images.length > 0) edit('set', 'image', ...images.map(put));
  const replicas = list(options.replicas).map(fields);
  if (replicas.length > 0) edit('set', 'replicas', ...replicas.map(replica));
  const labels = Object.entries(fields(options.commonLabels));
  if (labels.length > 0) {
    edit(
      'add',
      'label',
      ...(options.forceCommonLabels === true ? ['--force'] : []),
      ...(options.labelWithoutSelector === true ? ['--without-selector'] : []),
      ...(options.labelIncludeTemplates === true ? ['--include-templates'] : []),
      ...labels.map(([name, value]) => `${name}:${put(text(value))}`),
    );
  }
  const annotations = Object.entries(fields(options.commonAnnotations));
  if (annotations.length > 0) {
    const substituted = options.commonAnnotationsEnvsubst === true ? put : (value: string) => value;
    edit(
      'add',
      'annotation',
      ...(options.forceCommonAnnotations === true ? ['--force'] : []),
      ...annotations.map(([name, value]) => `${name}:${substituted(text(value))}`),
    );
  }
  if (text(options.namespace) !== '') edit('set', 'namespace', '--', text(options.namespace));
  const patches = list(options.patches).filter(isMap);
  if (patches.length > 0) edits.push({ patches });
  const components = list(options.components).map(text);
  const found = options.ignoreMissingComponents === true ? components.filter(exists) : components;
  if (found.length > 0) edit('add', 'component', ...found);
  return edits;
}

function replica({ name, count }: Fields): string {
  if (typeof count === 'string' && !/^[-+]?\d+$/.test(count))
    throw new WrongOption(`expected integer value for count. Received: ${count}`);
  return `${text(name)}=${Number(count ?? 0)}`;
}

/**
 * The text of a kustomization with patches behind its own.
 *
 * @throws WrongOption if it is none
 */
export function withPatches(content: string, patches: readonly Fields[]): string {
  const { value: kustomization, problems } = readFirstDocument(content);
  const [problem] = problems.filter(isFatal);
  if (problem) throw new WrongOption(`failed to unmarshal kustomization.yaml: ${problem.message}`);
  if (!isMap(kustomization)) throw new WrongOption('expected kustomization.yaml to be type map[string]any');
  const own = kustomization.patches;
  if (own !== undefined && !Array.isArray(own))
    throw new WrongOption("expected 'patches' field in kustomization.yaml to be []any");
  const added = patches.map(({ path, patch, target, options }) => ({ path, patch, target, options }));
  return stringify({ ...kustomization, patches: [...list(own), ...added] }, { version: '1.1', lineWidth: 0 });
}

/** The options of `kustomize build` that only change what it prints. Others would run programs of the repository. */
const HARMLESS: ReadonlyMap<string, 'alone' | 'with a value'> = new Map([
  ['--enable-helm', 'alone'],
  ['--enable-managedby-label', 'alone'],
  ['--load-restrictor', 'with a value'],
  ['--reorder', 'with a value'],
  ['--helm-api-versions', 'with a value'],
  ['--helm-kube-version', 'with a value'],
]);

/**
 * The options that are in `kustomize.buildOptions` of argocd-cm.
 *
 * @throws WrongOption for one that is not passed on
 */
export function buildOptionsOf(written: string): readonly string[] {
  const args = written.split(/\s+/).filter((one) => one !== '');
  for (let at = 0; at < args.length; at += 1) {
    const [name = '', value] = (args[at] as string).split(/=(.*)/s);
    const takes = HARMLESS.get(name);
    if (takes === undefined)
      throw new WrongOption(
        `kustomize.buildOptions has ${name}, which is not passed on: only ${[...HARMLESS.keys()].join(', ')} are, because others let a repository run programs or write files`,
      );
    if (takes === 'with a value' && value === undefined) at += 1;
  }
  return args;
}

/**
 * The arguments with which Argo CD calls `kustomize build`.
 *
 * @param cluster what charts in it are rendered for
 */
export function buildArguments(
  dir: string,
  options: readonly string[],
  cluster: { readonly kubeVersion: string; readonly apiVersions: readonly string[] },
): readonly string[] {
  const args = ['build', dir, ...options];
  if (!options.some((one) => one.includes('--enable-helm'))) return args;
  if (cluster.kubeVersion !== '') args.push('--helm-kube-version', cluster.kubeVersion);
  for (const api of cluster.apiVersions) args.push('--helm-api-versions', api);
  return args;
}
