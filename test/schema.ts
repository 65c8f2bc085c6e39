import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv, { type ErrorObject, type ValidateFunction } from 'ajv';

const SCHEMAS = join(__dirname, '..', 'imports', 'schemas');

interface Gvk {
  readonly group: string;
  readonly version: string;
  readonly kind: string;
}

const ajv = new Ajv({ allErrors: true, strict: false, verbose: true, inlineRefs: false });
const refs = new Map<string, string>();
const compiled = new Map<string, ValidateFunction>();

for (const file of readdirSync(SCHEMAS).sort()) {
  const schema = JSON.parse(readFileSync(join(SCHEMAS, file), 'utf8'));
  ajv.addSchema(schema);
  for (const [name, definition] of Object.entries<Record<string, unknown>>(schema.definitions)) {
    for (const { group, version, kind } of (definition['x-kubernetes-group-version-kind'] as Gvk[] | undefined) ?? []) {
      refs.set(`${group ? `${group}/` : ''}${version}/${kind}`, `${schema.$id}#/definitions/${name}`);
    }
  }
}

/**
 * What the schemas in imports/ (Kubernetes 1.28 and the CRDs) say against a document; empty if it is right. A kind without
 * a schema is an error too, so that no document passes unseen.
 */
export function schemaErrors(doc: object): string[] {
  const { apiVersion, kind, items } = doc as { apiVersion?: unknown; kind?: unknown; items?: unknown };
  const id = `${apiVersion}/${kind}`;
  if (id === 'v1/List') {
    if (!Array.isArray(items)) return ['v1/List: items must be a list'];
    return items.flatMap((item, index) => schemaErrors(item).map((error) => `items[${index}] ${error}`));
  }
  const ref = refs.get(id);
  if (!ref) return [`${id}: no schema in imports/schemas for this kind`];
  let validate = compiled.get(id);
  if (!validate) {
    validate = ajv.compile({ $ref: ref });
    compiled.set(id, validate);
  }
  return validate(doc) ? [] : [...new Set((validate.errors ?? []).map((error) => `${id}: ${explain(error)}`))];
}

function explain({ instancePath, message, params, data }: ErrorObject): string {
  const at = instancePath.replaceAll('/', '.').slice(1) || '(document)';
  if (params.additionalProperty !== undefined) return `${at}: unknown key '${params.additionalProperty}'`;
  const allowed = Array.isArray(params.allowedValues) ? ` (${params.allowedValues.join(', ')})` : '';
  const given = data !== null && typeof data === 'object' ? '' : `, given ${JSON.stringify(data)}`;
  return `${at}: ${message}${allowed}${given}`;
}
