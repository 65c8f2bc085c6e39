import { readFileSync } from 'node:fs';
import { crdDefinitions } from './crd';
import { schemaFile } from './json';
import { type FieldEnums, kubernetesDefinitions } from './kubernetes';
import { download, localCrds, localFile, type Text } from './origin';
import { overlay } from './overlay-file';
import type { CrdSource, KubernetesSource } from './sources';
import type { Definitions, Schema } from './structural';
import { banner, interfaces } from './typescript';

/** The definitions that a resource's metadata is checked with, shared by every schema file. */
const METADATA = ['meta.v1.ObjectMeta', 'meta.v1.OwnerReference'];

/** Kubernetes' definitions, read once for the schema file, the metadata of CRDs and the types that chart values use. */
export async function importKubernetes(source: KubernetesSource, from: readonly string[]): Promise<Definitions> {
  const local = from.map((folder) => localFile(folder, source.file)).find((file) => file !== undefined);
  const where = local ?? source.file;
  const text = local ? readFileSync(local, 'utf8') : (await download(source.file)).toString('utf8');
  let document: { definitions?: Definitions };
  try {
    document = JSON.parse(text);
  } catch (error) {
    throw new Error(`${where}: no JSON: ${(error as Error).message}`);
  }
  const { enums } = overlay('kubernetes.yaml') as { enums: FieldEnums };
  return kubernetesDefinitions(document, source.kinds, enums, where);
}

/** The schema file of Kubernetes' kinds. */
export function kubernetesFiles(source: KubernetesSource, definitions: Definitions): Map<string, string> {
  const id = `kubernetes-${source.version}`;
  return new Map([[`schemas/${id}.json`, schemaFile(`${id}.json`, `Kubernetes ${source.version}`, definitions)]]);
}

/** Kubernetes' structures by the last part of their name, which no two of the same name share unless core has one. */
export function kubernetesNames(definitions: Definitions): Map<string, string> {
  const names = new Map<string, string>();
  for (const full of Object.keys(definitions).sort()) {
    const name = full.split('.').pop() as string;
    if (!names.has(name) || full.startsWith('core.')) names.set(name, full);
  }
  return names;
}

/** The types of the structures of Kubernetes that chart values name, and of what is below them. */
export async function kubernetesTypes(
  source: KubernetesSource,
  definitions: Definitions,
  used: Iterable<string>,
): Promise<string> {
  const short = kubernetesNames(definitions);
  const reached: Record<string, Schema> = {};
  const visit = (full: string): string => {
    const name = full.split('.').pop() as string;
    if (reached[name]) return name;
    reached[name] = {};
    reached[name] = JSON.parse(JSON.stringify(definitions[full]), (key, value) =>
      key === '$ref' ? `#/definitions/${visit(String(value).replace('#/definitions/', ''))}` : value,
    );
    return name;
  };
  for (const name of [...used].sort()) visit(short.get(name) as string);
  const sorted = Object.fromEntries(Object.entries(reached).sort(([a], [b]) => (a < b ? -1 : 1)));
  return `${banner(`Kubernetes ${source.version}`)}\n${await interfaces(sorted)}`;
}

/** The types and the schema file of a group of CRDs. */
export async function crdFiles(
  group: string,
  source: CrdSource,
  kubernetes: Definitions,
  from: readonly string[],
): Promise<Map<string, string>> {
  let texts: Text[] | undefined;
  for (const folder of from) texts ??= localCrds(folder, group, source.version, source.kinds);
  texts ??= await Promise.all(
    source.files.map(async (url) => ({ where: url, text: (await download(url)).toString('utf8') })),
  );
  const { names } = overlay(`${group}.yaml`) as { names?: Readonly<Record<string, string>> };
  const definitions = crdDefinitions(texts, names ?? {});
  const missing = source.kinds.filter((kind) => !definitions[kind]);
  if (missing.length > 0)
    throw new Error(`${group}: the files hold no CustomResourceDefinition of ${missing.join(', ')}.`);

  const title = `the ${group} CRDs ${source.version}`;
  const metadata = Object.fromEntries(METADATA.map((name) => [name, kubernetes[name]]));
  const types = await interfaces(structures(definitions));
  return new Map([
    [`${group}.d.ts`, `${banner(title)}\n${types}`],
    [`schemas/${group}.json`, schemaFile(`${group}.json`, title, { ...definitions, ...metadata })],
  ]);
}

/** A whole resource is a construct's business; what is typed is what stands below its spec. */
function structures(definitions: Definitions): Record<string, Schema> {
  return Object.fromEntries(
    Object.entries(definitions).filter(([, schema]) => !schema['x-kubernetes-group-version-kind']),
  );
}
