import { isMap } from '../../../model/resource';
import { Pattern } from './pattern';

/**
 * One place of an object, as the schema of a CustomResourceDefinition describes it.
 *
 * @see https://kubernetes.io/docs/tasks/extend-kubernetes/custom-resources/custom-resource-definitions/#validation
 */
export interface Schema {
  /** The types that are taken; with none, every type is. */
  readonly types: readonly string[];
  /** As it is written, `''` without one. */
  readonly format: string;
  readonly nullable: boolean;
  /** What a value that is missing becomes. @default - it stays missing */
  readonly default?: unknown;
  /** Whether this place or one below it has a {@link default}. */
  readonly holdsDefault: boolean;
  readonly properties: ReadonlyMap<string, Schema>;
  /** The values of other keys; `true` for anything. @default - nothing is said of them */
  readonly additional?: Schema | boolean;
  readonly required: readonly string[];
  readonly items?: Schema;
  readonly enum: readonly unknown[];
  readonly pattern?: Pattern;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMinimum: boolean;
  readonly exclusiveMaximum: boolean;
  readonly multipleOf?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly uniqueItems: boolean;
  readonly minProperties?: number;
  readonly maxProperties?: number;
  readonly allOf: readonly Schema[];
  readonly anyOf: readonly Schema[];
  readonly oneOf: readonly Schema[];
  readonly not?: Schema;
  /** `x-kubernetes-preserve-unknown-fields` */
  readonly keepsUnknown: boolean;
  /** `x-kubernetes-embedded-resource` */
  readonly embedded: boolean;
  /** `x-kubernetes-list-type` @default - atomic */
  readonly listType?: string;
  /** `x-kubernetes-list-map-keys` */
  readonly listMapKeys: readonly string[];
}

/** A schema that is none, or that the API server does not take. */
class NoSchema extends Error {}

/** How deep a schema is read; no structure that somebody made is as deep. */
const DEEPEST = 100;

/** What a structural schema must not have. */
const FOREIGN = ['$ref', 'definitions', 'dependencies', 'patternProperties', 'additionalItems'];

/**
 * Reads a schema.
 *
 * @returns undefined where the API server would not take it, and nothing is certain
 */
export function schemaOf(written: unknown): Schema | undefined {
  try {
    return read(written, DEEPEST);
  } catch (error) {
    if (error instanceof NoSchema) return undefined;
    throw error;
  }
}

function read(written: unknown, depth: number): Schema {
  if (!isMap(written) || depth === 0 || FOREIGN.some((name) => written[name] !== undefined)) throw new NoSchema();
  const below = (value: unknown) => read(value, depth - 1);
  const get = <T>(name: string, is: (value: unknown) => value is T): T | undefined => {
    const value = written[name] ?? undefined;
    if (value !== undefined && !is(value)) throw new NoSchema();
    return value;
  };
  const flag = (name: string) => get(name, isBoolean) ?? false;
  const several = (name: string) => (get(name, isList) ?? []).map(below);
  const anyNumberOrText = flag('x-kubernetes-int-or-string');
  const type = get('type', isText) ?? '';
  const pattern = get('pattern', isText) ?? '';
  const others = written.additionalProperties ?? undefined;
  const inside = {
    properties: new Map(Object.entries(get('properties', isMap) ?? {}).map(([name, one]) => [name, below(one)])),
    additional: others === undefined || typeof others === 'boolean' ? others : below(others),
    items: written.items === undefined ? undefined : below(written.items),
  };
  return {
    ...inside,
    types: anyNumberOrText ? ['integer', 'string'] : type === '' ? [] : [type],
    format: get('format', isText) ?? '',
    nullable: flag('nullable'),
    default: written.default ?? undefined,
    holdsDefault:
      (written.default ?? undefined) !== undefined ||
      [...inside.properties.values(), inside.additional, inside.items].some(
        (one) => typeof one === 'object' && one.holdsDefault,
      ),
    required: get('required', isTexts) ?? [],
    enum: get('enum', isList) ?? [],
    pattern: pattern === '' ? undefined : new Pattern(pattern),
    minLength: get('minLength', isNumber),
    maxLength: get('maxLength', isNumber),
    minimum: get('minimum', isNumber),
    maximum: get('maximum', isNumber),
    exclusiveMinimum: flag('exclusiveMinimum'),
    exclusiveMaximum: flag('exclusiveMaximum'),
    multipleOf: get('multipleOf', isNumber),
    minItems: get('minItems', isNumber),
    maxItems: get('maxItems', isNumber),
    uniqueItems: flag('uniqueItems'),
    minProperties: get('minProperties', isNumber),
    maxProperties: get('maxProperties', isNumber),
    allOf: several('allOf'),
    anyOf: several('anyOf'),
    oneOf: several('oneOf'),
    not: written.not === undefined ? undefined : below(written.not),
    keepsUnknown: flag('x-kubernetes-preserve-unknown-fields'),
    embedded: flag('x-kubernetes-embedded-resource'),
    listType: get('x-kubernetes-list-type', isText),
    listMapKeys: get('x-kubernetes-list-map-keys', isTexts) ?? [],
  };
}

const isBoolean = (value: unknown): value is boolean => typeof value === 'boolean';
const isText = (value: unknown): value is string => typeof value === 'string';
const isNumber = (value: unknown): value is number => typeof value === 'number';
const isList = (value: unknown): value is readonly unknown[] => Array.isArray(value);
const isTexts = (value: unknown): value is readonly string[] => isList(value) && value.every(isText);
