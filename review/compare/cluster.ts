import { IN_CLUSTER, keyOfResource } from '../../argocd/model/nodes';
import type { Application, RenderedResource } from '../../argocd/model/types';

/**
 * One string for the cluster that an Application deploys to, as far as it is known. Each instance of Argo CD calls the cluster
 * that it runs in by the same name.
 */
export function clusterOf({ destination }: Application, instance: string): string {
  const { server, name } = destination.resolved;
  const cluster = server ?? (name === undefined ? '' : `name ${name}`);
  return cluster === IN_CLUSTER.server ? `${instance}\n${cluster}` : cluster;
}

/** The cluster, for a reader. */
export function clusterName({ destination }: Application): string {
  const { cluster, server, name } = destination;
  return cluster?.name || name || server;
}

/** One string for an object on its cluster, as Argo CD tracks it: the version is not part of it. */
export function trackedAs(rendered: RenderedResource, instance: string): string {
  return `${clusterOf(rendered.application, instance)}\n${keyOfResource(rendered)}`;
}
