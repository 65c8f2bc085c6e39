import { fieldPath } from '../../argocd/analysis/known-fields';
import { didYouMean, listed } from '../../argocd/analysis/words';
import { isMap } from '../../argocd/model/resource';
import { shownValue } from '../helm/shown-value';

/** As much of JSON Schema as the generator of our own schema writes. */
export interface Schema {
  readonly description?: string;
  readonly type?: 'string' | 'number' | 'boolean' | 'array' | 'object';
  readonly const?: string | number | boolean;
  readonly enum?: readonly string[];
  readonly pattern?: string;
  readonly items?: Schema;
  readonly minItems?: number;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: Schema | false;
  readonly anyOf?: readonly Schema[];
  readonly allOf?: readonly Schema[];
  readonly $ref?: string;
  readonly definitions?: Readonly<Record<string, Schema>>;
}

/** What is wrong at a place of a value. */
export interface SchemaProblem {
  readonly path: readonly (string | number)[];
  /** What of it: its key, or its value. */
  readonly on: 'key' | 'value';
  readonly message: string;
}

/** Everything at which a value does not fit a schema, each with what would fit. */
export function schemaProblems(schema: Schema, value: unknown): readonly SchemaProblem[] {
  return new Judge(schema.definitions ?? {}).problems(schema, value, []);
}

type Path = SchemaProblem['path'];
type Map = Readonly<Record<string, unknown>>;

class Judge {
  constructor(private readonly definitions: Readonly<Record<string, Schema>>) {}

  problems(given: Schema, value: unknown, path: Path): readonly SchemaProblem[] {
    const schema = this.followed(given);
    if (schema.anyOf)
      return this.oneOf(
        schema.anyOf.map((one) => this.followed(one)),
        value,
        path,
      );
    if (schema.properties || schema.type === 'object') return this.map(schema, value, path);
    if (schema.type === 'array') {
      if (!Array.isArray(value)) return [this.wrong(value, path, 'a list')];
      const least = schema.minItems ?? 0;
      if (value.length < least) return [this.wrong(value, path, 'a list that is not empty')];
      return value.flatMap((one, at) => this.problems(schema.items ?? {}, one, [...path, at]));
    }
    const fits =
      (schema.type === undefined || typeof value === schema.type) &&
      (schema.const === undefined || value === schema.const) &&
      (schema.enum === undefined || schema.enum.includes(value as string)) &&
      (schema.pattern === undefined || new RegExp(schema.pattern).test(value as string));
    return fits ? [] : [this.wrong(value, path, wanted(schema), schema.enum)];
  }

  private followed(schema: Schema): Schema {
    const { $ref = '', allOf } = schema;
    if (allOf?.[0]) return this.followed(allOf[0]);
    if ($ref === '') return schema;
    const { anyOf, ...rest } = this.definitions[$ref.replace('#/definitions/', '')] ?? {};
    // A variant that is a choice itself.
    return this.followed(anyOf ? { ...rest, anyOf: anyOf.map((one) => this.followed(one)) } : rest);
  }

  private map(schema: Schema, value: unknown, path: Path): readonly SchemaProblem[] {
    if (!isMap(value)) return [this.wrong(value, path, 'a map')];
    const { properties = {}, required = [], additionalProperties = {} } = schema;
    const names = Object.keys(properties);
    const inside = Object.entries(value).flatMap(([key, one]) => {
      if (Object.hasOwn(properties, key)) return this.problems(properties[key] as Schema, one, [...path, key]);
      if (additionalProperties !== false) return this.problems(additionalProperties, one, [...path, key]);
      return [unknown(key, names, path)];
    });
    return [...missing(value, required, properties, path), ...inside];
  }

