import type { AppProjectSpec } from './app-project';
import { ArgoCdVersion } from './version';

/**
 * A project with the lists of its global projects appended to its own.
 *
 * A whitelist that is absent and permits everything becomes a list that permits only what the global project names. An
 * empty list that nothing is appended to stays empty.
 *
 * @param version since 3.5 `destinationServiceAccounts` are appended too
 * @see https://argo-cd.readthedocs.io/en/stable/user-guide/projects/#configuring-global-projects-v18
 */
export function mergeGlobalProjects(
  project: AppProjectSpec,
  globals: readonly AppProjectSpec[],
  version: ArgoCdVersion = ArgoCdVersion.LATEST,
): AppProjectSpec {
  let merged = project;
  for (const global of globals) {
    merged = {
      ...merged,
      clusterResourceWhitelist: append(merged.clusterResourceWhitelist, global.clusterResourceWhitelist),
      clusterResourceBlacklist: append(merged.clusterResourceBlacklist, global.clusterResourceBlacklist),
      namespaceResourceWhitelist: append(merged.namespaceResourceWhitelist, global.namespaceResourceWhitelist),
      namespaceResourceBlacklist: append(merged.namespaceResourceBlacklist, global.namespaceResourceBlacklist),
      syncWindows: append(merged.syncWindows, global.syncWindows),
      sourceRepos: append(merged.sourceRepos, global.sourceRepos),
      destinations: append(merged.destinations, global.destinations),
    };
    if (version.mergesDestinationServiceAccounts) {
      const accounts = append(merged.destinationServiceAccounts, global.destinationServiceAccounts);
      merged = { ...merged, destinationServiceAccounts: accounts };
    }
  }
  return merged;
}

type List<T> = readonly T[] | null | undefined;

/** Go's `append`: nil stays nil if nothing is appended. */
function append<T>(own: List<T>, more: List<T>): List<T> {
  return more?.length ? [...(own ?? []), ...more] : own;
}
