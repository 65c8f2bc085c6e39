import type { FileTree } from '../tree/file-tree';
import { resolveLink, whyLeftOut, whyUnknown } from '../tree/resolve-link';
import { join } from '../tree/tree-path';
import { KUSTOMIZATIONS } from './directory';
import type { Files } from './files';
import { FileOrigin } from './origin';
import { fields, list, Manifest, strings, text } from './resource';
import type { Fields, Resource, Scope } from './types';

/** What a kustomization leads to. */
export interface Kustomization {
  /** The files in the tree that it builds from, patches included. */
  readonly files: readonly string[];
  /** The directories of the kustomizations that it builds on. */
  readonly bases: readonly string[];
  /** Its objects, if everything that it does to them is understood here. */
  readonly resources: readonly Resource[];
  /** Why its objects are not known: it changes or generates some, or reads from elsewhere. */
  readonly reason?: string;
}

/**
 * The fields that are understood: those that collect files, and those that change only names, namespaces and
 * annotations.
 */
const UNDERSTOOD = new Set([
  'apiVersion',
  'kind',
  'metadata',
  'resources',
  'bases',
  'namespace',
  'namePrefix',
  'nameSuffix',
  'commonAnnotations',
  'sortOptions',
]);

/** How many kustomizations may build on each other in a row. More than anybody writes. */
const MAX_DEPTH = 200;

/** How many objects a kustomization may have, counting repeated bases. More than Argo CD could handle. */
const MAX_RESOURCES = 100_000;

/** Kinds whose names kustomize leaves alone. */
const FIXED_NAMES = new Set([
  '/Namespace',
  'apiextensions.k8s.io/CustomResourceDefinition',
  'apiregistration.k8s.io/APIService',
]);

/** The name of the kustomization of a directory. */
function kustomizationOf(tree: FileTree, dir: string): string | undefined {
  const name = KUSTOMIZATIONS.find((one) => tree.type(join(dir, one)) === 'file');
  return name === undefined ? undefined : join(dir, name);
}

/** Reads kustomizations as far as they can be read without kustomize, each once. */
export class Kustomizations {
  private readonly read = new Map<FileTree, Map<string, Kustomization>>();

  constructor(
    private readonly files: Files,
    private readonly scope: (group: string, kind: string) => Scope,
  ) {}

  of(tree: FileTree, dir: string): Kustomization {
    return this.follow(tree, dir, 0);
  }

  /** Those that were read so far, by their directories. */
  known(tree: FileTree): Iterable<readonly [string, Kustomization]> {
    return this.read.get(tree) ?? [];
  }

  private follow(tree: FileTree, dir: string, depth: number): Kustomization {
    let known = this.read.get(tree);
    if (!known) {
      known = new Map();
      this.read.set(tree, known);
    }
    let found = known.get(dir);
    if (!found) {
      // One that leads back to itself finds this.
      known.set(dir, { files: [], bases: [], resources: [], reason: `${dir} builds on itself` });
      found =
        depth > MAX_DEPTH
          ? { files: [], bases: [], resources: [], reason: `more than ${MAX_DEPTH} kustomizations build on each other` }
          : this.build(tree, dir, depth);
      known.set(dir, found);
    }
    return found;
  }

