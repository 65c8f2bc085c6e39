import { fields, text } from './resource';
import type { Cluster, Destination } from './types';

/** Finds the cluster that `spec.destination` means among those at hand (§2.3 of the specification). */
export function resolveDestination(destination: unknown, clusters: readonly Cluster[]): Destination {
  const { server: rawServer, name: rawName, namespace: rawNamespace } = fields(destination);
  const written = text(rawServer);
  const server = written.endsWith('/') ? written.replace(/\/+$/, '') : written;
  const name = text(rawName);
  const namespace = text(rawNamespace);
  // Both or neither is an error of its own: nothing follows from such a destination.
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
