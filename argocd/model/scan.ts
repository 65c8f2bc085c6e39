import { display, type FileTree } from '../tree/file-tree';
import { resolveLink } from '../tree/resolve-link';
import { TreeError } from '../tree/tree-error';
import { KUSTOMIZATIONS } from './directory';
import type { Files } from './files';
import type { Kustomizations } from './kustomize';
import { type Placeholder, placeholderIn } from './placeholder';
import type { FileProblem, Resource, Unchecked } from './types';

/** A directory to look for Argo CD's objects in. */
export interface Directory {
  /** The files of the checkout, from its top: paths in Applications count from there. */
  readonly tree: FileTree;
  /** A path in the tree, `''` for all of it. */
  readonly dir: string;
}

/** What was found in a directory. */
export interface Scan {
  readonly resources: readonly Resource[];
  /** The objects, as they are in Git, of files that are read only by kustomizations that are not built here. */
  readonly unbuilt: readonly Resource[];
  readonly unchecked: readonly Unchecked[];
  /** The directories that cannot be read. */
  readonly problems: readonly FileProblem[];
  /** The files that were read, as paths in the tree. */
  readonly files: readonly string[];
  /** The charts, as the reader knows them, that have an AppProject among their templates. */
  readonly chartsWithProjects: readonly string[];
}

const YAML_OR_JSON = /\.(ya?ml|json)$/i;

/** Why an object that another program still has to make is not judged. */
export const TEMPLATE_OF_ANOTHER_PROGRAM =
  'a template of another program, whose values are not known: what it becomes is not judged';

/** Folders that hold no manifests but may hold thousands of files. */
const NOT_OURS = new Set(['.git', 'node_modules']);

/**
 * Reads every YAML and JSON file under a directory, whether an Application leads to it or not.
 *
 * @param exclude files and folders to leave out, by their paths from the working directory
 */
export function scan(
  files: Files,
  built: Kustomizations,
  { tree, dir }: Directory,
  exclude?: (path: string) => boolean,
): Scan {
  const unchecked: Unchecked[] = [];
  const problems: FileProblem[] = [];
  const paths: string[] = [];
  const kustomizations: string[] = [];
  const chartsWithProjects: string[] = [];

  const walk = (at: string): void => {
    let entries: ReturnType<FileTree['list']>;
    try {
      entries = tree.list(at);
    } catch (error) {
      if (!(error instanceof TreeError)) throw error;
      problems.push({
        kind: 'unreadable',
        message: error.message,
        tree,
        path: at,
        document: 0,
        location: { file: display(tree, at), line: 1, column: 1, endLine: 1, endColumn: 1 },
        template: false,
        mentionsKind: false,
      });
      return;
    }
    const chart = entries.some(({ name }) => name === 'Chart.yaml');
    if (chart) {
      if (mentionsProject(tree, at === '' ? 'templates' : `${at}/templates`))
        chartsWithProjects.push(display(tree, at));
      unchecked.push({
        subject: `Helm chart in ${display(tree, at)}`,
        reason: 'the templates of Helm charts are not rendered',
        file: display(tree, at === '' ? 'Chart.yaml' : `${at}/Chart.yaml`),
      });
    }
    if (entries.some(({ name }) => KUSTOMIZATIONS.includes(name))) kustomizations.push(at);
    for (const { name, type } of entries) {
      const path = at === '' ? name : `${at}/${name}`;
      if (exclude?.(display(tree, path))) continue;
      if (type === 'directory') {
        if (!NOT_OURS.has(name) && !(chart && (name === 'templates' || name === 'charts'))) walk(path);
      } else if (type === 'other') {
        if (YAML_OR_JSON.test(name)) {
          unchecked.push({
            subject: `file ${display(tree, path)}`,
            reason: 'neither a file nor a directory',
            file: display(tree, path),
          });
        }
      } else if (YAML_OR_JSON.test(name)) {
        if (type === 'file') paths.push(path);
        else follow(path);
      }
    }
  };
  // The target of a symlink is read in its own place if it is under the directory, and here only otherwise.
  const follow = (path: string): void => {
    const { path: target, outside } = resolveLink(tree, path);
    if (target !== undefined && tree.type(target) === 'file') {
      if (dir !== '' && !target.startsWith(`${dir}/`)) paths.push(target);
    } else if (target === undefined) {
      const reason = outside
        ? 'a symlink that leads out of the repository'
        : 'a symlink that leads nowhere or to itself';
      unchecked.push({ subject: `file ${display(tree, path)}`, reason, file: display(tree, path) });
    }
  };
  if (tree.type(dir) === 'directory' || dir === '') walk(dir);
  else paths.push(dir);

  // A kustomization that no other one builds on stands for all that it reads.
  const bases = new Set(kustomizations.flatMap((at) => built.of(tree, at).bases));
  const covered = new Set<string>();
  const notBuilt = new Set<string>();
  const resources: Resource[] = [];
  for (const at of kustomizations) {
    const { files: sources, reason, resources: objects } = built.of(tree, at);
    if (bases.has(at)) continue;
    if (reason === undefined) for (const one of objects) resources.push(one);
    else {
      unchecked.push({
        subject: `kustomization ${display(tree, at)} (${reason}; ${sources.length === 1 ? '1 file' : `${sources.length} files`})`,
        reason:
          'kustomizations that change what they read are not built, and the files that they read are not judged by themselves',
        file: display(tree, at),
      });
    }
    for (const file of sources) {
      covered.add(file);
      if (reason !== undefined) notBuilt.add(file);
    }
  }

  const read: string[] = [];
  for (const path of new Set(paths)) {
    const file = files.file(tree, path);
    read.push(path);
    if (covered.has(path)) continue;
    let template: Placeholder | undefined;
    for (const one of files.content(file).resources) {
      const placeholder = placeholderIn(one);
      template ??= placeholder;
      if (!placeholder) resources.push(one);
    }
    if (template) {
      const name = display(tree, path);
      unchecked.push({
        subject: `file ${name} (${template.text} in ${template.field})`,
        reason: TEMPLATE_OF_ANOTHER_PROGRAM,
        file: name,
      });
    }
  }
  const unbuilt = [...notBuilt].flatMap((path) => files.content(files.file(tree, path)).resources);
  return { resources, unbuilt, unchecked, problems, files: read, chartsWithProjects };
}

/** Whether a file in a folder of templates has the kind AppProject. */
function mentionsProject(tree: FileTree, folder: string): boolean {
  try {
    if (tree.type(folder) !== 'directory') return false;
    return tree.list(folder).some(({ name, type }) => {
      const path = `${folder}/${name}`;
      if (type === 'directory') return mentionsProject(tree, path);
      return type === 'file' && YAML_OR_JSON.test(name) && tree.size(path) < 1_000_000 && hasProject(tree.read(path));
    });
  } catch (error) {
    if (error instanceof TreeError) return false;
    throw error;
  }
}

function hasProject(content: Uint8Array): boolean {
  return /^kind:\s*["']?AppProject\b/m.test(Buffer.from(content).toString('utf8'));
}
