import { KUSTOMIZATIONS } from '../model/directory';
import { fields } from '../model/resource';
import type { ApplicationSource } from '../model/types';
import type { FileTree } from '../tree/file-tree';
import { DIRECTORY_TYPES, type DirectoryType } from './renderers';

/** The type that a source says, `undefined` if it says none (or several, which Argo CD refuses). */
export function writtenType({ fields: source, pointer }: ApplicationSource): DirectoryType | undefined {
  const single = pointer.length === 2;
  let said: DirectoryType | undefined;
  for (const type of DIRECTORY_TYPES) {
    const options = source[type];
    if (options === undefined || options === null) continue;
    // The controller removes empty ones from spec.source.
    if (single && type === 'directory' && isZeroDirectory(options)) continue;
    if (single && (type === 'kustomize' || type === 'helm') && Object.keys(fields(options)).length === 0) continue;
    if (said !== undefined) return undefined;
    said = type;
  }
  return said;
}

/** Whether `directory` says nothing: the controller removes such a one from `spec.source`. */
function isZeroDirectory(directory: unknown): boolean {
  const { recurse, jsonnet } = fields(directory);
  return recurse !== true && Object.keys(fields(jsonnet)).length === 0;
}

/** How Argo CD renders a path when the source does not say: by the names of the files in it. Throws a `TreeError`. */
export function discoverType(tree: FileTree, dir: string): DirectoryType {
  let type: DirectoryType = 'directory';
  // The last name in lexical order wins, as in Argo CD's walk.
  for (const { name, type: entry } of tree.list(dir)) {
    if (entry === 'directory') continue;
    if (name.endsWith('Chart.yaml')) type = 'helm';
    if (KUSTOMIZATIONS.includes(name)) type = 'kustomize';
  }
  return type;
}
