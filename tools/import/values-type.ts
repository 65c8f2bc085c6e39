import { ANY_MAP, BOOLEAN, NULL, NUMBER, type ObjectType, STRING, type Type, UNKNOWN, union } from './type';

/** JSON Schema as charts write it. */
interface ChartSchema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly properties?: Readonly<Record<string, ChartSchema>>;
  readonly additionalProperties?: boolean | ChartSchema;
  readonly items?: ChartSchema | readonly ChartSchema[];
  readonly anyOf?: readonly ChartSchema[];
  readonly oneOf?: readonly ChartSchema[];
  readonly definitions?: Readonly<Record<string, ChartSchema>>;
  readonly $defs?: Readonly<Record<string, ChartSchema>>;
}

/**
 * The type that a chart's own default gives a value. An empty object is a map (nothing else would be written as `{}`);
 * an empty list holds anything.
 */
export function typeOfDefault(value: unknown): Type {
  if (value === null || value === undefined) return UNKNOWN;
  if (Array.isArray(value)) {
    return { is: 'array', of: value.length === 0 ? UNKNOWN : union(...value.map(typeOfItem)) };
  }
  if (typeof value === 'object') {
    const keys = Object.entries(value).map(([key, item]) => [key, typeOfDefault(item)]);
    return keys.length === 0 ? ANY_MAP : { is: 'object', keys: Object.fromEntries(keys) };
  }
  return typeof value === 'boolean' ? BOOLEAN : typeof value === 'number' ? NUMBER : STRING;
}

/** One example in a list says what kind of things the list holds, not which keys they may have. */
function typeOfItem(value: unknown): Type {
  return value !== null && typeof value === 'object' && !Array.isArray(value) ? ANY_MAP : typeOfDefault(value);
}

/**
 * The type that a chart's values.schema.json gives its values.
 *
 * @throws for a $ref that leads nowhere, out of the file, or back to itself.
 */
export function typeOfSchema(root: object, where: string): Type {
  const convert = (schema: ChartSchema, path: string, via: readonly string[]): Type => {
    if (schema.$ref !== undefined) {
      const { $ref } = schema;
      if (via.includes($ref)) throw new Error(`${where}: ${path}: $ref cycle ${[...via, $ref].join(' -> ')}.`);
      return convert(resolve(root, $ref, where, path), path, [...via, $ref]);
    }
    if (schema.enum || schema.const !== undefined) {
      return union(...(schema.enum ?? [schema.const]).map((value) => literal(value, where, path)));
    }
    const choices = schema.anyOf ?? schema.oneOf;
    if (choices) return union(...choices.map((choice) => convert(choice, path, via)));
    const names =
      typeof schema.type === 'string' ? [schema.type] : (schema.type ?? [schema.properties ? 'object' : 'any']);
    return union(...names.map((name) => simple(name, schema, path, via)));
  };
  const simple = (name: string, schema: ChartSchema, path: string, via: readonly string[]): Type => {
    switch (name) {
      case 'string':
        return STRING;
      case 'boolean':
        return BOOLEAN;
      case 'integer':
      case 'number':
        return NUMBER;
      case 'null':
        return NULL;
      case 'array': {
        const items = Array.isArray(schema.items) ? { anyOf: schema.items } : (schema.items as ChartSchema | undefined);
        if (!items) return { is: 'array', of: UNKNOWN };
        const of = convert(items, `${path}[]`, via);
        // An item's properties are those of the chart's example, which the schema was generated from.
        return { is: 'array', of: mapObjects(of) };
      }
      case 'object': {
        const properties = Object.entries(schema.properties ?? {});
        const { additionalProperties: rest } = schema;
        if (properties.length === 0 && rest !== false) {
          return typeof rest === 'object' ? { is: 'object', keys: {}, rest: convert(rest, `${path}.*`, via) } : ANY_MAP;
        }
        const keys = properties.map(([key, value]) => [key, convert(value, path ? `${path}.${key}` : key, via)]);
        return {
          is: 'object',
          keys: Object.fromEntries(keys),
          ...(typeof rest === 'object' ? { rest: convert(rest, `${path}.*`, via) } : {}),
        };
      }
      default:
        return UNKNOWN;
    }
  };
  return convert(root as ChartSchema, '', []);
}

function mapObjects(type: Type): Type {
  if (type.is === 'object') return ANY_MAP;
  return type.is === 'union' ? union(...type.of.map(mapObjects)) : type;
}

function literal(value: unknown, where: string, path: string): Type {
  if (value === null) return NULL;
  if (typeof value === 'object' || value === undefined)
    throw new Error(`${where}: ${path}: an enum of objects is not supported.`);
  return { is: 'literal', value: value as string | number | boolean };
}

function resolve(root: object, ref: string, where: string, path: string): ChartSchema {
  let node: unknown = root;
  if (!ref.startsWith('#/'))
    throw new Error(`${where}: ${path}: $ref '${ref}' leaves the file, which is not supported.`);
  for (const part of ref.slice(2).split('/')) {
    const key = decodeURIComponent(part).replaceAll('~1', '/').replaceAll('~0', '~');
    node =
      node !== null && typeof node === 'object' && Object.hasOwn(node, key)
        ? (node as Record<string, unknown>)[key]
        : undefined;
  }
  if (node === null || typeof node !== 'object') throw new Error(`${where}: ${path}: $ref '${ref}' leads nowhere.`);
  return node as ChartSchema;
}

/**
 * One type from what a default and a schema say: the keys of both; for a plain value what the schema says, since it knows
 * about nulls and alternatives that one default can't show.
 */
export function merge(byDefault: Type, bySchema: Type | undefined, value: unknown): Type {
  if (!bySchema || bySchema.is === 'unknown') return byDefault;
  if (byDefault.is === 'object' && Object.keys(byDefault.keys).length > 0) {
    const schema = objectOf(bySchema);
    if (!schema) return union(byDefault, bySchema);
    const keys: Record<string, Type> = {};
    for (const key of [...Object.keys(byDefault.keys), ...Object.keys(schema.keys)]) {
      if (keys[key]) continue;
      const known = byDefault.keys[key];
      const item = (value as Record<string, unknown>)[key];
      keys[key] = known ? merge(known, schema.keys[key], item) : schema.keys[key];
    }
    const merged: Type = {
      is: 'object',
      keys,
      ...(schema.rest && Object.keys(schema.keys).length > 0 ? { rest: schema.rest } : {}),
    };
    return bySchema.is === 'union' ? union(merged, ...bySchema.of.filter((type) => type.is !== 'object')) : merged;
  }
  return value === null ? union(bySchema, NULL) : bySchema;
}

/** The object among the alternatives of a type. */
export function objectOf(type: Type): ObjectType | undefined {
  if (type.is === 'object') return type;
  return type.is === 'union' ? type.of.find((one): one is ObjectType => one.is === 'object') : undefined;
}
