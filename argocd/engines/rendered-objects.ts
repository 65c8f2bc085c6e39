import { namesSecret, redact } from '../model/redact';
import { fields, isMap, Manifest, text } from '../model/resource';
import { hasKind } from '../model/source-file';
import type { Fields, Origin, Resource } from '../model/types';
import { decode, isFatal, readYaml } from '../yaml/text';
import { markSecrets } from './secret-marks';

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
  return wholeObjects(stdout).map(({ object, source }) => {
    const hidden = withoutSecrets(object);
    if (hidden !== object) markSecrets(hidden, object);
    return { object: hidden, source };
  });
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

/** Fields of a Secret that hold no value. */
const OTHER_FIELDS = new Set(['apiVersion', 'kind', 'metadata', 'type', 'immutable', 'data', 'stringData']);

/** A Secret with its keys and without their values: they must not reach a report, a file or the cache. */
export function withoutSecrets(object: Fields): Fields {
  // One whose kind is misspelt is none, and its values are secrets all the same.
  if (text(object.kind).toLowerCase() !== 'secret' || object.apiVersion !== 'v1') return object;
  const metadata = fields(object.metadata);
  const argocd = fields(metadata.labels)['argocd.argoproj.io/secret-type'] !== undefined;
  const hidden: Record<string, unknown> = { ...object };
  for (const key of Object.keys(object)) if (!OTHER_FIELDS.has(key)) hidden[key] = HIDDEN;
  if (typeof (object.immutable ?? true) !== 'boolean') hidden.immutable = HIDDEN;
  const encoded = Buffer.from(HIDDEN).toString('base64');
  if ('data' in object)
    hidden.data = hide(object.data, encoded, argocd, (value) =>
      Buffer.from(redact(Buffer.from(value, 'base64').toString())).toString('base64'),
    );
  if ('stringData' in object) hidden.stringData = hide(object.stringData, HIDDEN, argocd, redact);
  if (isMap(metadata.annotations)) {
    const annotations = Object.entries(metadata.annotations)
      .filter(([key]) => key !== 'kubectl.kubernetes.io/last-applied-configuration')
      .map(([key, value]) => [key, namesSecret(key) ? HIDDEN : value]);
    hidden.metadata = { ...metadata, annotations: Object.fromEntries(annotations) };
  }
  return hidden;
}

/** The values of a Secret, hidden but for what Argo CD knows a repository or cluster by. */
function hide(values: unknown, hidden: string, argocd: boolean, known: (value: string) => string): unknown {
  if (!isMap(values)) return values == null ? values : HIDDEN;
  return Object.fromEntries(
    Object.entries(values).map(([key, value]) => {
      if (value === '' || value === null) return [key, value];
      return [key, argocd && KNOWN_KEYS.has(key) && typeof value === 'string' ? known(value) : hidden];
    }),
  );
}

/** Objects with their places. */
export function resourcesOf(
  objects: readonly PrintedObject[],
  originOf: (object: Fields, source: string | undefined) => Origin,
): readonly Resource[] {
  return objects.map(({ object, source }) => new Manifest(object, originOf(object, source)));
}
