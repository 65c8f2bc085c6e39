import { parseQuantity } from '../../argocd/semantics/quantity';
import { isEqual, isMap } from '../objects/values';
import { at, fixed, fixedBut, IMMUTABLE, type ImmutableChange, isChanged, type States, together } from './update';

const CLAIM =
  'spec is immutable after creation except resources.requests and volumeAttributesClassName for bound claims';

/** A claim that is bound can only grow. */
export const persistentVolumeClaim = together(claimSpec, size);

/** What is given where nothing is written: by the default class, and by what binds it. */
const GIVEN = ['storageClassName', 'volumeName'];

function claimSpec(states: States): readonly ImmutableChange[] {
  return [
    ...fixedBut(['spec'], ['resources', 'volumeAttributesClassName'], CLAIM)(states),
    ...fixedBut(['spec', 'resources'], ['requests'], CLAIM)(states),
  ].filter(({ path }) => {
    const [, field] = path;
    if (field === 'dataSource') return [states.before, states.after].some((one) => isSource(at(one, path)));
    return !(GIVEN.includes(String(field)) && at(states.before, path) === undefined);
  });
}

/** Any other is dropped without a word. */
function isSource(value: unknown): boolean {
  if (!isMap(value)) return false;
  const { apiGroup = '', kind } = value;
  return (
    (apiGroup === '' && kind === 'PersistentVolumeClaim') ||
    (apiGroup === 'snapshot.storage.k8s.io' && kind === 'VolumeSnapshot')
  );
}

function size({ before, after }: States): readonly ImmutableChange[] {
  const path = ['spec', 'resources', 'requests', 'storage'];
  const [old, now] = [at(before, path), at(after, path)].map(
    (amount) => parseQuantity(typeof amount === 'string' ? amount : '')?.amount,
  );
  if (old === undefined || (now ?? 0) >= old) return [];
  return [{ path, message: 'field can not be less than status.capacity' }];
}

/** What a volume of a cluster is made of. */
const NO_SOURCE = [
  'accessModes',
  'capacity',
  'claimRef',
  'mountOptions',
  'nodeAffinity',
  'persistentVolumeReclaimPolicy',
  'storageClassName',
  'volumeAttributesClassName',
  'volumeMode',
];

/** A volume keeps what it is made of. */
export const persistentVolume = together(
  source,
  fixed({ 'spec.volumeMode': IMMUTABLE }),
  nodeAffinity,
  attributesClass,
);

function source(states: States): readonly ImmutableChange[] {
  const secret = ['spec', 'csi', 'controllerExpandSecretRef'];
  // The Secret with which a volume of CSI is made larger can be added.
  const added = at(states.before, secret) === undefined;
  const changes = states.changes.filter(({ path }) => !(added && secret.every((part, index) => path[index] === part)));
  return fixedBut(
    ['spec'],
    NO_SOURCE,
    'spec.persistentvolumesource is immutable after creation',
  )({ ...states, changes });
}

/** Labels of nodes that have a new name. */
const RENAMED: Readonly<Record<string, string>> = {
  'beta.kubernetes.io/arch': 'kubernetes.io/arch',
  'beta.kubernetes.io/instance-type': 'node.kubernetes.io/instance-type',
  'beta.kubernetes.io/os': 'kubernetes.io/os',
  'failure-domain.beta.kubernetes.io/region': 'topology.kubernetes.io/region',
  'failure-domain.beta.kubernetes.io/zone': 'topology.kubernetes.io/zone',
};

function nodeAffinity(states: States): readonly ImmutableChange[] {
  const path = ['spec', 'nodeAffinity'];
  const before = at(states.before, path);
  if (before === undefined || !isChanged(states, path)) return [];
  const renamed = JSON.parse(JSON.stringify(before), (key, value) =>
    key === 'key' ? (RENAMED[value] ?? value) : value,
  );
  return isEqual(renamed, at(states.after, path))
    ? []
    : [{ path, message: 'field is immutable, except for updating from beta label to GA' }];
}

function attributesClass(states: States): readonly ImmutableChange[] {
  const path = ['spec', 'volumeAttributesClassName'];
  return isChanged(states, path) && at(states.after, path) === undefined
    ? [{ path, message: 'update from non-nil value to nil is forbidden' }]
    : [];
}
