/**
 * Pairs of manifests of one object, made up at random: of every built-in kind, with every field that Go's types have, and of
 * a kind that nobody knows. They need not be valid, only of the right types.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { apply } from '../apply';
import { type GoField, type GoType, goType } from '../go-types';
import { isMap, type JsonMap } from '../values';
import { Random } from './random';

export interface Pair {
  readonly before: JsonMap;
  readonly after: JsonMap;
  /** The defaults that were written into {@link after}, in this order. */
  readonly written: readonly Written[];
}

/** A default that was written where it was, in words; null where there was none to write. */
export type Written = readonly [path: readonly (string | number)[], value: unknown] | null;

const { enums, kinds } = JSON.parse(
  readFileSync(join(__dirname, '..', '..', '..', 'imports', 'kubernetes', 'objects.json'), 'utf8'),
) as { readonly enums: Readonly<Record<string, readonly string[]>>; readonly kinds: Readonly<Record<string, unknown>> };

/**
 * The kinds that clusters have today and that Argo CD knows; those that are never written are left out. So are those of
 * resource.k8s.io: Argo CD does not know their defaults, and would put them in order forever.
 */
export const KINDS: readonly (readonly [apiVersion: string, kind: string])[] = Object.keys(kinds)
  .map((key) => [key.slice(0, key.lastIndexOf('/')), key.slice(key.lastIndexOf('/') + 1)] as const)
  .filter(
    ([apiVersion, kind]) => !/alpha|beta|^resource\.k8s\.io/.test(apiVersion) && goType(apiVersion, kind) !== undefined,
  )
  .filter(([, kind]) => !/Review$|^Binding$|^Eviction$|^Scale$|^TokenRequest$|^Event$|^ComponentStatus$/.test(kind));

const WORDS = ['a', 'b', 'c', 'x:latest', 'x:1', 'registry/x', '/a', ''];
const AMOUNTS = [
  '0',
  '1',
  '1000m',
  '0.5',
  '500m',
  '1Gi',
  '1024Mi',
  '1.5Gi',
  '1e3',
  '100u',
  2,
  '1048576Ki',
  '0.1Gi',
  '3M',
];

/**
 * @param written the defaults of the API server. @default - those that this package sets, which only an oracle can judge
 */
export function pairOf(seed: number, written?: readonly Written[]): Pair {
  const random = new Random(seed);
  const maker = new Maker(random, written);
  const before = random.chance(0.06) ? maker.unknown() : maker.known(...random.of(KINDS));
  const after = structuredClone(before);
  const changes = random.below(4);
  const type = goType(String(before.apiVersion), String(before.kind));
  for (let count = 0; count < changes; count += 1) maker.change(after, type, before);
  return { before, after, written: maker.written };
}

class Maker {
  readonly written: Written[] = [];

  constructor(
    private readonly random: Random,
    private readonly defaults?: readonly Written[],
  ) {}

  known(apiVersion: string, kind: string): JsonMap {
    const type = goType(apiVersion, kind) as GoType;
    const object = this.struct(type, 0);
    delete object.status;
    return { ...object, apiVersion, kind, metadata: { ...this.metadata(), name: 'a' } };
  }

  unknown(): JsonMap {
    return {
      apiVersion: 'example.com/v1',
      kind: 'Thing',
      metadata: { ...this.metadata(), name: 'a' },
      spec: this.json(0),
    };
  }

  private metadata(): JsonMap {
    const { random } = this;
    const metadata: JsonMap = {};
    if (random.chance(0.5)) metadata.labels = { a: random.of(WORDS) };
    if (random.chance(0.3)) metadata.annotations = random.chance(0.3) ? {} : { a: random.of(WORDS) };
    if (random.chance(0.2)) metadata.finalizers = ['a/b', 'c/d'].slice(random.below(2));
    if (random.chance(0.2)) metadata.creationTimestamp = null;
    if (random.chance(0.2)) metadata.namespace = 'a';
    return metadata;
  }

  private json(depth: number): unknown {
    const { random } = this;
    const kind = random.below(depth > 3 ? 4 : 7);
    if (kind === 0) return random.of(WORDS);
    if (kind === 1) return random.below(3);
    if (kind === 2) return random.chance(0.5);
    if (kind === 3) return random.of(['1', '1000m', 'TCP']);
    if (kind < 5) return Array.from({ length: random.below(3) }, () => this.json(depth + 1));
    return Object.fromEntries(['a', 'b', 'c'].slice(random.below(3)).map((key) => [key, this.json(depth + 1)]));
  }

  private struct(type: GoType, depth: number): JsonMap {
    const { random } = this;
    const object: JsonMap = {};
    const share = depth < 2 ? 0.6 : depth < 5 ? 0.3 : 0.15;
    for (const [name, field] of type.fields ?? []) {
      if (name === 'status' || (name === 'metadata' && depth === 0)) continue;
      if (!random.chance(field.keepsZero ? 0.9 : share)) continue;
      object[name] = this.field(field, depth + 1, enums[`${type.name}.${name}`]);
    }
    return object;
  }

