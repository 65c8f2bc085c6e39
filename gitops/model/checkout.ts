import { matchFilepath } from '../semantics/filepath-match';
import { normalizeGitUrl } from '../semantics/git-url';
import { normalize } from './helm-values';
import { fields, list, text } from './resource';
import type { Directory } from './scan';
import { display, type Entry, type FileTree, TreeError } from './tree';
import type { Repository, Resource } from './types';

/**
 * Finds out by which URLs Applications mean the checkout that a directory is in: those of its remotes, those that an
 * app-of-apps in it uses, and those of which every path that is read is a directory here (one path of one segment is no
 * sign: many repositories have a `guestbook`). A mirror, a fork or another protocol makes several.
 */
export function checkoutsOf(
  { tree, dir, remotes = [] }: Directory & { readonly remotes?: readonly string[] },
  resources: readonly Resource[],
): readonly Repository[] {
  const found = new Map<string, Repository>();
  const add = (url: string, because: string): void => {
    const key = normalizeGitUrl(url);
    if (url !== '' && !found.has(key)) found.set(key, { url, tree, because });
  };
  for (const url of remotes) add(url, 'a remote of this checkout');

  const own = resources.filter(({ group, origin }) => group === 'argoproj.io' && origin.tree === tree);
  const folders = new Map<string, Resource>();
  for (const resource of own) {
    if (resource.kind !== 'Application') continue;
    // Every folder above it holds it, too: a source may recurse.
    for (let at = parent(resource.origin.path); ; at = parent(at)) {
      if (folders.has(at)) break;
      folders.set(at, resource);
      if (at === '') break;
    }
  }
  for (const resource of own) {
    const spec = fields(resource.object.spec);
    const file = display(tree, resource.origin.path);
    if (resource.kind === 'Application') {
      for (const source of [spec.source, ...list(spec.sources)].map(fields)) {
        const path = normalize(text(source.path));
        // The whole repository would fit any checkout.
        if (path === undefined || path === '' || text(source.chart) !== '') continue;
        const child = folders.get(path);
        if (!child || (child === resource && !hasOther(own, resource, path))) continue;
        add(
          text(source.repoURL),
          `Application ${resource.name} (${file}) reads ${path} from it, and that directory of this checkout holds Applications`,
        );
      }
    } else if (resource.kind === 'ApplicationSet') {
      for (const generator of gitGenerators(spec.generators)) {
        const patterns = list(generator.directories)
          .map(fields)
          .filter(({ exclude }) => exclude !== true)
          .map(({ path }) => text(path));
        if (patterns.length === 0 || !patterns.every((pattern) => matchesDirectory(tree, pattern))) continue;
        add(
          text(generator.repoURL),
          `ApplicationSet ${resource.name} (${file}) lists ${patterns.join(', ')} of it, and this checkout has such directories`,
        );
      }
    }
  }
  for (const [url, { paths, by }] of pathsOf(own)) {
    const known = [...paths].every((path) => tree.type(path) === 'directory');
    const telling = paths.size > 1 || [...paths].some((path) => path.includes('/') || (dir !== '' && path === dir));
    if (!known || !telling) continue;
    const where = `${by.name} (${display(tree, by.origin.path)})`;
    add(
      url,
      `${paths.size === 1 ? 'the path' : `all ${paths.size} paths`} that Application ${where} and others read from it are in this checkout`,
    );
  }
  return [...found.values()];
}

/** Which paths the Applications read from which URL, and the first of these Applications. */
function pathsOf(
  resources: readonly Resource[],
): ReadonlyMap<string, { readonly paths: Set<string>; readonly by: Resource }> {
  const found = new Map<string, { readonly paths: Set<string>; readonly by: Resource }>();
  for (const resource of resources) {
    if (resource.kind !== 'Application') continue;
    const spec = fields(resource.object.spec);
    for (const source of [spec.source, ...list(spec.sources)].map(fields)) {
      const path = normalize(text(source.path));
      const url = text(source.repoURL);
      if (path === undefined || path === '' || url === '' || url.startsWith('oci://') || text(source.chart) !== '')
        continue;
      const known = found.get(url) ?? { paths: new Set(), by: resource };
      known.paths.add(path);
      found.set(url, known);
    }
  }
  return found;
}

function hasOther(resources: readonly Resource[], but: Resource, dir: string): boolean {
  return resources.some((one) => one !== but && one.kind === 'Application' && one.origin.path.startsWith(`${dir}/`));
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
            .map(({ name }) => (dir === '' ? name : `${dir}/${name}`))
        : [],
    );
    if (dirs.length === 0) return false;
  }
  return true;
}
