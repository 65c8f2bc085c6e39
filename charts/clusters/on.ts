import { Construct } from 'constructs';
import { noteSource } from '../../synth/plan/source';
import type { GroundworkApp } from '../app';
import { AppProject, type AppProjectProps } from '../argocd/app-project';
import { Application, type ApplicationProps, type ApplicationSources, type SpecOnlyProps } from '../argocd/application';
import type { DestinationCluster } from '../argocd/deployed-kinds';
import { HelmApplication, type HelmApplicationProps } from '../helm/helm-application';
import type { Cluster } from './cluster';
import { type Difference, withDifference } from './difference';

/** Something of which there is one in each of several clusters. */
export class OnClusters<Name extends string, T> {
  /** @internal */
  constructor(
    private readonly what: string,
    private readonly made: ReadonlyMap<string, T>,
  ) {}

  /** That of one cluster. @throws Error if it is not on that */
  in(cluster: Cluster<Name> | Name): T {
    const name = typeof cluster === 'string' ? cluster : cluster.name;
    const found = this.made.get(name);
    if (found !== undefined) return found;
    throw new Error(`${this.what} is not on ${name}, but on ${[...this.made.keys()].join(', ')}: add it to on(…)`);
  }

  /** All of them, in the order of the clusters. */
  get all(): readonly T[] {
    return [...new Set(this.made.values())];
  }
}

/** The project of an Application on several clusters: the one of each Argo CD, or the name of one that is there. */
export type ProjectOn<Name extends string> = OnClusters<Name, AppProject> | string;

/** What must be healthy before: on the same cluster. */
export interface OrderOn<Name extends string> {
  /** What must be healthy before it, each on the same cluster. @default - none */
  readonly dependsOn?: readonly OnClusters<Name, Application>[];
}

/** An Application as it is on several clusters. */
export type ApplicationOn = ApplicationSources &
  Omit<SpecOnlyProps, 'destination'> &
  Pick<
    ApplicationProps,
    'labels' | 'annotations' | 'whenRemoved' | 'finalizer' | 'syncWave' | 'deploys' | 'manifestGeneratePaths'
  > & {
    /** Where its objects go that name no namespace; the cluster is said by `on`. @default - they must name their own */
    readonly destination?: {
      /** The namespace. @default - none */
      readonly namespace?: string;
    };
  };

/** A Helm chart as it is on several clusters. */
export type HelmOn<V extends object> = Omit<
  HelmApplicationProps<V>,
  'name' | 'file' | 'cluster' | 'project' | 'dependsOn' | 'releaseName'
>;

/** What is otherwise on one cluster, by its name: a name that is not among the clusters does not compile. */
export type Differences<Name extends string, T> = { readonly [N in Name]?: Difference<T> };

/** What goes to some clusters. Made by {@link on}. */
export class Placement<Name extends string> {
  /** @internal */
  constructor(private readonly clusters: readonly Cluster<Name>[]) {}

  /** Makes something on each of them. @returns what was made, by cluster */
  each<T>(make: (cluster: Cluster<Name>) => T): OnClusters<Name, T> {
    return this.made('this', make);
  }

  /**
   * A project in each Argo CD that deploys to one of them. Its destinations follow from its Applications.
   *
   * @param name of the project
   */
  project(name: string, props: Omit<AppProjectProps, 'name' | 'namespace'> = {}): OnClusters<Name, AppProject> {
    const byHub = new Map<Cluster | GroundworkApp, AppProject>();
    return this.made(`the project ${name}`, ({ hub }) => {
      const project = byHub.get(hub) ?? new AppProject(hub.file(`projects/${name}`), 'project', { ...props, name });
      byHub.set(hub, project);
      return project;
    });
  }

