import { parseQuantity } from '../../argocd/semantics/quantity';
import { isMap, type JsonMap } from '../objects/values';
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
  ].filter(({ path }) => !(GIVEN.includes(String(path[1])) && at(states.before, path) === undefined));
}

function size({ before, after }: States): readonly ImmutableChange[] {
  const path = ['spec', 'resources', 'requests', 'storage'];
  const [old, now] = [at(before, path), at(after, path)].map(
    (amount) => parseQuantity(typeof amount === 'string' ? amount : '')?.amount,
  );
  if (old === undefined || now === undefined || now >= old) return [];
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
export const persistentVolume = together(source, fixed({ 'spec.volumeMode': IMMUTABLE }), attributesClass);

function source(states: States): readonly ImmutableChange[] {
  return fixedBut(
    ['spec'],
    NO_SOURCE,
    'spec.persistentvolumesource is immutable after creation',
  )({ before: states.before, after: withoutNewSecret(states) });
}

/** The Secret with which a volume of CSI is made larger can be added. */
function withoutNewSecret({ before, after }: States): JsonMap {
  const path = ['spec', 'csi', 'controllerExpandSecretRef'];
  if (at(before, path) !== undefined || at(after, path) === undefined) return after;
  const copy = structuredClone(after);
  const csi = at(copy, ['spec', 'csi']);
  if (isMap(csi)) delete csi.controllerExpandSecretRef;
  return copy;
}

function attributesClass(states: States): readonly ImmutableChange[] {
  const path = ['spec', 'volumeAttributesClassName'];
  return isChanged(states, path) && at(states.after, path) === undefined
    ? [{ path, message: 'update from non-nil value to nil is forbidden' }]
    : [];
}
