/**
 * The type of a Helm value, as the import derives it and an overlay writes it. Objects are closed unless `rest` says what
 * other keys hold, which makes them a map.
 */
export type Type =
  | { readonly is: 'string' | 'number' | 'boolean' | 'null' | 'unknown' }
  | { readonly is: 'literal'; readonly value: string | number | boolean }
  | { readonly is: 'array'; readonly of: Type }
  | ObjectType
  | KubernetesType
  | { readonly is: 'union'; readonly of: readonly Type[] };

/** A structure of Kubernetes, by its name, and fields that a later Kubernetes than the imported one added to it. */
export interface KubernetesType {
  readonly is: 'kubernetes';
  readonly name: string;
  readonly plus?: ObjectType;
}

/** A closed object, or a map if it has a `rest`. */
export interface ObjectType {
  readonly is: 'object';
  readonly keys: Readonly<Record<string, Type>>;
  readonly required?: readonly string[];
  readonly rest?: Type;
}

export const STRING: Type = { is: 'string' };
export const NUMBER: Type = { is: 'number' };
export const BOOLEAN: Type = { is: 'boolean' };
export const NULL: Type = { is: 'null' };
export const UNKNOWN: Type = { is: 'unknown' };
export const ANY_MAP: ObjectType = { is: 'object', keys: {}, rest: UNKNOWN };

/** The union of types, flat and without repetition. */
export function union(...types: readonly Type[]): Type {
  const flat = types.flatMap((type) => (type.is === 'union' ? type.of : [type]));
  if (flat.some((type) => type.is === 'unknown')) return UNKNOWN;
  const seen = new Map(flat.map((type) => [print(type), type]));
  if (seen.has('boolean')) for (const literal of ['true', 'false']) seen.delete(literal);
  if (seen.has('string'))
    for (const [text, type] of seen) if (type.is === 'literal' && typeof type.value === 'string') seen.delete(text);
  const of = [...seen.values()];
  return of.length === 1 ? of[0] : { is: 'union', of };
}

/** The text of a type, in the syntax that overlays use. */
export function print(type: Type): string {
  switch (type.is) {
    case 'literal':
      return typeof type.value === 'string' ? `'${type.value}'` : String(type.value);
    case 'array': {
      const of = print(type.of);
      return type.of.is === 'union' ? `(${of})[]` : `${of}[]`;
    }
    case 'kubernetes':
      return type.plus ? `${type.name} & ${print(type.plus)}` : type.name;
    case 'union':
      return type.of.map(print).join(' | ');
    case 'object': {
      const keys = Object.entries(type.keys);
      if (type.rest && keys.length === 0) return `map<${print(type.rest)}>`;
      const members = keys.map(([key, value]) => `${key}${type.required?.includes(key) ? '' : '?'}: ${print(value)}`);
      if (type.rest) members.push(`*: ${print(type.rest)}`);
      return `{ ${members.join('; ')} }`;
    }
    default:
      return type.is;
  }
}

const TOKEN = /\s*('[^']*'|-?\d+(?:\.\d+)?|[A-Za-z_][\w-]*|\[\]|[|&<>(){}:;?*])/y;

/**
 * Reads a type: `string`, `'a' | 'b'`, `map<string>`, `string[]`, `{ name: string; port?: number }`, or the name of a
 * structure of Kubernetes (`Toleration[]`).
 *
 * @throws with the text and the place where it stops making sense.
 */
