import { fields, text } from '../../argocd/model/resource';
import { changedFields } from '../objects/changed-fields';

/** A change that the API server refuses. */
export interface ImmutableChange {
  readonly path: readonly (string | number)[];
  readonly message: string;
}

/** What the API server refuses to change in an object. */
export function immutableChanges(before: unknown, after: unknown): readonly ImmutableChange[] {
  const kind = text(fields(before).kind);
  const fixed = FIXED[kind] ?? [];
  return changedFields(before, after).flatMap(({ path }) => {
    const where = path.join('.');
    return fixed.some((one) => one.test(where)) ? [{ path, message: 'field is immutable' }] : [];
  });
}

const FIXED: Readonly<Record<string, readonly RegExp[]>> = {
  Deployment: [/^spec\.selector/],
  DaemonSet: [/^spec\.selector/],
  StatefulSet: [/^spec\.(selector|serviceName|podManagementPolicy|volumeClaimTemplates)/],
  Job: [/^spec\.(selector|template)/],
  RoleBinding: [/^roleRef/],
  ClusterRoleBinding: [/^roleRef/],
  StorageClass: [/^(parameters|provisioner|reclaimPolicy|volumeBindingMode)/],
  Secret: [/^type/],
};
