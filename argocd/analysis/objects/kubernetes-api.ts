import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ANY, type Place, type PlaceType } from './place';

/** What `tools/kubernetes` makes of Kubernetes' own OpenAPI documents and of its source. */
interface Table {
  /** The first and the last release in it. */
  readonly minors: readonly [number, number];
  readonly kinds: Readonly<Record<string, Typed>>;
  readonly lifecycle: Readonly<Record<string, Lifecycle>>;
  readonly required: readonly string[];
  readonly enums: Readonly<Record<string, readonly string[]>>;
  readonly definitions: Readonly<Record<string, Readonly<Record<string, Typed>>>>;
}

/** A type, with the releases that have it where these are not all: `[]string 33-`. */
type Typed = string | readonly string[];

/** What became of one version of a kind. A release is its minor version: 22 is 1.22. */
export interface Lifecycle {
  readonly introduced?: number;
  readonly deprecated?: number;
  readonly removed?: number;
  /** `apps/v1/Deployment`. */
  readonly replacement?: string;
}

const SCALARS: ReadonlySet<string> = new Set<PlaceType>([
  'any',
  'string',
  'int32',
  'int64',
  'number',
  'boolean',
  'int-or-string',
  'quantity',
  'time',
  'bytes',
]);

const apis = new Map<number, KubernetesApi>();

/**
 * The built-in kinds of one release of Kubernetes, and their fields. The table is read when the first object asks, and of
 * it only what that object has.
 */
export class KubernetesApi {
  private readonly places = new Map<string, Place | undefined>();
  private readonly lifecycles = new Map<string, Lifecycle | undefined>();
  private readonly structures = new Map<string, Place>();
  private ownGroups?: ReadonlySet<string>;

  private constructor(private readonly wanted: number) {}

  /** The kinds of a release; of the nearest one that is {@link known}, if it is none of these. */
  static of(minor: number): KubernetesApi {
    let api = apis.get(minor);
    if (!api) {
      api = new KubernetesApi(minor);
      apis.set(minor, api);
    }
    return api;
  }

  /** The first and the last release whose types are at hand. */
  static get known(): readonly [number, number] {
    return theTable().minors;
  }

  /** The release whose types these are: 35 is 1.35. */
  get minor(): number {
    const [first, last] = KubernetesApi.known;
    return Math.min(Math.max(this.wanted, first), last);
  }

  /** What a kind may hold; `undefined` if this release does not have it. */
  place(apiVersion: string, kind: string): Place | undefined {
    const key = `${apiVersion}/${kind}`;
    if (!this.places.has(key)) {
      const typed = Object.hasOwn(theTable().kinds, key) ? theTable().kinds[key] : undefined;
      const name = typed === undefined ? undefined : this.typeIn(typed);
      this.places.set(key, name === undefined ? undefined : this.structure(name));
    }
    return this.places.get(key);
  }

  /** What the metadata of every object may hold. */
  get metadata(): Place {
    return this.structure('meta.v1.ObjectMeta');
  }

  /** The releases at hand that have a field, for a field that this one does not have: `since 1.36`. */
  releasesWith(structure: string, field: string): string | undefined {
    const definition = theTable().definitions[structure];
    const typed = definition && Object.hasOwn(definition, field) ? definition[field] : undefined;
    if (typed === undefined) return undefined;
    const ranges = (typeof typed === 'string' ? [typed] : typed).map(range);
    const first = Math.min(...ranges.map(({ first: one }) => one ?? theTable().minors[0]));
    const last = lastOf(typed);
    if (first > this.minor) return `since 1.${first}`;
    return last !== undefined && last < this.minor ? `up to 1.${last}` : undefined;
  }

  /** What became of one version of a kind, if anything did. */
  lifecycle(apiVersion: string, kind: string): Lifecycle | undefined {
    const key = `${apiVersion}/${kind}`;
    if (!this.lifecycles.has(key)) this.lifecycles.set(key, this.lifecycleOf(key));
    return this.lifecycles.get(key);
  }

  private lifecycleOf(key: string): Lifecycle | undefined {
    const lifecycle = Object.hasOwn(theTable().lifecycle, key) ? theTable().lifecycle[key] : undefined;
    const typed = Object.hasOwn(theTable().kinds, key) ? theTable().kinds[key] : undefined;
    if (typed === undefined) return lifecycle;
    // What a release really serves says more than what was planned.
    const last = lastOf(typed);
    const gone = last === undefined ? undefined : last + 1;
    return lifecycle || gone !== undefined
      ? { ...lifecycle, ...(gone === undefined ? {} : { removed: gone }) }
      : undefined;
  }

  /** The versions of a kind that this release serves, the most stable first: `apps/v1`. */
  versionsOf(group: string, kind: string): readonly string[] {
    return Object.keys(theTable().kinds)
      .filter((key) => {
        const { apiVersion, kind: other } = split(key);
        return other === kind && groupOf(apiVersion) === group && this.place(apiVersion, kind) !== undefined;
      })
      .map((key) => split(key).apiVersion)
      .sort((a, b) => stability(a) - stability(b) || (a < b ? 1 : -1));
  }

