import { isMap, list } from '../model/resource';
import type { Model, Resource } from '../model/types';
import { ArgoCdVersion } from '../semantics/version';
import { isFatal, readFirstDocument } from '../yaml/text';

/** The annotation by which an object says itself which of its differences are ignored. */
export const IGNORE_DIFFERENCES = 'argocd.argoproj.io/ignore-differences';

/** Whether Argo CD reads the annotation: from 3.6 on. */
export function readsAnnotation({ argocdVersion }: Pick<Model, 'argocdVersion'>): boolean {
  return ArgoCdVersion.parse(argocdVersion)?.readsIgnoreDifferencesOfObjects ?? true;
}

/**
 * The JSON pointers of an object's own annotation; none if there is none, or if Argo CD cannot read it, and then says nothing.
 *
 * @see https://github.com/argoproj/argo-cd/blob/v3.6.1/util/argo/diff/ignore.go
 */
export function ignoredByObject({ annotations }: Pick<Resource, 'annotations'>): readonly string[] {
  const { value, problems = [] } = readFirstDocument(annotations[IGNORE_DIFFERENCES] ?? '');
  if (problems.some(isFatal) || !isMap(value)) return [];
  const pointers = list(value.jsonPointers);
  return pointers.every((one) => typeof one === 'string') ? (pointers as readonly string[]) : [];
}
