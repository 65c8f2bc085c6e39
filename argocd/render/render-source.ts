import type { ReferredSource } from '../model/helm-values';
import type { ApplicationNode, SourceNode } from '../model/nodes';
import type { Resource } from '../model/types';
import type { FileTree } from '../tree/file-tree';
import { resolveLink, whyLeftOut, whyUnknown } from '../tree/resolve-link';
import { TreeError } from '../tree/tree-error';
import { normalize } from '../tree/tree-path';
import { oci } from './oci';
import type { RenderContext } from './renderer';
import { type DirectoryType, directoryRenderer, elsewhereRenderer } from './renderers';
import { type DirectoryToRender, notRendered, type Rendering, type SourceToRender } from './rendering';
import { discoverType, writtenType } from './source-type';

/** Finds the files of a source and has them rendered: says in the source what became of it, and gives the objects. */
export function renderSource(
  application: ApplicationNode,
  source: SourceNode,
  refs: ReadonlyMap<string, ReferredSource>,
  context: RenderContext,
): readonly Resource[] {
  const rendering = render({ application, source, refs }, source, context);
  const { resources, notRendered, failure, by, trials, schemaNotApplied, repository, directory, takenForChart } =
    rendering;
  source.notRendered = notRendered;
  source.renderFailure = failure;
  source.renderedBy = by;
  source.trials = trials;
  source.schemaNotApplied = schemaNotApplied;
  source.repository ??= repository;
  source.directory = directory;
  source.takenForChart = takenForChart;
  return resources;
}

function render(toRender: SourceToRender, source: SourceNode, context: RenderContext): Rendering {
  const elsewhere = elsewhereRenderer(source);
  // An artifact that is at hand has directories, as a repository has.
  const artifact = elsewhere === oci ? context.repositories.findElsewhere('oci', source)?.tree : undefined;
  if (elsewhere && !artifact) {
    source.type = elsewhere.type;
    return elsewhere.render(toRender, context);
  }
  // It has neither path nor chart nor ref, which is a mistake of its own.
  if (source.path === '' && !artifact) return { resources: [] };
  const written = writtenType(source);
  source.type = written;
  const place = artifact ? directoryIn(artifact, source) : findDirectory(source, context);
  if ('notRendered' in place) return place;
  const { tree, path } = place;
  let type: DirectoryType;
  try {
    type = written ?? discoverType(tree, path);
  } catch (error) {
    if (!(error instanceof TreeError)) throw error;
    return notRendered(error.message);
  }
  source.type = type;
  return directoryRenderer(type).render({ ...toRender, tree, path, explicit: written !== undefined }, context);
}

/** The directory that a source names, or why it is not there. */
function findDirectory(
  source: SourceNode,
  context: RenderContext,
): Pick<DirectoryToRender, 'tree' | 'path'> | (Rendering & { readonly notRendered: string }) {
  const { repository, reason } = context.repositories.find(source);
  if (!repository) return { resources: [], notRendered: reason };
  source.repository = repository;
  const found = directoryIn(repository.tree, source);
  // A branch that is not checked out may well have the path.
  if ('isMissing' in found && found.isMissing)
    source.pathMissing = repository.revision !== undefined || ['', 'HEAD'].includes(source.targetRevision);
  return found;
}

/** The directory in a tree that a source names. */
function directoryIn(
  tree: FileTree,
  source: SourceNode,
):
  | Pick<DirectoryToRender, 'tree' | 'path'>
  | (Rendering & { readonly notRendered: string; readonly isMissing?: boolean }) {
  const clean = source.path.startsWith('/') ? undefined : normalize(source.path);
  const unknown = clean === undefined ? undefined : whyUnknown(tree, clean);
  if (unknown !== undefined) return { resources: [], notRendered: unknown };
  const { path } = clean === undefined ? {} : clean === '' ? { path: '' } : resolveLink(tree, clean);
  if (path !== undefined && (path === '' || tree.type(path) === 'directory')) return { tree, path };
  const why = clean === undefined ? undefined : whyLeftOut(tree, clean);
  return {
    resources: [],
    isMissing: true,
    notRendered: `path ${JSON.stringify(source.path)} is no directory in the files at hand${why === undefined ? '' : ` (${why})`}`,
  };
}
