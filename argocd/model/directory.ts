import * as path from 'node:path';
import { matchGlob } from '../semantics/glob';
import { ArgoCdVersion } from '../semantics/version';
import { display, type FileTree } from '../tree/file-tree';
import { resolveLink, whyLeftOut, whyUnknown } from '../tree/resolve-link';
import { TreeError } from '../tree/tree-error';
import type { Files } from './files';
import { text } from './resource';
import { hasKind, type SourceFile } from './source-file';
import type { DirectoryContent, DirectoryProblem, Fields, Location, Resource } from './types';
import { unmatchedGlobs } from './unmatched-globs';

/** The file names that a directory source reads. Case-sensitive. */
const MANIFEST = /^.*\.(yaml|yml|json|jsonnet)$/;

/**
 * Reads the files under a path as Argo CD's repo server reads a directory source.
 *
 * @see https://argo-cd.readthedocs.io/en/stable/user-guide/directory/
 * @see https://github.com/argoproj/argo-cd/blob/v3.5.1/reposerver/repository/repository.go findManifests
 */
export function readDirectory(
  files: Files,
  tree: FileTree,
  dir: string,
  directory: Fields,
  version: ArgoCdVersion = ArgoCdVersion.LATEST,
): DirectoryContent {
  const anyName = directory.disableExtensionFilter === true && version.hasDisableExtensionFilter;
  const resources: Resource[] = [];
  const ignored: DirectoryProblem[] = [];
  const broken: DirectoryProblem[] = [];
  const torn: Resource[] = [];
  const jsonnet: string[] = [];
  const unknown: string[] = [];
  const read: string[] = [];
  let bytes = 0;
  const include = text(directory.include);
  const exclude = text(directory.exclude);
  const matched = { include: include === '', exclude: exclude === '' };
  const isExcluded = (relative: string): boolean => {
    if (exclude === '' || !matchGlob(exclude, relative, '', version)) return false;
    matched.exclude = true;
    return true;
  };
  const isIncluded = (relative: string): boolean => {
    if (include !== '' && !matchGlob(include, relative, '', version)) return false;
    matched.include = true;
    return true;
  };

  const visit = (file: string): void => {
    const relative = dir === '' ? file : file.slice(dir.length + 1);
    const problem = (message: string, fix: string, location = topOf(tree, file), meant = true): DirectoryProblem => ({
      path: file,
      message,
      fix,
      location,
      meant,
    });
    let target = file;
    if (tree.type(file) === 'symlink') {
      const resolved = resolveLink(tree, file);
      if (resolved.outside) {
        broken.push(
          problem(
            `illegal filepath in symlink at ${JSON.stringify(relative)}`,
            'Let the symlink lead to a file inside the repository, or put the file here.',
          ),
        );
        return;
      }
      if (resolved.path === undefined) {
        const notHere = whyUnknown(tree, file);
        if (notHere !== undefined) {
          unknown.push(notHere);
          return;
        }
        const why = whyLeftOut(tree, file);
        ignored.push(
          problem(
            `destination of symlink ${JSON.stringify(relative)} is missing${why === undefined ? '' : `: ${why}`}`,
            'Remove the symlink, or put its destination into the repository.',
          ),
        );
        return;
      }
      target = resolved.path;
    }
    if (tree.type(target) !== 'file') return;
    if (isExcluded(relative) || !isIncluded(relative)) return;
    if (file.endsWith('.jsonnet')) {
      jsonnet.push(file);
      return;
    }
    const source = files.file(tree, target);
    if (source.skipped) return;
    bytes += source.bytes;
    read.push(target);
    const content = files.content(source);
    for (const one of content.resources) resources.push(one);
    torn.push(...content.torn);
    const outcome = judge(source, content.failure, file);
    if (outcome)
      (outcome.breaks ? broken : ignored).push(
        problem(outcome.message, outcome.fix, outcome.location, outcome.breaks || source.mentionsKind),
      );
  };

  // A name that only looks like one of a manifest: Argo CD does not even open the file.
  const passOver = (file: string, name: string): void => {
    const relative = dir === '' ? file : file.slice(dir.length + 1);
    if (tree.type(file) !== 'file') return;
    if (isExcluded(relative)) return;
    const source = files.file(tree, file);
    if (source.skipped || !(source.looksLikeManifest || source.values.some(hasKind))) return;
    const lower = name.replace(/\.[^.]*$/, (extension) => extension.toLowerCase());
    ignored.push({
      path: file,
      message: `Argo CD silently ignores ${JSON.stringify(name)}: it reads names that end in .yaml, .yml, .json or .jsonnet, and case counts`,
      fix: `Rename it to ${lower}.`,
      location: topOf(tree, file),
      meant: true,
    });
  };

  const walk = (at: string): void => {
    for (const { name, type } of tree.list(at)) {
      const file = at === '' ? name : `${at}/${name}`;
      if (type === 'directory') {
        if (directory.recurse !== true || name === '.git') continue;
        const notHere = tree.whyUnknown?.(file);
        if (notHere === undefined) walk(file);
        else unknown.push(notHere);
      } else if (anyName || MANIFEST.test(name)) visit(file);
      else if (MANIFEST.test(name.toLowerCase())) passOver(file, name);
    }
  };
  try {
    walk(dir);
  } catch (error) {
    if (!(error instanceof TreeError)) throw error;
    broken.push({
      path: error.path,
      message: error.message,
      fix: 'Make the directory readable.',
      location: topOf(tree, error.path),
      meant: true,
    });
  }
  const unmatched =
    unknown.length > 0 || broken.length > 0 ? [] : unmatchedGlobs(tree, dir, directory, { include, exclude }, matched);
  return { tree, path: dir, files: read, resources, ignored, broken, torn, jsonnet, unknown, bytes, unmatched };
}

