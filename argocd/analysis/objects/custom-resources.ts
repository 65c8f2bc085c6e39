import { fields, isMap, list, text } from '../../model/resource';
import type { Resource } from '../../model/types';
import { type Schema, schemaOf } from './definition/schema';

/** The versions of a kind that a CustomResourceDefinition serves. */
export interface Definition {
  readonly resource: Resource;
  /** A version that it does not have is not in here. */
  readonly versions: ReadonlyMap<string, DefinedVersion>;
}

/** One version of a custom resource. */
export class DefinedVersion {
  readonly served: boolean;
  /** Whether the status is set by itself, so that the one in a manifest is dropped. */
  readonly hasStatus: boolean;
  private read?: { readonly schema: Schema | undefined };

  constructor(private readonly written: Readonly<Record<string, unknown>>) {
    this.served = written.served !== false;
    this.hasStatus = isMap(fields(written.subresources).status);
  }

  /** What an object may hold; `undefined` if nothing is certain. It is read when the first object asks. */
  get schema(): Schema | undefined {
    this.read ??= { schema: schemaOf(fields(this.written.schema).openAPIV3Schema) };
    return this.read.schema;
  }
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
      versions: new Map(versions.map((version) => [text(version.name), new DefinedVersion(version)])),
    };
  }
}

function versionsIn({ object }: Resource): readonly Readonly<Record<string, unknown>>[] {
  return list(fields(object.spec).versions).filter(isMap);
}
