import { fields, isMap, list, text } from '../../model/resource';
import type { Resource } from '../../model/types';
import { GoRegexp, RegexpSyntaxError, RegexpTooCostly } from '../../semantics/go-regexp';
import { ANY, type Custom, type Place, type PlaceType } from './place';

/** The versions of a kind that a CustomResourceDefinition serves. */
export interface Definition {
  readonly resource: Resource;
  /** Whether a version is served; a version that it does not have is not in here. */
  readonly versions: ReadonlyMap<string, { readonly served: boolean; readonly place: Place }>;
}

/** What the CustomResourceDefinitions at hand say about their kinds. */
export class CustomResources {
  private readonly written = new Map<string, Resource[]>();
  private readonly read = new Map<string, Definition | undefined>();

  constructor(resources: Iterable<Resource>) {
    for (const resource of resources) {
      if (resource.kind !== 'CustomResourceDefinition' || resource.group !== 'apiextensions.k8s.io') continue;
      const spec = fields(resource.object.spec);
      const key = `${text(spec.group)}/${text(fields(spec.names).kind)}`;
      const known = this.written.get(key);
      if (!known) this.written.set(key, [resource]);
      else if (!known.includes(resource)) known.push(resource);
    }
  }

  /**
   * The definition of a kind; `undefined` if there is none at hand, or if several contradict each other: nothing says which
   * of them the cluster has.
   */
  of(group: string, kind: string): Definition | undefined {
    const key = `${group}/${kind}`;
    if (!this.read.has(key)) this.read.set(key, this.definition(this.written.get(key) ?? []));
    return this.read.get(key);
  }

  private definition([first, ...others]: readonly Resource[]): Definition | undefined {
    if (first?.version !== 'v1') return undefined;
    const versions = versionsIn(first);
    const schema = JSON.stringify(versions);
    if (others.some((other) => JSON.stringify(versionsIn(other)) !== schema)) return undefined;
    return {
      resource: first,
      versions: new Map(
        versions.map((version) => {
          const { openAPIV3Schema } = fields(version.schema);
          const root = isMap(openAPIV3Schema) ? placeOf(openAPIV3Schema, DEEPEST) : ANY;
          return [text(version.name), { served: version.served !== false, place: root }];
        }),
      ),
    };
  }
}

function versionsIn({ object }: Resource): readonly Readonly<Record<string, unknown>>[] {
  return list(fields(object.spec).versions).filter(isMap);
}

/** How deep a schema is read; no structure that somebody made is as deep. */
const DEEPEST = 100;

/** A structural schema as a place. What it does not say in a way that is certain is left out: then anything is right. */
function placeOf(schema: Readonly<Record<string, unknown>>, depth: number): Place {
  if (depth === 0) return ANY;
  const type = typeOf(schema);
  const custom = customOf(schema);
  const words = Array.isArray(schema.enum) ? { enum: schema.enum.filter((one) => typeof one !== 'object') } : {};
  if (type === 'any') return ANY;
  if (type === 'list') {
    const items = isMap(schema.items) ? placeOf(schema.items, depth - 1) : ANY;
    return { type, items, custom };
  }
  if (type !== 'map') return { type, custom, ...(words.enum?.length ? words : {}) };
  const properties = fields(schema.properties);
  const names = Object.keys(properties);
  const values = isMap(schema.additionalProperties) ? placeOf(schema.additionalProperties, depth - 1) : undefined;
  const embedded = schema['x-kubernetes-embedded-resource'] === true;
  const open =
    schema['x-kubernetes-preserve-unknown-fields'] === true || schema.additionalProperties === true || embedded;
  const known = new Map(names.map((name): [string, Place] => [name, placeOf(fields(properties[name]), depth - 1)]));
  // A status is dropped, unless it is set by itself.
  if (depth === DEEPEST) known.set('status', ANY);
  if (depth === DEEPEST || embedded) for (const name of ['apiVersion', 'kind', 'metadata']) known.set(name, ANY);
  return {
    type,
    ...(values && names.length === 0 ? {} : { fields: known }),
    open,
    values,
    required: list(schema.required).filter((one) => typeof one === 'string'),
    custom,
  };
}

function typeOf(schema: Readonly<Record<string, unknown>>): PlaceType {
  if (schema['x-kubernetes-int-or-string'] === true) return 'int-or-string';
  switch (schema.type) {
    case 'object':
      return 'map';
    case 'array':
      return 'list';
    case 'string':
      return 'string';
    case 'boolean':
      return 'boolean';
    case 'integer':
      return 'int64';
    case 'number':
      return 'number';
    default:
      return 'any';
  }
}

function customOf(schema: Readonly<Record<string, unknown>>): Custom {
  const number = (name: string): number | undefined => {
    const value = schema[name];
    return typeof value === 'number' ? value : undefined;
  };
  return {
    nullable: schema.nullable === true,
    hasDefault: schema.default !== undefined,
    hasFormat: typeof schema.format === 'string',
    pattern: typeof schema.pattern === 'string' ? new Pattern(schema.pattern) : undefined,
    minLength: number('minLength'),
    maxLength: number('maxLength'),
    minimum: number('minimum'),
    maximum: number('maximum'),
    exclusiveMinimum: schema.exclusiveMinimum === true,
    exclusiveMaximum: schema.exclusiveMaximum === true,
    minItems: number('minItems'),
    maxItems: number('maxItems'),
  };
}

/** A pattern as the API server matches it. One that Go refuses, or that would take too long, refuses nothing. */
export class Pattern {
  private compiled: GoRegexp | 'unusable' | undefined;

  constructor(readonly source: string) {}

  test(value: string): boolean {
    try {
      this.compiled ??= GoRegexp.of(this.source);
      return this.compiled === 'unusable' || this.compiled.matches(value);
    } catch (error) {
      if (error instanceof RegexpSyntaxError) this.compiled = 'unusable';
      else if (!(error instanceof RegexpTooCostly)) throw error;
      return true;
    }
  }
}
