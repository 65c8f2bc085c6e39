import type { Fields } from '../../argocd/model/types';
import { apply } from './apply';
import type { CompareOptions } from './compare-options';
import { differences } from './difference';
import type { FieldChange } from './field-change';
import { normalize } from './normalize';
import { isEqual } from './values';

export type { CompareOptions } from './compare-options';
export type { FieldChange } from './field-change';

/** An object as it is written: from YAML, or from a template. */
export type KubernetesObject = Fields;

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
  const { live, predicted, type } = apply(before, after, (object) => normalize(object, options));
  return differences(live, predicted, type);
}

const DEFAULT: CompareOptions = {};
