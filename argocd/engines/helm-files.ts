import type { Files } from '../model/files';
import { fields, list, text } from '../model/resource';
import type { Fields } from '../model/types';
import type { FileTree } from '../tree/file-tree';
import { resolveLink } from '../tree/resolve-link';
import { join, normalize } from '../tree/tree-path';
import { CannotRender } from './source-files';

/**
 * What Helm may read of a repository for a chart: its directory, and the charts in other directories that it depends on.
 *
 * @throws CannotRender if one of these is outside of the repository
 */
export function helmFiles(files: Files, tree: FileTree, dir: string): ReadonlySet<string> {
  const found = new Set<string>();
  const visit = (at: string): void => {
    if (found.has(at)) return;
    found.add(at);
    for (const { repository, name } of dependenciesOf(files, tree, at)) {
      const path = /^file:\/\/(.*)$/s.exec(text(repository))?.[1];
      if (path === undefined) continue;
      const place = path.startsWith('/') ? undefined : normalize(join(at, path));
      const real = place === undefined ? undefined : resolveLink(tree, place);
      if (place === undefined || real?.outside)
        throw new CannotRender(`the dependency ${text(name)} at ${path} is outside of the repository`);
      if (tree.type(place) === 'symlink') found.add(place);
      if (real?.path !== undefined && (real.path === '' || tree.type(real.path) === 'directory')) visit(real.path);
    }
  };
  visit(dir);
  return found;
}

/** The dependencies of a chart that `helm dependency build` would fetch, as words; `undefined` if it fetches none. */
export function fetchedDependency(files: Files, tree: FileTree, dir: string): string | undefined {
  for (const { name, version, repository } of dependenciesOf(files, tree, dir)) {
    const from = text(repository);
    if (from === '' || from.startsWith('file://')) continue;
    return `the dependency ${text(name)} ${text(version)} of ${from} is fetched only with --fetch`;
  }
  return undefined;
}

function dependenciesOf(files: Files, tree: FileTree, dir: string): readonly Fields[] {
  return ['Chart.yaml', 'requirements.yaml'].flatMap((name) => {
    const file = join(dir, name);
    return tree.type(file) === 'file' ? list(fields(files.file(tree, file).values[0]).dependencies).map(fields) : [];
  });
}
