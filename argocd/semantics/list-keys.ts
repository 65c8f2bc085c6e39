import { LIST_KEYS } from './list-keys-table';

/** A list that a server-side apply refuses, because its elements cannot be told apart. */
export interface ListProblem {
  /** To the element. */
  readonly pointer: readonly (string | number)[];
  /** The words of the API server, with the path that it prints. */
  readonly message: string;
}

/**
 * How the fields of a type are written in the table: the name of a type, `[]type` for a list that is replaced whole,
 * `{}type` for a map, `[key,key=default]type` for a list that is merged by keys, `[=]` for a set.
 */
interface Table {
  /** The type by `group/version/Kind`. */
  readonly kinds: Readonly<Record<string, string>>;
  readonly types: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

let table: Table | undefined;

/** Deeper than any built-in kind is. */
const MAX_DEPTH = 40;

/** As many as a reader wants to see. */
const MAX_PROBLEMS = 20;

/**
 * What is wrong with the lists of an object of a built-in kind that is applied server-side.
 *
 * @see https://github.com/kubernetes-sigs/structured-merge-diff/blob/v6.3.0/typed/validate.go visitListItems
 * @see https://github.com/kubernetes-sigs/structured-merge-diff/blob/v6.3.0/typed/helpers.go listItemToPathElement
 */
export function listProblems(apiVersion: string, kind: string, object: unknown): readonly ListProblem[] {
  table ??= JSON.parse(LIST_KEYS) as Table;
  const key = `${apiVersion.includes('/') ? '' : '/'}${apiVersion}/${kind}`;
  const type = Object.hasOwn(table.kinds, key) ? table.kinds[key] : undefined;
  if (type === undefined) return [];
  const walk = new Walk(table);
  walk.value(type, object, [], '');
  return walk.problems;
}

class Walk {
  readonly problems: ListProblem[] = [];

  constructor(private readonly table: Table) {}

  value(notation: string, value: unknown, pointer: ListProblem['pointer'], path: string): void {
    if (value === null || value === undefined || notation === '' || pointer.length > MAX_DEPTH) return;
    if (notation.startsWith('{}')) {
      if (!isMap(value)) return;
      for (const [key, one] of Object.entries(value))
        this.value(notation.slice(2), one, [...pointer, key], `${path}.${key}`);
    } else if (notation.startsWith('[')) {
      if (Array.isArray(value)) this.list(notation, value, pointer, path);
    } else if (isMap(value)) {
      for (const [key, inner] of Object.entries(this.table.types[notation] ?? {}))
        if (Object.hasOwn(value, key)) this.value(inner, value[key], [...pointer, key], `${path}.${key}`);
    }
  }

  private list(notation: string, elements: readonly unknown[], pointer: ListProblem['pointer'], path: string): void {
    const end = notation.indexOf(']');
    const inner = notation.slice(end + 1);
    const keys = notation.slice(1, end);
    const seen = new Set<string>();
    for (const [index, element] of elements.entries()) {
      if (this.problems.length >= MAX_PROBLEMS) return;
      const at = [...pointer, index];
      if (keys === '') {
        this.value(inner, element, at, `${path}[${index}]`);
        continue;
      }
      const name = keys === '=' ? nameInSet(element) : nameByKeys(keys.split(','), element);
      if (name.startsWith('!')) {
        // Nothing behind it is looked at either.
        this.problems.push({ pointer: at, message: `${path}: element ${index}: ${name.slice(1)}` });
        return;
      }
      if (seen.has(name)) this.problems.push({ pointer: at, message: `${path}: duplicate entries for key ${name}` });
      seen.add(name);
      this.value(inner, element, at, `${path}${name}`);
    }
  }
}

/** What names an element, as the API server writes it; behind a `!` why nothing does. */
function nameByKeys(keys: readonly string[], element: unknown): string {
  if (element === null || element === undefined) return '!associative list with keys may not have a null element';
  if (!isMap(element)) return '!associative list with keys may not have non-map elements';
  const parts: string[] = [];
  const names: string[] = [];
  for (const key of keys) {
    const [name = '', ifMissing] = key.split('=');
    names.push(name);
    const value = Object.hasOwn(element, name) ? JSON.stringify(element[name]) : ifMissing;
    if (value !== undefined) parts.push(`${name}=${value}`);
  }
  if (parts.length > 0) return `[${parts.sort().join(',')}]`;
  const all = names.map((name) => JSON.stringify(name)).join(' ');
  return `!associative list with keys has an element that omits all key fields [${all}] (and doesn't have default values for any key fields)`;
}

function nameInSet(element: unknown): string {
  if (isMap(element)) return "!associative list without keys has an element that's a map type";
  if (Array.isArray(element)) return '!not supported: associative list with lists as elements';
  if (element === null || element === undefined)
    return "!associative list without keys has an element that's an explicit null";
  return `[=${JSON.stringify(element)}]`;
}

function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
