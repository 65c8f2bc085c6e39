/**
 * Updates of a right object of every built-in kind: each field is changed, removed, or added where it was not.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { type GoField, type GoType, goType } from '../../objects/go-types';
import { isMap, type JsonMap } from '../../objects/values';

export interface NamedUpdate {
  /** What was done, and to which object. */
  readonly name: string;
  readonly before: JsonMap;
  readonly after: JsonMap;
}

const { enums } = JSON.parse(
  readFileSync(join(__dirname, '..', '..', '..', 'imports', 'kubernetes', 'objects.json'), 'utf8'),
) as { readonly enums: Readonly<Record<string, readonly string[]>> };

/** What is refused or not depends on what the cluster has given: nothing is said of it here. */
export const DEPENDS: readonly string[] = [
  'PersistentVolumeClaim bare: with spec.volumeName',
  'PersistentVolumeClaim bare: with spec.storageClassName',
  'Service a: with spec.clusterIP',
  'Service a: with spec.clusterIPs',
];

/** The examples, and updates of them. */
export function updates(): readonly NamedUpdate[] {
  const examples = parse(readFileSync(join(__dirname, 'examples.yaml'), 'utf8')) as readonly JsonMap[];
  // Each with its own values: what is written once may be part of several.
  return examples.map((example) => JSON.parse(JSON.stringify(example)) as JsonMap).flatMap(updatesOf);
}

type Path = readonly (string | number)[];

function updatesOf(example: JsonMap): readonly NamedUpdate[] {
  const found: NamedUpdate[] = [];
  const { name } = example.metadata as { readonly name: string };
  const update = (way: string, path: Path, edit: (holder: JsonMap, key: string) => void) => {
    const after = structuredClone(example);
    let holder: unknown = after;
    for (const part of path.slice(0, -1)) holder = (holder as JsonMap)[part];
    edit(holder as JsonMap, String(path.at(-1)));
    found.push({ name: `${example.kind} ${name}: ${way} ${path.join('.')}`, before: example, after });
  };
  const visit = (value: unknown, path: Path, type: GoType | undefined, words?: readonly string[]): void => {
    // Without its whole spec it is no such object.
    if (path.length > 0 && path.join() !== 'spec') {
      update('without', path, (holder, key) => {
        if (Array.isArray(holder)) holder.splice(Number(key), 1);
        else delete holder[key];
      });
    }
    if (isMap(value)) {
      for (const [key, one] of Object.entries(value)) {
        if (path.length === 0 && /^(apiVersion|kind|metadata|status)$/.test(key)) continue;
        const field = type?.kind === 'map' ? type.element : type?.fields?.get(key)?.type;
        visit(one, [...path, key], field, enums[`${type?.name}.${key}`]);
      }
      for (const [key, field] of type?.fields ?? []) {
        if (value[key] !== undefined || /^(apiVersion|kind|metadata|status)$/.test(key)) continue;
        const added = typical(field, enums[`${type?.name}.${key}`]);
        if (added !== undefined) update('with', [...path, key], (holder) => Object.assign(holder, { [key]: added }));
      }
      if (type?.kind === 'map' || type === undefined)
        update('with', [...path, 'added'], (holder, key) => Object.assign(holder, { [key]: 'added' }));
      return;
    }
    if (Array.isArray(value)) {
      for (const [index, one] of value.entries()) visit(one, [...path, index], type?.element, words);
      return;
    }
    for (const other of others(value, type, words)) {
      update(`with ${JSON.stringify(other)} in`, path, (holder, key) => Object.assign(holder, { [key]: other }));
    }
  };
  visit(example, [], goType(String(example.apiVersion), String(example.kind)));
  update('with a label in', ['metadata', 'labels'], (holder) => Object.assign(holder, { labels: { x: 'y' } }));
  return found;
}

function others(value: unknown, type: GoType | undefined, words: readonly string[] = []): readonly unknown[] {
  if (typeof value === 'boolean') return [!value];
  if (typeof value === 'number') return [value + 1, Math.max(value - 1, 0)];
  if (typeof value !== 'string') return [];
  if (type?.kind === 'quantity') return ['1', '1Gi', '4Gi', '2048Mi'].filter((one) => one !== value);
  if (type?.kind === 'bytes') return ['Yg=='];
  const other = words.filter((word) => word !== value && word !== '');
  return other.length > 0 ? other : [/^\d+\.\d+\.\d+\.\d+$/.test(value) ? '10.96.0.9' : `${value}x`];
}

/** A value for a field that an example does not have. */
function typical({ type, mergeKey }: GoField, words: readonly string[] = []): unknown {
  switch (type.kind) {
    case 'string':
      return words.find((word) => word !== '') ?? 'added';
    case 'int':
      return 1;
    case 'bool':
      return true;
    case 'quantity':
      return '1';
    case 'int-or-string':
      return 1;
    case 'bytes':
      return 'YQ==';
    case 'map':
      return { added: type.element?.kind === 'bytes' ? 'YQ==' : type.element?.kind === 'quantity' ? '1' : 'added' };
    case 'list': {
      const element = type.element && typical({ ...PLAIN, type: type.element }, words);
      if (mergeKey !== undefined && isMap(element) && type.element) {
        const key = type.element.fields?.get(mergeKey);
        return key ? [{ ...element, [mergeKey]: typical(key) }] : undefined;
      }
      return element === undefined ? undefined : [element];
    }
    case 'struct': {
      const required = [...(type.fields ?? [])].filter(([, field]) => field.keepsZero);
      return Object.fromEntries(required.map(([key, field]) => [key, typical(field, enums[`${type.name}.${key}`])]));
    }
    default:
      return undefined;
  }
}

const PLAIN = { keepsZero: false, merge: false, retainKeys: false, replace: false };
