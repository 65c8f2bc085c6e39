import { type Definitions, type GroupVersionKind, Hoister, namesByPathEnd, type Schema } from './structural';
import { parseYaml } from './yaml';

/** What one CustomResourceDefinition says about the documents of its kind. */
interface Crd {
  readonly gvk: GroupVersionKind;
  readonly schema: Schema;
}

/** The metadata of a resource is checked by Kubernetes' own schema, which the helper of the tests adds under this id. */
const OBJECT_META = '#/definitions/meta.v1.ObjectMeta';

/** Fields that Argo CD writes, or that only its API server accepts: they do not belong into Git. */
const NOT_DECLARED = new Set(['apiVersion', 'kind', 'metadata', 'status', 'operation']);

/**
 * The definitions of a group of CRDs: one for each kind, and one for each structure below their specs.
 *
 * @throws when a file holds no CustomResourceDefinition with a structural schema.
 */
export function crdDefinitions(
  files: readonly { readonly where: string; readonly text: string }[],
  names: Readonly<Record<string, string>>,
): Definitions {
  const hoister = new Hoister(namesByPathEnd(names));
  for (const { gvk, schema } of files.map(readCrd)) {
    const spec = Object.entries(schema.properties ?? {}).filter(([key]) => !NOT_DECLARED.has(key));
    const properties: Record<string, Schema> = {
      apiVersion: { enum: [`${gvk.group}/${gvk.version}`] },
      kind: { enum: [gvk.kind] },
      metadata: { $ref: OBJECT_META },
    };
    for (const [key, value] of spec) properties[key] = hoister.add(value, `${gvk.kind}.${key}`, gvk.kind);
    hoister.define(gvk.kind, gvk.kind, {
      type: 'object',
      properties,
      required: [...new Set(['apiVersion', 'kind', 'metadata', ...(schema.required ?? [])])].sort(),
      additionalProperties: false,
      'x-kubernetes-group-version-kind': [gvk],
    });
  }
  return hoister.result();
}

function readCrd({ where, text }: { readonly where: string; readonly text: string }): Crd {
  const doc = parseYaml(text, where) as {
    kind?: string;
    spec?: {
      group?: string;
      names?: { kind?: string };
      versions?: { name: string; served?: boolean; storage?: boolean; schema?: { openAPIV3Schema?: Schema } }[];
    };
  } | null;
  if (doc?.kind !== 'CustomResourceDefinition') {
    throw new Error(`${where}: kind is ${JSON.stringify(doc?.kind)}, expected CustomResourceDefinition.`);
  }
  const versions = doc.spec?.versions ?? [];
  const version = versions.find((candidate) => candidate.storage) ?? versions[0];
  const schema = version?.schema?.openAPIV3Schema;
  if (!doc.spec?.group || !doc.spec.names?.kind || !schema) {
    throw new Error(`${where}: the CustomResourceDefinition names no group, kind or openAPIV3Schema.`);
  }
  return { gvk: { group: doc.spec.group, version: version.name, kind: doc.spec.names.kind }, schema };
}
