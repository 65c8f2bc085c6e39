import { display } from '../tree/file-tree';
import { join, normalize } from '../tree/tree-path';
import type { Application, ApplicationSource, Unchecked } from './types';

/**
 * The files beside a source that override it. They are not applied here.
 *
 * @see https://argo-cd.readthedocs.io/en/stable/user-guide/parameters/#store-overrides-in-git
 */
export function overridesOf(
  { name, resource }: Application,
  { repository, path }: ApplicationSource,
): readonly Unchecked[] {
  const dir = path === '' ? undefined : normalize(path);
  if (!repository || dir === undefined) return [];
  const { tree } = repository;
  return ['.argocd-source.yaml', `.argocd-source-${name}.yaml`]
    .map((override) => join(dir, override))
    .filter((file) => tree.type(file) !== undefined)
    .map((file) => ({
      subject: `overrides of Application ${name} in ${display(tree, file)}`,
      reason: 'overrides are not applied by this check',
      resource,
      file: display(tree, file),
    }));
}
