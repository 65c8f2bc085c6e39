import { fields, list, text } from '../../argocd/model/resource';
import type { Fields, RenderedResource } from '../../argocd/model/types';

/** Kinds that keep pods running and replace them when the template changes: `group/Kind`. */
const WORKLOADS = new Set(['apps/Deployment', 'apps/StatefulSet', 'apps/DaemonSet', 'argoproj.io/Rollout']);

/** Whether an object keeps pods running. */
export function isWorkload({ group, kind }: RenderedResource): boolean {
  return WORKLOADS.has(`${group}/${kind}`);
}

/** How many pods it wants; `undefined` for a DaemonSet, and where somebody else says so. */
export function replicasOf({ kind, resource }: RenderedResource): number | undefined {
  if (kind === 'DaemonSet') return undefined;
  const { replicas } = fields(resource.object.spec);
  return typeof replicas === 'number' ? replicas : replicas === undefined ? 1 : undefined;
}

/** The containers of a pod, those that run before it and beside it too. */
export function containersOf(podSpec: Fields): readonly Fields[] {
  return [...list(podSpec.initContainers), ...list(podSpec.containers), ...list(podSpec.ephemeralContainers)].map(
    fields,
  );
}

/** How its pods are replaced, as a part of a sentence; `undefined` if they are not. */
export function replacement(rendered: RenderedResource): string | undefined {
  const { kind, resource } = rendered;
  const spec = fields(resource.object.spec);
  const replicas = replicasOf(rendered);
  if (replicas === 0 || spec.paused === true) return undefined;
  const strategy = fields(kind === 'Deployment' ? spec.strategy : spec.updateStrategy);
  const type = text(strategy.type) || 'RollingUpdate';
  const rolling = fields(strategy.rollingUpdate);
  if (kind === 'Rollout') return 'as its strategy says';
  if (type === 'OnDelete') return undefined;
  if (kind === 'DaemonSet') {
    const { maxUnavailable = 1, maxSurge = 0 } = rolling;
    const first = maxSurge !== 0 && maxSurge !== '0' && maxSurge !== '0%';
    return `on every node, ${first ? `${maxSurge} started first` : `${maxUnavailable} at a time`}`;
  }
  if (type === 'Recreate') return 'all at once (Recreate): none runs meanwhile';
  if (kind === 'StatefulSet') {
    const { partition } = rolling;
    const from = typeof partition === 'number' && partition > 0 ? ` from number ${partition} on` : '';
    if (replicas === 1) return `its only one${from}: none runs meanwhile`;
    return `one after the other${from}`;
  }
  if (replicas === 1) {
    const { maxSurge, maxUnavailable } = rolling;
    if (countOf(maxUnavailable, 1) >= 1) return 'its only one, which may stop before another runs: none runs meanwhile';
    const none = maxSurge === 0 || maxSurge === '0' || maxSurge === '0%';
    return none ? 'its only one: none runs meanwhile' : 'its only one, a new one is started first';
  }
  if (replicas === undefined) return 'step by step';
  const { maxUnavailable = '25%', maxSurge = '25%' } = rolling;
  const most = countOf(maxUnavailable, replicas);
  if (most >= replicas) return `all of ${replicas} may stop at once (maxUnavailable ${maxUnavailable})`;
  // Where both come to nothing, Kubernetes lets one be missing.
  const missing = Math.max(most, parseInt(String(maxSurge), 10) === 0 ? 1 : 0);
  return `step by step, ${missing === 0 ? 'a new one is started first' : `at most ${missing} of ${replicas} missing`}`;
}

/** How many pods a number or a percentage is, rounded down as Kubernetes does for those that may be missing. */
function countOf(value: unknown, replicas: number): number {
  const [, percent] = /^(\d+)%$/.exec(String(value)) ?? [];
  return percent === undefined ? Number(value) || 0 : Math.floor((Number(percent) * replicas) / 100);
}
