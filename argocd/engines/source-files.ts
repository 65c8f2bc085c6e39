import { globPaths, isGlob } from '../model/helm-value-file';
import { fields, list, text } from '../model/resource';
import type { SourceToRender } from '../render/rendering';
import type { ArgoCdVersion } from '../semantics/version';
import type { FileTree } from '../tree/file-tree';
import { resolveLink } from '../tree/resolve-link';
import { join, normalize } from '../tree/tree-path';
import { substitute } from './build-variables';
import { CannotRender } from './cannot-render';
import { type Elsewhere, treeElsewhere } from './elsewhere';

/** A file that is given to Helm. */
export interface GivenFile {
  readonly tree: FileTree;
  /** The path in the tree, as it is written. */
  readonly path: string;
  readonly there: boolean;
}

/** A source whose files are in a tree: at a path in Git, or the chart that was fetched. */
export type SourceInTree = SourceToRender & { readonly tree: FileTree; readonly path: string };

/**
 * The value files of a source, from the weakest to the strongest, as Argo CD resolves them.
 *
 * @throws CannotRender if one is not at hand
 * @see https://github.com/argoproj/argo-cd/blob/v3.5.1/reposerver/repository/repository.go (getResolvedValueFiles)
 */
export function valueFilesOf(
  source: SourceInTree,
  variables: ReadonlyMap<string, string>,
  version: ArgoCdVersion,
  elsewhere: Elsewhere,
): readonly GivenFile[] {
  const helm = fields(source.source.fields.helm);
  const globs = version.atLeast(3, 4);
  const places = list(helm.valueFiles).map((raw) => ({
    raw: text(raw),
    ...placeOf(text(raw), source, variables, elsewhere),
  }));
  const named = new Set(places.filter(({ path }) => !(globs && isGlob(path))).map(keyOf));
  const found = new Map<string, GivenFile>();
  const add = (file: GivenFile): void => {
    const key = globs ? keyOf(file) : `${found.size} ${keyOf(file)}`;
    if (!found.has(key)) found.set(key, file);
  };
  for (const { raw, tree, path } of places) {
    if (globs && isGlob(path)) {
      const paths = globPaths(tree, path);
      if (!paths) throw new CannotRender(`the pattern ${raw} of value files is not understood here`);
      if (paths.length === 0 && helm.ignoreMissingValueFiles !== true)
        throw new CannotRender(`values file glob ${JSON.stringify(raw)} matched no files`);
      for (const one of paths) if (!named.has(keyOf({ tree, path: one }))) add({ tree, path: one, there: true });
      continue;
    }
    const there = typeOf(tree, path) !== undefined;
    if (there || helm.ignoreMissingValueFiles !== true) add({ tree, path, there });
  }
  return [...found.values()];
}

/** The file that a `fileParameter` names. @throws CannotRender if it is not at hand */
export function parameterFile(
  path: string,
  source: SourceInTree,
  variables: ReadonlyMap<string, string>,
  elsewhere: Elsewhere,
): GivenFile {
  const place = placeOf(path, source, variables, elsewhere);
  return { ...place, there: typeOf(place.tree, place.path) !== undefined };
}

const ids = new WeakMap<FileTree, number>();
let last = 0;

function keyOf({ tree, path }: { readonly tree: FileTree; readonly path: string }): string {
  if (!ids.has(tree)) ids.set(tree, ++last);
  return `${ids.get(tree)} ${path}`;
}

/** What stands at a path, symlinks followed. @throws CannotRender if one leads out */
function typeOf(tree: FileTree, path: string): string | undefined {
  const found = resolveLink(tree, path);
  if (found.outside) throw new CannotRender(`file '${path}' resolved to outside repository root`);
  return found.path === undefined ? undefined : found.path === '' ? 'directory' : tree.type(found.path);
}

/** @see https://github.com/argoproj/argo-cd/blob/v3.5.1/util/io/path/resolved.go */
function placeOf(
  raw: string,
  { tree, path: dir, source, refs }: SourceInTree,
  variables: ReadonlyMap<string, string>,
  elsewhere: Elsewhere,
): { readonly tree: FileTree; readonly path: string } {
  const [, name, rest = ''] = /^\$([^/]*)(?:\/(.*))?$/s.exec(raw) ?? [];
  const ref = name === undefined || source.pointer.length !== 3 ? undefined : refs.get(name);
  if (ref && !ref.repository) throw new CannotRender(`value file ${raw} is in a repository that is not at hand`);
  const from = ref?.repository?.tree ?? tree;
  const written = ref ? substitute(`/${rest}`, variables) : substitute(raw, variables);
  const scheme = /^([a-z][a-z0-9+.-]*):/i.exec(written)?.[1]?.toLowerCase();
  if (scheme === 'http' || scheme === 'https') {
    const wanted = { kind: 'file', url: written, revision: '', chart: '' } as const;
    const fetched = treeElsewhere(elsewhere, wanted, `value file ${written}`);
    return { tree: fetched, path: fetched.list('')[0]?.name ?? '' };
  }
  if (scheme !== undefined) throw new CannotRender(`the URL scheme '${scheme}' is not allowed`);
  const clean = normalize(written.startsWith('/') ? written.slice(1) : join(dir, written));
  if (clean === undefined) throw new CannotRender(`file '${written}' resolved to outside repository root`);
  if (clean === '') throw new CannotRender(`file '${written}' is the repository itself`);
  return { tree: from, path: clean };
}
