import type { IConstruct } from 'constructs';
import type { SynthesizedCluster } from '../../synth/app';
import { ClusterScope } from '../cluster-scope';

/** A cluster with a folder of its own in the app. */
export interface DeclaredCluster extends SynthesizedCluster {
  readonly directory: string;
}

/** Those of an app that have an Argo CD of their own, in the order of declaration. A cluster adds itself. */
export function declaredClusters(app: IConstruct): DeclaredCluster[] {
  return ClusterScope.of(app).registry<DeclaredCluster[]>('Clusters', () => []);
}
