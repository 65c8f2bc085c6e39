/** The part of Swagger 2 that Kubernetes publishes its types in. */
export interface Swagger {
  readonly definitions: Readonly<Record<string, Definition>>;
}

interface Definition {
  readonly $ref?: string;
  readonly type?: string;
  readonly format?: string;
  readonly items?: Definition;
  readonly additionalProperties?: Definition;
  readonly properties?: Readonly<Record<string, Definition>>;
  readonly required?: readonly string[];
  readonly 'x-kubernetes-group-version-kind'?: readonly {
    readonly group: string;
    readonly version: string;
    readonly kind: string;
  }[];
}

/** What the API server's own validation does, as it was seen to do it: the types alone do not say it. */
export interface Facts {
  /** Fields without which an object is refused: `core.v1.Container.name`. */
  readonly required: readonly string[];
  /** Fields that take a few words only, and these. */
  readonly enums: Readonly<Record<string, readonly string[]>>;
}

/** What became of each version of each kind, by `group/version/kind`. */
export type Lifecycles = Readonly<
  Record<
    string,
    {
      readonly introduced?: number;
      readonly deprecated?: number;
      readonly removed?: number;
      readonly replacement?: string;
    }
  >
>;

/** One release of Kubernetes; 34 is 1.34. */
export interface Release {
  readonly minor: number;
  readonly swagger: Swagger;
}

/** Names of definitions that have rules of their own, whatever Swagger says about them. */
const SCALARS: Readonly<Record<string, string>> = {
  'io.k8s.apimachinery.pkg.api.resource.Quantity': 'quantity',
  'io.k8s.apimachinery.pkg.apis.meta.v1.MicroTime': 'time',
  'io.k8s.apimachinery.pkg.apis.meta.v1.Time': 'time',
  'io.k8s.apimachinery.pkg.util.intstr.IntOrString': 'int-or-string',
  'io.k8s.apimachinery.pkg.runtime.RawExtension': 'any',
  'io.k8s.apimachinery.pkg.apis.meta.v1.FieldsV1': 'any',
};

/** Fields that the types call optional and the validation of every object asks for. */
const UNDECLARED: ReadonlySet<string> = new Set([
  'batch.v1.Job.spec',
  'batch.v1.JobTemplateSpec.spec',
  'core.v1.ConfigMapVolumeSource.name',
  'core.v1.Container.image',
  'core.v1.PersistentVolume.spec',
  'core.v1.PersistentVolumeClaim.spec',
  'core.v1.PersistentVolumeClaimSpec.accessModes',
  'core.v1.PersistentVolumeSpec.accessModes',
  'core.v1.PersistentVolumeSpec.capacity',
  'core.v1.Pod.spec',
  'core.v1.PodTemplateSpec.spec',
  'core.v1.SecretVolumeSource.secretName',
]);

/** Words that the API server asks for without naming them all. */
const WORDS: Readonly<Record<string, readonly string[]>> = {
  'core.v1.NodeSelectorRequirement.operator': ['DoesNotExist', 'Exists', 'Gt', 'In', 'Lt', 'NotIn'],
  'meta.v1.LabelSelectorRequirement.operator': ['DoesNotExist', 'Exists', 'In', 'NotIn'],
  'networking.v1.NetworkPolicySpec.policyTypes': ['Egress', 'Ingress'],
  'rbac.v1.RoleRef.apiGroup': ['rbac.authorization.k8s.io'],
};

/** Fields that take more than the words that the API server names when it refuses one: `limits.hugepages-2Mi`. */
const OPEN: ReadonlySet<string> = new Set(['core.v1.ResourceFieldSelector.resource']);

/**
 * All releases in one table. A field or a kind that not all releases have says which do: `string 33-` since 1.33,
 * `string -35` up to 1.35.
 */