export function parseType(text: string): Type {
  let at = 0;
  const peek = (): string | undefined => {
    TOKEN.lastIndex = at;
    return TOKEN.exec(text)?.[1];
  };
  const take = (expected?: string): string => {
    TOKEN.lastIndex = at;
    const found = TOKEN.exec(text)?.[1];
    if (found === undefined || (expected !== undefined && found !== expected)) {
      throw new Error(`type '${text}': expected ${expected ?? 'a type'} at '${text.slice(at)}'`);
    }
    at = TOKEN.lastIndex;
    return found;
  };
  const unionOf = (): Type => {
    const of = [postfix()];
    while (peek() === '|') {
      take();
      of.push(postfix());
    }
    return union(...of);
  };
  const postfix = (): Type => {
    let type = atom();
    while (peek() === '[]') {
      take();
      type = { is: 'array', of: type };
    }
    return type;
  };
  const atom = (): Type => {
    const token = take();
    if (token.startsWith("'")) return { is: 'literal', value: token.slice(1, -1) };
    if (/^-?\d/.test(token)) return { is: 'literal', value: Number(token) };
    if (token === 'true' || token === 'false') return { is: 'literal', value: token === 'true' };
    if (token === '(') {
      const inner = unionOf();
      take(')');
      return inner;
    }
    if (token === 'map') {
      take('<');
      const rest = unionOf();
      take('>');
      return { is: 'object', keys: {}, rest };
    }
    if (token === '{') return members();
    if (token === 'string' || token === 'number' || token === 'boolean' || token === 'null' || token === 'unknown')
      return { is: token };
    if (/^[A-Z]/.test(token)) {
      if (peek() !== '&') return { is: 'kubernetes', name: token };
      take();
      take('{');
      return { is: 'kubernetes', name: token, plus: members() as ObjectType };
    }
    throw new Error(`type '${text}': unknown type '${token}'`);
  };
  const members = (): Type => {
    const keys: Record<string, Type> = {};
    const required: string[] = [];
    let rest: Type | undefined;
    while (peek() !== '}') {
      const name = take();
      if (name !== '*') {
        if (peek() === '?') take();
        else required.push(name);
      }
      take(':');
      if (name === '*') rest = unionOf();
      else keys[name] = unionOf();
      if (peek() === ';') take();
    }
    take('}');
    return { is: 'object', keys, ...(required.length > 0 ? { required } : {}), ...(rest ? { rest } : {}) };
  };
  const type = unionOf();
  if (text.slice(at).trim() !== '') throw new Error(`type '${text}': unexpected '${text.slice(at).trim()}'`);
  return type;
}

/**
 * What does not fit a type: a message for each place of a value. Structures of Kubernetes are taken as they are.
 *
 * @param hint what to say of an unknown key, given the known ones
 */
export function misfits(
  type: Type,
  value: unknown,
  path = '',
  hint: (key: string, known: readonly string[]) => string = () => '',
): string[] {
  if (type.is === 'unknown' || type.is === 'kubernetes') return [];
  if (type.is === 'union') {
    const tries = type.of.map((one) => misfits(one, value, path, hint));
    if (tries.some((errors) => errors.length === 0)) return [];
    const isObject = value !== null && typeof value === 'object';
    const deep = isObject
      ? tries.filter((_, index) => type.of[index].is === (Array.isArray(value) ? 'array' : 'object'))
      : [];
    return deep[0] ?? [wrong(path, value, type)];
  }
  if (type.is === 'array') {
    if (!Array.isArray(value)) return [wrong(path, value, type)];
    return value.flatMap((item, index) => misfits(type.of, item, `${path}[${index}]`, hint));
  }
  if (type.is === 'object') {
    if (value === null || typeof value !== 'object' || Array.isArray(value)) return [wrong(path, value, type)];
    return Object.entries(value).flatMap(([key, item]) => {
      const at = path ? `${path}.${key}` : key;
      const known = Object.hasOwn(type.keys, key) ? type.keys[key] : type.rest;
      return known ? misfits(known, item, at, hint) : [`${at}: unknown key${hint(key, Object.keys(type.keys))}`];
    });
  }
  const fits =
    type.is === 'literal' ? value === type.value : type.is === 'null' ? value === null : typeof value === type.is;
  return fits ? [] : [wrong(path, value, type)];
}

function wrong(path: string, value: unknown, type: Type): string {
  const given =
    value !== null && typeof value === 'object'
      ? Array.isArray(value)
        ? 'a list'
        : 'an object'
      : JSON.stringify(value);
  const allowed = type.is === 'object' ? 'an object' : print(type);
  return `${path}: ${given} is not ${allowed}`;
}

/** A type as JSON: objects as objects, everything else as text. */
export function toJson(type: Type): unknown {
  if (type.is === 'object' && !type.required && Object.keys(type.keys).length > 0) {
    const keys = Object.entries(type.keys).map(([key, value]) => [key, toJson(value)]);
    return Object.fromEntries(type.rest ? [...keys, ['*', toJson(type.rest)]] : keys);
  }
  if (type.is === 'union') {
    const json = type.of.map(toJson);
    if (json.some((one) => typeof one !== 'string')) return json;
  }
  return print(type);
}

/** Reads what {@link toJson} made. */
export function fromJson(json: unknown): Type {
  if (typeof json === 'string') return parseType(json);
  if (Array.isArray(json)) return union(...json.map(fromJson));
  const { '*': rest, ...keys } = json as Record<string, unknown>;
  return {
    is: 'object',
    keys: Object.fromEntries(Object.entries(keys).map(([key, value]) => [key, fromJson(value)])),
    ...(rest === undefined ? {} : { rest: fromJson(rest) }),
  };
}
