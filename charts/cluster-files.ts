import type { Chart } from 'cdk8s';
import type { Construct, IConstruct } from 'constructs';
import { GroundworkApp } from './app';
import { ClusterScope } from './cluster-scope';

/**
 * The file of a construct, below the folder of its cluster: `infra/harbor`. It has one owner.
 *
 * @throws Error if another construct renders it already, with the paths of both
 */
export function clusterFile(construct: IConstruct, path: string): Chart {
  const cluster = ClusterScope.of(construct);
  const owners = cluster.registry('files', () => new Map<string, string>());
  const other = owners.get(path);
  if (other !== undefined) {
    throw new Error(
      `[${construct.node.path}] renders ${cluster.path(path)}.yaml, which [${other}] renders too: give one of them another name`,
    );
  }
  owners.set(path, construct.node.path);
  return GroundworkApp.of(construct).file(cluster.path(path));
}

/** A folder below that of the cluster. */
export function clusterFolder(construct: IConstruct, path: string): Construct {
  return GroundworkApp.of(construct).folder(ClusterScope.of(construct).path(path));
}
