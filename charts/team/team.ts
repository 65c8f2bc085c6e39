import { Construct } from 'constructs';
import type { GitRepository } from '../../synth/git-repository';
import { noteSource, scopeOfNew } from '../../synth/plan/source';
import { AppProject, type AppProjectProps, type SyncWindowProps } from '../argocd/app-project';
import type { Application } from '../argocd/application';
import { APPLICATION_NAME_LENGTH, labelErrors } from '../argocd/name-errors';
import { IN_CLUSTER } from '../argocd/names';
import { clusterFile } from '../cluster-files';
import { Workload } from '../workload';
import { makeNamespace, namespaceErrors, type TeamLimits, type TeamNamespace, type TeamQuota } from './namespaces';
import { makeRoles, projectRoles, roleErrors, type TeamRole } from './roles';

/** Properties of a {@link Team}. */
export interface TeamProps {
  /** Name of the team, of its project and of the Application that brings its namespaces: one DNS label, 53 characters at most. */
  readonly name: string;
  /** The project that permits its namespaces and quotas: the platform's, which the team has no part in. */
  readonly ground: AppProject;
  /** Where the rendered tree is committed. */
  readonly repository: GitRepository;
  /** Globs of the repositories that its Applications may read; `*` stops at a `/`. */
  readonly repositories: readonly string[];
  /** Its namespaces, by name, or with what one of them has of its own. They are made here. */
  readonly namespaces: readonly (string | TeamNamespace)[];
  /** Who of the team may do what. @default - nobody may do anything but whom Argo CD's own policy names */
  readonly roles?: readonly TeamRole[];
  /**
   * How much each namespace may ask for.
   * @example { 'requests.cpu': 4, 'requests.memory': '8Gi', 'limits.memory': '16Gi', pods: 50 }
   * @default - no limit
   */
  readonly quota?: TeamQuota;
  /** What containers have that say nothing, and may have, in each namespace. @default - nothing */
  readonly limits?: TeamLimits;
  /**
   * Labels of each namespace.
   * @example { 'pod-security.kubernetes.io/enforce': 'baseline' }
   * @default - none
   */
  readonly labels?: Readonly<Record<string, string>>;
  /** When its Applications may be synced. @default - at any time */
  readonly syncWindows?: readonly SyncWindowProps[];
  /**
   * What its project says besides, or otherwise. A team may not deploy ResourceQuotas and LimitRanges, unless
   * `namespaceResourceBlacklist` is given here.
   * @default - what follows from the team
   */
  readonly project?: Partial<Omit<AppProjectProps, 'name' | 'sourceRepos' | 'destinations' | 'roles' | 'syncWindows'>>;
}

/**
 * A team: its project, its namespaces with quotas, and who of it may do what in Argo CD and in Kubernetes.
 *
 * The namespaces, quotas and RoleBindings are a {@link Workload} of the platform, so that the team cannot change them with its own
 * Applications. A namespace that leaves the list stays in the cluster, because all that is in it would go with it.
 *
 * @example
 *   const team = new Team(app, 'team-a', {
 *     name: 'team-a',
 *     ground: platform.project,
 *     repository,
 *     repositories: ['https://github.com/orgname/team-a-*'],
 *     namespaces: ['team-a-dev', 'team-a-prod'],
 *     roles: [{ name: 'developer', groups: ['orgname:team-a'], argocd: 'deploy', kubernetes: 'view' }],
 *     quota: { 'requests.cpu': 4, 'requests.memory': '8Gi' },
 *   });
 */
export class Team extends Construct {
  /** The project of its Applications. */
  readonly project: AppProject;
  /** The Application that brings its namespaces: its own Applications wait for it with `dependsOn: [team.application]`. */
  readonly application: Application;
  /** The names of its namespaces. */
  readonly namespaces: readonly string[];

  constructor(scope: Construct, id: string, props: TeamProps) {
    super(scopeOfNew(scope, id), id);
    noteSource(this);
    const { name, roles = [] } = props;
    // Checked first, because the name is used as a path below, and a team without a namespace has nowhere to go.
    const [invalid] = labelErrors('name', name, APPLICATION_NAME_LENGTH);
    if (invalid) throw new Error(`[${this.node.path}] ${invalid}`);
    const namespaces = props.namespaces.map((one) => ({
      quota: props.quota,
      limits: props.limits,
      labels: props.labels,
      ...(typeof one === 'string' ? { name: one } : one),
    }));
    const [first] = namespaces;
    if (!first) throw new Error(`[${this.node.path}] namespaces is empty: give the team at least one`);
    this.namespaces = namespaces.map((one) => one.name);

    this.project = new AppProject(clusterFile(this, `projects/${name}`, { makes: ['project'] }), 'project', {
      namespaceResourceBlacklist: [
        { group: '', kind: 'ResourceQuota' },
        { group: '', kind: 'LimitRange' },
      ],
      ...props.project,
      name,
      sourceRepos: props.repositories,
      destinations: this.namespaces.map((namespace) => ({ server: IN_CLUSTER, namespace })),
      roles: projectRoles(roles),
      syncWindows: props.syncWindows,
    });

    const workload = new Workload(this, 'namespaces', {
      name,
      namespace: first.name,
      project: props.ground,
      repository: props.repository,
      // The namespaces are among its objects.
      syncPolicy: { automated: { prune: true, selfHeal: true } },
    });
    this.application = workload.application;
    // What is there twice is told below.
    const once = <T extends { readonly name: string }>(list: readonly T[]) =>
      list.filter((one, i) => list.findIndex((other) => other.name === one.name) === i);
    for (const namespace of once(namespaces)) {
      makeNamespace(workload.chart, namespace);
      makeRoles(workload.chart, namespace.name, name, once(roles));
    }
    this.node.addValidation({
      validate: () => [
        ...repeated(this.namespaces).map((one) => `namespaces has ${one} twice: remove one of the two`),
        ...namespaces.flatMap(namespaceErrors),
        ...roleErrors(roles),
        ...(props.repositories.length === 0
          ? ['repositories is empty, so that no Application of the team may read anything: give it at least one']
          : []),
      ],
    });
  }
}

const repeated = (names: readonly string[]) => [...new Set(names.filter((name, i) => names.indexOf(name) < i))];
