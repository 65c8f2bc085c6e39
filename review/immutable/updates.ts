import { customResourceDefinition } from './custom-resource-definition';
import { job } from './job';
import { pod } from './pod';
import { service } from './service';
import { at, fixed, fixedBut, IMMUTABLE, type States, together, type Update } from './update';
import { persistentVolume, persistentVolumeClaim } from './volumes';

/** Data that was declared to stay. */
function declaredImmutable(fields: readonly string[]): Update {
  const update = fixed(
    Object.fromEntries(fields.map((field) => [field, 'field is immutable when `immutable` is set'])),
  );
  return (states: States) => (at(states.before, ['immutable']) === true ? update(states) : []);
}

/** A driver of a node stays what it is; how many volumes it takes may change. */
const csiNode: Update = ({ changes }) =>
  changes
    .filter(({ path }) => path[1] === 'drivers' && path.length > 3 && path[3] !== 'allocatable')
    .map(({ path }) => ({ path, message: IMMUTABLE }));

const selector = fixed({ 'spec.selector': IMMUTABLE });
const roleRef = fixed({ roleRef: 'cannot change roleRef' });
const wholeSpec = fixedBut(['spec'], [], IMMUTABLE);

/** What the API server says to an update, by group and kind; of all others every field can be changed. */
export const UPDATES: Readonly<Record<string, Update>> = {
  '/ConfigMap': declaredImmutable(['immutable', 'data', 'binaryData']),
  '/Secret': together(fixed({ type: IMMUTABLE }), declaredImmutable(['immutable', 'data'])),
  '/PersistentVolume': persistentVolume,
  '/PersistentVolumeClaim': persistentVolumeClaim,
  '/Pod': pod,
  '/ResourceQuota': fixed({ 'spec.scopes': IMMUTABLE }),
  '/Service': service,
  'apiextensions.k8s.io/CustomResourceDefinition': customResourceDefinition,
  'apps/ControllerRevision': fixed({ data: IMMUTABLE }),
  'apps/DaemonSet': selector,
  'apps/Deployment': selector,
  'apps/ReplicaSet': selector,
  'apps/StatefulSet': fixedBut(
    ['spec'],
    [
      'replicas',
      'ordinals',
      'template',
      'updateStrategy',
      'revisionHistoryLimit',
      'persistentVolumeClaimRetentionPolicy',
      'minReadySeconds',
    ],
    "updates to statefulset spec for fields other than 'replicas', 'ordinals', 'template', 'updateStrategy', 'revisionHistoryLimit', 'persistentVolumeClaimRetentionPolicy' and 'minReadySeconds' are forbidden",
  ),
  'batch/Job': job,
  'certificates.k8s.io/ClusterTrustBundle': fixed({ 'spec.signerName': IMMUTABLE }),
  'coordination.k8s.io/LeaseCandidate': fixed({ 'spec.leaseName': IMMUTABLE }),
  'discovery.k8s.io/EndpointSlice': fixed({ addressType: IMMUTABLE }),
  'networking.k8s.io/IPAddress': fixed({ 'spec.parentRef': IMMUTABLE }),
  'networking.k8s.io/IngressClass': fixed({ 'spec.controller': IMMUTABLE }),
  'node.k8s.io/RuntimeClass': fixed({ handler: IMMUTABLE }),
  'rbac.authorization.k8s.io/ClusterRoleBinding': roleRef,
  'rbac.authorization.k8s.io/RoleBinding': roleRef,
  'resource.k8s.io/ResourceClaim': wholeSpec,
  'resource.k8s.io/ResourceClaimTemplate': wholeSpec,
  'resource.k8s.io/ResourceSlice': fixed({
    'spec.pool.name': IMMUTABLE,
    'spec.driver': IMMUTABLE,
    'spec.nodeName': IMMUTABLE,
  }),
  'scheduling.k8s.io/PriorityClass': fixed({
    value: 'may not be changed in an update.',
    preemptionPolicy: IMMUTABLE,
  }),
  'storage.k8s.io/CSIDriver': fixed({ 'spec.attachRequired': IMMUTABLE, 'spec.volumeLifecycleModes': IMMUTABLE }),
  'storage.k8s.io/CSINode': csiNode,
  'storage.k8s.io/CSIStorageCapacity': fixed({ nodeTopology: IMMUTABLE, storageClassName: IMMUTABLE }),
  'storage.k8s.io/StorageClass': fixed({
    parameters: IMMUTABLE,
    provisioner: IMMUTABLE,
    reclaimPolicy: IMMUTABLE,
    volumeBindingMode: IMMUTABLE,
  }),
  'storage.k8s.io/VolumeAttachment': wholeSpec,
  'storage.k8s.io/VolumeAttributesClass': fixed({
    driverName: 'updates to driverName are forbidden.',
    parameters: 'updates to parameters are forbidden.',
  }),
  'storagemigration.k8s.io/StorageVersionMigration': wholeSpec,
};
