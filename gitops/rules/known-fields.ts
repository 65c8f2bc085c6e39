import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Pointer } from '../model/types';

/** The release of Argo CD whose CRDs are at hand. */
export const CRD_VERSION = { major: 3, minor: 4 } as const;

/** The kinds that the CRDs of Argo CD define. */
export const ARGOCD_KINDS: readonly string[] = ['Application', 'AppProject', 'ApplicationSet'];

/** What a CRD says of one place: which fields it knows there. `undefined` stands for a place where anything goes. */
interface Place {
  /** The fields of a map, as far as they are listed. */
  readonly fields?: Map<string, Place | undefined>;
  /** The elements of a list. */
  readonly items?: Place;
}

/** The part of JSON Schema that the generated schemas use. */
interface Schema {
  readonly $ref?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: unknown;
  readonly items?: Schema;
}

/** A field that the CRD does not know. */
export interface UnknownField {
  readonly pointer: Pointer;
  /** The fields that it knows at that place. */
  readonly known: readonly string[];
  /** Where the kind has a field of just this name, if not here: `spec.syncPolicy.automated.selfHeal`. */
  readonly elsewhere?: string;
}

/** Fields with a rule of their own: `signature-keys-deprecated` and `application-runtime-field`. */
const JUDGED_ELSEWHERE: ReadonlySet<string> = new Set([
  'AppProject.spec.sourceIntegrity',
  'Application.spec.operation',
]);

/**
 * The fields of an object of Argo CD that its CRD does not know. `metadata` is for the API server to judge; `status` and
 * `operation` are known, and for `application-runtime-field`.
 *
 * @see https://github.com/argoproj/argo-cd/tree/master/manifests/crds
 */
export function unknownFields(kind: string, object: Readonly<Record<string, unknown>>): readonly UnknownField[] {
  const top = places().get(kind);
  const found: Pointer[] = [];
  if (top) walk(object, top, [], found);
  const others = found.filter((pointer) => !JUDGED_ELSEWHERE.has(`${kind}.${pointer.join('.')}`));
  return others.map((pointer): UnknownField => {
    const holder = pointer.slice(0, -1).reduce<Place | undefined>(step, top);
    return {
      pointer,
      known: [...(holder?.fields?.keys() ?? [])],
      elsewhere: top && elsewhere(top, String(pointer.at(-1))),
    };
  });
}

function walk(value: unknown, place: Place, path: (string | number)[], found: Pointer[]): void {
  if (typeof value !== 'object' || value === null) return;
  if (Array.isArray(value)) {
    const { items } = place;
    if (!items) return;
    for (let index = 0; index < value.length; index += 1) {
      path.push(index);
      walk(value[index], items, path, found);
      path.pop();
    }
    return;
  }
  const { fields } = place;
  if (!fields) return;
  for (const key of Object.keys(value)) {
    const next = fields.get(key);
    if (next) {
      path.push(key);
      walk((value as Record<string, unknown>)[key], next, path, found);
      path.pop();
    } else if (!fields.has(key)) found.push([...path, key]);
  }
}

function step(place: Place | undefined, part: string | number): Place | undefined {
  return typeof part === 'number' ? place?.items : place?.fields?.get(part);
}

/** The first place, nearest to the top, that has a field of this name. */
function elsewhere(top: Place, name: string): string | undefined {
  const seen = new Set<Place>();
  let level: { readonly place: Place; readonly path: string }[] = [{ place: top, path: '' }];
  while (level.length > 0) {
    const next: typeof level = [];
    for (const { place, path } of level) {
      if (seen.has(place)) continue;
      seen.add(place);
      if (place.items) next.push({ place: place.items, path: `${path}[]` });
      for (const [key, below] of place.fields ?? []) {
        const at = path === '' ? key : `${path}.${key}`;
        if (key === name) return at;
        if (below) next.push({ place: below, path: at });
      }
    }
    level = next;
  }
  return undefined;
}

let known: ReadonlyMap<string, Place> | undefined;

/** Reads the schemas that `npm run import` has generated from the CRDs: once, and only if there is an object to judge. */
function places(): ReadonlyMap<string, Place> {
  if (known) return known;
  const file = join(__dirname, '..', '..', 'imports', 'schemas', 'argoproj.io.json');
  const { definitions } = JSON.parse(readFileSync(file, 'utf8')) as { definitions: Record<string, Schema> };
  const named = new Map<string, Place | undefined>();
  const placeOf = (schema: Schema): Place | undefined => {
    if (schema.$ref !== undefined) {
      const name = schema.$ref.replace('#/definitions/', '');
      if (!named.has(name)) named.set(name, placeOf(definitions[name] ?? {}));
      return named.get(name);
    }
    if (schema.items) {
      const items = placeOf(schema.items);
      return items && { items };
    }
    // A scalar has nothing below it, and a map of any keys is open.
    if (!schema.properties || schema.additionalProperties !== false) return undefined;
    return { fields: new Map(Object.entries(schema.properties).map(([key, value]) => [key, placeOf(value)])) };
  };
  known = new Map(
    ARGOCD_KINDS.map((kind): [string, Place] => {
      const fields = new Map<string, Place | undefined>([['status', undefined]]);
      if (kind === 'Application') fields.set('operation', undefined);
      for (const [key, value] of Object.entries(definitions[kind]?.properties ?? {})) {
        fields.set(key, key === 'metadata' ? undefined : placeOf(value));
      }
      return [kind, { fields }];
    }),
  );
  return known;
}
