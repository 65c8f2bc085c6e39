import type { Fields } from '../../argocd/model/types';
import type { CompareOptions } from './compare-options';
import { decode } from './decode';
import { setDefaults } from './defaults';
import { differences } from './difference';
import { type GoType, goType } from './go-types';
import { encodeStringData, normalize } from './normalize';
import { predict } from './predict';
import { isEqual, isMap, type JsonMap } from './values';

export type { CompareOptions } from './compare-options';

/** An object as it is written: from YAML, or from a template. */
export type KubernetesObject = Fields;

/** A field whose value is another one. */
export interface FieldChange {
  /**
   * The way to it. The number of an element is that in the new list; if it is gone, that in the old one.
   */
  readonly path: readonly (string | number)[];
  /** What it was, with what the API server had set by default; not there if the field is new. */
  readonly before?: unknown;
  /** What it will be, with the defaults; not there if the field goes. */
  readonly after?: unknown;
}

/**
 * The fields that differ as Argo CD compares two states of one object; `[]` where they mean the same.
 *
 * Argo CD compares what is in Git with what is on the cluster. Here both are from Git, so the cluster is taken to hold the
 * first state: as the API server stores it, with its defaults. The second is applied to that as Argo CD predicts it, and
 * what differs then is returned. So a default that was set once stays where nobody writes the field (the
 * `imagePullPolicy` of a new tag), and a field that the API server does not know is no change unless it is written anew.
 *
 * - Of a built-in kind, amounts (`1000m`, `1`), zero values, null and empty lists and maps are compared as Go's types do.
 * - Of any other kind, lists are replaced as a whole, as a JSON merge patch does.
 * - `status` is ignored unless the settings say otherwise; the namespace and `creationTimestamp` always are.
 * - Who set a field is not known here, so `managedFieldsManagers` and what admission webhooks change are not applied.
 *
 * @see https://github.com/argoproj/argo-cd/blob/v3.5.7/gitops-engine/pkg/diff/diff.go ThreeWayDiff
 */
export function changedFields(
  before: KubernetesObject,
  after: KubernetesObject,
  options: CompareOptions = DEFAULT,
): readonly FieldChange[] {
  if (isEqual(before, after)) return [];
  const type = goType(String(after.apiVersion), String(after.kind));
  const applied = structuredClone(before) as JsonMap;
  const target = asArgoReads(after, type);
  const live = asStored(before, type);
  for (const one of [applied, target, live]) {
    normalize(one, options);
    withoutNamespace(one);
  }
  const predicted = predict(live, applied, target, type);
  if (type) {
    setDefaults(predicted, type);
    setDefaults(live, type);
  }
  return differences(live, predicted, type);
}

const DEFAULT: CompareOptions = {};

/** The new manifest: as Go's types write it, or as it is if they do not know all of it. */
function asArgoReads(object: KubernetesObject, type: GoType | undefined): JsonMap {
  const copy = structuredClone(object) as JsonMap;
  if (!type) return copy;
  const decoded = decode(copy, type);
  return !decoded || decoded.hasUnknown ? copy : decoded.value;
}

/** What the API server holds after the old manifest was applied. */
function asStored(object: KubernetesObject, type: GoType | undefined): JsonMap {
  const copy = structuredClone(object) as JsonMap;
  const decoded = type && decode(copy, type);
  if (!type || !decoded) return copy;
  if (type.name === 'core.v1.Secret') encodeStringData(decoded.value);
  setDefaults(decoded.value, type);
  return decoded.value;
}

/** Objects are paired by their namespace, which need not be written; annotations that are empty are none. */
function withoutNamespace(object: JsonMap): void {
  const { metadata } = object;
  if (!isMap(metadata)) return;
  delete metadata.namespace;
  if (isMap(metadata.annotations) && Object.keys(metadata.annotations).length === 0) delete metadata.annotations;
}
