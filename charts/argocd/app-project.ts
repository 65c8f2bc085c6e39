import { ApiObject, Lazy } from 'cdk8s';
import type { Construct, IConstruct } from 'constructs';
import type { ArgoCdVersion } from '../../argocd/semantics/version';
import type {
  ApplicationDestination,
  AppProjectSpec,
  ClusterResourceRestrictionItem,
  GroupKind,
  OrphanedResourcesMonitorSettings,
  SyncWindow,
} from '../../imports/argoproj.io';
import { noteSource, scopeOfNew } from '../../synth/plan/source';
import { ArgoCdFacts } from './argocd-facts';
import { withChildren } from './children';
import type { DeployedKinds, ApplicationDestination as MemberDestination } from './deployed-kinds';
import { subdomainErrors } from './name-errors';
import { ARGOCD_NAMESPACE, ArgoCdNamespace, IN_CLUSTER } from './names';
import { type ProjectRoleProps, projectRole, projectRoleErrors } from './project-role';
import { type SourceSignatures, signatureErrors, signatureSpec } from './source-signatures';
import type { SyncPolicyProps } from './sync-policy';
import { SYNC_WAVE, WAVE_BEFORE_APPLICATIONS, waveAnnotation } from './sync-waves';
import { UniqueNames } from './unique-names';
import { userinfoErrors } from './userinfo-errors';

/**
 * A window in which syncs are allowed or denied. It must name at least one of `applications`, `namespaces` and `clusters`.
 *
 * @example
 *   { kind: 'deny', schedule: '0 22 * * *', duration: '8h', timeZone: 'Europe/Berlin', applications: ['*'], manualSync: true }
 * @see https://argo-cd.readthedocs.io/en/stable/user-guide/sync_windows/
 */
export interface SyncWindowProps extends Omit<SyncWindow, 'kind'> {
  /** What the window does. An active `deny` wins; where an Application has `allow` windows, it syncs only in one of them. */
  readonly kind: 'allow' | 'deny';
  /** When it opens: five cron fields. Argo CD does not take `@daily` and the like. */
  readonly schedule: string;
  /** How long it stays open: a Go duration, without days: `1h30m`. */
  readonly duration: string;
  /** IANA time zone of the schedule: `Europe/Berlin`. @default 'UTC' */
  readonly timeZone?: string;
  /** Globs of Application names. @default - none */
  readonly applications?: readonly string[];
  /** Globs of destination namespaces. @default - none */
  readonly namespaces?: readonly string[];
  /** Globs compared with what the destination says, its `name` or its `server`. @default - none */
  readonly clusters?: readonly string[];
  /** Whether all of the given lists have to match. @default - no: one that matches is enough */
  readonly andOperator?: boolean;
  /** Whether a sync by hand is possible while the window blocks automated ones. @default false */
  readonly manualSync?: boolean;
  /** What the window is for. @default - none */
  readonly description?: string;
  /** Whether a sync that began in time goes on when the window closes. Argo CD 3.5 and later. @default false */
  readonly syncOverrun?: boolean;
}

/**
 * The service account that Argo CD syncs with, where it is to do so with less than all rights.
 *
 * @see https://argo-cd.readthedocs.io/en/stable/operator-manual/app-sync-using-impersonation/
 */
export interface DestinationServiceAccount {
  /** URL of the cluster, or a glob of URLs. @default IN_CLUSTER */
  readonly server?: string;
  /** Namespace that is deployed to, or a glob of namespaces. @default - Applications that name none */
  readonly namespace?: string;
  /** Its name, which is in the namespace that is deployed to, or `<namespace>:<name>`. */
  readonly defaultServiceAccount: string;
}

/** Kinds without a namespace that a project permits. */
export interface ClusterKind extends ClusterResourceRestrictionItem {
  /** API group, `''` for the core; a glob. */
  readonly group: string;
  /** The kind; a glob. */
  readonly kind: string;
  /** Name of the objects, as a glob: `team-a-*`. @default - any */
  readonly name?: string;
}

/** Objects that belong to no Application, and that are not told. */
export interface IgnoredOrphans {
  /** API group; a glob. @default - any */
  readonly group?: string;
  /** The kind; a glob. @default - any */
  readonly kind?: string;
  /** The name; a glob. @default - any */
  readonly name?: string;
}

