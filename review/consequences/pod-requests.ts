import { fields, list } from '../../argocd/model/resource';
import type { Fields } from '../../argocd/model/types';
import { parseQuantity } from '../../argocd/semantics/quantity';

/**
 * How much of a resource the scheduler keeps for a pod, in cores or bytes: what its containers and sidecars request together, or
 * more where an init container needs that beside the sidecars that run already, and the overhead of its runtime. What the pod
 * itself requests counts in the place of its containers.
 *
 * @see https://github.com/kubernetes/kubernetes/blob/v1.36.1/staging/src/k8s.io/component-helpers/resource/helpers.go PodRequests
 */
export function podRequests(pod: Fields, what: 'cpu' | 'memory'): number {
  const main = list(pod.containers).reduce<number>((sum, one) => sum + requested(one, what), 0);
  let sidecars = 0;
  let most = 0;
  for (const container of list(pod.initContainers).map(fields)) {
    const own = requested(container, what);
    if (container.restartPolicy === 'Always') sidecars += own;
    most = Math.max(most, container.restartPolicy === 'Always' ? sidecars : sidecars + own);
  }
  const together = Math.max(main + sidecars, most);
  return (requestedOrNone(pod, what) ?? together) + (amount(fields(pod.overhead)[what]) ?? 0);
}

function requested(container: unknown, what: 'cpu' | 'memory'): number {
  const { limits } = fields(fields(container).resources);
  // The API server takes the limit where nothing is requested.
  return requestedOrNone(fields(container), what) ?? amount(fields(limits)[what]) ?? 0;
}

function requestedOrNone({ resources }: Fields, what: 'cpu' | 'memory'): number | undefined {
  return amount(fields(fields(resources).requests)[what]);
}

function amount(value: unknown): number | undefined {
  return typeof value === 'string' || typeof value === 'number' ? parseQuantity(String(value))?.amount : undefined;
}
