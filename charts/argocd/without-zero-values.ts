/**
 * A copy without the values that Argo CD drops when it writes an Application itself. With them in Git, a parent
 * Application would always be OutOfSync and, with self-heal, patch its child again and again.
 *
 * Only values that Argo CD really drops: fields that Go marks `omitempty`, and the empty `syncPolicy` and tools of a
 * single `source` that `NormalizeApplicationSpec` removes. What is a pointer or is required means something when it is
 * zero (`enabled: false`, `revisionHistoryLimit: 0`, `replicas[].count: 0`), and so does an empty map behind a pointer
 * (`automated: {}` is "on").
 *
 * @see https://github.com/argoproj/argo-cd/blob/v3.4.4/util/argo/argo.go (NormalizeApplicationSpec)
 * @see https://github.com/argoproj/argo-cd/blob/v3.4.4/pkg/apis/application/v1alpha1/types.go
 */
export function withoutZeroValues<T>(spec: T): T {
  return pruned(spec as Fields, false) as T;
}

type Fields = Readonly<Record<string, unknown>>;

/** Pointers in Go, or required: their zero value stays. */
const ZERO_MEANS_SOMETHING = new Set(['enabled', 'revisionHistoryLimit', 'factor', 'project', 'repoURL', 'kind']);

/** The user's or a chart's own text, and lists whose items have required fields. */
const OPAQUE = new Set([
  'valuesObject',
  'parameters',
  'patches',
  'replicas',
  'env',
  'info',
  'commonLabels',
  'commonAnnotations',
  'labels',
  'annotations',
]);

/** Removed when nothing is in them; any other empty map stays. */
const EMPTY_IS_DROPPED = new Set([
  'syncPolicy',
  'jsonnet',
  'commonLabels',
  'commonAnnotations',
  'labels',
  'annotations',
]);
const TOOLS = new Set(['directory', 'helm', 'kustomize']);

function pruned(fields: Fields, oneOfSources: boolean): Fields {
  const kept: [string, unknown][] = [];
  for (const [key, given] of Object.entries(fields)) {
    if (given === undefined || given === null) continue;
    if ((given === false || given === '' || given === 0) && !ZERO_MEANS_SOMETHING.has(key)) continue;
    const value = OPAQUE.has(key) ? given : below(key, given, oneOfSources);
    if (Array.isArray(value) && value.length === 0) continue;
    const droppedEmpty = EMPTY_IS_DROPPED.has(key) || (TOOLS.has(key) && !oneOfSources);
    if (droppedEmpty && isMap(value) && Object.keys(value).length === 0) continue;
    kept.push([key, value]);
  }
  return Object.fromEntries(kept);
}

function below(key: string, value: unknown, oneOfSources: boolean): unknown {
  if (Array.isArray(value)) {
    if (key === 'extVars' || key === 'tlas') return value.map(jsonnetVar);
    // Argo CD does not normalise these: there an empty `directory` still says which tool it is.
    return value.map((item) => (isMap(item) ? pruned(item, key === 'sources') : item));
  }
  return isMap(value) ? pruned(value, oneOfSources) : value;
}

/** Name and value are required, so an empty one stays. */
function jsonnetVar(variable: Fields): Fields {
  const { code, ...rest } = variable;
  return code ? variable : rest;
}

function isMap(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}
