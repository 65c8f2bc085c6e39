import type { Chart } from 'cdk8s';
import type { Construct, IConstruct } from 'constructs';
import { sourceOf } from '../synth/plan/source';
import { GroundworkApp } from './app';
import { ClusterScope } from './cluster-scope';

/** How a construct uses a file of its cluster. */
interface FileUse {
  /** Ids of the constructs that it makes in the file. @default - none */
  readonly makes?: readonly string[];
  /** What to do where another construct renders the file. @default 'give one of them another name' */
  readonly wayOut?: string;
}

/**
 * The file of a construct, below the folder of its cluster: `infra/harbor`. It has one owner.
 *
 * @throws Error if another construct renders it already, or has made what this one makes in it, with the paths of both
 */
export function clusterFile(construct: IConstruct, path: string, use: FileUse = {}): Chart {
  const { makes = [], wayOut = 'give one of them another name' } = use;
  const cluster = ClusterScope.of(construct);
  const owners = cluster.registry('files', () => new Map<string, string>());
  const other = owners.get(path);
  if (other !== undefined) {
    throw new Error(
      `[${construct.node.path}] renders ${cluster.path(path)}.yaml, which [${other}] renders too: ${wayOut}`,
    );
  }
  owners.set(path, construct.node.path);
  const file = GroundworkApp.of(construct).file(cluster.path(path));
  for (const id of makes) requireFree(construct, file, id);
  return file;
}

/** A folder below that of the cluster. */
export function clusterFolder(construct: IConstruct, path: string): Construct {
  return GroundworkApp.of(construct).folder(ClusterScope.of(construct).path(path));
}

/**
 * To be called before a construct makes another outside of itself, in a file or folder where others make theirs.
 *
 * @throws Error if there is one with that id already, with the paths of both
 */
export function requireFree(construct: IConstruct, scope: IConstruct, id: string): void {
  const existing = scope.node.tryFindChild(id);
  if (!existing) return;
  throw new Error(
    `[${construct.node.path}] cannot make [${existing.node.path}], because there is a construct of that path already ` +
      `(${sourceOf(existing)} declares it): give that one another id, or another file`,
  );
}
