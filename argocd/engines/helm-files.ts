import type { Files } from '../model/files';
import { fields, list, text } from '../model/resource';
import type { Fields } from '../model/types';
import type { FileTree } from '../tree/file-tree';
import { resolveLink } from '../tree/resolve-link';
import { join, normalize } from '../tree/tree-path';
import { CannotRender } from './cannot-render';

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

/** A chart that another one depends on, and that is not in the same repository. */
export interface FetchedDependency {
  readonly name: string;
  readonly version: string;
  readonly repository: string;
}

/**
 * The dependencies that `helm dependency build` would fetch: in the versions of the lock, if there is one. None if all that
 * the chart depends on is in its `charts/`.
 */
export function fetchedDependencies(files: Files, tree: FileTree, dir: string): readonly FetchedDependency[] {
  const all = dependenciesOf(files, tree, dir);
  const charts = join(dir, 'charts');
  const there = tree.type(charts) === 'directory' ? tree.list(charts) : [];
  const isThere = (name: string): boolean =>
    there.some((one) => {
      if (one.name.startsWith(`${name}-`) && one.name.endsWith('.tgz')) return true;
      const file = join(join(charts, one.name), 'Chart.yaml');
      return tree.type(file) === 'file' && text(fields(files.file(tree, file).values[0]).name) === name;
    });
  if (all.every(({ name }) => isThere(text(name)))) return [];
  const lock = ['Chart.lock', 'requirements.lock']
    .map((name) => join(dir, name))
    .find((one) => tree.type(one) === 'file');
  const locked = lock === undefined ? all : list(fields(files.file(tree, lock).values[0]).dependencies).map(fields);
  return locked
    .map(({ name, version, repository }) => ({
      name: text(name),
      version: text(version),
      repository: text(repository),
    }))
    .filter(({ repository }) => repository !== '' && !repository.startsWith('file://'));
}

function dependenciesOf(files: Files, tree: FileTree, dir: string): readonly Fields[] {
  return ['Chart.yaml', 'requirements.yaml'].flatMap((name) => {
    const file = join(dir, name);
    return tree.type(file) === 'file' ? list(fields(files.file(tree, file).values[0]).dependencies).map(fields) : [];
  });
}
