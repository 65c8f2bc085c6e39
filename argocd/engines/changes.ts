import { fields, isMap, text } from '../model/resource';
import type { Fields, Pointer } from '../model/types';
import { groupOf } from '../semantics/api-version';
import type { PrintedObject } from './rendered-objects';

/** What is different about one object. */
export interface ObjectChange {
  readonly what: 'changed' | 'only before' | 'only after';
  /** As it is before, if it is there; else as it is after. */
  readonly printed: PrintedObject;
  /** The fields that differ, of one that is changed. */
  readonly paths: readonly Pointer[];
}

/** More than anybody reads, of one object. */
const MAX_PATHS = 200;

/** What is different between two renderings, object by object, in the order of the first. */
export function changesOf(before: readonly PrintedObject[], after: readonly PrintedObject[]): readonly ObjectChange[] {
  const others = new Map<string, PrintedObject[]>();
  for (const one of after) others.set(idOf(one.object), [...(others.get(idOf(one.object)) ?? []), one]);
  const changes: ObjectChange[] = [];
  for (const printed of before) {
    const other = others.get(idOf(printed.object))?.shift();
    if (!other) changes.push({ what: 'only before', printed, paths: [] });
    else {
      const paths: Pointer[] = [];
      collect(printed.object, other.object, [], paths);
      if (paths.length > 0) changes.push({ what: 'changed', printed, paths });
    }
  }
  for (const left of others.values())
    for (const printed of left) changes.push({ what: 'only after', printed, paths: [] });
  return changes;
}

function idOf(object: Fields): string {
  const { namespace, name, generateName } = fields(object.metadata);
  return JSON.stringify([groupOf(text(object.apiVersion)), object.kind, namespace, name, generateName]);
}

function collect(a: unknown, b: unknown, path: Pointer, found: Pointer[]): void {
  if (found.length >= MAX_PATHS || a === b) return;
  if (isMap(a) && isMap(b)) {
    for (const key of new Set([...Object.keys(a), ...Object.keys(b)])) collect(a[key], b[key], [...path, key], found);
  } else if (Array.isArray(a) && Array.isArray(b) && a.length === b.length) {
    a.forEach((item, index) => {
      collect(item, b[index], [...path, index], found);
    });
  } else if (JSON.stringify(a) !== JSON.stringify(b)) found.push(path);
}
