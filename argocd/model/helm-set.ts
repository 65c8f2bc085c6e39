import { isMap } from './resource';

/** Why `helm template` does not take a `--set`. */
export interface SetMistake {
  /** The words of Helm. */
  readonly words: string;
  /** Whether other values could make it right: a key that adds nothing is fine in a map that holds something. */
  readonly certain: boolean;
}

/** Nesting in a name. */
const MAX_NESTED_NAME_LEVEL = 30;

/** In a list. */
const MAX_INDEX = 65_536;

/** A map while it is filled. */
type Data = Map<string, unknown>;

/** What Argo CD makes of a value before it hands it to Helm: a comma would end it. */
function cleanValue(value: string): string {
  if (value.startsWith('{') && value.endsWith('}')) return value;
  return value.replace(/(?<!\\),/gu, '\\,');
}

/**
 * What Helm says to `--set name=value`.
 *
 * @param name what stands before the `=`, as it is in `spec.source.helm.parameters[].name`
 * @param values what is set so far, as far as it is known
 * @param lenient whether an index without its bracket passes, as it does since Helm 4
 * @see https://github.com/helm/helm/blob/v3.19.4/pkg/strvals/parser.go
 * @see https://github.com/argoproj/argo-cd/blob/v3.4.4/util/helm/cmd.go (cleanSetParameters)
 */
export function setMistake(
  name: string,
  value: string,
  values: Readonly<Record<string, unknown>>,
  lenient: boolean,
): SetMistake | undefined {
  if (isPlain(name, value) && hasRoom(name, values)) return undefined;
  const parser = new Parser(`${name}=${cleanValue(value)}`, lenient);
  return parser.run(toData(values, rootOf(name)));
}

/**
 * Whether a name is only a few keys and the value is no list, as nearly always. Then only existing values can be in the
 * way.
 */
