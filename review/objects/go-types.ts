import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** How a value of a field is read, written and merged: what Go's types of Kubernetes say, and no OpenAPI document does. */
export interface GoType {
  readonly kind:
    | 'any'
    | 'string'
    | 'int'
    | 'float'
    | 'bool'
    | 'quantity'
    | 'int-or-string'
    | 'time'
    | 'micro-time'
    | 'duration'
    | 'bytes'
    | 'list'
    | 'map'
    | 'struct';
  /** Null and zero are two things: zero stays. */
  readonly pointer: boolean;
  /** Of a list or a map. */
  readonly element?: GoType;
  /** Of a structure: `core.v1.Container`. */
  readonly name?: string;
  /** Of a structure. */
  readonly fields?: ReadonlyMap<string, GoField>;
}

export interface GoField {
  readonly type: GoType;
  /** A zero value that is written stays, as there is no `omitempty`. */
  readonly keepsZero: boolean;
  /** The elements of a list are merged, not replaced as a whole. */
  readonly merge: boolean;
  /** What names an element of a list that is merged. @default - the elements are scalars, or replaced as a whole */
  readonly mergeKey?: string;
  /** A patch names the keys that stay: what the server added is dropped. */
  readonly retainKeys: boolean;
  /** A structure that is replaced as a whole. */
  readonly replace: boolean;
}

interface Table {
  readonly kinds: Readonly<Record<string, string>>;
  readonly types: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

let table: Table | undefined;

/** Read when the first two objects differ. */
function theTable(): Table {
  table ??= JSON.parse(readFileSync(join(__dirname, 'go-types.json'), 'utf8')) as Table;
  return table;
}

const structures = new Map<string, GoType>();

/** The Go type of a built-in kind; `undefined` for one that Argo CD compares without knowing it. */
export function goType(apiVersion: string, kind: string): GoType | undefined {
  const { kinds } = theTable();
  const key = `${apiVersion}/${kind}`;
  const name = Object.hasOwn(kinds, key) ? kinds[key] : undefined;
  return name === undefined ? undefined : structure(name, false);
}

/** A structure by its name, such as `core.v1.PodSpec`. */
export function goStructure(name: string): GoType | undefined {
  return Object.hasOwn(theTable().types, name) ? structure(name, false) : undefined;
}

function structure(name: string, pointer: boolean): GoType {
  const key = pointer ? `*${name}` : name;
  let type = structures.get(key);
  if (!type) {
    type = new Structure(name, pointer);
    structures.set(key, type);
  }
  return type;
}

/** Its fields are read when an object has them. */
class Structure implements GoType {
  readonly kind = 'struct';
  private own?: ReadonlyMap<string, GoField>;

  constructor(
    readonly name: string,
    readonly pointer: boolean,
  ) {}

  get fields(): ReadonlyMap<string, GoField> {
    this.own ??= new Map(
      Object.entries(theTable().types[this.name] ?? {}).map(([field, notation]) => [field, fieldOf(notation)]),
    );
    return this.own;
  }
}

/** `!` before a type: kept if zero; `merge`, `replace`, `retainKeys`, `key=name` behind it. */
function fieldOf(notation: string): GoField {
  const [type = '', ...words] = notation.split(/[ ,]/);
  const keepsZero = type.startsWith('!');
  return {
    type: typeOf(keepsZero ? type.slice(1) : type),
    keepsZero,
    merge: words.includes('merge'),
    mergeKey: words.find((word) => word.startsWith('key='))?.slice(4),
    retainKeys: words.includes('retainKeys'),
    replace: words.includes('replace'),
  };
}

function typeOf(notation: string): GoType {
  const pointer = notation.startsWith('*');
  const bare = pointer ? notation.slice(1) : notation;
  if (bare.startsWith('[]')) return { kind: 'list', pointer, element: typeOf(bare.slice(2)) };
  if (bare.startsWith('{}')) return { kind: 'map', pointer, element: typeOf(bare.slice(2)) };
  if (bare.includes('.')) return structure(bare, pointer);
  return { kind: bare as GoType['kind'], pointer };
}