  /** The versions of all groups that have a kind of this name, the most stable first. */
  versionsOfKind(kind: string): readonly string[] {
    return Object.keys(theTable().kinds)
      .map(split)
      .filter((one) => one.kind === kind && this.place(one.apiVersion, kind) !== undefined)
      .map(({ apiVersion }) => apiVersion)
      .sort((a, b) => stability(a) - stability(b) || (a < b ? 1 : -1));
  }

  /** The kinds that one version of a group has. */
  kindsOf(apiVersion: string): readonly string[] {
    return Object.keys(theTable().kinds)
      .map(split)
      .filter((one) => one.apiVersion === apiVersion && this.place(one.apiVersion, one.kind) !== undefined)
      .map(({ kind }) => kind);
  }

  /** Whether a group is one of Kubernetes' own, in which no CustomResourceDefinition should be. */
  hasGroup(group: string): boolean {
    this.ownGroups ??= new Set(
      [...Object.keys(theTable().kinds), ...Object.keys(theTable().lifecycle)].map((key) =>
        groupOf(split(key).apiVersion),
      ),
    );
    return this.ownGroups.has(group);
  }

  private structure(name: string): Place {
    let place = this.structures.get(name);
    if (!place) {
      place = new Structure(name, () => this.fieldsOf(name), requiredOf(theTable()).get(name));
      this.structures.set(name, place);
    }
    return place;
  }

  private fieldsOf(name: string): ReadonlyMap<string, Place> {
    const fields = new Map<string, Place>();
    for (const [field, typed] of Object.entries(theTable().definitions[name] ?? {})) {
      const type = this.typeIn(typed);
      if (type === undefined) continue;
      const place = this.placeOf(type);
      const words = theTable().enums[`${name}.${field}`];
      if (words === undefined) fields.set(field, place);
      else if (place.items) fields.set(field, { ...place, items: { ...place.items, enum: words } });
      else fields.set(field, { ...place, enum: words });
    }
    return fields;
  }

  private placeOf(type: string): Place {
    const known = this.structures.get(type);
    if (known) return known;
    if (type.startsWith('[]')) return { type: 'list', items: this.placeOf(type.slice(2)) };
    if (type.startsWith('{}')) return { type: 'map', values: this.placeOf(type.slice(2)) };
    if (type === 'object') return { type: 'map' };
    if (type === 'any') return ANY;
    if (SCALARS.has(type)) return { type: type as PlaceType };
    return this.structure(type);
  }

  /** The type in this release, without its range. */
  private typeIn(typed: Typed): string | undefined {
    for (const one of typeof typed === 'string' ? [typed] : typed) {
      const { type, first, last } = range(one);
      if ((first === undefined || first <= this.minor) && (last === undefined || this.minor <= last)) return type;
    }
    return undefined;
  }
}

/** A definition, whose fields are read when an object has one. */
class Structure implements Place {
  readonly type = 'map';
  private own?: ReadonlyMap<string, Place>;

  constructor(
    readonly name: string,
    private readonly read: () => ReadonlyMap<string, Place>,
    readonly required: readonly string[] | undefined,
  ) {}

  get fields(): ReadonlyMap<string, Place> {
    this.own ??= this.read();
    return this.own;
  }
}

let requiredFields: Map<string, string[]> | undefined;

function requiredOf({ required }: Table): ReadonlyMap<string, readonly string[]> {
  if (requiredFields) return requiredFields;
  requiredFields = new Map();
  for (const path of required) {
    const dot = path.lastIndexOf('.');
    const [name, field] = [path.slice(0, dot), path.slice(dot + 1)];
    const fields = requiredFields.get(name);
    if (fields) fields.push(field);
    else requiredFields.set(name, [field]);
  }
  return requiredFields;
}

let table: Table | undefined;

/** Read once, and only if there is an object to judge. */
function theTable(): Table {
  if (table) return table;
  const file = join(__dirname, '..', '..', '..', 'imports', 'kubernetes', 'objects.json');
  table = JSON.parse(readFileSync(file, 'utf8')) as Table;
  return table;
}

function range(typed: string): { readonly type: string; readonly first?: number; readonly last?: number } {
  const space = typed.indexOf(' ');
  if (space < 0) return { type: typed };
  const [first = '', last = ''] = typed.slice(space + 1).split('-');
  return {
    type: typed.slice(0, space),
    first: first === '' ? undefined : Number(first),
    last: last === '' ? undefined : Number(last),
  };
}

/** The last release that has something; `undefined` if the last one at hand has it. */
function lastOf(typed: Typed): number | undefined {
  const lasts = (typeof typed === 'string' ? [typed] : typed).map((one) => range(one).last);
  return lasts.includes(undefined) ? undefined : Math.max(...(lasts as number[]));
}

/** `apps/v1/Deployment` in two. */
export function split(key: string): { readonly apiVersion: string; readonly kind: string } {
  const slash = key.lastIndexOf('/');
  return { apiVersion: key.slice(0, slash), kind: key.slice(slash + 1) };
}

function groupOf(apiVersion: string): string {
  const slash = apiVersion.indexOf('/');
  return slash < 0 ? '' : apiVersion.slice(0, slash);
}

/** 0 for a stable version, 1 for beta, 2 for alpha. */
export function stability(apiVersion: string): 0 | 1 | 2 {
  return apiVersion.includes('alpha') ? 2 : apiVersion.includes('beta') ? 1 : 0;
}
