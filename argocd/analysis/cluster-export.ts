import { fields } from '../model/resource';
import type { Pointer, Resource } from '../model/types';

/** Metadata that the API server gives an object, and nobody writes: each is in whatever `kubectl get -o yaml` prints. */
const OF_THE_SERVER = ['resourceVersion', 'uid', 'managedFields', 'selfLink'] as const;

/** Metadata that may be written by hand, and means nothing in Git. */
const BESIDE = ['creationTimestamp', 'generation', 'ownerReferences'] as const;

/** The annotation of `kubectl apply`, with the object as it was applied. */
const LAST_APPLIED = 'kubectl.kubernetes.io/last-applied-configuration';

/**
 * The fields of an object that belong to a cluster, if the object is a copy of one (`kubectl get -o yaml`): those that only
 * the API server gives come first. None for an object that somebody wrote.
 */
export function exportedFields({ object, annotations }: Resource): readonly Pointer[] {
  const metadata = fields(object.metadata);
  const there = (name: string): boolean => Object.hasOwn(metadata, name) && metadata[name] != null;
  const certain = OF_THE_SERVER.filter(there);
  if (certain.length === 0) return [];
  return [
    ...[...certain, ...BESIDE.filter(there)].map((name) => ['metadata', name]),
    ...(annotations[LAST_APPLIED] === undefined ? [] : [['metadata', 'annotations', LAST_APPLIED]]),
    ...['operation', 'status'].filter((name) => object[name] != null).map((name) => [name]),
  ];
}
