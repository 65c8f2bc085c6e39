import type { IConstruct } from 'constructs';
import type { ClusterFacts } from './cluster-facts';
import { ClusterScope } from './cluster-scope';
import { NodePorts } from './facts/node-ports';
import { Nodes } from './facts/nodes';

/** Tells the constructs of a cluster what is there before them. */
export function declareFacts(construct: IConstruct, facts: ClusterFacts): void {
  const scope = ClusterScope.of(construct);
  scope.kubernetesVersion = facts.kubernetesVersion;
  scope.storageClass = facts.storageClass;
  Nodes.of(construct).declare(...facts.nodes);
  for (const [service, { port, credential }] of Object.entries(facts.nodePortsTaken ?? {})) {
    NodePorts.of(construct).claim({ service, port, credential, owner: 'taken already: cluster.nodePortsTaken' });
  }
}
