import { type Annotations, annotationItems } from './annotation-list';
import { toBytes } from './go-text';
import { SYNC_PHASES, type SyncPhase, syncPhases, syncWave } from './sync-phase';

/** An object that a sync applies or prunes. */
export interface SyncObject {
  readonly group: string;
  readonly kind: string;
  /** `''` for cluster-scoped. */
  readonly namespace: string;
  readonly name: string;
  readonly annotations: Annotations;
  /** Of a CustomResourceDefinition: what it defines. */
  readonly defines?: { readonly group: string; readonly kind: string };
}

/** One step of a sync. */
export interface SyncTask<T extends SyncObject = SyncObject> {
  readonly object: T;
  readonly phase: SyncPhase;
  readonly wave: number;
  /** The object is deleted, not applied. */
  readonly prune: boolean;
}

/** Kinds that go before all others, in this order; the group does not count, so a Knative `Service` ranks as one. */
const KIND_ORDER = `Namespace NetworkPolicy ResourceQuota LimitRange PodSecurityPolicy PodDisruptionBudget
  ServiceAccount Secret SecretList ConfigMap StorageClass PersistentVolume PersistentVolumeClaim
  CustomResourceDefinition ClusterRole ClusterRoleList ClusterRoleBinding ClusterRoleBindingList Role RoleList
  RoleBinding RoleBindingList Service DaemonSet Pod ReplicationController ReplicaSet Deployment HorizontalPodAutoscaler
  StatefulSet Job CronJob IngressClass Ingress APIService`.split(/\s+/);

const RANKS = new Map(KIND_ORDER.map((kind, i) => [kind, i]));

/** The rank of a kind within a wave; every kind that is not listed ranks last, together. */
export function kindRank(kind: string): number {
  return RANKS.get(kind) ?? KIND_ORDER.length;
}

function byBytes(a: string, b: string): number {
  const [left, right] = [toBytes(a), toBytes(b)];
  return left < right ? -1 : left > right ? 1 : 0;
}

const comparePhase = (a: SyncPhase, b: SyncPhase): number => SYNC_PHASES.indexOf(a) - SYNC_PHASES.indexOf(b);

function compareTasks(a: SyncTask, b: SyncTask): number {
  return (
    comparePhase(a.phase, b.phase) ||
    a.wave - b.wave ||
    kindRank(a.object.kind) - kindRank(b.object.kind) ||
    byBytes(a.object.name, b.object.name) ||
    // The order of these is not defined in Argo CD; here it is stable.
    byBytes(a.object.namespace, b.object.namespace)
  );
}

/**
 * Sorts tasks as Argo CD does: phase, wave, kind, name; then a Namespace is moved before the first object in it, and a
 * CustomResourceDefinition before the first object of its kind, taking over the phase and wave found there.
 *
 * @param destinationNamespace Argo CD writes it into every object to apply that has no namespace, cluster-scoped ones
 * included, before it sorts: a ClusterRole in wave -5 pulls the Namespace of the Application to wave -5
 *
 * @see https://github.com/argoproj/argo-cd/blob/v3.5.1/gitops-engine/pkg/sync/sync_tasks.go
 */
export function sortTasks<T extends SyncObject>(
  tasks: readonly SyncTask<T>[],
  destinationNamespace = '',
): SyncTask<T>[] {
  const sorted = [...tasks].sort(compareTasks);
  const namespaced = bubble(
    sorted,
    ({ group, kind, name }) => (group === '' && kind === 'Namespace' ? name : undefined),
    ({ namespace }) => namespace || destinationNamespace || undefined,
  );
  return bubble(
    namespaced,
    ({ group, kind, defines }) => {
      const isDefinition = group === 'apiextensions.k8s.io' && kind === 'CustomResourceDefinition';
      return isDefinition && defines ? `${defines.group}/${defines.kind}` : undefined;
    },
    ({ group, kind }) => `${group}/${kind}`,
  );
}

function bubble<T extends SyncObject>(
  tasks: readonly SyncTask<T>[],
  provides: (object: T) => string | undefined,
  needs: (object: T) => string | undefined,
): SyncTask<T>[] {
  // Providers are collected in front of the task that first needs them, so moving costs nothing.
  const before = new Map<SyncTask<T>, SyncTask<T>[]>();
  const firstNeeding = new Map<string, SyncTask<T>>();
  // What stands first for a key; a second provider of the same key goes before the first one.
  const order: SyncTask<T>[] = [];
  for (const task of tasks) {
    const provided = task.prune ? undefined : provides(task.object);
    const user = provided === undefined ? undefined : firstNeeding.get(provided);
    if (user) {
      const moved = { ...task, phase: user.phase, wave: user.wave };
      const waiting = before.get(user);
      if (waiting) waiting.push(moved);
      else before.set(user, [moved]);
      continue;
    }
    order.push(task);
    if (provided !== undefined || task.prune) continue;
    const needed = needs(task.object);
    if (needed !== undefined && !firstNeeding.has(needed)) firstNeeding.set(needed, task);
  }
  return order.flatMap((task) => [...(before.get(task) ?? []), task]);
}

/** What else decides about the order. */
export interface SyncOrderOptions {
  /** `PruneLast=true` in the Application's sync options. @default false */
  readonly pruneLast?: boolean;
  /** `spec.destination.namespace` of the Application, see {@link sortTasks}. @default - none */
  readonly destinationNamespace?: string;
}

/**
 * Everything that a sync does, in its order: objects to apply in each of their phases, and objects to prune, whose
 * waves are mirrored (the highest first) or, with `PruneLast=true`, follow the last wave of the Sync phase.
 */
export function syncOrder<T extends SyncObject>(
  targets: readonly T[],
  prunes: readonly T[] = [],
  { pruneLast = false, destinationNamespace = '' }: SyncOrderOptions = {},
): SyncTask<T>[] {
  const applied = targets.flatMap((object): SyncTask<T>[] =>
    syncPhases(object.annotations).map((phase) => {
      return { object, phase, wave: syncWave(object.annotations), prune: false };
    }),
  );
  const waves = [...new Set(prunes.map(({ annotations }) => syncWave(annotations)))].sort((a, b) => a - b);
  const mirrored = new Map(waves.map((wave, i) => [wave, waves[waves.length - 1 - i] ?? wave]));
  const pruned = prunes.map((object): SyncTask<T> => {
    const wave = syncWave(object.annotations);
    return { object, phase: 'Sync', wave: mirrored.get(wave) ?? wave, prune: true };
  });
  const inSync = [...applied, ...pruned].filter(({ phase }) => phase === 'Sync');
  const last = inSync.reduce((highest, { wave }) => Math.max(highest, wave), 0) + 1;
  const waiting = pruned.map((task) => {
    const own = annotationItems(task.object.annotations, 'argocd.argoproj.io/sync-options').includes('PruneLast=true');
    return pruneLast || own ? { ...task, wave: last } : task;
  });
  return sortTasks([...applied, ...waiting], destinationNamespace);
}
