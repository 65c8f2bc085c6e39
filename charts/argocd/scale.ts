import { mergeMaps, type Values } from '../helm/merge-values';

/**
 * How much Argo CD can do at once. What is left out is as Argo CD has it; the page docs/scale.md says when to change which.
 *
 * @see https://argo-cd.readthedocs.io/en/stable/operator-manual/high_availability/
 */
export interface ArgoCdScale {
  /** Pods of the application controller. The clusters are shared out among them: more than there are clusters does nothing. @default 1 */
  readonly controllers?: number;
  /** How clusters are shared out; the last two are marked as alpha by Argo CD. @default 'legacy', by the id of the cluster's Secret */
  readonly sharding?: 'legacy' | 'round-robin' | 'consistent-hashing';
  /** Applications that one controller compares at once. @default 20 */
  readonly statusProcessors?: number;
  /** Applications that one controller syncs at once. @default 10 */
  readonly operationProcessors?: number;
  /** How often Git is asked where no webhook says that something is new, as a Go duration. @default 120s */
  readonly reconciliation?: string;
  /** Pods of the repo server, which clones and renders. @default 1 */
  readonly repoServers?: number;
  /** Manifests that one repo server makes at once; 0 is no limit. @default 0 */
  readonly parallelismLimit?: number;
  /** How long what was rendered is kept, as a Go duration. @default 24h */
  readonly repoCacheExpiration?: string;
  /** Pods of the API server, which has the UI and takes the webhooks. @default 1 */
  readonly servers?: number;
}

/** The values of the chart that follow. */
export function scaleValues(scale: ArgoCdScale = {}, progressiveSyncs = false): Values {
  const { controllers, repoServers, servers, reconciliation } = scale;
  const params = {
    'controller.sharding.algorithm': scale.sharding,
    'controller.status.processors': scale.statusProcessors,
    'controller.operation.processors': scale.operationProcessors,
    'reposerver.parallelism.limit': scale.parallelismLimit,
    'reposerver.repo.cache.expiration': scale.repoCacheExpiration,
    'applicationsetcontroller.enable.progressive.syncs': progressiveSyncs ? true : undefined,
  };
  // A ConfigMap has texts alone.
  const given = Object.entries(params).flatMap(([key, value]) => (value === undefined ? [] : [[key, String(value)]]));
  return [
    controllers === undefined ? {} : { controller: { replicas: controllers } },
    repoServers === undefined ? {} : { repoServer: { replicas: repoServers } },
    servers === undefined ? {} : { server: { replicas: servers } },
    reconciliation === undefined ? {} : { configs: { cm: { 'timeout.reconciliation': reconciliation } } },
    given.length === 0 ? {} : { configs: { params: Object.fromEntries(given) } },
  ].reduce<Values>(mergeMaps, {});
}

/** Errors for what Argo CD could not start with. */
export function scaleErrors(scale: ArgoCdScale = {}): string[] {
  const { parallelismLimit, reconciliation, repoCacheExpiration } = scale;
  const counts = ['controllers', 'statusProcessors', 'operationProcessors', 'repoServers', 'servers'] as const;
  const whole = (name: string, value: number | undefined, least: number) =>
    value === undefined || (Number.isSafeInteger(value) && value >= least)
      ? []
      : [`scale.${name} is ${value}: expected is a whole number from ${least} on`];
  const duration = (name: string, value: string | undefined) =>
    value === undefined || /^(?:\d+(?:\.\d+)?(?:ms|s|m|h))+$/.test(value)
      ? []
      : [`scale.${name} is ${JSON.stringify(value)}: expected is a Go duration, such as 3m or 1h30m`];
  return [
    ...counts.flatMap((name) => whole(name, scale[name], 1)),
    ...whole('parallelismLimit', parallelismLimit, 0),
    ...duration('reconciliation', reconciliation),
    ...duration('repoCacheExpiration', repoCacheExpiration),
  ];
}