export function compile(releases: readonly Release[], facts: Facts, lifecycle: Lifecycles): object {
  const minors = releases.map(({ minor }) => minor).sort((a, b) => a - b);
  const ranges = new Ranges(minors);
  const kinds = new Map<string, Map<string, number[]>>();
  const definitions = new Map<string, Map<string, Map<string, number[]>>>();
  const declared = new Set<string>();
  for (const { minor, swagger } of releases) {
    for (const [name, { required = [] }] of Object.entries(swagger.definitions)) {
      for (const field of required) declared.add(`${shortName(name)}.${field}`);
    }
    const reached = new Set<string>();
    const reach = (name: string): void => {
      if (reached.has(name)) return;
      reached.add(name);
      const into = entry(definitions, shortName(name), () => new Map<string, Map<string, number[]>>());
      for (const [field, definition] of Object.entries(swagger.definitions[name]?.properties ?? {})) {
        const type = typeOf(definition, swagger, reach);
        entry(
          entry(into, field, () => new Map<string, number[]>()),
          type,
          () => [],
        ).push(minor);
      }
    };
    for (const [name, definition] of Object.entries(swagger.definitions)) {
      const served = definition['x-kubernetes-group-version-kind'] ?? [];
      // Options and lists are nothing that somebody declares.
      if (served.length !== 1 || !definition.properties?.metadata || definition.properties.items) continue;
      for (const { group, version, kind } of served) {
        if (kind === 'WatchEvent' || kind === 'Status' || kind === 'APIGroup') continue;
        reach(name);
        const key = `${group === '' ? '' : `${group}/`}${version}/${kind}`;
        entry(
          entry(kinds, key, () => new Map<string, number[]>()),
          shortName(name),
          () => [],
        ).push(minor);
      }
    }
  }
  return {
    '//': 'Generated by tools/kubernetes.',
    minors: [minors[0], minors.at(-1)],
    kinds: sorted(kinds, (one) => ranges.write(one)),
    lifecycle: Object.fromEntries(
      Object.entries(lifecycle)
        .filter(([, { deprecated, removed }]) => deprecated !== undefined || removed !== undefined)
        // Kubernetes itself names the list of a kind in one place.
        .map(([key, one]) => [key, { ...one, replacement: one.replacement?.replace(/List$/, '') }] as const)
        .sort(byKey),
    ),
    required: facts.required.filter((field) => declared.has(field) || UNDECLARED.has(field)).sort(),
    enums: Object.fromEntries(
      Object.entries({ ...facts.enums, ...WORDS })
        .filter(([field]) => !OPEN.has(field))
        .sort(byKey),
    ),
    definitions: sorted(definitions, (fields) => sorted(fields, (one) => ranges.write(one))),
  };
}

function typeOf(definition: Definition, swagger: Swagger, reach: (name: string) => void): string {
  const { $ref, type, format, items, additionalProperties } = definition;
  if ($ref !== undefined) {
    const name = $ref.replace('#/definitions/', '');
    const scalar = SCALARS[name];
    if (scalar !== undefined) return scalar;
    const target = swagger.definitions[name];
    // What has no properties is either anything (JSON) or a map in which nothing is defined yet.
    if (!target?.properties) return target?.type === 'object' ? 'object' : 'any';
    reach(name);
    return shortName(name);
  }
  if (type === 'array') return `[]${typeOf(items ?? {}, swagger, reach)}`;
  if (type === 'object') return additionalProperties ? `{}${typeOf(additionalProperties, swagger, reach)}` : 'object';
  if (type === 'integer') return format === 'int64' ? 'int64' : 'int32';
  if (type === 'string' && format === 'byte') return 'bytes';
  return type ?? 'any';
}

/** `io.k8s.api.core.v1.Container` → `core.v1.Container`. */
export function shortName(name: string): string {
  return name
    .replace(/^io\.k8s\.(?:api|apimachinery\.pkg\.apis)\./, '')
    .replace(/^io\.k8s\.(?:apiextensions-apiserver|kube-aggregator)\.pkg\.apis\./, '');
}

/** Which releases something is in, in as few words as possible. */
class Ranges {
  constructor(private readonly minors: readonly number[]) {}

  write(byType: ReadonlyMap<string, readonly number[]>): string | string[] {
    const written = [...byType].flatMap(([type, minors]) => this.runs(minors).map((run) => `${type}${run}`));
    return written.length === 1 ? (written[0] as string) : written;
  }

  private runs(minors: readonly number[]): string[] {
    const runs: [number, number][] = [];
    for (const index of minors.map((minor) => this.minors.indexOf(minor)).sort((a, b) => a - b)) {
      const last = runs.at(-1);
      if (last && last[1] === index - 1) last[1] = index;
      else runs.push([index, index]);
    }
    return runs.map(([first, last]) => {
      const from = first === 0 ? '' : String(this.minors[first]);
      const to = last === this.minors.length - 1 ? '' : String(this.minors[last]);
      return from === '' && to === '' ? '' : ` ${from}-${to}`;
    });
  }
}

function entry<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  let value = map.get(key);
  if (value === undefined) {
    value = make();
    map.set(key, value);
  }
  return value;
}

function sorted<V, W>(map: ReadonlyMap<string, V>, make: (value: V) => W): Record<string, W> {
  return Object.fromEntries([...map].sort(byKey).map(([key, value]) => [key, make(value)]));
}

function byKey([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number {
  return a < b ? -1 : 1;
}
