import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Pointer } from '../model/types';

/** The release of Argo CD whose CRDs are at hand. */
export const CRD_VERSION = { major: 3, minor: 6 } as const;

/**
 * Fields that came after 3.4, by the minor release of Argo CD 3 that has them first: read from the CRDs of 3.4.13, 3.5.7 and
 * 3.6.1, which differ in nothing else. A name that other structures have for long says which one is meant.
 *
 * @see https://github.com/argoproj/argo-cd/tree/v3.6.1/manifests/crds
 */
const NEW_FIELDS: readonly { readonly field: string; readonly of?: RegExp; readonly minor: number }[] = [
  { field: 'tagPrefix', minor: 5 },
  { field: 'repoURL', of: /^SyncSource$/, minor: 5 },
  { field: 'excludeArchivedRepos', minor: 5 },
  { field: 'includeArchivedRepos', of: /Gitlab$/i, minor: 5 },
  { field: 'sourceIntegrity', minor: 5 },
  { field: 'syncOverrun', minor: 5 },
  { field: 'disableExtensionFilter', minor: 6 },
  { field: 'oci', of: /Generator$/, minor: 6 },
];

/** The kinds that the CRDs of Argo CD define. */
export const ARGOCD_KINDS: readonly string[] = ['Application', 'AppProject', 'ApplicationSet'];

/** Whether an object is of a kind of Argo CD, which is there wherever Argo CD is. */
export function isArgocdKind({ group, kind }: { readonly group: string; readonly kind: string }): boolean {
  return group === 'argoproj.io' && ARGOCD_KINDS.includes(kind);
}

/** The types that a CRD asks for; the API server names what it finds in the same words, and `number` and `null` beside. */
type FieldType = 'string' | 'integer' | 'boolean' | 'object' | 'array' | 'integer,string';

/** The part of a CRD's schema for one place. `undefined` where anything is allowed. */
interface Place {
  readonly type?: FieldType;
  /** The fields of a map, as far as they are listed. */
  readonly fields?: ReadonlyMap<string, Place | undefined>;
  /** The fields that it must have. */
  readonly required?: readonly string[];
  /** The values of a map of any keys. */
  readonly values?: Place;
  /** The elements of a list. */
  readonly items?: Place;
  readonly enum?: readonly unknown[];
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly pattern?: RegExp;
}

/** The part of JSON Schema that the generated schemas use. */
interface Schema {
  readonly $ref?: string;
  readonly type?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean | Schema;
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
  readonly enum?: readonly unknown[];
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly pattern?: string;
}

/** A field that the CRD does not know. */
export interface UnknownField {
  readonly pointer: Pointer;
  /** The fields that it knows at that place. */
  readonly known: readonly string[];
  /** Where the kind does have a field of exactly this name: `spec.syncPolicy.automated.selfHeal`. */
  readonly elsewhere?: string;
  /** The release that has it first, if it is a later one: `3.6`. */
  readonly since?: string;
}

/** A value that the API server always refuses, with or without field validation. */
export interface InvalidField {
  readonly pointer: Pointer;
  /** In the API server's words. */
  readonly message: string;
  /** What the CRD asks for, if it is about the type. */
  readonly expected?: string;
  /** The JSON type that was found, or nothing if a field is missing. */
  readonly actual?: string;
  /** The fields that the CRD knows at that place, if it is to be a map. */
  readonly known: readonly string[];
}

/** What is wrong with the fields of one object. */
export interface FieldProblems {
  readonly unknown: readonly UnknownField[];
  readonly invalid: readonly InvalidField[];
}

/** Fields that other rules report: `signature-keys-deprecated` and `application-runtime-field`. */
const JUDGED_ELSEWHERE: ReadonlySet<string> = new Set([
  'AppProject.spec.sourceIntegrity',
  'Application.spec.operation',
]);

const NOTHING: FieldProblems = { unknown: [], invalid: [] };

/**
 * The fields of an object of Argo CD that its CRD does not know, and the values that its schema refuses. `metadata` is
 * for `document-shape` itself; `status` and `operation` are known, and for `application-runtime-field`.
 *
 * @param minor minor release of Argo CD 3 to judge for; one before 3.4 counts as 3.4
 * @see https://github.com/argoproj/argo-cd/tree/master/manifests/crds
 */
