/**
 * From nodes to the value that Argo CD gets: what go-yaml decodes, as sigs.k8s.io/yaml converts it to JSON.
 *
 * @see https://github.com/yaml/go-yaml/blob/v2.4.2/decode.go
 * @see https://github.com/kubernetes-sigs/yaml/blob/v1.6.0/yaml.go (convertToJSONableObject)
 */
import { YamlError } from './error';
import type { AliasNode, MappingNode, Node, ScalarNode } from './node';
import { Float, formatFloat, MAX_INT64, type Resolved, resolvePlain, resolveTagged, WrongTag } from './resolve';

/**
 * The deepest nesting of a value. Argo CD stops at 10,000; Kubernetes objects stay below 50, and everything that walks
 * over values may rely on it.
 */
export const MAX_DEPTH = 1_000;

/** Told of each key that is given twice. */
export type OnDuplicate = (message: string, node: Node) => void;

/**
 * @param onDuplicate not for keys that overwrite merged ones, and only once for what is aliased
 * @throws YamlError what Argo CD refuses although it is YAML
 */
export function toValue(root: Node, onDuplicate: OnDuplicate): unknown {
  const reader = new Reader(onDuplicate);
  const value = reader.value(root, 0);
  reader.refuseLate(value);
  return value;
}

/** The name that a key has in the value; `undefined` for one that is no scalar, or that no value may have. */
export function keyName(node: Node): string | undefined {
  const target = node.kind === 'alias' ? node.target : node;
  if (target.kind !== 'scalar') return undefined;
  const meaning = resolveScalar(target);
  return meaning instanceof WrongTag ? undefined : nameOf(meaning);
}

/** Whether a key is `<<`, whose value is merged into the map. */
export function isMergeKey(node: Node): boolean {
  return node.kind === 'scalar' && node.text === '<<' && (node.plain || node.tag === 'tag:yaml.org,2002:merge');
}

function resolveScalar({ text, plain, tag }: ScalarNode): Resolved | WrongTag {
  if (tag !== '') return resolveTagged(tag, text);
  return plain ? resolvePlain(text) : text;
}

function nameOf(key: Resolved): string | undefined {
  if (typeof key === 'string') return key;
  if (key === null) return undefined;
  if (key instanceof Float) return formatFloat(key.value);
  return typeof key === 'bigint' && key > MAX_INT64 ? undefined : String(key);
}

/** Where a key was that cannot be one in JSON: noticed only when all is decoded, unless something overwrites it. */
const UNSUPPORTED = Symbol('unsupported key');

class Reader {
  /** The aliases that are being followed: one inside itself has no value. */
  private readonly following = new Set<AliasNode>();
  private decoded = 0;
  private aliased = 0;
  /** The first key and the first number that JSON has not. */
  private unsupported: Node | undefined;
  private infinite: Node | undefined;

  constructor(private readonly onDuplicate: OnDuplicate) {}

  value(node: Node, depth: number): unknown {
    this.count(node, depth);
    switch (node.kind) {
      case 'scalar':
        return this.scalar(node);
      case 'sequence':
        return node.items.map((item) => this.value(item, depth + 1));
      case 'mapping': {
        const object: Record<string, unknown> = {};
        this.fill(object, node, depth, this.following.size === 0);
        return object;
      }
      case 'alias':
        return this.follow(node, () => this.value(node.target, depth));
    }
  }

  /** What is refused only after all was decoded, if it is still in the value. */
  refuseLate(value: unknown): void {
    if (!this.unsupported && !this.infinite) return;
    const found = lateMistakes(value);
    if (found.unsupported) throw new YamlError('unsupported map key', this.unsupported?.start ?? 0);
    if (found.infinite) throw new YamlError('json: unsupported value', this.infinite?.start ?? 0);
  }

  private count(node: Node, depth: number): void {
    if (depth > MAX_DEPTH) {
      const message = `nested more than ${MAX_DEPTH} levels deep`;
      throw new YamlError(message, node.start, undefined, 'too-deep');
    }
    this.decoded += 1;
    if (this.following.size === 0) return;
    this.aliased += 1;
    if (this.aliased > 100 && this.decoded > 1000 && this.aliased / this.decoded > allowedAliasRatio(this.decoded))
      throw new YamlError('document contains excessive aliasing', node.start, undefined, 'alias-bomb');
  }

