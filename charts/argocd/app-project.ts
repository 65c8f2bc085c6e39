import { ApiObject, Lazy } from 'cdk8s';
import type { Construct } from 'constructs';
import { noteSource } from '../../gitops/plan/source';
import type {
  ApplicationDestination,
  AppProjectSpec,
  ClusterResourceRestrictionItem,
  GroupKind,
  OrphanedResourcesMonitorSettings,
  ProjectRole,
  SyncWindow,
} from '../../imports/argoproj.io';
import type { Application } from './application';
import { SYNC_WAVE, waveAnnotation } from './application';
import { withChildren } from './children';
import { ARGOCD_NAMESPACE, IN_CLUSTER } from './names';
import { WAVE_BEFORE_APPLICATIONS } from './sync-waves';
import { UniqueNames } from './unique-names';

/** A window in which syncs are allowed or denied. */
export interface SyncWindowProps extends Omit<SyncWindow, 'kind'> {
  readonly kind: 'allow' | 'deny';
  /** Five cron fields. */
  readonly schedule: string;
  /** Go duration, without days: `1h30m`. */
  readonly duration: string;
}

/** Properties of an {@link AppProject}. */
export interface AppProjectProps {
  readonly name: string;
  /** @default 'argocd' */
  readonly namespace?: string;
  /** 255 characters at most. @default - none */
  readonly description?: string;
  /** Globs of repository URLs; `*` stops at a `/`, `!` in front denies. @default - the sources of its Applications */
  readonly sourceRepos?: readonly string[];
  /** @default - the destinations of its Applications */
  readonly destinations?: readonly ApplicationDestination[];
  /** Cluster-scoped kinds that may be deployed; none if empty. @default - those that its Applications deploy */
  readonly clusterResourceWhitelist?: readonly ClusterResourceRestrictionItem[];
  /** @default - none */
  readonly clusterResourceBlacklist?: readonly ClusterResourceRestrictionItem[];
  /** @default - the kinds that its Applications deploy if all of them say so, otherwise every namespaced kind */
  readonly namespaceResourceWhitelist?: readonly [GroupKind, ...GroupKind[]];
  /** @default - none */
  readonly namespaceResourceBlacklist?: readonly GroupKind[];
  /** Without `jwtTokens`: those belong to Argo CD. @default - none */
  readonly roles?: readonly Omit<ProjectRole, 'jwtTokens'>[];
  /** @default - syncs are allowed at any time */
  readonly syncWindows?: readonly SyncWindowProps[];
  /** @default - orphaned resources are not looked for */
  readonly orphanedResources?: OrphanedResourcesMonitorSettings;
}

/**
 * An Argo CD AppProject: what the Applications of a team may do.
 *
 * Nothing in it is a wildcard unless somebody writes one: what is not given is derived from the Applications that belong to
 * it, and nothing else is permitted.
 *
 * @see https://argo-cd.readthedocs.io/en/stable/user-guide/projects/
 */
export class AppProject extends ApiObject {
  private readonly members: Application[] = [];

  constructor(scope: Construct, id: string, props: AppProjectProps) {
    const self: { project?: AppProject } = {};
    super(scope, id, {
      apiVersion: 'argoproj.io/v1alpha1',
      kind: 'AppProject',
      metadata: {
        name: props.name,
        namespace: props.namespace ?? ARGOCD_NAMESPACE,
        annotations: { [SYNC_WAVE]: waveAnnotation(WAVE_BEFORE_APPLICATIONS) as string },
      },
      spec: Lazy.any({ produce: () => projectSpec(props, self.project?.members ?? []) }),
    });
    self.project = this;
    noteSource(this);
    UniqueNames.of(this).add(this);
  }

  /** The Applications that belong to it. */
  get applications(): readonly Application[] {
    return [...this.members];
  }

  /** Called by an Application that names this project. */
  add(application: Application): void {
    this.members.push(application);
  }
}

function projectSpec(props: AppProjectProps, applications: readonly Application[]): AppProjectSpec {
  const derived = deriveSpec(applications);
  const spec: AppProjectSpec = {
    description: props.description,
    sourceRepos: props.sourceRepos ?? derived.sourceRepos,
    destinations: props.destinations ?? derived.destinations,
    clusterResourceWhitelist: props.clusterResourceWhitelist ?? derived.clusterResourceWhitelist,
    clusterResourceBlacklist: props.clusterResourceBlacklist,
    namespaceResourceWhitelist: props.namespaceResourceWhitelist ?? derived.namespaceResourceWhitelist,
    namespaceResourceBlacklist: props.namespaceResourceBlacklist,
    roles: props.roles,
    syncWindows: props.syncWindows,
    orphanedResources: props.orphanedResources,
  };
  // Empty lists only at this level: further down, the empty group is the core group and an empty map switches something on.
  return Object.fromEntries(
    Object.entries(spec).filter(([, value]) => value !== undefined && !(Array.isArray(value) && value.length === 0)),
  );
}

/** What the Applications need, and nothing else. */
export function deriveSpec(
  applications: readonly Application[],
): Required<Pick<AppProjectSpec, 'sourceRepos' | 'destinations' | 'clusterResourceWhitelist'>> &
  Pick<AppProjectSpec, 'namespaceResourceWhitelist'> {
  const sourceRepos = new Set<string>();
  const destinations = new Map<string, ApplicationDestination>();
  const cluster = new Map<string, ClusterResourceRestrictionItem>();
  const namespaced = new Map<string, GroupKind>();
  let allKnown = applications.length > 0;
  for (const application of applications) {
    for (const source of application.sources) sourceRepos.add(source.repoURL);
    const { namespace, name, server } = application.destination;
    const { deploys, syncPolicy } = application;
    const into = name === undefined ? { server: server ?? IN_CLUSTER } : { name };
    for (const ns of [namespace, ...(deploys.namespaces ?? [])]) {
      if (ns !== undefined) destinations.set(`${name ?? server ?? ''}/${ns}`, { ...into, namespace: ns });
    }
    const kinds = [...(deploys.cluster ?? [])];
    // The Namespace that Argo CD makes goes through the same check as everything else.
    if (syncPolicy.syncOptions?.includes('CreateNamespace=true') && namespace)
      kinds.push({ group: '', kind: 'Namespace', name: namespace });
    for (const kind of kinds) cluster.set(`${kind.group}/${kind.kind}/${kind.name ?? ''}`, kind);
    if (deploys.namespaced)
      for (const kind of withChildren(deploys.namespaced)) namespaced.set(`${kind.group}/${kind.kind}`, kind);
    else allKnown = false;
  }
  return {
    sourceRepos: [...sourceRepos].sort(),
    destinations: sorted(destinations),
    clusterResourceWhitelist: sorted(cluster),
    // An empty list would not mean "nothing": Argo CD drops it and then allows everything.
    namespaceResourceWhitelist: allKnown && namespaced.size > 0 ? sorted(namespaced) : undefined,
  };
}

function sorted<T>(map: ReadonlyMap<string, T>): T[] {
  return [...map].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, value]) => value);
}
