import { Chart } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { APPS_FOLDER } from '../../synth/layout';
import { ClusterScope } from '../cluster-scope';

/** A folder whose files an Application of its own brings. */
export interface AppsFolder {
  /** The name of the Application that brings it: `apps-dev`. */
  readonly name: string;
  /** Below the folder of the cluster: `apps/dev`. */
  readonly path: string;
}

/** The folder in `apps/`, or that itself, that a construct is rendered into; undefined if it is in another folder. */
export function appsFolderOf(construct: IConstruct): AppsFolder | undefined {
  const file = construct.node.scopes.findLast((scope) => Chart.isChart(scope));
  if (!file) return undefined;
  const { folder: cluster } = ClusterScope.of(construct);
  const inside = cluster === '' ? file.node.path : file.node.path.slice(cluster.length + 1);
  const folders = inside.split('/').slice(0, -1);
  return folders[0] === APPS_FOLDER ? { name: folders.join('-'), path: folders.join('/') } : undefined;
}
