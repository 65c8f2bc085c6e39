import { fields, isMap, Manifest } from '../model/resource';
import { hasKind } from '../model/source-file';
import type { Fields, Origin, Resource } from '../model/types';
import { decode, isFatal, readYaml } from '../yaml/text';

/** An object that a program printed. */
export interface PrintedObject {
  readonly object: Fields;
  /** The template that Helm says it comes from: `web/templates/service.yaml`. */
  readonly source?: string;
}

/** What is printed is no list of objects. */
export class Unreadable extends Error {}

/**
 * The objects in the output of a program, as Argo CD splits it: lists torn apart. The values of Secrets are gone.
 *
 * @throws Unreadable with the words of Argo CD
 */
export function printedObjects(stdout: Uint8Array): readonly PrintedObject[] {
  return wholeObjects(stdout).map(({ object, source }) => ({ object: withoutSecrets(object), source }));
}

/** As {@link printedObjects}, with the values of Secrets: to compare, never to keep or to show. */
export function wholeObjects(stdout: Uint8Array): readonly PrintedObject[] {
  const text = decode(stdout);
  const { documents, problems } = readYaml(text);
  const found: PrintedObject[] = [];
  let source: string | undefined;
  for (const [index, { start, end, value }] of documents.entries()) {
    source = /^# Source: (.+?)\s*$/m.exec(text.slice(start, Math.min(end, start + 4096)))?.[1] ?? source;
    if (value === null) continue;
    if (value === undefined) {
      const why = problems.find((one) => isFatal(one) && one.document === index);
      throw new Unreadable(
        `failed to unmarshal manifest: ${why?.message ?? 'it is no YAML'}${source === undefined ? '' : ` (${source})`}`,
      );
    }
    if (!hasKind(value)) {
      const names = isMap(value) ? Object.keys(value).slice(0, 5).join(', ') : 'no map';
      throw new Unreadable(
        `failed to unmarshal manifest: Object 'Kind' is missing in a document with ${names}${source === undefined ? '' : ` (${source})`}`,
      );
    }
    const { items, spec, status } = fields(value);
    if (!Array.isArray(items)) {
      const nothing = isMap(value) && 'items' in value && items === null && spec === undefined && status === undefined;
      if (!nothing) found.push({ object: fields(value), source });
      continue;
    }
    for (const item of items) {
      if (!hasKind(item)) throw new Unreadable("Object 'Kind' is missing in an item of a list");
      found.push({ object: fields(item), source });
    }
  }
  return found;
}

/** What stands in the place of a value of a Secret. */
export const HIDDEN = '***';

/** The keys of Argo CD's own Secrets by which it knows repositories and clusters: no secrets. */
const KNOWN_KEYS = new Set([
  'type',
  'url',
  'name',
  'project',
  'server',
  'namespaces',
  'clusterResources',
  'enableOCI',
  'shard',
]);

/** A Secret with its keys and without their values: they must not reach a report, a file or the cache. */
export function withoutSecrets(object: Fields): Fields {
  if (object.kind !== 'Secret' || object.apiVersion !== 'v1') return object;
  const labels = fields(fields(object.metadata).labels);
  const argocd = labels['argocd.argoproj.io/secret-type'] !== undefined;
  const hide = (values: unknown, hidden: string): unknown =>
    isMap(values)
      ? Object.fromEntries(
          Object.entries(values).map(([key, value]) => [
            key,
            value === '' || value === null || (argocd && KNOWN_KEYS.has(key)) ? value : hidden,
          ]),
        )
      : values;
  const hidden: Record<string, unknown> = { ...object };
  if ('data' in object) hidden.data = hide(object.data, Buffer.from(HIDDEN).toString('base64'));
  if ('stringData' in object) hidden.stringData = hide(object.stringData, HIDDEN);
  const annotations = fields(fields(object.metadata).annotations);
  if ('kubectl.kubernetes.io/last-applied-configuration' in annotations) {
    const { 'kubectl.kubernetes.io/last-applied-configuration': _, ...others } = annotations;
    hidden.metadata = { ...fields(object.metadata), annotations: others };
  }
  return hidden;
}

/** Objects with their places. */
export function resourcesOf(
  objects: readonly PrintedObject[],
  originOf: (object: Fields, source: string | undefined) => Origin,
): readonly Resource[] {
  return objects.map(({ object, source }) => new Manifest(object, originOf(object, source)));
}