/** How objects that belong to no Application are looked for. */
export interface OrphanedResources extends OrphanedResourcesMonitorSettings {
  /** Whether each Application of the namespace has a warning while there are any. @default false */
  readonly warn?: boolean;
  /** What is not told. @default - everything is */
  readonly ignore?: readonly IgnoredOrphans[];
}

/** Properties of an {@link AppProject}. */
export interface AppProjectProps {
  /** Name of the project, a DNS subdomain: what `spec.project` of an Application says. */
  readonly name: string;
  /** Namespace of Argo CD. @default - that of the platform's, 'argocd' */
  readonly namespace?: string;
  /** 255 characters at most. @default - none */
  readonly description?: string;
  /** Globs of repository URLs; `*` stops at a `/`, `!` in front denies. @default - the sources of its Applications */
  readonly sourceRepos?: readonly string[];
  /**
   * Namespaces besides Argo CD's own that its Applications may be in. Argo CD must be configured for them as well
   * (`application.namespaces`). @default - the namespaces of its Applications
   */
  readonly sourceNamespaces?: readonly string[];
  /**
   * Clusters and namespaces that its Applications may deploy to; globs, `!` in front denies.
   * @default - the destinations of its Applications; one without a namespace permits only Applications that name none
   */
  readonly destinations?: readonly ApplicationDestination[];
  /** Cluster-scoped kinds that may be deployed; none if empty. @default - those that its Applications deploy */
  readonly clusterResourceWhitelist?: readonly ClusterKind[];
  /** Cluster-scoped kinds that are refused even where the whitelist has them. @default - none */
  readonly clusterResourceBlacklist?: readonly ClusterKind[];
  /**
   * Namespaced kinds that may be deployed. Argo CD takes an empty list for "all", so an empty list does not compile.
   * @default - the kinds that its Applications deploy if all of them say so, otherwise every namespaced kind
   */
  readonly namespaceResourceWhitelist?: readonly [GroupKind, ...GroupKind[]];
  /** Namespaced kinds that are refused even where the whitelist has them. @default - none */
  readonly namespaceResourceBlacklist?: readonly GroupKind[];
  /**
   * Roles for people and CI, each with its policies and groups. They have no `jwtTokens`: Argo CD writes those.
   *
   * @example
   *   [{
   *     name: 'deployer',
   *     permissions: [{ resource: 'applications', actions: ['get', 'sync'] }],
   *     groups: ['frontend-team'],
   *   }]
   * @default - none
   * @see https://argo-cd.readthedocs.io/en/stable/user-guide/projects/#project-roles
   */
  readonly roles?: readonly ProjectRoleProps[];
  /** When its Applications may be synced. @default - at any time */
  readonly syncWindows?: readonly SyncWindowProps[];
  /**
   * Looks for objects in the destination namespaces that belong to no Application. `{}` only shows them; `warn: true` makes
   * each Application warn.
   * @default - orphaned resources are not looked for
   * @see https://argo-cd.readthedocs.io/en/stable/user-guide/orphaned-resources/
   */
  readonly orphanedResources?: OrphanedResources;
  /**
   * Service accounts that its Applications are synced with. The first that fits counts; where none does, the sync fails. Argo CD
   * looks at them with `impersonation: true` of the platform's `argocd` only.
   * @default - Argo CD syncs with its own
   */
  readonly destinationServiceAccounts?: readonly DestinationServiceAccount[];
  /**
   * Whose signature commits must have: `spec.signatureKeys` up to Argo CD 3.4, `spec.sourceIntegrity` later.
   * @default - none is asked for
   */
  readonly signatures?: readonly SourceSignatures[];
  /** Whether destinations can only be clusters that belong to this project. @default false */
  readonly permitOnlyProjectScopedClusters?: boolean;
}

/** What belongs to a project, as far as the project has to permit it. */
export interface ProjectMember extends IConstruct {
  /** Where the member itself is. */
  readonly metadata: {
    /** Namespace of the Application or ApplicationSet. @default - the namespace of Argo CD */
    readonly namespace?: string;
  };
  /** What it reads. */
  readonly sources: readonly {
    /** URL of the repository, or a glob of URLs. */
    readonly repoURL: string;
  }[];
  /** Where it deploys to. */
  readonly destination: MemberDestination;
  /** How it is synced: with `CreateNamespace=true` the project has to permit the Namespace. */
  readonly syncPolicy: SyncPolicyProps;
  /** What it deploys. */
  readonly deploys: DeployedKinds;
  /** Why a list of the project cannot be derived from this member; such a list has to be given. @default - all can be derived */
  readonly underivable?: {
    /** Reasons that concern `sourceRepos`. */
    readonly sourceRepos: readonly string[];
    /** Reasons that concern `destinations`. */
    readonly destinations: readonly string[];
  };
}

