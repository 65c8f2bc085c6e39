import type { Application, Pointer } from '../model/types';
import { fields, isMap, type Reporter, type Rule, show } from '../rule';

/** Keys of `helm` that keep it from being empty, as Argo CD asks it. */
const HELM = [
  'version',
  'releaseName',
  'valueFiles',
  'parameters',
  'fileParameters',
  'values',
  'passCredentials',
  'ignoreMissingValueFiles',
  'skipCrds',
  'skipTests',
  'skipSchemaValidation',
  'kubeVersion',
  'apiVersions',
  'namespace',
];

/** The same for `kustomize`: `commonAnnotationsEnvsubst`, the `force…` and the `label…` keys alone do not count. */
const KUSTOMIZE = [
  'namePrefix',
  'nameSuffix',
  'version',
  'namespace',
  'images',
  'replicas',
  'commonLabels',
  'commonAnnotations',
  'patches',
  'components',
  'kubeVersion',
  'apiVersions',
  'ignoreMissingComponents',
];

/**
 * Fields that Go's JSON leaves out when they are zero, so that they are gone as soon as argocd-server or the CLI has
 * written the object. Not here: pointers (`automated.prune` and the like), which keep a `false`.
 */
const OMITTED: readonly { readonly holder: readonly string[]; readonly keys: readonly string[] }[] = [
  { holder: ['destination'], keys: ['server', 'name', 'namespace'] },
  { holder: [], keys: ['ignoreDifferences', 'info', 'sources'] },
  { holder: ['syncPolicy'], keys: ['syncOptions'] },
  { holder: ['syncPolicy', 'retry'], keys: ['refresh'] },
  { holder: ['source'], keys: ['path', 'targetRevision', 'chart', 'ref'] },
  { holder: ['source', 'directory'], keys: ['recurse', 'include', 'exclude', 'disableExtensionFilter'] },
  { holder: ['source', 'helm'], keys: HELM },
  { holder: ['source', 'kustomize'], keys: KUSTOMIZE },
];

export const rule: Rule = {
  name: 'application-zero-value',
  severity: 'silent',
  summary:
    'A child Application writes out an empty value that Argo CD removes again, so its parent never stays Synced.',
  check(model, report) {
    for (const application of model.applications) {
      // An ApplicationSet normalises what it generates before it compares.
      if (application.generatedBy || application.parents.length === 0) continue;
      judge(application, report);
    }
  },
};

function judge(application: Application, report: Reporter): void {
  const { spec, parents } = application;
  const parent = parents[0] as Application;
  const removed: Pointer[] = [];
  const remove = (pointer: Pointer, note = '') => {
    removed.push(pointer);
    report.find({
      message:
        `the controller removes spec.${pointer.join('.')} from the live Application, because it is empty${note}; ` +
        `${parent.name} compares the file with that and is OutOfSync${parent.selfHeal ? ', and with selfHeal syncs again and again' : ''}`,
      fix: `Remove ${pointer.at(-1)}.`,
      resource: application.resource,
      pointer: ['spec', ...pointer],
      on: 'key',
    });
  };

  const { source, sources } = spec;
  if (!Array.isArray(sources) || sources.length === 0) {
    const { directory, helm, kustomize } = fields(source);
    if (isMap(directory) && emptyDirectory(directory)) {
      remove(['source', 'directory'], 'recurse' in directory ? ' (recurse: false is the default)' : '');
    }
    if (isMap(helm) && empty(helm, HELM) && helm.valuesObject == null) remove(['source', 'helm']);
    if (isMap(kustomize) && empty(kustomize, KUSTOMIZE)) {
      const lost = Object.keys(kustomize).filter((key) => !zero(kustomize[key]));
      remove(['source', 'kustomize'], lost.length > 0 ? ` to Argo CD: ${lost.join(', ')} alone does not count` : '');
    }
  }
  if (isMap(spec.syncPolicy)) {
    const { automated, syncOptions, retry, managedNamespaceMetadata } = spec.syncPolicy;
    if (automated == null && zero(syncOptions) && retry == null && managedNamespaceMetadata == null) {
      remove(['syncPolicy']);
    }
  }
  if (spec.project === '') {
    report.find({
      message: `the controller writes project: default into the live Application, because spec.project is ""; ${parent.name} compares the file with that and is OutOfSync`,
      fix: 'Write `project: default`, or the project that is meant.',
      resource: application.resource,
      pointer: ['spec', 'project'],
    });
  }
  judgeOmitted(application, removed, report);
}

/** What only a write of argocd-server or the CLI removes. */
function judgeOmitted({ spec, resource }: Application, removed: readonly Pointer[], report: Reporter): void {
  const find = (pointer: Pointer, value: unknown) =>
    report.find({
      message: `spec.${pointer.join('.')}: ${show(value)} says nothing, and is gone as soon as argocd-server or the CLI writes the Application: its parent is OutOfSync from then on`,
      fix: `Remove ${pointer.at(-1)}.`,
      severity: 'warn',
      resource,
      pointer: ['spec', ...pointer],
      on: 'key',
    });
  for (const { holder, keys } of OMITTED) {
    let at: unknown = spec;
    for (const part of holder) at = fields(at)[part];
    for (const [key, value] of Object.entries(fields(at))) {
      if (value === null || !zero(value) || !keys.includes(key)) continue;
      const pointer = [...holder, key];
      if (!removed.some((gone) => gone.every((part, index) => pointer[index] === part))) find(pointer, value);
    }
  }
}

/** Go's zero value, as YAML can write it. */
function zero(value: unknown): boolean {
  if (value == null || value === '' || value === false || value === 0) return true;
  return typeof value === 'object' && Object.keys(value).length === 0;
}

function empty(map: Record<string, unknown>, keys: readonly string[]): boolean {
  return keys.every((key) => zero(map[key]));
}

/** `include` and `exclude` keep a directory that is otherwise empty; the rest of it is then written anew. */
function emptyDirectory(directory: Record<string, unknown>): boolean {
  const { recurse, jsonnet, include, exclude, disableExtensionFilter } = directory;
  const { extVars, tlas, libs } = fields(jsonnet);
  return [recurse, extVars, tlas, libs, include, exclude, disableExtensionFilter].every(zero);
}
