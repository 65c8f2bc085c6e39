import { groupOf } from '../../argocd/semantics/api-version';
import { apply, type Role } from '../objects/apply';
import type { KubernetesObject } from '../objects/changed-fields';
import { differences } from '../objects/difference';
import { encodeStringData } from '../objects/normalize';
import { isEqual, type JsonMap } from '../objects/values';
import type { ImmutableChange } from './update';
import { UPDATES } from './updates';

export type { ImmutableChange } from './update';

/**
 * Changes that the API server refuses for an object that exists. It refuses the whole apply with them.
 *
 * Where the answer depends on what only the cluster knows, it is `[]`: the address that a Service was given, the default
 * StorageClass of a claim, whether a suspended Job ever ran. A claim is taken to be bound to a volume of the size that it
 * asked for.
 *
 * @see https://github.com/kubernetes/kubernetes/tree/v1.36.3/pkg/apis `ValidateUpdate` of each kind
 */
export function immutableChanges(before: KubernetesObject, after: KubernetesObject): readonly ImmutableChange[] {
  const update = UPDATES[`${groupOf(after.apiVersion)}/${after.kind}`];
  if (!update || isEqual(before, after)) return [];
  const { live, predicted, type } = apply(before, after, after.kind === 'Secret' ? storeStringData : undefined);
  return update({ before: live, after: predicted, written: after, changes: differences(live, predicted, type) });
}

/** The API server adds `stringData` to `data`. What goes from `stringData` in Git stays in the cluster. */
function storeStringData(secret: JsonMap, role: Role): void {
  if (role !== 'applied') encodeStringData(secret);
}
