import type { FileTree } from '../tree/file-tree';
import { isFatal } from '../yaml/text';
import { FileOrigin } from './origin';
import { fields, Manifest } from './resource';
import { hasKind, SourceFile } from './source-file';
import type { FileProblem, Resource } from './types';

/** What Argo CD makes of one file of a directory source. */
export interface FileContent {
  /** Every object that can be read, lists expanded, including those after a mistake at which Argo CD stops. */
  readonly resources: readonly Resource[];
  /** Documents that Argo CD splits because they have `items` at the top, although their kind does not end in `List`. */
  readonly torn: readonly Resource[];
  /** Where Argo CD stops. */
  readonly failure?: Failure;
}

/** The first document in a file that is no Kubernetes object. */
export interface Failure {
  readonly message: string;
  readonly document: number;
  /** Whether an object came before it: then Argo CD takes the file for a manifest in any case. */
  readonly after: boolean;
  readonly problem?: FileProblem;
}

/** Reads each file once, however many Applications lead to it. */
export class Files {
  private readonly trees = new Map<FileTree, Map<string, SourceFile>>();
  private readonly contents = new Map<SourceFile, FileContent>();

  file(tree: FileTree, path: string): SourceFile {
    let files = this.trees.get(tree);
    if (!files) {
      files = new Map();
      this.trees.set(tree, files);
    }
    let file = files.get(path);
    if (!file) {
      file = new SourceFile(tree, path);
      files.set(path, file);
    }
    return file;
  }

  /** A file that was read already. */
  known(tree: FileTree, path: string): SourceFile | undefined {
    return this.trees.get(tree)?.get(path);
  }

  /** The Kubernetes objects of a file. */
  content(file: SourceFile): FileContent {
    let content = this.contents.get(file);
    if (!content) {
      content = readContent(file);
      this.contents.set(file, content);
    }
    return content;
  }

  /** How many were read. */
  get size(): number {
    let size = 0;
    for (const files of this.trees.values()) size += files.size;
    return size;
  }

  /** Every file that was read. */
  *all(): Generator<SourceFile> {
    for (const files of this.trees.values()) yield* files.values();
  }
}

function readContent(file: SourceFile): FileContent {
  const resources: Resource[] = [];
  const torn: Resource[] = [];
  let failure: Failure | undefined;
  let objects = 0;
  const fail = (message: string, document: number, problem?: FileProblem): void => {
    failure ??= { message, document, after: objects > 0, problem };
  };
  for (const [document, value] of file.values.entries()) {
    if (value === null) continue;
    if (value === undefined) {
      const problem = file.problems.find((one) => one.document === document && isFatal(one));
      fail(problem?.message ?? 'cannot be read', document, problem);
      continue;
    }
    if (!hasKind(value)) {
      fail(missingKind(value), document);
      continue;
    }
    objects += 1;
    const origin = new FileOrigin(file, document);
    const manifest = new Manifest(fields(value), origin);
    const { items, spec, status } = manifest.object;
    if (!Array.isArray(items)) {
      // With null for items, Argo CD takes it for an empty list, unless it has a spec or a status.
      if (!('items' in manifest.object && items === null && spec === undefined && status === undefined))
        resources.push(manifest);
      continue;
    }
    if (!manifest.kind.endsWith('List')) torn.push(manifest);
    for (const [index, item] of items.entries()) {
      if (hasKind(item)) resources.push(new Manifest(fields(item), origin.under('items', index)));
      else {
        fail(`items[${index}]: ${missingKind(item)}`, document);
        // Argo CD does not apply it, but it is in Git.
        if (manifest.kind === 'SecretList' && typeof item === 'object' && item !== null)
          resources.push(
            new Manifest({ ...fields(item), apiVersion: 'v1', kind: 'Secret' }, origin.under('items', index)),
          );
      }
    }
  }
  if (!failure && file.fatal) fail(file.fatal.message, file.fatal.document, file.fatal);
  return { resources, torn, failure };
}

function missingKind(value: unknown): string {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
    // Argo CD quotes the whole document here. It may be a Secret without its kind, so only the names of its fields are
    // shown.
    const names = Object.keys(value);
    const some = names.slice(0, 5).join(', ') + (names.length > 5 ? ', …' : '');
    const { apiVersion } = value as { apiVersion?: unknown };
    // Kubernetes loses the kind where it cannot take the version apart, and does not say so.
    const why =
      typeof apiVersion === 'string' && apiVersion.split('/').length > 2 ? ': apiVersion has two slashes' : '';
    return `Object 'Kind' is missing in ${names.length === 0 ? "'{}'" : `a document with ${some}`}${why}`;
  }
  const type = Array.isArray(value) ? 'array' : typeof value === 'boolean' ? 'bool' : typeof value;
  return `json: cannot unmarshal ${type} into Go value of type map[string]interface {}`;
}
