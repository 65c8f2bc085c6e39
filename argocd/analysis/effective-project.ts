import type { AppProject, Fields, Model } from '../model/types';
import { fields, list, text } from '../rule';
import type { AppProjectSpec } from '../semantics/app-project';
import { mergeGlobalProjects } from '../semantics/project-merge';
import { ArgoCdVersion } from '../semantics/version';
import { readFirstDocument } from '../yaml/text';

/** The lists of a project that a global project adds to: of objects with some keys, or of strings. */
const LISTS = {
  clusterResourceWhitelist: ['group', 'kind', 'name'],
  clusterResourceBlacklist: ['group', 'kind', 'name'],
  namespaceResourceWhitelist: ['group', 'kind'],
  namespaceResourceBlacklist: ['group', 'kind'],
  destinations: ['server', 'name', 'namespace'],
  sourceRepos: undefined,
} as const;

type ListName = keyof typeof LISTS;

/**
 * The project as Argo CD applies it to an Application: with the additions of its scoped Secrets and of the global
 * projects.
 */
export interface EffectiveProject {
  readonly project: AppProject;
  /** An item keeps its index in the list of the project; additions come after it. */
  readonly spec: AppProjectSpec;
  /** The global projects that it takes from, in their order. */
  readonly globals: readonly AppProject[];
}

const cache = new WeakMap<Model, Map<AppProject, EffectiveProject>>();

/**
 * The project as the controller sees it.
 *
 * Repositories and clusters with `project: <name>` in their Secret are appended to `sourceRepos` and `destinations`;
 * then each global project of argocd-cm whose selector matches the labels of the project appends its lists. A list that
 * neither side has stays absent: absent and empty are not the same.
 *
 * @see https://github.com/argoproj/argo-cd/blob/v3.5.1/util/argo/argo.go (GetAppProjectByName, mergeVirtualProject)
 */
export function effectiveProject(model: Model, project: AppProject): EffectiveProject {
  let known = cache.get(model);
  if (!known) {
    known = new Map();
    cache.set(model, known);
  }
  let effective = known.get(project);
  if (!effective) {
    effective = merge(model, project);
    known.set(project, effective);
  }
  return effective;
}

function merge(model: Model, project: AppProject): EffectiveProject {
  const lists = readLists(project) as Partial<Record<ListName, readonly unknown[]>>;
  const append = (key: ListName, items: readonly unknown[]) => {
    if (items.length > 0) lists[key] = [...(lists[key] ?? []), ...items];
  };
  for (const secret of model.repositorySecrets) {
    if (secret.type === 'repository' && secret.project === project.name) append('sourceRepos', [secret.url]);
  }
  for (const cluster of model.clusters) {
    if (cluster.project !== project.name) continue;
    for (const namespace of namespacesOf(cluster.resource?.object)) {
      append('destinations', [{ server: cluster.server, namespace }]);
    }
  }
  const globals = globalProjects(model, project);
  const spec = mergeGlobalProjects(lists as AppProjectSpec, globals.map(readLists), versionOf(model));
  return { project, spec, globals };
}

function readLists({ spec }: AppProject): AppProjectSpec {
  const lists: Partial<Record<ListName, readonly unknown[] | undefined>> = {};
  for (const key of Object.keys(LISTS) as ListName[]) lists[key] = readList(spec[key], LISTS[key]);
  return lists as AppProjectSpec;
}

/** A list of strings, without anything else, which the API server refuses. Absent stays absent. */
function readList(value: unknown, keys: readonly string[] | undefined): readonly unknown[] | undefined {
  if (!Array.isArray(value)) return undefined;
  if (!keys) return value.map(text);
  return value.map((item) => Object.fromEntries(keys.map((key) => [key, text(fields(item)[key])])));
}

/** The namespaces that a cluster Secret restricts Argo CD to, `*` for all. */
function namespacesOf(secret: Fields | undefined): string[] {
  const { stringData, data } = secret ?? {};
  const written = text(fields(stringData).namespaces) || decode(text(fields(data).namespaces));
  const names = written
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
  return names.length > 0 ? names : ['*'];
}

function decode(base64: string): string {
  return Buffer.from(base64, 'base64').toString('utf8');
}

function globalProjects(model: Model, project: AppProject): AppProject[] {
  const globals: AppProject[] = [];
  for (const item of settingsOf(model)) {
    const name = text(fields(item).projectName);
    if (name === project.name || !matchesSelector(fields(item).labelSelector, project)) continue;
    const global = model.projects.find((one) => one.name === name);
    // Argo CD stops at the first one that does not exist.
    if (!global) break;
    globals.push(global);
  }
  return globals;
}

function settingsOf({ settings }: Model): readonly unknown[] {
  const { globalProjects: written } = settings.cm;
  if (!written) return [];
  return list(readFirstDocument(written).value);
}

/** A label selector of Kubernetes; an empty one selects everything. */
function matchesSelector(selector: unknown, { resource: { labels } }: AppProject): boolean {
  const { matchLabels, matchExpressions } = fields(selector);
  if (!Object.entries(fields(matchLabels)).every(([key, value]) => labels[key] === value)) return false;
  return list(matchExpressions).every((expression) => {
    const { key, operator, values } = fields(expression);
    const label = labels[text(key)];
    switch (operator) {
      case 'Exists':
        return label !== undefined;
      case 'DoesNotExist':
        return label === undefined;
      case 'In':
        return label !== undefined && list(values).includes(label);
      case 'NotIn':
        return label === undefined || !list(values).includes(label);
      default:
        return false;
    }
  });
}

/** The version of Argo CD to judge for; the newest known one if the text is not a version. */
export function versionOf(model: Model): ArgoCdVersion {
  return ArgoCdVersion.orLatest(model.argocdVersion);
}
