import type { GoField, GoType } from './go-types';
import { isEqual, isMap, type JsonMap } from './values';

/**
 * What an apply makes of a live object: what the new manifest says, without what the last one said and this one does not,
 * and all that somebody else set.
 *
 * It is `kubectl apply` in one step: the strategic merge patch of a built-in kind, the JSON merge patch of any other.
 *
 * @param type of a built-in kind; without it lists are replaced as a whole
 * @see https://github.com/kubernetes/apimachinery/blob/v0.36.1/pkg/util/strategicpatch/patch.go CreateThreeWayMergePatch
 */
export function predict(live: JsonMap, applied: JsonMap, target: JsonMap, type: GoType | undefined): JsonMap {
  return mergeMap(live, applied, target, type, false);
}

function mergeMap(
  live: JsonMap,
  applied: JsonMap | undefined,
  target: JsonMap,
  type: GoType | undefined,
  retainKeys: boolean,
): JsonMap {
  const result: JsonMap = {};
  for (const key in live) {
    if (Object.hasOwn(target, key) || retainKeys) continue;
    if (applied && Object.hasOwn(applied, key)) continue;
    result[key] = live[key];
  }
  for (const key in target) {
    const wanted = target[key];
    if (wanted === null || wanted === undefined) {
      // A patch with null removes the field.
      continue;
    }
    result[key] = Object.hasOwn(live, key) ? mergeValue(live[key], applied?.[key], wanted, fieldIn(type, key)) : wanted;
  }
  return result;
}

/** What a field of a structure, or an element of a map, is. */
function fieldIn(type: GoType | undefined, key: string): GoField | undefined {
  if (type?.kind === 'struct') return type.fields?.get(key);
  if (type?.kind === 'map' && type.element) return { ...PLAIN, type: type.element };
  return undefined;
}

const PLAIN = { keepsZero: false, merge: false, retainKeys: false, replace: false };

function mergeValue(live: unknown, applied: unknown, target: unknown, field: GoField | undefined): unknown {
  if (isMap(target)) {
    if (!isMap(live) || field?.replace) return target;
    return mergeMap(live, isMap(applied) ? applied : undefined, target, field?.type, field?.retainKeys ?? false);
  }
  if (Array.isArray(target) && Array.isArray(live) && field?.merge) {
    const before = Array.isArray(applied) ? applied : [];
    return field.mergeKey === undefined
      ? mergeScalars(live, before, target)
      : mergeElements(live, before, target, field, field.mergeKey);
  }
  return target;
}

function mergeScalars(live: readonly unknown[], applied: readonly unknown[], target: readonly unknown[]): unknown[] {
  const others = live.filter((one) => !target.includes(one) && !applied.includes(one));
  return interleave(others, target, live);
}

function mergeElements(
  live: readonly unknown[],
  applied: readonly unknown[],
  target: readonly unknown[],
  field: GoField,
  key: string,
): readonly unknown[] {
  const liveByKey = byKey(live, key);
  const appliedByKey = byKey(applied, key) ?? new Map<unknown, JsonMap>();
  const targetByKey = byKey(target, key);
  // Two elements of one name cannot be told apart.
  if (!liveByKey || !targetByKey) return isEqual(live, target) ? live : target;
  const merged = target.map((one) => {
    const wanted = one as JsonMap;
    const old = liveByKey.get(wanted[key]);
    return old ? mergeMap(old, appliedByKey.get(wanted[key]), wanted, field.type.element, field.retainKeys) : wanted;
  });
  const others = live.filter((one) => {
    const name = (one as JsonMap)[key];
    return !targetByKey.has(name) && !appliedByKey.has(name);
  });
  return interleave(others, merged, live, key);
}

/** The elements of others stay before the one that they stood before. */
function interleave(
  others: readonly unknown[],
  target: readonly unknown[],
  live: readonly unknown[],
  key?: string,
): unknown[] {
  const nameOf = (one: unknown) => (key === undefined ? one : (one as JsonMap)[key]);
  const placeOf = (one: unknown) => live.findIndex((other) => nameOf(other) === nameOf(one));
  const result: unknown[] = [];
  const rest = [...others];
  for (const one of target) {
    const place = placeOf(one);
    while (rest.length > 0 && place >= 0 && placeOf(rest[0]) < place) result.push(rest.shift());
    result.push(one);
  }
  return [...result, ...rest];
}

/** The elements by what names them; `undefined` if one has no name, or two have the same. */
export function byKey(list: readonly unknown[], key: string): ReadonlyMap<unknown, JsonMap> | undefined {
  const found = new Map<unknown, JsonMap>();
  for (const one of list) {
    if (!isMap(one) || one[key] === undefined || found.has(one[key])) return undefined;
    found.set(one[key], one);
  }
  return found;
}