export function judgeFields(
  kind: string,
  object: Readonly<Record<string, unknown>>,
  minor: number = CRD_VERSION.minor,
): FieldProblems {
  const top = places(Math.min(Math.max(minor, 4), CRD_VERSION.minor)).get(kind);
  if (!top) return NOTHING;
  const walk = new Walk();
  walk.visit(object, top);
  if (walk.unknown.length === 0 && walk.invalid.length === 0) return NOTHING;
  const others = walk.unknown.filter((pointer) => !JUDGED_ELSEWHERE.has(`${kind}.${pointer.join('.')}`));
  return {
    unknown: others.map((pointer): UnknownField => {
      const holder = pointer.slice(0, -1).reduce<Place | undefined>(step, top);
      return {
        pointer,
        known: [...(holder?.fields?.keys() ?? [])],
        elsewhere: elsewhere(top, String(pointer.at(-1))),
        since: minor < CRD_VERSION.minor ? since(kind, pointer) : undefined,
      };
    }),
    invalid: walk.invalid,
  };
}

/** Compares an object with its schema. It runs for every object, so it allocates nothing while everything is right. */
class Walk {
  readonly unknown: Pointer[] = [];
  readonly invalid: InvalidField[] = [];
  private readonly path: (string | number)[] = [];

  visit(value: unknown, place: Place): void {
    const { type } = place;
    if (type !== undefined && !isOfType(value, type)) {
      const actual = jsonType(value);
      this.refuse(`Invalid value: "${actual}": ${fieldPath(this.path)} in body must be of type ${type}: "${actual}"`, {
        expected: type,
        actual,
        known: [...(place.fields?.keys() ?? [])],
      });
      return;
    }
    if (typeof value === 'string') {
      if (place.maxLength !== undefined || place.pattern !== undefined) this.text(value, place);
      if (place.enum && !place.enum.includes(value)) {
        const supported = place.enum.map((one) => JSON.stringify(one)).join(', ');
        this.refuse(`Unsupported value: ${JSON.stringify(value)}: supported values: ${supported}`, { known: [] });
      }
    } else if (Array.isArray(value)) {
      const { items } = place;
      if (!items) return;
      for (let index = 0; index < value.length; index += 1) this.enter(index, value[index], items);
    } else if (typeof value === 'object' && value !== null) this.map(value as Record<string, unknown>, place);
  }

  private map(value: Record<string, unknown>, { fields, required, values }: Place): void {
    if (fields) {
      for (const key of Object.keys(value)) {
        const next = fields.get(key);
        // The API server takes null for a field that is not there.
        if (next && value[key] != null) this.enter(key, value[key], next);
        else if (!next && !fields.has(key)) this.unknown.push([...this.path, key]);
      }
    } else if (values) {
      for (const key of Object.keys(value)) if (value[key] != null) this.enter(key, value[key], values);
    }
    if (!required) return;
    for (const key of required) {
      if (value[key] != null) continue;
      this.path.push(key);
      this.refuse('Required value', { known: [] });
      this.path.pop();
    }
  }

  private text(value: string, { minLength = 0, maxLength = Number.POSITIVE_INFINITY, pattern }: Place): void {
    // Characters, as Go counts them.
    const length = value.length < minLength || value.length > maxLength ? [...value].length : value.length;
    const at = `${fieldPath(this.path)} in body`;
    if (length < minLength) {
      this.refuse(`Invalid value: "": ${at} should be at least ${minLength} chars long`, { known: [] });
    } else if (length > maxLength) {
      this.refuse(`Too long: may not be more than ${maxLength} bytes`, { known: [] });
    } else if (pattern && !pattern.test(value)) {
      this.refuse(`Invalid value: ${JSON.stringify(value)}: ${at} should match '${pattern.source}'`, { known: [] });
    }
  }

  private enter(part: string | number, value: unknown, place: Place): void {
    this.path.push(part);
    this.visit(value, place);
    this.path.pop();
  }

  private refuse(words: string, more: Pick<InvalidField, 'expected' | 'actual' | 'known'>): void {
    this.invalid.push({ pointer: [...this.path], message: `${fieldPath(this.path)}: ${words}`, ...more });
  }
}

/** As the API server writes it: `spec.sources[0].path`. */
export function fieldPath(pointer: Pointer): string {
  return pointer
    .map((part, index) => (typeof part === 'number' ? `[${part}]` : `${index === 0 ? '' : '.'}${part}`))
    .join('');
}

