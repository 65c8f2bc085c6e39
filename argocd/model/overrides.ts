import { display } from '../tree/file-tree';
import { join, normalize } from '../tree/tree-path';
import type { Files } from './files';
import { fields, isMap } from './resource';
import type { Application, Fields, Repository, Unchecked } from './types';

/** The fields that no override changes. */
const KEPT: readonly string[] = ['repoURL', 'path', 'chart', 'targetRevision', 'ref'];

/** A source with what the files beside it override. */
export interface OverriddenSource {
  readonly fields: Fields;
  readonly unchecked: readonly Unchecked[];
}

/**
 * Applies the files beside a source that override it: `.argocd-source.yaml`, then that of the Application.
 *
 * @param instance the name of the Application, with its namespace before it if that is not Argo CD's own
 * @see https://argo-cd.readthedocs.io/en/stable/user-guide/parameters/#store-overrides-in-git
 * @see https://github.com/argoproj/argo-cd/blob/v3.5.1/reposerver/repository/repository.go (mergeSourceParameters)
 */
export function applyOverrides(
  files: Files,
  { name, resource }: Application,
  instance: string,
  source: Fields,
  path: string,
  repository: Repository | undefined,
): OverriddenSource {
  const dir = path === '' ? undefined : normalize(path);
  const unchecked: Unchecked[] = [];
  if (!repository || dir === undefined) return { fields: source, unchecked };
  const { tree } = repository;
  let merged: unknown = source;
  for (const override of ['.argocd-source.yaml', `.argocd-source-${instance}.yaml`]) {
    const file = join(dir, override);
    if (tree.type(file) !== 'file') continue;
    const read = files.file(tree, file);
    const [patch] = read.values;
    if (read.fatal || !isMap(patch)) {
      const shown = display(tree, file);
      unchecked.push({
        subject: `overrides of Application ${name} in ${shown}`,
        reason: `they are no map in YAML, and are left out${read.fatal ? ` (${read.fatal.message})` : ''}`,
        resource,
        file: shown,
      });
    } else merged = mergePatch(merged, patch);
  }
  if (merged === source) return { fields: source, unchecked };
  const kept: Record<string, unknown> = { ...fields(merged) };
  for (const field of KEPT) {
    if (field in source) kept[field] = source[field];
    else delete kept[field];
  }
  return { fields: kept, unchecked };
}

/** @see https://www.rfc-editor.org/rfc/rfc7386 */
function mergePatch(target: unknown, patch: unknown): unknown {
  if (!isMap(patch)) return patch;
  const merged: Record<string, unknown> = { ...fields(target) };
  for (const [key, value] of Object.entries(patch)) {
    if (value === null || value === undefined) delete merged[key];
    else merged[key] = mergePatch(merged[key], value);
  }
  return merged;
}