  private field(field: GoField, depth: number, words?: readonly string[]): unknown {
    const value = this.value(field.type, depth, words);
    if (!Array.isArray(value) || field.mergeKey === undefined) return value;
    // Elements that are merged have a name, and seldom two the same.
    const key = field.mergeKey;
    const keyType = field.type.element?.fields?.get(key)?.type.kind;
    value.forEach((one: JsonMap, index) => {
      const name = 'abc'[index] as string;
      one[key] = keyType === 'int' ? 80 + index : name;
    });
    return value;
  }

  private value(type: GoType, depth: number, words?: readonly string[]): unknown {
    const { random } = this;
    switch (type.kind) {
      case 'struct':
        return depth > 9 ? {} : this.struct(type, depth);
      case 'list':
        return Array.from({ length: random.below(depth > 6 ? 2 : 4) }, () =>
          this.value(type.element as GoType, depth, words),
        );
      case 'map':
        return Object.fromEntries(
          ['a', 'cpu', 'memory'].slice(random.below(4)).map((key) => [key, this.value(type.element as GoType, depth)]),
        );
      case 'string':
        return words && random.chance(0.9) ? random.of(words) : random.of(WORDS);
      case 'int':
        return random.of([0, 1, 2, 10, 80, 8080]);
      case 'float':
        return random.of([0, 1, 1.5]);
      case 'bool':
        return random.chance(0.5);
      case 'quantity':
        return random.of(AMOUNTS);
      case 'int-or-string':
        return random.of([0, 1, 80, '80', '25%', 'http', '']);
      case 'time':
        return random.of(['2024-01-01T00:00:00Z', '2024-01-01T01:00:00+01:00']);
      case 'micro-time':
        return '2024-01-01T00:00:00.000000Z';
      case 'duration':
        return random.of(['1m0s', '10s']);
      case 'bytes':
        return random.of(['', 'YQ==', 'Yg==']);
      default:
        return { a: random.below(3) };
    }
  }

  /** Changes one thing, often to what means the same. */
  change(object: JsonMap, type: GoType | undefined, before: JsonMap): void {
    const { random } = this;
    if (type && random.chance(0.25)) {
      this.writeDefault(object, before);
      return;
    }
    let place: JsonMap = object;
    let here = type;
    for (;;) {
      const keys = Object.keys(place).filter((key) => place !== object || !/^(apiVersion|kind)$/.test(key));
      const fresh = [...(here?.fields?.keys() ?? [])].filter((key) => place[key] === undefined && key !== 'status');
      if (fresh.length > 0 && (keys.length === 0 || random.chance(0.12)) && (place !== object || here === undefined)) {
        const key = random.of(fresh);
        const field = here?.fields?.get(key) as GoField;
        place[key] = this.field(field, 4, enums[`${here?.name}.${key}`]);
        return;
      }
      if (keys.length === 0) return;
      const key = random.of(keys);
      const value = place[key];
      const field = here?.kind === 'map' ? undefined : here?.fields?.get(key);
      const inner = here?.kind === 'map' ? here.element : field?.type;
      if (place === object && key === 'metadata') {
        object.metadata = { ...this.metadata(), name: 'a' };
        return;
      }
      if (isMap(value) && Object.keys(value).length > 0 && random.chance(0.9)) {
        place = value;
        here = inner;
        continue;
      }
      if (Array.isArray(value) && value.length > 0 && random.chance(0.8)) {
        if (random.chance(0.1)) value.reverse();
        else if (random.chance(0.15)) value.splice(random.below(value.length), 1);
        else if (isMap(value[0])) {
          place = random.of(value.filter(isMap));
          here = inner?.element;
          continue;
        } else if (inner?.element) value[random.below(value.length)] = this.value(inner.element, 5);
        return;
      }
      const way = random.next();
      if (way < 0.3 && !(place === object && key === 'spec')) delete place[key];
      else if (way < 0.4 && !(place === object && key === 'spec')) place[key] = null;
      else if (field) {
        place[key] = this.field(field, 4, enums[`${here?.name}.${key}`]);
        const { mergeKey } = field;
        if (mergeKey !== undefined && random.chance(0.1)) delete place[key];
      } else place[key] = inner ? this.value(inner, 5) : this.json(3);
      return;
    }
  }

  /** Writes a value that the API server sets anyway. */
  private writeDefault(object: JsonMap, before: JsonMap): void {
    const { random } = this;
    let one: Written;
    if (this.defaults) {
      one = this.defaults[this.written.length] ?? null;
      // As much chance as where it is drawn.
      if (one) random.next();
    } else {
      const found = missingDefaults(object, apply(before, before).live);
      one = found.length > 0 ? random.of(found) : null;
    }
    this.written.push(one);
    if (!one) return;
    const [path, value] = one;
    const holder = path.slice(0, -1).reduce<unknown>((at, part) => (at as JsonMap)[part], object) as JsonMap;
    holder[String(path.at(-1))] = structuredClone(value);
  }
}

/** What is set in a stored object, and not in a written one. */
function missingDefaults(written: unknown, stored: unknown, path: (string | number)[] = []): Exclude<Written, null>[] {
  if (Array.isArray(written) && Array.isArray(stored))
    return written.length === stored.length
      ? written.flatMap((one, index) => missingDefaults(one, stored[index], [...path, index]))
      : [];
  if (!isMap(written) || !isMap(stored)) return [];
  return Object.entries(stored).flatMap(([key, value]) =>
    written[key] === undefined
      ? [[[...path, key], value] as const]
      : missingDefaults(written[key], value, [...path, key]),
  );
}