function isOfType(value: unknown, type: FieldType): boolean {
  switch (type) {
    case 'string':
    case 'boolean':
      return typeof value === type;
    case 'integer':
      return isInteger(value);
    case 'object':
      return typeof value === 'object' && value !== null && !Array.isArray(value);
    case 'array':
      return Array.isArray(value);
    case 'integer,string':
      return typeof value === 'string' || isInteger(value);
  }
}

/** A whole number of 64 bits; a larger one is no integer any more. */
function isInteger(value: unknown): boolean {
  if (typeof value === 'bigint') return true;
  return typeof value === 'number' && Number.isInteger(value) && Math.abs(value) < 2 ** 63;
}

/** The type of a value in the API server's words. */
function jsonType(value: unknown): string {
  if (value === null || value === undefined) return 'null';
  if (Array.isArray(value)) return 'array';
  if (isInteger(value)) return 'integer';
  return typeof value;
}

function step(place: Place | undefined, part: string | number): Place | undefined {
  return typeof part === 'number' ? place?.items : (place?.fields?.get(part) ?? place?.values);
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

/** The first release that has a field which an earlier one has not; undefined if none has it. */
function since(kind: string, pointer: Pointer): string | undefined {
  for (let minor = 5; minor <= CRD_VERSION.minor; minor += 1) {
    const place = pointer.reduce<Place | undefined>(step, places(minor).get(kind));
    const holder = pointer.slice(0, -1).reduce<Place | undefined>(step, places(minor).get(kind));
    if (place || holder?.fields?.has(String(pointer.at(-1)))) return `${CRD_VERSION.major}.${minor}`;
  }
  return undefined;
}

const known = new Map<number, ReadonlyMap<string, Place>>();

/**
 * Reads the schemas that `npm run import` has generated from the CRDs: once, and only if there is an object to judge.
 *
 * @param minor without the fields that came after this minor release
 */
function places(minor: number): ReadonlyMap<string, Place> {
  const read = known.get(minor) ?? readPlaces(minor);
  known.set(minor, read);
  return read;
}

function readPlaces(minor: number): ReadonlyMap<string, Place> {
  const isThere = (holder: string, name: string) =>
    !NEW_FIELDS.some((one) => one.field === name && one.minor > minor && (one.of?.test(holder) ?? true));
  const file = join(__dirname, '..', '..', 'imports', 'schemas', 'argoproj.io.json');
  const { definitions } = JSON.parse(readFileSync(file, 'utf8')) as { definitions: Record<string, Schema> };
  const named = new Map<string, Place | undefined>();
  const placeOf = (schema: Schema, holder: string): Place | undefined => {
    if (schema.$ref !== undefined) {
      const name = schema.$ref.replace('#/definitions/', '');
      if (!named.has(name)) named.set(name, placeOf(definitions[name] ?? {}, name));
      return named.get(name);
    }
    const { type, required, minLength, maxLength } = schema;
    if (schema.anyOf) return { type: 'integer,string' };
    if (schema.properties && schema.additionalProperties === false) {
      return {
        type: 'object',
        required,
        fields: new Map(
          Object.entries(schema.properties)
            .filter(([key]) => isThere(holder, key))
            .map(([key, value]) => [key, placeOf(value, key)]),
        ),
      };
    }
    if (type === undefined) return undefined;
    const values =
      typeof schema.additionalProperties === 'object' ? placeOf(schema.additionalProperties, holder) : undefined;
    const pattern = schema.pattern === undefined ? undefined : new RegExp(schema.pattern, 'u');
    return {
      type: type as FieldType,
      ...(schema.items ? { items: placeOf(schema.items, holder) } : {}),
      ...(values ? { values } : {}),
      ...(schema.enum ? { enum: schema.enum } : {}),
      ...(pattern ? { pattern } : {}),
      ...(pattern || maxLength !== undefined ? { minLength, maxLength } : {}),
    };
  };
  return new Map(
    ARGOCD_KINDS.map((kind): [string, Place] => {
      const fields = new Map<string, Place | undefined>([['status', undefined]]);
      if (kind === 'Application') fields.set('operation', undefined);
      for (const [key, value] of Object.entries(definitions[kind]?.properties ?? {})) {
        fields.set(key, key === 'metadata' ? undefined : placeOf(value, key));
      }
      return [kind, { fields, required: ['spec'] }];
    }),
  );
}
