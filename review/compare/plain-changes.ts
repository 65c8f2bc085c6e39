import { isMap } from '../../argocd/model/resource';
import type { FieldChange } from '../objects/changed-fields';

/** By which values two maps that are no Kubernetes objects differ: each value counts as it is written. */
export function plainChanges(before: unknown, after: unknown): readonly FieldChange[] {
  const found: FieldChange[] = [];
  const walk = (a: unknown, b: unknown, path: readonly (string | number)[]): void => {
    if (a === b) return;
    if (isMap(a) && isMap(b)) {
      for (const key of new Set([...Object.keys(a), ...Object.keys(b)])) walk(a[key], b[key], [...path, key]);
    } else if (Array.isArray(a) && Array.isArray(b) && a.length === b.length) {
      for (const [index, one] of a.entries()) walk(one, b[index], [...path, index]);
    } else if (JSON.stringify(a) !== JSON.stringify(b)) {
      found.push({ path, ...(a === undefined ? {} : { before: a }), ...(b === undefined ? {} : { after: b }) });
    }
  };
  walk(before, after, []);
  return found;
}
