/**
 * A copy without what Argo CD drops when it writes an Application itself: false, empty text, empty maps and lists, and
 * undefined. If they stood in Git, a parent Application would see a difference for ever and, with self-heal, patch for ever.
 *
 * `automated: {}` is kept: there an empty map means "on".
 *
 * @see https://github.com/argoproj/argo-cd/blob/v3.4.4/util/argo/argo.go (NormalizeApplicationSpec)
 */
export function withoutZeroValues<T>(value: T): T {
  return prune(value, '') as T;
}

function prune(value: unknown, key: string): unknown {
  if (value === false || value === '' || value === 0 || value === null || value === undefined) return undefined;
  if (Array.isArray(value)) {
    const items = value.map((item) => prune(item, '')).filter((item) => item !== undefined);
    return items.length > 0 ? items : undefined;
  }
  if (typeof value !== 'object' || Object.getPrototypeOf(value) !== Object.prototype) return value;
  const entries = Object.entries(value)
    // Values and parameters belong to a chart: there false and empty text mean something.
    .map(([k, v]) => [k, OPAQUE.has(k) ? v : prune(v, k)] as const)
    .filter(([, v]) => v !== undefined);
  return entries.length > 0 || key === 'automated' ? Object.fromEntries(entries) : undefined;
}

const OPAQUE = new Set(['valuesObject', 'parameters', 'patches', 'elements', 'matchLabels']);
