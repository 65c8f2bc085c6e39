import { hasHealthCheck } from './analysis/steps';
import { type FilesInput, modelInputOf } from './check';
import { redact } from './model/redact';
import { fields, text } from './model/resource';
import type { Application, Model, RenderedResource } from './model/types';
import { readModel } from './read/read-model';
import { kindRank, type SyncObject, syncOrder } from './semantics/sync-order';
import { HOOK_ANNOTATION } from './semantics/sync-phase';
import { display } from './tree/file-tree';

/** How the text calls an Application that Argo CD does not sync by itself. */
export const BY_HAND = 'synced by hand';

/** One line of what a sync does. */
export interface OrderedTask {
  /** `PreSync`, `Sync`, `PostSync` or `SyncFail`. */
  readonly phase: string;
  /** The sync wave: lower ones come first. */
  readonly wave: number;
  /** Where the kind comes within its wave; all that are not listed come last, together. */
  readonly rank: number;
  /** The API group; `''` for core. */
  readonly group: string;
  /** Such as `Deployment`. */
  readonly kind: string;
  /** Where it lands; `''` for what is in no namespace. */
  readonly namespace: string;
  /** `metadata.name`. */
  readonly name: string;
  /** Whether it is a hook. */
  readonly hook: boolean;
  /** What happens besides applying the object. @default - nothing */
  readonly note?: string;
  /** The sync of the Application that this object is, if Argo CD starts it: one that it does not is a root of its own. @default - it is none */
  readonly sync?: OrderedSync;
}

/** The sync of one Application. */
export interface OrderedSync {
  /** Of the Application. */
  readonly name: string;
  /** Of the Application. */
  readonly namespace: string;
  /** Whether Argo CD starts it; otherwise it has to be started by hand. */
  readonly automated: boolean;
  /** What it applies, in this order. Empty if Argo CD cannot render the Application at all. */
  readonly tasks: readonly OrderedTask[];
  /** Why Argo CD cannot render it, so that nothing is synced. @default - it can */
  readonly broken?: string;
  /** What is not known of it. */
  readonly unchecked: readonly string[];
}

/** What Argo CD will do, root by root. An Application that is synced by hand is a root as well. */
export interface Order {
  /** Those that begin on their own; the others are tasks of these. */
  readonly syncs: readonly OrderedSync[];
  /** Whether a wave waits until the Applications in it are healthy. */
  readonly wavesWaitForApplications: boolean;
}

interface Task extends SyncObject {
  readonly rendered?: RenderedResource;
}

/**
 * What Argo CD will do on a first sync, in its order. Reads through the file trees and does no other input or output.
 *
 * @throws Error if `argocdVersion` is no version
 */
export function order(input: FilesInput): Order {
  return orderOf(readModel(modelInputOf(input)).model);
}

/** What Argo CD does to a repository that was read, in its order. */
export function orderOf(model: Model): Order {
  // A circle has no root; any of its members is taken as one.
  const reached = new Set<Application>();
  const roots: Application[] = [];
  const reach = (application: Application): void => {
    if (reached.has(application)) return;
    reached.add(application);
    application.children.forEach(reach);
  };
  const byDepth = [...model.applications].sort((a, b) => Math.min(1, a.parents.length) - Math.min(1, b.parents.length));
  for (const application of byDepth) {
    if (reached.has(application)) continue;
    roots.push(application);
    reach(application);
  }
  // What is synced by hand under a root comes behind it, and so on.
  const queue = new Set(roots);
  const syncs: OrderedSync[] = [];
  for (const next of queue) syncs.push(sync(next, model, { above: new Set(), byHand: (child) => queue.add(child) }));
  return {
    syncs,
    wavesWaitForApplications: hasHealthCheck(model.settings, 'argoproj.io', 'Application'),
  };
}

interface Context {
  /** The Applications whose syncs led here. */
  readonly above: ReadonlySet<Application>;
  /** Takes in an Application that this sync creates and does not start. */
  byHand(application: Application): void;
}

function sync(application: Application, model: Model, { above, byHand }: Context): OrderedSync {
  const { name, namespace, automated } = application;
  const broken = brokenBy(application);
  if (broken !== undefined) return { name, namespace, automated, tasks: [], broken: redact(broken), unchecked: [] };
  const children = new Map(application.children.map((child) => [child.resource, child]));
  const inside = new Set([...above, application]);
  const tasks = syncOrder(targets(application)).map(({ object, phase, wave }): OrderedTask => {
    const { group, kind, namespace, name, rendered, annotations } = object;
    const child = rendered && children.get(rendered.resource);
    const generated =
      rendered && kind === 'ApplicationSet'
        ? application.children.filter((one) => one.generatedBy?.applicationSet.resource === rendered.resource)
        : [];
    const manual = child !== undefined && !child.automated;
    if (manual) byHand(child);
    return {
      phase,
      wave,
      rank: kindRank(kind),
      group,
      kind,
      namespace,
      name,
      hook: annotations[HOOK_ANNOTATION] !== undefined || annotations['helm.sh/hook'] !== undefined,
      note: noteOf(rendered, generated, manual),
      sync: child && !manual && !inside.has(child) ? sync(child, model, { above: inside, byHand }) : undefined,
    };
  });
  const unchecked = application.sources.flatMap(({ notRendered, chart, path, repoURL, targetRevision }) => {
    if (notRendered === undefined) return [];
    return [
      redact(`${chart === '' ? `path ${path}` : `chart ${chart} ${targetRevision}`} of ${repoURL}: ${notRendered}`),
    ];
  });
  return { name, namespace, automated, tasks, unchecked };
}

function noteOf(
  rendered: RenderedResource | undefined,
  generated: readonly Application[],
  manual: boolean,
): string | undefined {
  if (!rendered) return 'because of CreateNamespace=true, if it is not there';
  if (manual) return BY_HAND;
  if (generated.length === 0) return undefined;
  return `generates ${generated.map((one) => (one.automated ? one.name : `${one.name} (${BY_HAND})`)).join(', ')}`;
}

/** Why Argo CD will not render an Application, as far as the files at hand show. */
function brokenBy({ sources }: Application): string | undefined {
  if (sources.length === 0) return 'it has no source';
  for (const { directory, pathMissing, takenForChart, notRendered, path } of sources) {
    if (pathMissing) return `${path}: app path does not exist`;
    if (takenForChart !== undefined) return notRendered;
    const [first] = directory?.broken ?? [];
    if (directory && first) return `${display(directory.tree, first.path)}: ${first.message}`;
  }
  return undefined;
}

function targets(application: Application): readonly Task[] {
  const found = application.resources.map((rendered): Task => {
    const { group, kind, namespace, name, resource } = rendered;
    const spec = fields(resource.object.spec);
    const defines =
      kind === 'CustomResourceDefinition'
        ? { group: text(spec.group), kind: text(fields(spec.names).kind) }
        : undefined;
    return {
      group,
      kind,
      namespace,
      name: name || `${text(fields(resource.object.metadata).generateName)}…`,
      annotations: resource.annotations,
      defines,
      rendered,
    };
  });
  const { namespace } = application.destination;
  const own = found.some(({ group, kind, name }) => group === '' && kind === 'Namespace' && name === namespace);
  if (!application.syncOptions.includes('CreateNamespace=true') || namespace === '' || own) return found;
  // Argo CD makes it before it looks at any wave.
  return [{ group: '', kind: 'Namespace', namespace: '', name: namespace, annotations: {} }, ...found];
}
