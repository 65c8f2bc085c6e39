import { resolveDestination } from '../model/destination';
import { helmValues, type ReferredSource } from '../model/helm-values';
import { type ApplicationNode, Rendered, SourceNode } from '../model/nodes';
import type { Objects } from '../model/objects';
import { applyOverrides } from '../model/overrides';
import { fields, list } from '../model/resource';
import type { ApplicationSource, Pointer, Resource, Unchecked } from '../model/types';
import { isUnknown } from '../model/unknown';
import { renderSource } from '../render/render-source';
import type { RenderContext } from '../render/renderer';
import { elsewhereRenderer } from '../render/renderers';
import { SourceRenderings } from '../render/source-renderings';
import { writtenType } from '../render/source-type';
import type { ArgoCdVersion } from '../semantics/version';

/** What an Application is rendered with. */
export interface ApplicationContext extends RenderContext {
  readonly objects: Objects;
  /** Of Argo CD. */
  readonly namespace: string;
  readonly version: ArgoCdVersion;
  readonly unchecked: Unchecked[];
}

/** Fills in the destination, the sources and the objects of an Application, and takes the objects in. */
export function renderApplication(node: ApplicationNode, context: ApplicationContext): void {
  const { objects } = context;
  if (node.namespace === '') node.namespace = context.namespace;
  node.destination = resolveDestination(node.spec.destination, objects.clusters);
  // No cluster is called by a text that is not known.
  if (isUnknown([node.destination.server, node.destination.name]))
    node.destination = { ...node.destination, resolved: {} };
  const written = sourcesOf(node);
  const sources = node.assumed ? written : written.map((source) => overridden(node, source, context));
  const refs = refsOf(sources, context);
  const found = sources.map((source) => {
    const resources = node.assumed
      ? renderKnown(node, source, refs, context)
      : renderSource(node, source, refs, context);
    readHelmValues(node, source, refs, context);
    // What the program refuses is a finding.
    if (source.notRendered !== undefined && source.renderFailure === undefined) {
      const subject = nameOfSource(node, source);
      context.unchecked.push({ subject, reason: source.notRendered, resource: node.resource });
    }
    if (source.schemaNotApplied !== undefined) {
      const subject = `${nameOfSource(node, source)}: its values against the schema of the chart`;
      const reason = `a part of the schema is at ${source.schemaNotApplied}, which Helm loads when Argo CD renders the chart`;
      context.unchecked.push({ subject, reason, resource: node.resource });
    }
    return { source, resources };
  });
  node.sources = sources;
  node.complete = sources.length > 0 && sources.every(({ notRendered }) => notRendered === undefined);
  for (const { source, resources } of found) {
    if (!node.assumed) objects.add(resources);
    for (const resource of resources) {
      const scope = objects.scope(resource.group, resource.kind);
      const namespace = scope === 'cluster' ? '' : resource.namespace || node.destination.namespace;
      node.resources.push(new Rendered(resource, node, source, scope, namespace));
    }
  }
}

/** Fills in what is known of an Application that stands for others. It brings up nothing, and asks nobody. */
export function renderAssumed(node: ApplicationNode, context: ApplicationContext): void {
  renderApplication(node, { ...context, renderings: new SourceRenderings(), unchecked: [] });
}

/** Renders a source if it is the same for all, and its files are in a Git repository at hand. */
function renderKnown(
  node: ApplicationNode,
  source: SourceNode,
  refs: ReadonlyMap<string, ReferredSource>,
  context: ApplicationContext,
): readonly Resource[] {
  const { repoURL, path, chart, targetRevision, fields } = source;
  const elsewhere = elsewhereRenderer(source);
  if (!elsewhere && !isUnknown([repoURL, path, chart, targetRevision, fields.directory, fields.kustomize]))
    return renderSource(node, source, refs, context);
  source.type = elsewhere?.type ?? writtenType(source);
  source.notRendered = 'its parameters are not known';
  return [];
}

const SOURCE: Pointer = ['spec', 'source'];

function sourcesOf({ spec }: ApplicationNode): readonly SourceNode[] {
  const sources = list(spec.sources);
  if (sources.length > 0)
    return sources.map((source, index) => new SourceNode(fields(source), ['spec', 'sources', index]));
  const hydrator = fields(spec.sourceHydrator);
  if (Object.keys(hydrator).length > 0) return [];
  return Object.keys(fields(spec.source)).length > 0 ? [new SourceNode(fields(spec.source), SOURCE)] : [];
}

/** The source as the files beside it override it. */
function overridden(node: ApplicationNode, source: SourceNode, context: ApplicationContext): SourceNode {
  if (source.path === '' || elsewhereRenderer(source)) return source;
  const instance = node.namespace === context.namespace ? node.name : `${node.namespace}_${node.name}`;
  const { repository } = context.repositories.find(source);
  const { fields: own, path } = source;
  const { fields: merged, unchecked } = applyOverrides(context.files, node, instance, own, path, repository);
  context.unchecked.push(...unchecked);
  return merged === own ? source : new SourceNode(merged, source.pointer);
}

/** The sources from which others take value files, by their `ref`. */
function refsOf(sources: readonly SourceNode[], context: RenderContext): ReadonlyMap<string, ReferredSource> {
  const refs = new Map<string, ReferredSource>();
  for (const source of sources) {
    if (source.ref === '') continue;
    const known = source.chart === '' && !isUnknown([source.repoURL, source.targetRevision]);
    const { repository } = known ? context.repositories.find(source) : {};
    refs.set(source.ref, { targetRevision: source.targetRevision, repository });
  }
  return refs;
}

function readHelmValues(
  node: ApplicationNode,
  source: SourceNode,
  refs: ReadonlyMap<string, ReferredSource>,
  { files, version, unchecked }: ApplicationContext,
): void {
  const { values, problems, missing } = helmValues(files, source, {
    origin: node.resource.origin,
    refs,
    version,
    judged: source.chart !== '' || writtenType(source) === 'helm',
    ownChart: source.type === 'helm' && source.takenForChart === undefined,
  });
  source.values = values;
  // Nothing is rendered from it, so no option of it is read. What it has in plain text is in Git all the same.
  if (source.type === 'ref') return;
  source.helmProblems = problems;
  for (const file of missing) {
    unchecked.push({
      subject: `value file ${file} of Application ${node.name}`,
      reason: 'not in the files at hand: Argo CD refuses the Application unless it is there in the revision it reads',
      resource: node.resource,
    });
  }
}

function nameOfSource({ name }: ApplicationNode, { chart, path, repoURL, targetRevision }: ApplicationSource): string {
  const what = chart === '' ? `path ${JSON.stringify(path)}` : `chart ${chart} ${targetRevision}`.trimEnd();
  return `Application ${name}: ${what} of ${repoURL}`;
}
