import type { GroupKind } from '../../imports/argoproj.io';

/**
 * The kinds that controllers create for a kind (Pods for a Deployment). A project that lists namespaced kinds has to
 * list these too: Argo CD leaves objects that the project does not permit out of its resource tree, and Pods and their
 * logs would not be visible there.
 *
 * @see https://github.com/argoproj/argo-cd/blob/v3.4.4/controller/appcontroller.go (getResourceTree)
 */
const CHILDREN: Readonly<Record<string, readonly GroupKind[]>> = {
  'apps/Deployment': [
    { group: 'apps', kind: 'ReplicaSet' },
    { group: '', kind: 'Pod' },
  ],
  'apps/DaemonSet': [
    { group: 'apps', kind: 'ControllerRevision' },
    { group: '', kind: 'Pod' },
  ],
  'apps/StatefulSet': [
    { group: 'apps', kind: 'ControllerRevision' },
    { group: '', kind: 'Pod' },
    { group: '', kind: 'PersistentVolumeClaim' },
  ],
  'batch/CronJob': [
    { group: 'batch', kind: 'Job' },
    { group: '', kind: 'Pod' },
  ],
  'batch/Job': [{ group: '', kind: 'Pod' }],
  '/Service': [
    { group: '', kind: 'Endpoints' },
    { group: 'discovery.k8s.io', kind: 'EndpointSlice' },
  ],
  'external-secrets.io/ExternalSecret': [{ group: '', kind: 'Secret' }],
};

/** These kinds and what controllers make out of them. */
export function withChildren(kinds: readonly GroupKind[]): GroupKind[] {
  return kinds.flatMap((kind) => [kind, ...(CHILDREN[`${kind.group}/${kind.kind}`] ?? [])]);
}