  /** A value that has to fit one of several. */
  private oneOf(given: readonly Schema[], value: unknown, path: Path): readonly SchemaProblem[] {
    const all = given.flatMap((one) => one.anyOf?.map((inner) => this.followed(inner)) ?? [one]);
    const tries = all.map((one) => this.problems(one, value, path));
    if (tries.some(({ length }) => length === 0)) return [];
    const maps = all.filter(({ properties }) => properties);
    if (!isMap(value) || maps.length === 0)
      return [this.wrong(value, path, maps.length > 0 ? 'a map' : all.map(wanted).join(' or '))];
    // A key that none has is misspelt, whatever else was meant.
    const known = new Set(maps.flatMap(({ properties = {} }) => Object.keys(properties)));
    const misspelt = Object.keys(value).filter((key) => !known.has(key));
    const meant = this.meant(maps, value, path);
    const least = this.map(meant, value, path);
    const { properties = {} } = meant;
    const others = least.flatMap((problem) => {
      const [key] = problem.path.length === path.length + 1 ? problem.path.slice(-1) : [];
      const belongsElsewhere =
        typeof key === 'string' && problem.on === 'key' && known.has(key) && !Object.hasOwn(properties, key);
      if (belongsElsewhere) return [together(key, value, meant, path)];
      return typeof key === 'string' && misspelt.includes(key) ? [] : [problem];
    });
    // What is missing may be what is misspelt.
    const rest = misspelt.length > 0 ? others.filter(({ message }) => !/ is missing/.test(message)) : others;
    return [...misspelt.map((key) => unknown(key, [...known], path)), ...rest];
  }

  /** The variant that most of the keys of a value belong to, and of these that with the fewest problems. */
  private meant(maps: readonly Schema[], value: Map, path: Path): Schema {
    const score = (schema: Schema): readonly [number, number] => {
      const { properties = {}, required = [] } = schema;
      const keys = Object.keys(value).filter((key) => Object.hasOwn(properties, key)).length;
      const has = required.filter((key) => value[key] !== undefined).length;
      return [keys + has, -this.map(schema, value, path).length];
    };
    let best = maps[0] as Schema;
    for (const one of maps.slice(1)) {
      const [a, b] = [score(one), score(best)];
      if (a[0] > b[0] || (a[0] === b[0] && a[1] > b[1])) best = one;
    }
    return best;
  }

  private wrong(value: unknown, path: Path, allowed: string, candidates: readonly string[] = []): SchemaProblem {
    const field = fieldPath(path);
    if (value === null)
      return {
        path,
        on: 'value',
        message: `${field ? `${field} has nothing behind it` : 'there is nothing in it'}: expected is ${allowed}`,
      };
    const shown = shownAs(path, value);
    const short = shown.length > 80 ? `${shown.slice(0, 79)}…` : shown;
    const quotes = allowed === 'a text' && ['number', 'boolean'].includes(typeof value) ? '. Put it in quotes' : '';
    const near = typeof value === 'string' ? didYouMean(value, candidates) : '';
    return {
      path,
      on: 'value',
      message: `${field ? `${field} is ` : 'it is '}${short}, and has to be ${allowed}${quotes}${near && `.${near}`}`,
    };
  }
}

/** A value as a message may show it. What is called value is the value of an environment variable or of a parameter. */
function shownAs(path: Path, value: unknown): string {
  if (Array.isArray(value)) return 'a list';
  return path.at(-1) === 'value' ? shownValue(['secret'], value) : shownValue(path.map(String), value);
}

function unknown(key: string, names: readonly string[], path: Path): SchemaProblem {
  const near = didYouMean(key, names);
  return {
    path: [...path, key],
    on: 'key',
    message: `${fieldPath([...path, key])}: there is no such field.${near || ` There are ${listed(names)}`}`,
  };
}

function missing(
  value: Map,
  required: readonly string[],
  properties: Readonly<Record<string, Schema>>,
  path: Path,
): readonly SchemaProblem[] {
  return required
    .filter((key) => value[key] === undefined)
    .map((key) => {
      const about = properties[key]?.description?.replace(/\.$/, '');
      return { path, on: 'key', message: `${fieldPath([...path, key])} is missing${about ? `: ${about}` : ''}` };
    });
}

/** A field of one variant among those of another. */
function together(key: string, value: Map, { properties = {} }: Schema, path: Path): SchemaProblem {
  const beside = Object.keys(value).filter((one) => Object.hasOwn(properties, one));
  return {
    path: [...path, key],
    on: 'key',
    message: `${fieldPath([...path, key])} does not go together with ${beside.join(', ')}: remove one of them`,
  };
}

function wanted({ type, enum: names, const: one, pattern, properties }: Schema): string {
  if (names) return `one of ${names.join(', ')}`;
  if (one !== undefined) return JSON.stringify(one);
  if (pattern) return `a text like ${pattern}`;
  if (properties) return 'a map';
  const words = { string: 'a text', number: 'a number', boolean: 'true or false', array: 'a list', object: 'a map' };
  return type ? words[type] : 'anything';
}
