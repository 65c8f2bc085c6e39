import type { ModelInput } from './model/model';
import { readModel } from './model/model';
import { fields, text } from './model/resource';
import type { Application, Model, RenderedResource } from './model/types';
import { hasHealthCheck } from './rules/steps';
import { kindRank, type SyncObject, syncOrder } from './semantics/sync-order';
import { HOOK_ANNOTATION } from './semantics/sync-phase';

/** One line of what a sync does. */
export interface OrderedTask {
  readonly phase: string;
  readonly wave: number;
  /** Where the kind comes within its wave; all that are not listed come last, together. */
  readonly rank: number;
  readonly group: string;
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
  readonly hook: boolean;
  /** What happens besides applying the object. */
  readonly note?: string;
  /** The sync of the Application that this object is. */
  readonly sync?: OrderedSync;
}

/** The sync of one Application. */
export interface OrderedSync {
  readonly name: string;
  readonly namespace: string;
  readonly tasks: readonly OrderedTask[];
  /** What is not known of it. */
  readonly unchecked: readonly string[];
}

/** What Argo CD will do, root by root. */
export interface Order {
  readonly syncs: readonly OrderedSync[];
  /** Whether a wave waits until the Applications in it are healthy. */
  readonly wavesWaitForApplications: boolean;
}

interface Task extends SyncObject {
  readonly rendered?: RenderedResource;
}

/** Reads directories, and puts what Argo CD does to them in its order. */
export function order(input: ModelInput): Order {
  const { model } = readModel(input);
  // What is in a circle has no root; any of it stands for the circle.
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
  return {
    syncs: roots.map((root) => sync(root, model, new Set())),
    wavesWaitForApplications: hasHealthCheck(model.settings, 'argoproj.io', 'Application'),
  };
}

function sync(application: Application, model: Model, above: ReadonlySet<Application>): OrderedSync {
  const children = new Map(application.children.map((child) => [child.resource, child]));
  const inside = new Set([...above, application]);
  const tasks = syncOrder(targets(application)).map(({ object, phase, wave }): OrderedTask => {
    const { group, kind, namespace, name, rendered, annotations } = object;
    const child = rendered && children.get(rendered.resource);
    const generated =
      rendered && kind === 'ApplicationSet'
        ? application.children.filter((one) => one.generatedBy?.applicationSet.resource === rendered.resource)
        : [];
    const note = rendered
      ? generated.length > 0
        ? `generates ${generated.map((one) => one.name).join(', ')}`
        : undefined
      : 'because of CreateNamespace=true, if it is not there';
    return {
      phase,
      wave,
      rank: kindRank(kind),
      group,
      kind,
      namespace,
      name,
      hook: annotations[HOOK_ANNOTATION] !== undefined || annotations['helm.sh/hook'] !== undefined,
      note,
      sync: child && !inside.has(child) ? sync(child, model, inside) : undefined,
    };
  });
  const unchecked = application.sources.flatMap(({ notRendered, chart, path, repoURL, targetRevision }) => {
    if (notRendered === undefined) return [];
    return [`${chart === '' ? `path ${path}` : `chart ${chart} ${targetRevision}`} of ${repoURL}: ${notRendered}`];
  });
  return { name: application.name, namespace: application.namespace, tasks, unchecked };
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
