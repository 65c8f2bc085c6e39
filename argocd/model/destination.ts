import { fields, text } from './resource';
import type { Cluster, Destination } from './types';

/**
 * Finds the cluster that `spec.destination` means, among those of the repository. A `server` is compared without its last
 * `/`, and a `name` that two clusters have means neither.
 *
 * @see https://github.com/argoproj/argo-cd/blob/v3.5.1/util/argo/argo.go GetDestinationCluster
 */
export function resolveDestination(destination: unknown, clusters: readonly Cluster[]): Destination {
  const { server: rawServer, name: rawName, namespace: rawNamespace } = fields(destination);
  const written = text(rawServer);
  const server = written.endsWith('/') ? written.replace(/\/+$/, '') : written;
  const name = text(rawName);
  const namespace = text(rawNamespace);
  // Both or neither is an error that a rule reports: such a destination means no cluster.
  if ((server === '') === (name === '')) return { server: written, name, namespace, resolved: {} };
  let found: Cluster | undefined;
  let several = false;
  for (const cluster of clusters) {
    if (server === '' ? cluster.name !== name : cluster.server !== server) continue;
    several = found !== undefined;
    found ??= cluster;
  }
  if (!found || (server === '' && several))
    return { server: written, name, namespace, resolved: server === '' ? { name } : { server } };
  const resolved = { server: found.server, name: found.name };
  return { server: written, name, namespace, cluster: found, resolved };
}