/**
 * An Argo CD AppProject: what the Applications of a team may do.
 *
 * It has no wildcard unless you write one. Lists that are not given are derived from the Applications that belong to the
 * project, and nothing else is permitted.
 *
 * @see https://argo-cd.readthedocs.io/en/stable/user-guide/projects/
 */
export class AppProject extends ApiObject {
  /** What belongs to it. */
  readonly members: ProjectMember[] = [];
  /** Whether it says which service accounts its Applications are synced with. */
  readonly namesServiceAccounts: boolean;
  /** Whether it permits, of the kinds without a namespace, those that its Applications are known to deploy. */
  readonly derivesClusterKinds: boolean;

  constructor(scope: Construct, id: string, props: AppProjectProps) {
    const self: { project?: AppProject } = {};
    const namespace = props.namespace ?? ArgoCdNamespace.of(scope);
    super(scopeOfNew(scope, id), id, {
      apiVersion: 'argoproj.io/v1alpha1',
      kind: 'AppProject',
      metadata: {
        name: props.name,
        namespace,
        annotations: { [SYNC_WAVE]: waveAnnotation(WAVE_BEFORE_APPLICATIONS) as string },
      },
      spec: Lazy.any({ produce: () => projectSpec(props, self.project as AppProject, namespace) }),
    });
    self.project = this;
    this.derivesClusterKinds = props.clusterResourceWhitelist === undefined;
    this.namesServiceAccounts = (props.destinationServiceAccounts ?? []).length > 0;
    noteSource(this);
    UniqueNames.of(this).add(this);
    this.node.addValidation({ validate: () => projectErrors(this, props, this.members) });
  }

  /** Called by an Application or ApplicationSet that names this project. */
  add(member: ProjectMember): void {
    this.members.push(member);
  }
}

function projectErrors(project: AppProject, props: AppProjectProps, members: readonly ProjectMember[]): string[] {
  const facts = ArgoCdFacts.of(project);
  const errors = [
    ...subdomainErrors('name', props.name),
    ...(props.roles ?? []).flatMap((role) => projectRoleErrors(role, facts.version)),
    ...signatureErrors(props.signatures, facts.version),
    ...impersonationErrors(project, facts),
    ...overrunErrors(props.syncWindows, facts.version),
  ];
  for (const [i, url] of (props.sourceRepos ?? []).entries()) errors.push(...userinfoErrors(`sourceRepos[${i}]`, url));
  for (const list of ['sourceRepos', 'destinations'] as const) {
    if (props[list]) continue;
    for (const { node, underivable } of members)
      for (const because of underivable?.[list] ?? [])
        errors.push(`${list} cannot be derived from [${node.path}]: ${because}; give the project ${list} of its own`);
  }
  return errors;
}

/** The definition of 3.4 drops it. */
function overrunErrors(windows: readonly SyncWindowProps[] = [], version: ArgoCdVersion): string[] {
  if (version.hasSyncOverrun) return [];
  return windows.flatMap(({ syncOverrun }, i) =>
    syncOverrun === undefined
      ? []
      : [
          `syncWindows[${i}].syncOverrun: Argo CD ${version.major}.${version.minor} does not have it: remove it, or use a chart with 3.5 or later`,
        ],
  );
}

/** Service accounts that Argo CD does not look at, or none where it looks for one: the sync would fail. */
function impersonationErrors({ namesServiceAccounts, members }: AppProject, { impersonation }: ArgoCdFacts): string[] {
  if (impersonation === false && namesServiceAccounts)
    return [
      'destinationServiceAccounts has no effect, because Argo CD syncs with its own account: give argocd impersonation: true, or remove them',
    ];
  if (impersonation === true && !namesServiceAccounts && members.length > 0)
    return [
      'argocd has impersonation: true, and no sync works without a service account: give the project destinationServiceAccounts, ' +
        `such as { namespace: '*', defaultServiceAccount: '${ARGOCD_NAMESPACE}:argocd-application-controller' } for that of Argo CD itself`,
    ];
  return [];
}