  /**
   * An Application on each of them: `apps/<name>` of a cluster with an Argo CD of its own, and `<name>-<cluster>` in
   * `apps/<cluster>/<name>` where another's deploys to it.
   *
   * @param name of the Application
   * @param differences what is otherwise on one of them
   * @example
   *   on(staging, prod).application('shop', {
   *     project,
   *     source: { repoURL: 'https://git.example.com/shop.git', path: 'deploy', targetRevision: 'main' },
   *     destination: { namespace: 'shop' },
   *   }, {
   *     prod: { source: { targetRevision: 'v1.4.2' } },
   *   });
   */
  application(
    name: string,
    props: ApplicationOn & OrderOn<Name> & { readonly project: ProjectOn<Name> },
    differences: Differences<Name, ApplicationOn> = {},
  ): OnClusters<Name, Application> {
    const { project, dependsOn = [], ...base } = props;
    return this.made(`the Application ${name}`, (cluster) => {
      const own = withDifference<ApplicationOn>(base, differences[cluster.name]);
      const file = cluster.file(cluster.facts.argocd ? name : `apps/${name}`);
      return new Application(file, 'application', {
        ...own,
        name: nameOn(cluster, name),
        project: typeof project === 'string' ? project : project.in(cluster),
        destination: { ...own.destination, ...destinationOf(cluster) },
        dependsOn: dependsOn.map((one) => one.in(cluster)),
      });
    });
  }

  /**
   * A Helm chart on each of them, its values typed and its differences too; named and filed as {@link application} does.
   *
   * @param name of the Application, and of the Helm release
   * @param differences what is otherwise on one of them, values included
   * @example
   *   on(staging, prod).helm('cert-manager', { chart: certManager, namespace: 'cert-manager', project }, {
   *     prod: { values: { replicaCount: 3 } },
   *   });
   */
  helm<V extends object>(
    name: string,
    props: HelmOn<V> & OrderOn<Name> & { readonly project: OnClusters<Name, AppProject> },
    differences: Differences<Name, Pick<HelmOn<NoInfer<V>>, 'values' | 'uncheckedValues' | 'syncPolicy'>> & {
      readonly [N in Name]?: { readonly chart?: HelmOn<V>['chart'] };
    } = {},
  ): OnClusters<Name, Application> {
    const { project, dependsOn = [], ...base } = props;
    return this.made(`the chart ${name}`, (cluster) => {
      const own = withDifference(base as object, differences[cluster.name]) as HelmOn<V>;
      const isManaged = cluster.facts.argocd !== undefined;
      const full = nameOn(cluster, name);
      return new HelmApplication<V>(placeIn(cluster, full), 'helm', {
        ...own,
        name: full,
        releaseName: name,
        file: isManaged ? `apps/${cluster.name}/${name}` : `apps/${name}`,
        cluster: destinationOf(cluster),
        project: project.in(cluster),
        dependsOn: dependsOn.map((one) => one.in(cluster)),
      }).application;
    });
  }

  private made<T>(what: string, make: (cluster: Cluster<Name>) => T): OnClusters<Name, T> {
    return new OnClusters(what, new Map(this.clusters.map((cluster) => [cluster.name as string, make(cluster)])));
  }
}

/**
 * Says once what goes to which clusters. What differs is said by the name of a cluster, with the types of what is the same.
 *
 * @throws Error if a cluster is named twice
 */
export function on<Name extends string>(...clusters: readonly [Cluster<Name>, ...Cluster<Name>[]]): Placement<Name> {
  const twice = clusters.find((one, at) => clusters.indexOf(one) !== at);
  if (twice) throw new Error(`on(…) names the cluster ${twice.name} twice: remove one of them`);
  return new Placement(clusters);
}

/** In an Argo CD for several clusters, the names of all Applications differ. */
function nameOn({ name: cluster, facts }: Cluster, name: string): string {
  return facts.argocd ? `${name}-${cluster}` : name;
}

function destinationOf({ name, facts }: Cluster): DestinationCluster {
  return facts.argocd ? { name } : {};
}

/** Where the constructs of a chart are made: they render into files of their Argo CD's cluster. */
function placeIn({ hub }: Cluster, name: string): Construct {
  const place = new Construct(hub, `on-${name}`);
  noteSource(place);
  return place;
}
