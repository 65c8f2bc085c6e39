/** A map of JSON. */
export type JsonMap = Record<string, unknown>;

/** Whether a value is a map, and not a list. */
export function isMap(value: unknown): value is JsonMap {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Whether two values of JSON are the same, whatever the order of keys. */
export function isEqual(one: unknown, other: unknown): boolean {
  if (one === other) return true;
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null) return false;
  if (Array.isArray(one)) {
    if (!Array.isArray(other) || one.length !== other.length) return false;
    for (let index = 0; index < one.length; index += 1) if (!isEqual(one[index], other[index])) return false;
    return true;
  }
  if (Array.isArray(other)) return false;
  let count = 0;
  for (const key in one as JsonMap) {
    if (!Object.hasOwn(other, key) || !isEqual((one as JsonMap)[key], (other as JsonMap)[key])) return false;
    count += 1;
  }
  return count === Object.keys(other).length;
}

/** A copy of a value of JSON; of such, it is much faster than a structured clone. */
export function copyOf<T>(value: T): T {
  if (Array.isArray(value)) return value.map(copyOf) as T;
  if (!isMap(value)) return value;
  const result: JsonMap = {};
  for (const key in value) result[key] = copyOf(value[key]);
  return result as T;
}
