import { matchFilepath } from '../semantics/filepath-match';
import { normalizeGitUrl } from '../semantics/git-url';
import type { Entry, FileTree } from '../tree/file-tree';
import { TreeError } from '../tree/tree-error';
import { join, normalize } from '../tree/tree-path';
import { fields, list, text } from './resource';
import type { Directory } from './scan';
import type { Repository, Resource } from './types';

/** A directory that is checked, in its checkout. */
export interface CheckedDirectory extends Directory {
  /** The URLs of the remotes of the checkout. @default - found out from what its Applications read */
  readonly remotes?: readonly string[];
}

/**
 * Finds the URLs by which Applications refer to the checkout that a directory is in: those of its remotes, those that
 * an app-of-apps in it uses, and those whose paths all exist as directories here (a single path of one segment does not
 * count: many repositories have a `guestbook`). There can be several: a mirror, a fork, another protocol.
 */
export function checkoutsOf(
  { tree, dir, remotes = [] }: CheckedDirectory,
  resources: readonly Resource[],
): readonly Repository[] {
  const found = new Map<string, Repository>();
  const add = (url: string, because: string): void => {
    const key = normalizeGitUrl(url);
    if (url !== '' && !found.has(key)) found.set(key, { url, tree, because });
  };
  for (const url of remotes) add(url, 'a remote of this checkout');

  const own = resources.filter(({ group, origin }) => group === 'argoproj.io' && origin.tree === tree);
  const applications = own.filter(({ kind }) => kind === 'Application');
  const folders = foldersOf(applications);
  const reads = applications.flatMap(readsOf);
  for (const { by, url, path } of reads) {
    const folder = folders.get(path);
    if (!folder || (folder.first === by && !folder.more)) continue;
    add(
      url,
      `Application ${by.name} (${by.origin.name}) reads ${path} from it, and that directory of this checkout holds Applications`,
    );
  }
  for (const resource of own) {
    if (resource.kind !== 'ApplicationSet') continue;
    for (const generator of gitGenerators(fields(resource.object.spec).generators)) {
      const patterns = list(generator.directories)
        .map(fields)
        .filter(({ exclude }) => exclude !== true)
        .map(({ path }) => text(path));
      if (patterns.length === 0 || !patterns.every((pattern) => matchesDirectory(tree, pattern))) continue;
      add(
        text(generator.repoURL),
        `ApplicationSet ${resource.name} (${resource.origin.name}) lists ${patterns.join(', ')} of it, and this checkout has such directories`,
      );
    }
  }
  for (const [url, { paths, by }] of pathsOf(reads)) {
    const known = [...paths].every((path) => tree.type(path) === 'directory');
    const telling = paths.size > 1 || [...paths].some((path) => path.includes('/') || (dir !== '' && path === dir));
    if (!known || !telling) continue;
    const where = `${by.name} (${by.origin.name})`;
    add(
      url,
      `${paths.size === 1 ? 'the path' : `all ${paths.size} paths`} that Application ${where} and others read from it are in this checkout`,
    );
  }
  return [...found.values()];
}

/** A path that an Application reads from a repository. The root does not count, because every checkout has one. */
interface Read {
  readonly by: Resource;
  readonly url: string;
  readonly path: string;
}

function readsOf(by: Resource): readonly Read[] {
  const spec = fields(by.object.spec);
  const found: Read[] = [];
  for (const source of [spec.source, ...list(spec.sources)]) {
    const { path: written, chart, repoURL } = fields(source);
    const path = normalize(text(written));
    if (path === undefined || path === '' || text(chart) !== '') continue;
    found.push({ by, url: text(repoURL), path });
  }
  return found;
}

/** The folders that hold Applications, at any depth (a source may recurse): the first of them, and whether there are more. */
function foldersOf(
  applications: readonly Resource[],
): ReadonlyMap<string, { readonly first: Resource; readonly more: boolean }> {
  const folders = new Map<string, { readonly first: Resource; more: boolean }>();
  for (const application of applications) {
    for (let at = parent(application.origin.path ?? ''); ; at = parent(at)) {
      const folder = folders.get(at);
      if (!folder) folders.set(at, { first: application, more: false });
      // So have all above it.
      else if (folder.more) break;
      else folder.more = true;
      if (at === '') break;
    }
  }
  return folders;
}

/** Which paths are read from which URL, and the first of the Applications that do. */
function pathsOf(
  reads: readonly Read[],
): ReadonlyMap<string, { readonly paths: ReadonlySet<string>; readonly by: Resource }> {
  const found = new Map<string, { readonly paths: Set<string>; readonly by: Resource }>();
  for (const { by, url, path } of reads) {
    if (url === '' || url.startsWith('oci://')) continue;
    const known = found.get(url);
    if (known) known.paths.add(path);
    else found.set(url, { paths: new Set([path]), by });
  }
  return found;
}

function parent(path: string): string {
  return path.slice(0, Math.max(path.lastIndexOf('/'), 0));
}

function* gitGenerators(generators: unknown, depth = 0): Generator<ReturnType<typeof fields>> {
  if (depth > 3) return;
  for (const generator of list(generators).map(fields)) {
    if (generator.git !== undefined) yield fields(generator.git);
    for (const nested of [generator.matrix, generator.merge])
      yield* gitGenerators(fields(nested).generators, depth + 1);
  }
}

/** What cannot be read is no sign. */
function entries(tree: FileTree, dir: string): readonly Entry[] {
  try {
    return tree.list(dir);
  } catch (error) {
    if (error instanceof TreeError) return [];
    throw error;
  }
}

/** Whether a pattern with a fixed first part matches a directory. */
function matchesDirectory(tree: FileTree, pattern: string): boolean {
  const parts = pattern.split('/');
  if (parts.length < 2 || /[*?[\\{]/.test(parts[0] as string)) return false;
  let dirs = [''];
  for (const part of parts) {
    dirs = dirs.flatMap((dir) =>
      tree.type(dir) === 'directory' || dir === ''
        ? entries(tree, dir)
            .filter(({ name, type }) => type === 'directory' && matchFilepath(part, name))
            .map(({ name }) => join(dir, name))
        : [],
    );
    if (dirs.length === 0) return false;
  }
  return true;
}
