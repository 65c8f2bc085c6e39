import type { IConstruct } from 'constructs';
import { Nodes } from '../facts/nodes';
import type { Values } from '../helm/merge-values';
import { ChartValues } from '../images/chart-images';
import type { DeployedKinds } from './deployed-kinds';
import type { ArgoCdValues } from './versions';

/** Redis and its proxy run three times each, on nodes of their own. */
const NODES = 3;

/**
 * What the chart is told for Argo CD that survives a node: three Redis behind a proxy, two of each server, and budgets so that
 * no two go at once. The application controller stays one, which starts again elsewhere: more of it would be shards.
 *
 * @see https://github.com/argoproj/argo-helm/tree/main/charts/argo-cd#high-availability
 */
export const HIGH_AVAILABILITY: { readonly facts: ArgoCdValues; readonly defaults: ArgoCdValues } = {
  facts: { 'redis-ha': { enabled: true } },
  defaults: {
    server: { replicas: 2, pdb: { enabled: true, maxUnavailable: 1 } },
    repoServer: { replicas: 2, pdb: { enabled: true, maxUnavailable: 1 } },
    applicationSet: { replicas: 2, pdb: { enabled: true, maxUnavailable: 1 } },
  },
};

/** What the chart renders besides. */
export const HIGH_AVAILABILITY_KINDS: DeployedKinds = {
  namespaced: [{ group: 'policy', kind: 'PodDisruptionBudget' }],
};

/** Says in PLATFORM.md how many nodes there have to be. */
export function requireNodes(construct: IConstruct): void {
  Nodes.of(construct).require({
    neededBy: 'Argo CD',
    requirement: `It is one of ${NODES} at least that take its pods: each Redis is on a node of its own (\`highAvailability\`)`,
    check: `\`kubectl get nodes\` lists ${NODES} that are Ready, without a taint that keeps its pods away`,
  });
}

/** Too few nodes, where they are known: pods would wait for ever. */
export function highAvailabilityErrors(construct: IConstruct, given: object = {}): string[] {
  const nodes = Nodes.of(construct).all.length;
  const values = new ChartValues(given as Values, {
    'redis-ha.hardAntiAffinity': true,
    'redis-ha.haproxy.hardAntiAffinity': true,
  });
  const strict = values.on('redis-ha.hardAntiAffinity') || values.on('redis-ha.haproxy.hardAntiAffinity');
  if (nodes === 0 || nodes >= NODES || !strict) return [];
  return [
    `highAvailability needs ${NODES} nodes, because each Redis and each proxy is on one of its own, and cluster.nodes has ${nodes}: ` +
      "add nodes, leave highAvailability out, or let them share: values: { 'redis-ha': { hardAntiAffinity: false, haproxy: { hardAntiAffinity: false } } }",
  ];
}
