import { ApiObject } from 'cdk8s';
import type { Construct } from 'constructs';
import { parseQuantity } from '../../argocd/semantics/quantity';
import { labelErrors } from '../argocd/name-errors';

/** How much all pods and objects of a namespace may ask for together: `spec.hard` of its ResourceQuota. */
export type TeamQuota = Readonly<Partial<Record<QuotaResource, string | number>>>;

/**
 * What a ResourceQuota counts.
 * @see https://kubernetes.io/docs/concepts/policy/resource-quotas/
 */
export type QuotaResource =
  | 'requests.cpu'
  | 'requests.memory'
  | 'requests.storage'
  | 'requests.ephemeral-storage'
  | 'limits.cpu'
  | 'limits.memory'
  | 'limits.ephemeral-storage'
  | 'pods'
  | 'services'
  | 'services.nodeports'
  | 'services.loadbalancers'
  | 'secrets'
  | 'configmaps'
  | 'persistentvolumeclaims'
  | 'replicationcontrollers'
  | 'resourcequotas'
  | `count/${string}`
  | `requests.${string}/${string}`
  | `${string}.storageclass.storage.k8s.io/${string}`;

/** An amount of each resource. */
export interface ResourceAmounts {
  /** CPU: `500m`, `2`. @default - not said */
  readonly cpu?: string | number;
  /** Memory: `256Mi`. @default - not said */
  readonly memory?: string | number;
  /** Storage on the node: `1Gi`. @default - not said */
  readonly 'ephemeral-storage'?: string | number;
}

/**
 * What a container of a namespace has that says nothing itself, and may have: its LimitRange. Where a quota counts requests or
 * limits, Kubernetes refuses pods without them, so that `default` and `defaultRequest` belong to a quota.
 * @see https://kubernetes.io/docs/concepts/policy/limit-range/
 */
export interface TeamLimits {
  /** Limits of a container that says none. @default - none */
  readonly default?: ResourceAmounts;
  /** Requests of a container that says none. @default - those of `default` */
  readonly defaultRequest?: ResourceAmounts;
  /** The least that a container may ask for. @default - none */
  readonly min?: ResourceAmounts;
  /** The most that a container may ask for. @default - none */
  readonly max?: ResourceAmounts;
}

/** A namespace of a team. */
export interface TeamNamespace {
  /** Its name. */
  readonly name: string;
  /** Its quota. @default - that of the team */
  readonly quota?: TeamQuota;
  /** Its limits. @default - those of the team */
  readonly limits?: TeamLimits;
  /** Labels of the Namespace. @default - those of the team */
  readonly labels?: Readonly<Record<string, string>>;
}

/** Makes a Namespace with its quota and its limits. */
export function makeNamespace(scope: Construct, { name, quota, limits, labels }: TeamNamespace): void {
  new ApiObject(scope, `namespace-${name}`, {
    apiVersion: 'v1',
    kind: 'Namespace',
    // Whoever takes a namespace off the list is asked to delete it by hand: all that is in it would go with it.
    metadata: { name, labels, annotations: { 'argocd.argoproj.io/sync-options': 'Prune=false,Delete=false' } },
  });
  const metadata = (object: string) => ({ name: object, namespace: name });
  if (quota && Object.keys(quota).length > 0)
    new ApiObject(scope, `quota-${name}`, {
      apiVersion: 'v1',
      kind: 'ResourceQuota',
      metadata: metadata('team'),
      spec: { hard: texts(quota) },
    });
  if (limits && Object.keys(limits).length > 0) {
    const item = Object.entries(limits).map(([key, amounts]) => [key, texts(amounts ?? {})]);
    new ApiObject(scope, `limits-${name}`, {
      apiVersion: 'v1',
      kind: 'LimitRange',
      metadata: metadata('team'),
      spec: { limits: [{ type: 'Container', ...Object.fromEntries(item) }] },
    });
  }
}

/** Quantities as text, as the API server gives them back: a number would be a difference for ever. */
function texts(amounts: object): Record<string, string> {
  return Object.fromEntries(
    Object.entries(amounts)
      .filter(([, amount]) => amount !== undefined)
      .map(([resource, amount]) => [resource, String(amount)]),
  );
}

/** What Kubernetes would refuse. */
export function namespaceErrors({ name, quota = {}, limits = {} }: TeamNamespace): string[] {
  const errors = labelErrors('namespaces', name);
  const amounts = [
    ...Object.entries(quota).map(([resource, amount]) => [`quota['${resource}']`, amount] as const),
    ...Object.entries(limits).flatMap(([key, of]) =>
      Object.entries(of ?? {}).map(([resource, amount]) => [`limits.${key}.${resource}`, amount as unknown] as const),
    ),
  ];
  for (const [field, amount] of amounts)
    if (amount !== undefined && parseQuantity(String(amount)) === undefined)
      errors.push(
        `namespace ${name}: ${field} is ${JSON.stringify(amount)}: expected a quantity such as 2, 500m or 4Gi`,
      );
  return errors;
}