function isPlain(name: string, value: string): boolean {
  return name.length < MAX_NESTED_NAME_LEVEL && !/^\{|\\/.test(value) && /^[\w-]+(?:\.[\w-]+)*$/.test(name);
}

/** Whether all that a plain name goes through is a map, as far as it is there. */
function hasRoom(name: string, values: Readonly<Record<string, unknown>>): boolean {
  let at = values;
  for (const key of name.split('.').slice(0, -1)) {
    if (!Object.hasOwn(at, key)) return true;
    const next = at[key];
    if (!isMap(next)) return false;
    at = next;
  }
  return true;
}

/** The first part of a name: parameters with different first parts do not affect each other. */
export function rootOf(name: string): string {
  const [plain] = /^[^=[,.\\]*/.exec(name) as RegExpExecArray;
  if (plain.length === name.length || name[plain.length] !== '\\') return plain;
  return new Scanner(name).until('=[,.').text;
}

/** Only what is under one key: the rest of the values is not touched. */
function toData(values: Readonly<Record<string, unknown>>, root: string): Data {
  return Object.hasOwn(values, root) ? new Map([[root, toMaps(values[root])]]) : new Map();
}

function toMaps(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(toMaps);
  if (typeof value !== 'object' || value === null) return value;
  return new Map(Object.entries(value).map(([key, one]) => [key, toMaps(one)]));
}

/** The end of the text, which is fine in most places. */
class End extends Error {}

/** What ends the parsing for good. */
class Refused extends Error {
  constructor(
    message: string,
    readonly certain = true,
  ) {
    super(message);
  }
}

/** Reads character by character, as Go does. */
class Scanner {
  private readonly characters: readonly string[];
  private at = 0;

  constructor(text: string) {
    this.characters = [...text];
  }

  next(): string | undefined {
    const character = this.characters[this.at];
    if (character !== undefined) this.at += 1;
    return character;
  }

  back(): void {
    this.at -= 1;
  }

  /** Up to one of some characters; `last` is undefined at the end of the text. A backslash keeps what follows it. */
  until(stop: string): { readonly text: string; readonly last: string | undefined } {
    let text = '';
    for (;;) {
      const character = this.next();
      if (character === undefined) return { text, last: undefined };
      if (stop.includes(character)) return { text, last: character };
      if (character !== '\\') text += character;
      else {
        const kept = this.next();
        if (kept === undefined) return { text, last: undefined };
        text += kept;
      }
    }
  }
}

class Parser {
  private readonly scanner: Scanner;

  constructor(
    text: string,
    private readonly lenient: boolean,
  ) {
    this.scanner = new Scanner(text);
  }

  run(data: Data): SetMistake | undefined {
    try {
      for (;;) this.key(data, 0);
    } catch (error) {
      if (error instanceof End) return undefined;
      if (error instanceof Refused) return { words: error.message, certain: error.certain };
      // Helm limits the dots of a name, not its brackets. What it does with a hundred thousand of them is not known
      // here.
      if (error instanceof RangeError) return undefined;
      throw error;
    }
  }

  private key(data: Data, level: number): void {
    const { text: key, last } = this.scanner.until('=[,.');
    if (last === undefined) {
      if (key === '') throw new End();
      throw new Refused(`key ${JSON.stringify(key)} has no value`);
    }
    if (last === '[') {
      const index = this.index();
      const known = data.has(key) ? asList(data.get(key)) : [];
      set(data, key, this.item(known, index, level));
    } else if (last === '=') {
      const value = this.value();
      set(data, key, value.value);
      if (value.end) throw new End();
    } else if (last === ',') throw new Refused(`key ${JSON.stringify(key)} has no value (cannot end with ,)`);
    else this.nested(data, key, level + 1);
  }

  private nested(data: Data, key: string, level: number): void {
    if (level > MAX_NESTED_NAME_LEVEL) {
      throw new Refused(
        `value name nested level is greater than maximum supported nested level of ${MAX_NESTED_NAME_LEVEL}`,
      );
    }
    const inner: Data = data.has(key) ? asMap(data.get(key)) : new Map();
    try {
      this.key(inner, level);
    } finally {
      if (inner.size > 0) set(data, key, inner);
    }
    if (inner.size === 0) throw new Refused(`key map ${JSON.stringify(key)} has no value`, false);
  }

  private index(): number {
    const { text, last } = this.scanner.until(']');
    if (last === undefined) {
      if (this.lenient) throw new End();
      throw new Refused('error parsing index: EOF');
    }
    const index = /^[-+]?\d+$/.test(text) ? Number(text) : undefined;
    if (index === undefined) {
      throw new Refused(`error parsing index: strconv.Atoi: parsing ${JSON.stringify(text)}: invalid syntax`);
    }
    if (Math.abs(index) >= 2 ** 63)
      throw new Refused(`error parsing index: strconv.Atoi: parsing "${text}": value out of range`);
    return index;
  }

  private item(items: readonly unknown[], index: number, level: number): readonly unknown[] {
    if (index < 0) throw new Refused(`negative ${index} index not allowed`);
    const { text, last } = this.scanner.until('[.=');
    if (text !== '') {
      // As Go prints a list of characters.
      const characters = [...text].map((one) => `'${one}'`).join(' ');
      throw new Refused(`unexpected data at end of array index: [${characters}]`);
    }
    if (last === undefined) throw new End();
    if (last === '=') return withItem(items, index, this.value().value);
    if (last === '[') {
      const next = this.index();
      const known = items[index] ?? undefined;
      return withItem(items, index, this.item(known === undefined ? [] : asList(known), next, level));
    }
    const known = items[index];
    const inner: Data = known instanceof Map ? known : new Map();
    this.key(inner, level);
    return withItem(items, index, inner);
  }

  /** What follows the `=`. */
  private value(): { readonly value: unknown; readonly end: boolean } {
    const first = this.scanner.next();
    if (first === undefined) return { value: '', end: true };
    if (first !== '{') {
      this.scanner.back();
      return { value: this.scanner.until(',').text, end: false };
    }
    const items: string[] = [];
    for (;;) {
      const { text, last } = this.scanner.until(',}');
      if (last === undefined) throw new Refused("list must terminate with '}'");
      items.push(text);
      if (last === ',') continue;
      const after = this.scanner.next();
      if (after !== undefined && after !== ',') this.scanner.back();
      return { value: items, end: false };
    }
  }
}

/** A key that is empty is not set. */
function set(data: Data, key: string, value: unknown): void {
  if (key !== '') data.set(key, value);
}

function withItem(items: readonly unknown[], index: number, value: unknown): readonly unknown[] {
  if (index > MAX_INDEX) throw new Refused(`index of ${index} is greater than maximum supported index of ${MAX_INDEX}`);
  const copy = [...items];
  while (copy.length < index) copy.push(null);
  copy[index] = value;
  return copy;
}

function asMap(value: unknown): Data {
  if (value instanceof Map) return value;
  throw conversion(value, 'map[string]interface {}');
}

function asList(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value;
  throw conversion(value, '[]interface {}');
}

/** The panic that Helm turns into an error. */
function conversion(value: unknown, wanted: string): Refused {
  const types: Readonly<Record<string, string>> = { boolean: 'bool', number: 'float64', string: 'string' };
  const type =
    value === null || value === undefined
      ? 'nil'
      : Array.isArray(value)
        ? '[]interface {}'
        : (types[typeof value] ?? 'map[string]interface {}');
  return new Refused(`unable to parse key: interface conversion: interface {} is ${type}, not ${wanted}`);
}
