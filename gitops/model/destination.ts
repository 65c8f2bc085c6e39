import { fields, text } from './resource';
import type { Cluster, Destination } from './types';

/** Finds the cluster that `spec.destination` means among those at hand (§2.3 of the specification). */
export function resolveDestination(destination: unknown, clusters: readonly Cluster[]): Destination {
  const { server: rawServer, name: rawName, namespace: rawNamespace } = fields(destination);
  const server = text(rawServer).replace(/\/+$/, '');
  const name = text(rawName);
  const written = { server: text(rawServer), name, namespace: text(rawNamespace) };
  // Both or neither is an error of its own: nothing follows from such a destination.
  if ((server === '') === (name === '')) return { ...written, resolved: {} };
  const matches = clusters.filter((cluster) => (server === '' ? cluster.name === name : cluster.server === server));
  const [cluster] = matches;
  if (!cluster || (server === '' && matches.length > 1)) {
    return { ...written, resolved: server === '' ? { name } : { server } };
  }
  return { ...written, cluster, resolved: { server: cluster.server, name: cluster.name } };
}
