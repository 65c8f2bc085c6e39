import type { AppProjectSpec, ProjectDestination, ResourceItem } from './app-project';
import { matchFilepath } from './filepath-match';
import { normalizeGitUrl } from './git-url';
import { matchGlob } from './glob';
import { ArgoCdVersion } from './version';

/** A permission with its reason. */
export interface Permission<Item> {
  readonly permitted: boolean;
  readonly because: PermissionReason<Item>;
}

/** The item, and the list that it is in, that decided. */
export type PermissionReason<Item> =
  /** This item permits it, and no blacklist item refuses it. */
  | { readonly kind: 'allowed'; readonly item: Item; readonly index: number }
  /** This item shuts it out. */
  | { readonly kind: 'denied'; readonly item: Item; readonly index: number }
  /** The list has items, but none fits. */
  | { readonly kind: 'unmatched' }
  /** The list is absent or has no items, and that means nothing is permitted. */
  | { readonly kind: 'empty' }
  /** The list is absent, and that means everything is permitted. */
  | { readonly kind: 'absent' }
  /** Only clusters that belong to the project are permitted, and this one does not. */
  | { readonly kind: 'unscoped' };

const isDeny = (pattern: string): boolean => pattern.startsWith('!');

function fits(pattern: string, text: string, version: ArgoCdVersion, separators = ''): boolean {
  if (isDeny(pattern)) return !matchGlob(pattern.slice(1), text, separators, version);
  return pattern === '*' || matchGlob(pattern, text, separators, version);
}

function normalizePattern(pattern: string): string {
  return isDeny(pattern) ? `!${normalizeGitUrl(pattern.slice(1))}` : normalizeGitUrl(pattern);
}

/**
 * Whether a project permits a source repository.
 *
 * Items are tried in order. A denial that matches refuses at once; a denial that does not match permits. So a list of
 * only denials permits everything else.
 *
 * @see https://github.com/argoproj/argo-cd/blob/v3.5.1/pkg/apis/application/v1alpha1/app_project_types.go
 */
export function sourcePermission(
  project: AppProjectSpec,
  repoUrl: string,
  version: ArgoCdVersion = ArgoCdVersion.LATEST,
): Permission<string> {
  const repos = project.sourceRepos ?? [];
  if (repos.length === 0) return { permitted: false, because: { kind: 'empty' } };
  const url = normalizeGitUrl(repoUrl);
  let allowed: PermissionReason<string> | undefined;
  for (const [index, item] of repos.entries()) {
    const pattern = normalizePattern(item);
    if (fits(pattern, url, version, '/')) allowed ??= { kind: 'allowed', item, index };
    else if (isDeny(pattern)) return { permitted: false, because: { kind: 'denied', item, index } };
  }
  return allowed ? { permitted: true, because: allowed } : { permitted: false, because: { kind: 'unmatched' } };
}

/** A cluster as Argo CD resolved it, and the namespace that is asked for. */
export interface ResolvedDestination {
  /** URL of the API server. */
  readonly server: string;
  /** Name of the cluster; `in-cluster` for Argo CD's own. */
  readonly name: string;
  readonly namespace: string;
}

/** A cluster that belongs to a project (a cluster Secret with `project`). */
export interface ProjectCluster {
  readonly server: string;
  readonly name: string;
}

/**
 * Whether a project permits a destination. Both the server and the name of the cluster count, whichever the Application
 * wrote.
 *
 * Before Argo CD 3.6 a denied name applies to every namespace. A denied namespace applies only together with a matching
 * `server`, never with a `name` alone.
 */
export function destinationPermission(
  project: AppProjectSpec,
  destination: ResolvedDestination,
  projectClusters: readonly ProjectCluster[] = [],
  version: ArgoCdVersion = ArgoCdVersion.LATEST,
): Permission<ProjectDestination> {
  const items = project.destinations ?? [];
  if (items.length === 0) return { permitted: false, because: { kind: 'empty' } };
  let allowed: PermissionReason<ProjectDestination> | undefined;
  for (const [index, item] of items.entries()) {
    const { server = '', name = '', namespace = '' } = item;
    const nameFits = destination.name !== '' && fits(name, destination.name, version);
    const serverFits = destination.server !== '' && fits(server, destination.server, version);
    const namespaceFits = fits(namespace, destination.namespace, version);
    if ((serverFits || nameFits) && namespaceFits) {
      allowed ??= { kind: 'allowed', item, index };
    } else if (
      (!nameFits && isDeny(name) && (namespaceFits || !version.limitsDeniedNames)) ||
      (!serverFits && isDeny(server) && namespaceFits) ||
      (!namespaceFits && isDeny(namespace) && serverFits)
    ) {
      return { permitted: false, because: { kind: 'denied', item, index } };
    }
  }
  if (!allowed) return { permitted: false, because: { kind: 'unmatched' } };
  if (project.permitOnlyProjectScopedClusters === true) {
    const own = projectClusters.some(({ server, name }) => name === destination.name || server === destination.server);
    if (!own) return { permitted: false, because: { kind: 'unscoped' } };
  }
  return { permitted: true, because: allowed };
}

/** A kind of resource, and the name of one. */
export interface ResourceQuestion {
  readonly group: string;
  readonly kind: string;
  /** Counts for cluster-scoped resources only. */
  readonly name: string;
  readonly namespaced: boolean;
}

/**
 * Whether a project permits a resource.
 *
 * Namespaced: an absent whitelist permits every kind, an empty one none. Cluster-scoped: absent and empty permit none.
 */
export function resourcePermission(project: AppProjectSpec, resource: ResourceQuestion): Permission<ResourceItem> {
  const { namespaced } = resource;
  const whitelist = namespaced ? project.namespaceResourceWhitelist : project.clusterResourceWhitelist;
  const blacklist = namespaced ? project.namespaceResourceBlacklist : project.clusterResourceBlacklist;
  const find = (list: readonly ResourceItem[]) => list.findIndex((item) => coversResource(item, resource));

  const black = find(blacklist ?? []);
  const denied = blacklist?.[black];
  if (denied) return { permitted: false, because: { kind: 'denied', item: denied, index: black } };
  if (namespaced && (whitelist === undefined || whitelist === null)) {
    return { permitted: true, because: { kind: 'absent' } };
  }
  if (!whitelist?.length) return { permitted: false, because: { kind: 'empty' } };
  const white = find(whitelist);
  const item = whitelist[white];
  return item
    ? { permitted: true, because: { kind: 'allowed', item, index: white } }
    : { permitted: false, because: { kind: 'unmatched' } };
}

function coversResource(item: ResourceItem, { group, kind, name, namespaced }: ResourceQuestion): boolean {
  const { group: groups = '', kind: kinds = '', name: names = '' } = item;
  if (!matchFilepath(kinds, kind) || !matchFilepath(groups, group)) return false;
  return namespaced || names === '' || matchFilepath(names, name);
}
