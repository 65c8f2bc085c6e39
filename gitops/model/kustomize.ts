import { KUSTOMIZATIONS } from './directory';
import type { Files } from './files';
import { fields, list, text } from './resource';
import type { FileTree } from './tree';
import type { Resource } from './types';

/** What a kustomization leads to. */
export interface Kustomization {
  /** The files in the tree that it builds from, in its order, patches included. */
  readonly files: readonly string[];
  /** Its objects, if it only collects them. */
  readonly resources: readonly Resource[];
  /** Why its objects are not known: it changes or generates some, or reads from elsewhere. */
  readonly reason?: string;
}

/** The fields of a kustomization that change nothing. */
const COLLECTS = new Set(['apiVersion', 'kind', 'metadata', 'resources', 'bases']);

/** The name of the kustomization of a directory. */
export function kustomizationOf(tree: FileTree, dir: string): string | undefined {
  const name = KUSTOMIZATIONS.find((one) => tree.type(join(dir, one)) === 'file');
  return name === undefined ? undefined : join(dir, name);
}

/** Reads a kustomization as far as it can be read without kustomize: one that only lists resources. */
export function readKustomization(files: Files, tree: FileTree, dir: string, seen = new Set<string>()): Kustomization {
  const found: string[] = [];
  const resources: Resource[] = [];
  let reason: string | undefined;
  const file = kustomizationOf(tree, dir);
  if (file === undefined || seen.has(file)) return { files: [], resources: [], reason: `no kustomization in ${dir}` };
  seen.add(file);
  const spec = fields(files.file(tree, file).values[0]);
  const more = Object.keys(spec).filter((key) => !COLLECTS.has(key) && !isEmpty(spec[key]));
  if (more.length > 0) reason = `${file} has ${more.join(', ')}`;

  for (const entry of [...list(spec.resources), ...list(spec.bases), ...list(spec.components)]) {
    const path = resolve(dir, text(entry));
    const type = path === undefined ? undefined : tree.type(path);
    if (path === undefined || type === undefined) {
      reason ??= `${file} reads ${text(entry)}, which is not at hand`;
    } else if (type === 'directory') {
      const inner = readKustomization(files, tree, path, seen);
      found.push(...inner.files);
      resources.push(...inner.resources);
      reason ??= inner.reason;
    } else {
      found.push(path);
      resources.push(...files.content(files.file(tree, path)).resources);
    }
  }
  const patches = [
    ...list(spec.patches).map((patch) => fields(patch).path),
    ...list(spec.patchesStrategicMerge),
    ...list(spec.patchesJson6902).map((patch) => fields(patch).path),
    ...list(spec.replacements).map((one) => fields(one).path),
    ...list(spec.transformers),
    ...list(spec.generators),
    ...list(spec.configurations),
  ];
  for (const patch of patches) {
    const path = resolve(dir, text(patch));
    if (path !== undefined && tree.type(path) === 'file') found.push(path);
  }
  return { files: found, resources, reason };
}

function isEmpty(value: unknown): boolean {
  return value === null || value === '' || (typeof value === 'object' && Object.keys(value).length === 0);
}

function join(dir: string, name: string): string {
  return dir === '' ? name : `${dir}/${name}`;
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
