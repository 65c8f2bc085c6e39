import { type Definitions, facts, type GroupVersionKind, type Schema } from './structural';

/** Definitions of Kubernetes' OpenAPI document that say less than the API server accepts, in full. */
const SCALARS: Readonly<Record<string, Schema>> = {
  'util.intstr.IntOrString': { anyOf: [{ type: 'integer' }, { type: 'string' }] },
  'api.resource.Quantity': { anyOf: [{ type: 'number' }, { type: 'string' }] },
};

/**
 * Fields that the 1.28 schema calls required and the API server does not ask for. A pod failure policy's rule has either
 * of its two conditions; later schemas say so.
 */
const NOT_REQUIRED = new Set(['batch.v1.PodFailurePolicyRule.onPodConditions']);

/**
 * Fields that the API server writes, and that do not belong into Git: an object's status, and these of its metadata.
 */
const NOT_DECLARED = new Set(['managedFields', 'selfLink', 'creationTimestamp', 'deletionTimestamp', 'uid']);

/** What an overlay adds: values of a field that the schema leaves open, by `Definition.field`. */
export type FieldEnums = Readonly<Record<string, readonly string[]>>;

/**
 * The part of Kubernetes' definitions that the given kinds and structures reach: closed objects without descriptions,
 * named without the `io.k8s.api` that all of them share.
 *
 * @param document the OpenAPI v2 document, or the part of it that is called `definitions`
 * @param kinds `<apiVersion>/<kind>`, such as `v1/ConfigMap` or `apps/v1/Deployment`
 * @throws when a kind, or a field of an enum, is not there.
 */
export function kubernetesDefinitions(
  document: { readonly definitions?: Definitions },
  kinds: readonly string[],
  enums: FieldEnums,
  where: string,
): Definitions {
  const source = document.definitions;
  if (!source || typeof source !== 'object')
    throw new Error(`${where}: no definitions; expected an OpenAPI v2 document.`);
  const byKind = new Map<string, string>();
  for (const [name, schema] of Object.entries(source)) {
    for (const gvk of schema['x-kubernetes-group-version-kind'] ?? []) byKind.set(kindId(gvk), name);
  }
  const missing = kinds.filter((kind) => !byKind.has(kind));
  if (missing.length > 0) throw new Error(`${where}: no definition of ${missing.join(', ')}.`);

  const result: Record<string, Schema> = {};
  const used = new Set<string>();
  const visit = (name: string): string => {
    const short = shortName(name);
    if (result[short]) return short;
    result[short] = {};
    const schema = source[name];
    if (!schema) throw new Error(`${where}: $ref to ${name}, which is not among the definitions.`);
    result[short] = SCALARS[short] ?? convert(schema, short);
    return short;
  };
  const convert = (node: Schema, owner: string): Schema => {
    if (node.$ref) return { $ref: `#/definitions/${visit(node.$ref.replace('#/definitions/', ''))}` };
    if (node.properties) {
      const gvk = node['x-kubernetes-group-version-kind']?.[0];
      const properties: Record<string, Schema> = {};
      for (const [key, value] of Object.entries(node.properties)) {
        if (key === 'status' && gvk) continue;
        if (owner === 'meta.v1.ObjectMeta' && NOT_DECLARED.has(key)) continue;
        const field = `${owner}.${key}`;
        properties[key] = convert(value, field);
        if (enums[field]) {
          used.add(field);
          properties[key] = { enum: enums[field] };
        }
      }
      if (gvk && properties.kind) properties.kind = { enum: [gvk.kind] };
      if (gvk && properties.apiVersion) properties.apiVersion = { enum: [apiVersion(gvk)] };
      const asked = (node.required ?? []).filter((key) => !NOT_REQUIRED.has(`${owner}.${key}`));
      const required = new Set([...asked, ...(gvk ? ['apiVersion', 'kind'] : [])]);
      return {
        type: 'object',
        properties,
        ...(required.size > 0 ? { required: [...required].sort() } : {}),
        additionalProperties: false,
        ...(gvk ? { 'x-kubernetes-group-version-kind': [gvk] } : {}),
      };
    }
    if (node.type === 'array') return { type: 'array', items: convert(node.items ?? {}, owner) };
    if (node.type === 'object') {
      const values = node.additionalProperties;
      return { type: 'object', additionalProperties: typeof values === 'object' ? convert(values, owner) : true };
    }
    return facts(node);
  };
  for (const kind of kinds) visit(byKind.get(kind) as string);
  const unknown = Object.keys(enums).filter((field) => !used.has(field) && result[field.replace(/\.[^.]+$/, '')]);
  if (unknown.length > 0) {
    throw new Error(`${where}: no field ${unknown.join(', ')} (tools/import/overlays/kubernetes.yaml).`);
  }
  return Object.fromEntries(Object.entries(result).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** `io.k8s.api.core.v1.PodSpec` is called `core.v1.PodSpec`. */
function shortName(name: string): string {
  return name.replace(/^io\.k8s\.(api|apimachinery\.pkg\.apis|apimachinery\.pkg)\./, '');
}

function apiVersion({ group, version }: GroupVersionKind): string {
  return group ? `${group}/${version}` : version;
}

function kindId(gvk: GroupVersionKind): string {
  return `${apiVersion(gvk)}/${gvk.kind}`;
}
