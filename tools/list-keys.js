/**
 * Makes `argocd/semantics/list-keys-table.ts`: which lists of the built-in kinds the API server merges by keys, from the
 * schema that client-go brings for structured-merge-diff.
 *
 *     go mod download -json k8s.io/client-go@v0.34.0   # names its directory
 *     node tools/list-keys.js <directory>/applyconfigurations/internal/internal.go 1.34
 */
const { readFileSync, writeFileSync } = require('node:fs');
const { join } = require('node:path');
const { parse } = require('yaml');

/** The API groups whose names are not those of their packages. */
const GROUPS = {
  admissionregistration: 'admissionregistration.k8s.io',
  apiserverinternal: 'internal.apiserver.k8s.io',
  certificates: 'certificates.k8s.io',
  coordination: 'coordination.k8s.io',
  core: '',
  discovery: 'discovery.k8s.io',
  events: 'events.k8s.io',
  flowcontrol: 'flowcontrol.apiserver.k8s.io',
  networking: 'networking.k8s.io',
  node: 'node.k8s.io',
  rbac: 'rbac.authorization.k8s.io',
  resource: 'resource.k8s.io',
  scheduling: 'scheduling.k8s.io',
  storage: 'storage.k8s.io',
  storagemigration: 'storagemigration.k8s.io',
};

const [file, version] = process.argv.slice(2);
const source = readFileSync(file, 'utf8');
const { types } = parse(/schemaYAML = typed\.YAMLObject\(`([\s\S]*?)`\)/.exec(source)[1]);
const byName = new Map(types.map((type) => [type.name, type]));
const fieldsOf = (name) => byName.get(name)?.map?.fields ?? [];

/** How a field is written in the table, see the table itself; `undefined` for what has no keys in it. */
function notation({ namedType, list, map }) {
  if (namedType) return useful.has(namedType) ? namedType : undefined;
  if (map?.elementType) {
    const inner = notation(map.elementType);
    return inner === undefined ? undefined : `{}${inner}`;
  }
  if (!list) return undefined;
  const inner = notation(list.elementType) ?? '';
  if (list.elementRelationship !== 'associative') return inner === '' ? undefined : `[]${inner}`;
  const element = fieldsOf(list.elementType.namedType);
  const keys = (list.keys ?? []).map((key) => {
    const { default: ifMissing } = element.find(({ name }) => name === key) ?? {};
    return ifMissing === undefined ? key : `${key}=${JSON.stringify(ifMissing)}`;
  });
  return `[${keys.join(',') || '='}]${inner}`;
}

// The types that lead to such a list, until no more come up.
const useful = new Set();
for (let before = -1; before !== useful.size; ) {
  before = useful.size;
  for (const { name } of types) if (fieldsOf(name).some(({ type }) => notation(type) !== undefined)) useful.add(name);
}

const short = new Map([...useful].map((name, index) => [name, `T${index}`]));
const shorten = (written) => written.replace(/io\.k8s\.[\w.]+$/, (name) => short.get(name));
const table = { kinds: {}, types: {} };
for (const name of useful) {
  const fields = fieldsOf(name).flatMap((field) => {
    const written = notation(field.type);
    return written === undefined ? [] : [[field.name, shorten(written)]];
  });
  table.types[short.get(name)] = Object.fromEntries(fields);
  const [, group, apiVersion, kind] = /^io\.k8s\.api\.(\w+)\.(\w+)\.(\w+)$/.exec(name) ?? [];
  const isObject = ['apiVersion', 'kind', 'metadata'].every((one) =>
    fieldsOf(name).some((field) => field.name === one),
  );
  if (kind && isObject) table.kinds[`${GROUPS[group] ?? group}/${apiVersion}/${kind}`] = short.get(name);
}
const json = JSON.stringify(table).replaceAll('\\', '\\\\');
if (json.includes("'")) throw new Error('the table has a quote in it');
writeFileSync(
  join(__dirname, '..', 'argocd', 'semantics', 'list-keys-table.ts'),
  `// Made by tools/list-keys.js from client-go for Kubernetes ${version}.\n\n` +
    `/** The kinds and types as JSON: see \`list-keys.ts\`. */\n` +
    `export const LIST_KEYS =\n  '${json}';\n`,
);
