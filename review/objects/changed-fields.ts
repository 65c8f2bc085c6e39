import { isMap } from '../../argocd/model/resource';

/** A field that has another value. */
export interface FieldChange {
  /** The way to it, from the top of the object. */
  readonly path: readonly (string | number)[];
  /** @default - it was not there */
  readonly before?: unknown;
  /** @default - it is no longer there */
  readonly after?: unknown;
}

/** How objects are compared. */
export interface CompareOptions {
  /** `spec.ignoreDifferences` of the Application. @default - nothing is ignored */
  readonly ignoreDifferences?: unknown;
}

/** The fields by which two states of an object differ. */
export function changedFields(before: unknown, after: unknown, _options: CompareOptions = {}): readonly FieldChange[] {
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