/** What happens to the Application because of a file that contains something else than Kubernetes objects. */
function judge(
  source: SourceFile,
  failure: ReturnType<Files['content']>['failure'],
  file: string,
):
  | { readonly breaks: boolean; readonly message: string; readonly fix: string; readonly location: Location }
  | undefined {
  const name = JSON.stringify(path.posix.basename(file));
  const unreadable = source.problems.find(({ kind }) => kind === 'unreadable');
  if (unreadable) {
    return { breaks: true, message: unreadable.message, fix: 'Make the file readable.', location: unreadable.location };
  }
  if (source.rest && !failure) {
    return {
      breaks: true,
      message: `Found multiple objects in ${name}. Only single objects are allowed in JSON files.`,
      fix: 'Give each object a file of its own, or name the file .yaml.',
      location: source.problems.find(({ kind }) => kind === 'multiple-json')?.location ?? source.locate(0, []),
    };
  }
  if (!failure) return undefined;
  const location = failure.problem?.location ?? source.locate(failure.document, []);
  const repair = failure.problem
    ? (failure.problem.repair ?? 'Correct the syntax')
    : 'Give the document a kind (and apiVersion and metadata.name)';
  if (file.endsWith('.json')) {
    return {
      breaks: true,
      message: `Failed to unmarshal ${name}: ${failure.message}`,
      fix: `${failure.problem?.repair ?? 'Move the file out of the path of the Application'}, or leave it out with spec.source.directory.exclude.`,
      location,
    };
  }
  if (failure.after || source.looksLikeManifest) {
    return {
      breaks: true,
      message: `Failed to unmarshal ${name}: failed to unmarshal manifest: ${failure.message}`,
      fix: `${repair}, or leave the file out with spec.source.directory.exclude.`,
      location,
    };
  }
  return {
    breaks: false,
    message: `Argo CD silently ignores ${name}: its first document is no Kubernetes object (${failure.message})`,
    fix: `${repair}, or move the file out of the path of the Application.`,
    location,
  };
}

function topOf(tree: FileTree, file: string): Location {
  return { file: display(tree, file), line: 1, column: 1, endLine: 1, endColumn: 1 };
}

/** The names of a kustomization. */
export const KUSTOMIZATIONS: readonly string[] = ['kustomization.yaml', 'kustomization.yml', 'Kustomization'];
