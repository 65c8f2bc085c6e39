import { zeroOf } from './decode';
import type { FieldChange } from './field-change';
import { type GoField, type GoType, goStructure } from './go-types';
import { byKey } from './predict';
import { isEqual, isMap, type JsonMap } from './values';

type Path = readonly (string | number)[];

/**
 * The places at which two values differ, as deep as both sides have a field.
 *
 * The elements of a list are paired by what names them, so that one that is added does not change all behind it.
 */
export function differences(before: JsonMap, after: JsonMap, type: GoType | undefined): readonly FieldChange[] {
  const found: FieldChange[] = [];
  maps(before, after, type, [], found);
  return found;
}

function maps(before: JsonMap, after: JsonMap, type: GoType | undefined, path: Path, found: FieldChange[]): void {
  for (const key of new Set([...Object.keys(before), ...Object.keys(after)])) {
    const here = [...path, key];
    const field = fieldIn(type, key);
    const [old, now] = [withKeys(before[key], after[key], field), withKeys(after[key], before[key], field)];
    if (isAbsent(old)) {
      if (!isAbsent(now)) found.push({ path: here, after: now });
    } else if (isAbsent(now)) {
      found.push({ path: here, before: old });
    } else {
      values(old, now, field, here, found);
    }
  }
}

/**
 * A map that comes or goes does so key by key: an annotation is told apart from others, whether it is the first or not. A
 * structure that is no pointer is always there, and so is a value that is written even if it is zero.
 */
function withKeys(value: unknown, other: unknown, field: Partial<GoField> | undefined): unknown {
  const { type } = field ?? {};
  if (!type || !isAbsent(value)) return value;
  if (field?.keepsZero && type.kind !== 'struct') return zeroOf(type);
  if (!isMap(other)) return value;
  const always = type.kind === 'struct' && !type.pointer;
  return always || (type.kind === 'map' && Object.keys(other).length > 0) ? {} : value;
}

const isAbsent = (value: unknown) => value === undefined || value === null;

function values(
  before: unknown,
  after: unknown,
  field: Partial<GoField> | undefined,
  path: Path,
  found: FieldChange[],
): void {
  if (isEqual(before, after)) return;
  if (isMap(before) && isMap(after)) maps(before, after, field?.type, path, found);
  else if (Array.isArray(before) && Array.isArray(after)) lists(before, after, field, path, found);
  else found.push({ path, before, after });
}

function lists(
  before: readonly unknown[],
  after: readonly unknown[],
  field: Partial<GoField> | undefined,
  path: Path,
  found: FieldChange[],
): void {
  const key = keyOf(before, after, field?.mergeKey);
  if (key === undefined) inOrder(before, after, field, path, found);
  else named(before, after, key, field, path, found);
}

/** What names the elements of both lists. */
function keyOf(
  before: readonly unknown[],
  after: readonly unknown[],
  mergeKey: string | undefined,
): string | undefined {
  return [mergeKey, 'name', 'key', 'id'].find(
    (key) => key !== undefined && byKey(before, key) !== undefined && byKey(after, key) !== undefined,
  );
}

function named(
  before: readonly unknown[],
  after: readonly unknown[],
  key: string,
  field: Partial<GoField> | undefined,
  path: Path,
  found: FieldChange[],
): void {
  const nameOf = (one: unknown) => (one as JsonMap)[key];
  const old = new Map(before.map((one, index) => [nameOf(one), index]));
  const start = found.length;
  after.forEach((one, index) => {
    const name = nameOf(one);
    const at = old.get(name);
    old.delete(name);
    if (at === undefined) found.push({ path: [...path, index], after: one });
    else values(before[at], one, elementOf(field), [...path, index], found);
  });
  for (const index of old.values()) found.push({ path: [...path, index], before: before[index] });
  // The same elements in another order.
  if (found.length === start && before.some((one, index) => nameOf(one) !== nameOf(after[index])))
    found.push({ path, before, after });
}

/** Without names: what both begin and end with is left out. */
function inOrder(
  before: readonly unknown[],
  after: readonly unknown[],
  field: Partial<GoField> | undefined,
  path: Path,
  found: FieldChange[],
): void {
  const isSame = (one: unknown, other: unknown) => {
    const own: FieldChange[] = [];
    values(one, other, elementOf(field), path, own);
    return own.length === 0;
  };
  let start = 0;
  while (start < before.length && start < after.length && isSame(before[start], after[start])) start += 1;
  let end = 0;
  while (
    end < before.length - start &&
    end < after.length - start &&
    isSame(before[before.length - 1 - end], after[after.length - 1 - end])
  )
    end += 1;
  const [oldEnd, newEnd] = [before.length - end, after.length - end];
  for (let index = start; index < Math.max(oldEnd, newEnd); index += 1) {
    const here = [...path, index];
    if (index >= oldEnd) found.push({ path: here, after: after[index] });
    else if (index >= newEnd) found.push({ path: here, before: before[index] });
    else values(before[index], after[index], elementOf(field), here, found);
  }
}

function fieldIn(type: GoType | undefined, key: string): Partial<GoField> | undefined {
  if (type === undefined && key === 'metadata') return { type: goStructure('meta.v1.ObjectMeta') };
  if (type?.kind === 'struct') return type.fields?.get(key);
  return type?.kind === 'map' ? { type: type.element } : undefined;
}

function elementOf(field: Partial<GoField> | undefined): Partial<GoField> | undefined {
  return field?.type?.element && { type: field.type.element };
}