  private scalar(node: ScalarNode): unknown {
    const meaning = resolveScalar(node);
    if (typeof meaning === 'string') return meaning;
    if (meaning instanceof WrongTag) throw new YamlError(meaning.message, node.start);
    if (typeof meaning === 'bigint') return Number(meaning);
    if (!(meaning instanceof Float)) return meaning;
    if (!Number.isFinite(meaning.value)) this.infinite ??= node;
    return meaning.value;
  }

  private follow<T>(alias: AliasNode, read: () => T): T {
    if (this.following.has(alias)) throw new YamlError("anchor '…' value contains itself", alias.start);
    this.following.add(alias);
    const value = read();
    this.following.delete(alias);
    return value;
  }

  /** Merges and keys in the order of the text: in go-yaml a merge overwrites the keys above it. */
  private fill(object: Record<string, unknown>, { items }: MappingNode, depth: number, own: boolean): void {
    let merged: Set<string> | undefined;
    for (let at = 0; at < items.length; at += 2) {
      const [key, value] = [items[at] as Node, items[at + 1] as Node];
      if (isMergeKey(key)) {
        merged ??= new Set(Object.keys(object));
        this.merge(object, value, depth);
        continue;
      }
      const name = this.key(key, depth);
      const read = this.value(value, depth + 1);
      if (name === undefined) {
        Object.defineProperty(object, UNSUPPORTED, { value: true, configurable: true });
        continue;
      }
      if (own && Object.hasOwn(object, name) && (!merged || merged.has(name)))
        this.onDuplicate(`key ${JSON.stringify(name)} already set in map`, key);
      merged?.add(name);
      // Plain assignment to this name would set the prototype instead.
      if (name === '__proto__')
        Object.defineProperty(object, name, { value: read, enumerable: true, writable: true, configurable: true });
      else object[name] = read;
    }
  }

  private merge(object: Record<string, unknown>, node: Node, depth: number): void {
    const one = (from: Node): void => {
      const target = from.kind === 'alias' ? from.target : from;
      if (target.kind !== 'mapping')
        throw new YamlError('map merge requires map or sequence of maps as the value', from.start);
      this.count(from, depth);
      if (from.kind !== 'alias') this.fill(object, target, depth + 1, false);
      else
        this.follow(from, () => {
          this.count(target, depth);
          this.fill(object, target, depth + 1, false);
        });
    };
    // The first of them wins.
    if (node.kind === 'sequence') for (const item of [...node.items].reverse()) one(item);
    else one(node);
  }

  private key(node: Node, depth: number): string | undefined {
    this.count(node, depth + 1);
    if (node.kind === 'alias') return this.follow(node, () => this.key(node.target, depth));
    if (node.kind !== 'scalar') {
      // Nothing of the key is told: it may hold a secret.
      this.value(node, depth + 1);
      const type = node.kind === 'mapping' ? 'map[interface {}]interface {}' : '[]interface {}';
      throw new YamlError(`invalid map key: ${type}{…}`, node.start);
    }
    const meaning = resolveScalar(node);
    if (meaning instanceof WrongTag) throw new YamlError(meaning.message, node.start);
    const name = nameOf(meaning);
    if (name === undefined) this.unsupported ??= node;
    return name;
  }
}

function lateMistakes(value: unknown): { readonly unsupported: boolean; readonly infinite: boolean } {
  let unsupported = false;
  let infinite = false;
  const visit = (one: unknown): void => {
    if (typeof one === 'number') infinite ||= !Number.isFinite(one);
    if (one === null || typeof one !== 'object') return;
    unsupported ||= Object.hasOwn(one, UNSUPPORTED);
    for (const inner of Object.values(one)) visit(inner);
  };
  visit(value);
  return { unsupported, infinite };
}

function allowedAliasRatio(decoded: number): number {
  if (decoded <= 400_000) return 0.99;
  if (decoded >= 4_000_000) return 0.1;
  return 0.99 - 0.89 * ((decoded - 400_000) / 3_600_000);
}