  private build(tree: FileTree, dir: string, depth: number): Kustomization {
    const found = new Set<string>();
    const bases = new Set<string>();
    const resources: Resource[] = [];
    let reason: string | undefined;
    const file = kustomizationOf(tree, dir);
    if (file === undefined)
      return { files: [], bases: [], resources: [], reason: `${dir || '.'} has no kustomization` };
    const spec = fields(this.files.file(tree, file).values[0]);
    const more = Object.keys(spec).filter((key) => !UNDERSTOOD.has(key) && !isEmpty(spec[key]));
    if (more.length > 0) reason = `${file} has ${more.join(', ')}`;

    for (const entry of [...list(spec.resources), ...list(spec.bases), ...list(spec.components)]) {
      const written = resolve(dir, text(entry));
      const { path, outside } = written === undefined ? {} : resolveLink(tree, written);
      const type = path === undefined ? undefined : path === '' ? 'directory' : tree.type(path);
      let inner: readonly Resource[] = [];
      if (path === undefined || type === undefined) {
        const leftOut = written === undefined ? undefined : whyLeftOut(tree, written);
        const unknown = written === undefined ? undefined : whyUnknown(tree, written);
        const why = outside
          ? 'a symlink that leads out of the repository'
          : unknown !== undefined
            ? `which is not at hand: ${unknown}`
            : leftOut === undefined
              ? 'which is not at hand'
              : `which is not at hand: ${leftOut}`;
        reason ??= `${file} reads ${text(entry)}, ${why}`;
      } else if (type === 'directory') {
        // Using a base twice would give the same objects twice, which kustomize refuses.
        if (bases.has(path)) {
          reason ??= `${file} reads ${text(entry)} twice`;
          continue;
        }
        const unknown = tree.whyUnknown?.(path);
        if (unknown !== undefined) {
          reason ??= `${file} reads ${text(entry)}, which is not at hand: ${unknown}`;
          continue;
        }
        const base = this.follow(tree, path, depth + 1);
        bases.add(path);
        for (const one of base.files) found.add(one);
        inner = base.resources;
        reason ??= base.reason;
      } else if (type === 'file') {
        found.add(path);
        inner = this.files.content(this.files.file(tree, path)).resources;
      } else reason ??= `${file} reads ${text(entry)}, which is no regular file`;
      if (resources.length + inner.length > MAX_RESOURCES) reason ??= `${file} has more than ${MAX_RESOURCES} objects`;
      if (reason === undefined) for (const one of inner) resources.push(one);
    }
    for (const patch of patchesOf(spec)) {
      const path = resolve(dir, text(patch));
      if (path !== undefined && tree.type(path) === 'file') found.add(path);
    }
    return {
      files: [...found],
      bases: [...bases],
      resources: reason === undefined ? this.transform(resources, spec, dir) : [],
      reason,
    };
  }

  private transform(resources: readonly Resource[], spec: Fields, dir: string): readonly Resource[] {
    const namespace = text(spec.namespace);
    const prefix = text(spec.namePrefix);
    const suffix = text(spec.nameSuffix);
    const annotations = strings(spec.commonAnnotations);
    if (namespace === '' && prefix === '' && suffix === '' && Object.keys(annotations).length === 0) return resources;
    return resources.map((resource) => {
      const { group, kind, name, object, origin } = resource;
      const metadata: Record<string, unknown> = { ...fields(object.metadata) };
      if (namespace !== '' && this.scope(group, kind) !== 'cluster') metadata.namespace = namespace;
      if (kind === 'Namespace' && group === '' && namespace !== '') metadata.name = namespace;
      else if (!FIXED_NAMES.has(`${group}/${kind}`) && name !== '') metadata.name = `${prefix}${name}${suffix}`;
      if (Object.keys(annotations).length > 0)
        metadata.annotations = { ...fields(metadata.annotations), ...annotations };
      return new Manifest({ ...object, metadata }, origin instanceof FileOrigin ? origin.builtIn(dir) : origin);
    });
  }
}

function patchesOf(spec: Fields): readonly unknown[] {
  return [
    ...list(spec.patches).map((patch) => fields(patch).path),
    ...list(spec.patchesStrategicMerge),
    ...list(spec.patchesJson6902).map((patch) => fields(patch).path),
    ...list(spec.replacements).map((one) => fields(one).path),
    ...list(spec.transformers),
    ...list(spec.generators),
    ...list(spec.configurations),
  ];
}

function isEmpty(value: unknown): boolean {
  return value === null || value === '' || (typeof value === 'object' && Object.keys(value).length === 0);
}

/** A path from a directory, `undefined` if it is a URL or leads out of the tree. */
function resolve(dir: string, path: string): string | undefined {
  if (path === '' || path.includes('\n') || path.includes('://') || path.startsWith('/') || /^[\w.-]+@/.test(path))
    return undefined;
  const parts = dir === '' ? [] : dir.split('/');
  for (const part of path.replace(/\/+$/, '').split('/')) {
    if (part === '..') {
      if (parts.length === 0) return undefined;
      parts.pop();
    } else if (part !== '.' && part !== '') parts.push(part);
  }
  return parts.join('/');
}
