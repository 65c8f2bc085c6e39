import { groupOf } from '../../argocd/semantics/api-version';
import { type CompareOptions, type Comparison, comparisonOf } from './compare-options';
import { decode } from './decode';
import { setDefaults } from './defaults';
import { type GoType, goStructure, goType } from './go-types';
import { removeIgnored } from './ignore';
import { isMap, type JsonMap } from './values';

/**
 * What Argo CD does to an object before it compares it, in place.
 *
 * @see https://github.com/argoproj/argo-cd/blob/v3.5.7/gitops-engine/pkg/diff/diff.go Normalize
 */
export function normalize(object: JsonMap, options: CompareOptions): void {
  const comparison = comparisonOf(options);
  const { metadata } = object;
  if (isMap(metadata)) delete metadata.creationTimestamp;
  const group = groupOf(object.apiVersion);
  const { kind } = object;
  if (group === '' && kind === 'Secret') encodeStringData(object);
  else if (group === 'rbac.authorization.k8s.io' && (kind === 'Role' || kind === 'ClusterRole'))
    emptyRules(object, comparison.ignoreAggregatedRoles);
  else if (group === '' && kind === 'Endpoints') sortEndpoints(object);
  removeIgnored(object, comparison.ignored, options);
  readKnownTypes(object, group, comparison);
}

/** The API server keeps the texts of `stringData` in `data`, in base64. */
export function encodeStringData(secret: JsonMap): void {
  const { stringData } = secret;
  if (isMap(stringData)) {
    const data: JsonMap = isMap(secret.data) ? { ...secret.data } : {};
    for (const [key, value] of Object.entries(stringData))
      data[key] = typeof value === 'string' ? Buffer.from(value, 'utf8').toString('base64') : value;
    secret.data = data;
    delete secret.stringData;
  }
  if (!isMap(secret.data)) return;
  for (const [key, value] of Object.entries(secret.data)) if (value === null) secret.data[key] = '';
  if (Object.keys(secret.data).length === 0) delete secret.data;
}

function emptyRules(role: JsonMap, ignoreAggregated: boolean): void {
  if (ignoreAggregated && isMap(role.aggregationRule)) delete role.rules;
  if (Array.isArray(role.rules) && role.rules.length === 0) delete role.rules;
}

/** Written as Go's types do. The addresses and ports of subsets have no order. */
function sortEndpoints(endpoints: JsonMap): void {
  const type = goType('v1', 'Endpoints');
  const decoded = type && decode(endpoints, type);
  if (!decoded) return;
  setDefaults(decoded.value, type);
  for (const key of Object.keys(endpoints)) delete endpoints[key];
  Object.assign(endpoints, decoded.value);
  if (!Array.isArray(endpoints.subsets)) return;
  const sorted = endpoints.subsets.filter(isMap).map((subset) => {
    const result: JsonMap = { ...subset };
    for (const key of ['addresses', 'notReadyAddresses', 'ports'])
      if (Array.isArray(result[key])) result[key] = [...result[key]].sort(byText);
    return result;
  });
  endpoints.subsets = sorted.sort(byText);
}

function byText(one: unknown, other: unknown): number {
  const [a, b] = [JSON.stringify(one), JSON.stringify(other)];
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Argo CD knows this one by itself. */
const ROLLOUT = { group: 'argoproj.io', kind: 'Rollout', path: ['spec', 'template', 'spec'], type: 'core/v1/PodSpec' };

/** Fields of custom resources that hold a type of Kubernetes are written as that type writes them. */
function readKnownTypes(object: JsonMap, group: string, { knownTypes }: Comparison): void {
  const own = knownTypes.filter((one) => one.group === group && one.kind === object.kind);
  if (own.length === 0 && group === ROLLOUT.group && object.kind === ROLLOUT.kind) own.push(ROLLOUT);
  for (const { path, type } of own) {
    const known = typeNamed(type);
    if (known) rewrite(object, path, known);
  }
}

function typeNamed(name: string): GoType | undefined {
  if (name === 'core/Quantity') return { kind: 'quantity', pointer: false };
  if (name === 'core/v1/ResourceList')
    return { kind: 'map', pointer: false, element: { kind: 'quantity', pointer: false } };
  return goStructure(name.replaceAll('/', '.'));
}

/** Goes into every element of the lists on the way. */
function rewrite(holder: JsonMap, [key = '', ...rest]: readonly string[], type: GoType): void {
  const value = holder[key];
  if (Array.isArray(value)) {
    holder[key] = value.map((one) => {
      if (!isMap(one)) return one;
      if (rest.length === 0) return asType(one, type);
      rewrite(one, rest, type);
      return one;
    });
  } else if (rest.length === 0) {
    if (value !== undefined && value !== null) holder[key] = asType(value, type);
  } else if (isMap(value)) {
    rewrite(value, rest, type);
  }
}

function asType(value: unknown, type: GoType): unknown {
  const decoded = decode(
    { value },
    { kind: 'struct', pointer: false, fields: new Map([['value', { ...FIELD, type }]]) },
  );
  return decoded ? (decoded.value.value ?? value) : value;
}

const FIELD = { keepsZero: true, merge: false, retainKeys: false, replace: false };