function projectSpec(props: AppProjectProps, project: AppProject, namespace: string): AppProjectSpec {
  const derived = deriveSpec(project.members, namespace);
  const spec: AppProjectSpec = {
    description: props.description,
    sourceRepos: props.sourceRepos ?? derived.sourceRepos,
    sourceNamespaces: props.sourceNamespaces ?? derived.sourceNamespaces,
    destinations: props.destinations ?? derived.destinations,
    clusterResourceWhitelist: props.clusterResourceWhitelist ?? derived.clusterResourceWhitelist,
    clusterResourceBlacklist: props.clusterResourceBlacklist,
    namespaceResourceWhitelist: props.namespaceResourceWhitelist ?? derived.namespaceResourceWhitelist,
    namespaceResourceBlacklist: props.namespaceResourceBlacklist,
    roles: props.roles?.map((role) => projectRole(props.name, role)),
    syncWindows: props.syncWindows,
    orphanedResources: props.orphanedResources,
    destinationServiceAccounts: props.destinationServiceAccounts?.map(({ server = IN_CLUSTER, ...account }) => ({
      server,
      ...account,
    })),
    permitOnlyProjectScopedClusters: props.permitOnlyProjectScopedClusters || undefined,
    ...signatureSpec(props.signatures, ArgoCdFacts.of(project).version),
  };
  // Empty lists only at this level: further down, the empty group is the core group and an empty map switches something on.
  return Object.fromEntries(
    Object.entries(spec).filter(([, value]) => value !== undefined && !(Array.isArray(value) && value.length === 0)),
  );
}

/** What the members need, and nothing else. */
export function deriveSpec(
  members: readonly ProjectMember[],
  argocdNamespace: string = ARGOCD_NAMESPACE,
): Required<Pick<AppProjectSpec, 'sourceRepos' | 'sourceNamespaces' | 'destinations' | 'clusterResourceWhitelist'>> &
  Pick<AppProjectSpec, 'namespaceResourceWhitelist'> {
  const sourceRepos = new Set<string>();
  const sourceNamespaces = new Set<string>();
  const destinations = new Map<string, ApplicationDestination>();
  const clusterKinds = new Map<string, ClusterResourceRestrictionItem>();
  const namespaced = new Map<string, GroupKind>();
  let allKnown = members.length > 0;
  for (const member of members) {
    for (const source of member.sources) sourceRepos.add(source.repoURL);
    const { deploys, syncPolicy, metadata } = member;
    if (metadata.namespace && metadata.namespace !== argocdNamespace) sourceNamespaces.add(metadata.namespace);
    const { namespace, name, server } = member.destination;
    const into = name === undefined ? { server: server ?? IN_CLUSTER } : { name };
    // The name and the URL of a cluster are kept apart, because Argo CD compares each with its own field.
    const cluster = name === undefined ? `0 ${into.server}` : `1 ${name}`;
    for (const ns of [namespace, ...(deploys.namespaces ?? [])]) {
      // Without a namespace Argo CD compares with the empty text, which is what a destination without one matches.
      destinations.set(`${cluster} ${ns ?? ''}`, ns ? { ...into, namespace: ns } : into);
    }
    const kinds = [...(deploys.cluster ?? [])];
    // The Namespace that Argo CD makes goes through the same check as everything else.
    if (syncPolicy.syncOptions?.includes('CreateNamespace=true') && namespace)
      kinds.push({ group: '', kind: 'Namespace', name: namespace });
    for (const kind of kinds) clusterKinds.set(`${kind.group}/${kind.kind}/${kind.name ?? ''}`, kind);
    if (deploys.namespaced)
      for (const kind of withChildren(deploys.namespaced)) namespaced.set(`${kind.group}/${kind.kind}`, kind);
    else allKnown = false;
  }
  return {
    sourceRepos: [...sourceRepos].sort(),
    sourceNamespaces: [...sourceNamespaces].sort(),
    destinations: sorted(destinations),
    clusterResourceWhitelist: sorted(clusterKinds),
    // An empty list would not mean "nothing": Argo CD drops it and then allows everything.
    namespaceResourceWhitelist: allKnown && namespaced.size > 0 ? sorted(namespaced) : undefined,
  };
}

function sorted<T>(map: ReadonlyMap<string, T>): T[] {
  return [...map].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, value]) => value);
}
