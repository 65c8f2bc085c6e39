/** The part of JSON Schema (draft 7) and of OpenAPI v3 that the imports read and write. */
export interface Schema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly format?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean | Schema;
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
  readonly enum?: readonly (string | number | boolean | null)[];
  readonly pattern?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly 'x-kubernetes-int-or-string'?: boolean;
  readonly 'x-kubernetes-preserve-unknown-fields'?: boolean;
  readonly 'x-kubernetes-group-version-kind'?: readonly GroupVersionKind[];
}

/** What Kubernetes calls a resource's type. */
export interface GroupVersionKind {
  readonly group: string;
  readonly version: string;
  readonly kind: string;
}

export type Definitions = Readonly<Record<string, Schema>>;

/** Validation keywords that pass through unchanged; everything else that a schema carries is dropped or rewritten. */
const FACTS = ['type', 'enum', 'pattern', 'minLength', 'maxLength', 'minimum', 'maximum'] as const;

/** Says how a structure at a path is called; undefined leaves the choice to the caller's fallback. */
export type NameOf = (path: string) => string | undefined;

/**
 * Turns a tree of inline structures into named definitions, one for each name: the same structure at a hundred places
 * of ApplicationSet becomes one interface. Objects are closed; where the API server keeps unknown fields they stay open.
 * Descriptions, defaults and list types are dropped: they are no facts about which keys may be written.
 *
 * @throws when one name would stand for two different structures.
 */
export class Hoister {
  private readonly definitions = new Map<
    string,
    { readonly schema: Schema; readonly text: string; readonly path: string }
  >();

  constructor(private readonly nameOf: NameOf) {}

  /** Adds a structure and everything below it; returns the schema that stands for it (a $ref if it is an object). */
  public add(node: Schema, path: string, parent: string): Schema {
    if (node['x-kubernetes-int-or-string']) return { anyOf: [{ type: 'integer' }, { type: 'string' }] };
    if (node.properties) {
      const name = this.nameOf(path) ?? parent + pascal(path.split('.').pop() as string);
      const properties: Record<string, Schema> = {};
      for (const [key, value] of Object.entries(node.properties)) {
        properties[key] = this.add(value, `${path}.${key}`, name);
      }
      return this.define(name, path, {
        type: 'object',
        properties,
        ...(node.required?.length ? { required: [...node.required].sort() } : {}),
        ...(node['x-kubernetes-preserve-unknown-fields'] ? {} : { additionalProperties: false }),
      });
    }
    if (node.type === 'array') return { type: 'array', items: this.add(node.items ?? {}, `${path}[]`, parent) };
    if (node.type === 'object' || node.additionalProperties) {
      const { additionalProperties: values } = node;
      return {
        type: 'object',
        additionalProperties: typeof values === 'object' ? this.add(values, `${path}{}`, parent) : true,
      };
    }
    return facts(node);
  }

  /** Gives a structure a name of its own. */
  public define(name: string, path: string, schema: Schema): Schema {
    const text = JSON.stringify(schema);
    const known = this.definitions.get(name);
    if (known && known.text !== text) {
      throw new Error(
        `The name ${name} would stand for two structures: ${known.path} and ${path}. Give one of them its own name under ` +
          "'names' in the overlay of the group (tools/import/overlays/).",
      );
    }
    this.definitions.set(name, known ?? { schema, text, path });
    return { $ref: `#/definitions/${name}` };
  }

  /** Every definition so far, by name. */
  public result(): Definitions {
    const sorted = [...this.definitions].sort(([a], [b]) => (a < b ? -1 : 1));
    return Object.fromEntries(sorted.map(([name, { schema }]) => [name, schema]));
  }
}

/** The validation keywords of a leaf, in a fixed order. */
export function facts(node: Schema): Schema {
  return Object.fromEntries(FACTS.filter((key) => node[key] !== undefined).map((key) => [key, node[key]]));
}

/** The names of an overlay as a function: the longest end of a path that a line gives wins. */
export function namesByPathEnd(names: Readonly<Record<string, string>>): NameOf {
  const byLength = Object.entries(names).sort(([a], [b]) => b.length - a.length || (a < b ? -1 : 1));
  return (path) => byLength.find(([end]) => path === end || path.endsWith(`.${end}`))?.[1];
}

/** `rollingSync` becomes `RollingSync`, `steps[]` becomes `Steps`, `cluster-pool` becomes `ClusterPool`. */
export function pascal(text: string): string {
  return text
    .split(/[^A-Za-z0-9]+/)
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('');
}
