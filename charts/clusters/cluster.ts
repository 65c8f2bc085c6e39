import { Chart } from 'cdk8s';
import { Construct, type IConstruct } from 'constructs';
import type { GitRepository } from '../../synth/git-repository';
import { CLUSTER_FOLDERS } from '../../synth/layout';
import { noteSource, scopeOfNew } from '../../synth/plan/source';
import type { ChartRecords } from '../../synth/records/chart-records';
import { type FolderOptions, GroundworkApp } from '../app';
import { labelErrors } from '../argocd/name-errors';
import { ArgoCdNamespace } from '../argocd/names';
import { clusterErrors } from '../cluster-errors';
import type { ClusterFacts, NetworkedCluster } from '../cluster-facts';
import { ClusterScope } from '../cluster-scope';
import { declareFacts } from '../declared-facts';
import { RequiredSecrets } from '../facts/required-secrets';
import { secretStoreText } from '../facts/secret-store';
import { recordedCharts } from '../helm/recorded-charts';
import {
  type ClusterCredentials,
  clusterExternalSecret,
  clusterRequiredSecret,
  clusterSecretName,
  type NamedCluster,
} from './cluster-credentials';
import { declaredClusters } from './declared-clusters';
import { managedClusters } from './managed-clusters';

/** An Argo CD that runs in another cluster, and deploys to this one. */
export interface ArgoCdElsewhere {
  /** Where it runs: a `Cluster` with a `Platform`, or the app, where the platform is made in that. */
  readonly in: Cluster | GroundworkApp;
  /** URL of the API of this cluster, as that Argo CD reaches it. @default - of `apiServer` */
  readonly server?: string;
  /**
   * Where the External Secrets Operator, which has to run beside that Argo CD, finds what it logs in with.
   * @default - a person makes the Secret; PLATFORM.md lists it among those that must exist
   */
  readonly credentials?: ClusterCredentials;
  /** Labels of the cluster's Secret: the `clusters` generator of an ApplicationSet selects by them. @default - none */
  readonly labels?: Readonly<Record<string, string>>;
  /** The shard of the application controller that takes care of it, from 0. @default - Argo CD chooses */
  readonly shard?: number;
}

/** Properties of a {@link Cluster}. */
export interface ClusterProps extends ClusterFacts, Partial<Omit<NetworkedCluster, keyof ClusterFacts>> {
  /** The Argo CD of another cluster, which deploys to this one. @default - it has one of its own: make a `Platform` in it */
  readonly argocd?: ArgoCdElsewhere;
}

/**
 * A cluster, with what is there before the platform. An app may have any number.
 *
 * One with an Argo CD of its own is a folder of the output, `dist/<name>`, with its root Application, a section in PLATFORM.md,
 * and its own ports, names, image lock (`images.<name>.lock.yaml`) and removal guard. One that the Argo CD of another cluster
 * deploys to is a Secret there, and a folder `apps/<name>` with its Applications.
 *
 * What goes where is said with {@link on}.
 *
 * @example
 *   const prod = new Cluster(app, 'prod', { nodes: [{ name: 'p1', address: '10.0.1.1' }] });
 *   new Platform(prod, 'platform', { repository, network: { broughtBy: 'k3s' }, argocd: { version: '10.1.1', … } });
 *
 * @example
 *   const edge = new Cluster(app, 'edge', {
 *     nodes: [{ name: 'e1', address: '10.0.2.1' }],
 *     argocd: {
 *       in: prod,
 *       server: 'https://10.0.2.1:6443',
 *       credentials: { secretStore: { name: 'vault' }, bearerToken: { key: 'clusters/edge' }, caData: 'LS0t…' },
 *     },
 *   });
 */
export class Cluster<Name extends string = string> extends Construct {
  /** Its folder, and its name in Argo CD. */
  readonly name: Name;
  /** What is there before the platform. */
  readonly facts: ClusterProps;
  /** The URL of its API where another's Argo CD deploys to it; undefined where it has an Argo CD of its own. */
  readonly server?: string;

  /** The cluster that a construct is in; undefined where the app has none declared. */
  static of(construct: IConstruct): Cluster | undefined {
    return construct.node.scopes.reverse().find((scope) => scope instanceof Cluster) as Cluster | undefined;
  }

  /** @throws Error if the name cannot be a folder and a name in Argo CD, or the URL of its API is not known */
  constructor(app: GroundworkApp, name: Name, props: ClusterProps) {
    checkName(app, name);
    super(scopeOfNew(app, name), name);
    noteSource(this);
    this.name = name;
    this.facts = props;
    new ClusterScope(this, ClusterScope.of(app).outputFolder);
    declareFacts(this, props);
    this.node.addValidation({ validate: () => clusterErrors(props) });
    if (props.argocd) {
      this.server = this.join(props.argocd);
      this.node.addValidation({ validate: () => this.unreadErrors() });
    } else {
      if (declaredClusters(app).length === 0) app.node.addValidation({ validate: () => strayErrors(app) });
      declaredClusters(app).push(this);
    }
  }

  /** Makes it known to the Argo CD of another cluster. @returns the URL of its API */
  private join({ in: hub, server: given, credentials, labels, shard }: ArgoCdElsewhere): string {
    const { apiServer } = this.facts;
    const server = given ?? (apiServer && `https://${apiServer.host}:${apiServer.port}`);
    if (server === undefined)
      throw new Error(
        `[${this.node.path}] argocd.server is missing, by which Argo CD reaches it: give it, such as 'https://10.0.2.1:6443', or apiServer`,
      );
    if (!/^https:\/\/[^\s/@'"]+(?:\/[^\s'"@]*)?$/.test(server))
      throw new Error(
        `[${this.node.path}] argocd.server is ${JSON.stringify(server)}: expected the URL of an API, such as 'https://10.0.2.1:6443'`,
      );
    if (hub instanceof Cluster && hub.facts.argocd)
      throw new Error(
        `[${this.node.path}] argocd.in is the cluster ${hub.name}, which has no Argo CD of its own: name the one that ${hub.name} is deployed from`,
      );
    const { name } = this;
    const cluster: NamedCluster = { name, server, labels, shard };
    const store = credentials && secretStoreText(credentials.secretStore);
    managedClusters(hub).push({ name, server, secret: clusterSecretName(cluster), store, nodes: this.facts.nodes });
    if (credentials) clusterExternalSecret(hub.file(`apps/${name}/cluster`), cluster, credentials);
    else RequiredSecrets.of(hub).declareLate(() => [clusterRequiredSecret(cluster, ArgoCdNamespace.of(hub))]);
    return server;
  }

  /** Where its Argo CD runs: itself, or another. */
  get hub(): Cluster | GroundworkApp {
    return this.facts.argocd?.in ?? this;
  }

  /**
   * The chart that becomes a file below its folder: as `app.file`, and for one that another's Argo CD deploys to, below
   * `apps/<name>` there.
   *
   * @param path with `/` and without extension: `apps/shop/web`, `projects/shop`
   * @throws Error as `app.file` does
   */
  file(path: string): Chart {
    return this.facts.argocd ? this.hub.file(`apps/${this.name}/${path}`) : this.app.file(`${this.name}/${path}`);
  }

  /** The construct that is a folder below its own. @throws Error if options come after something is in it */
  folder(path: string, options: FolderOptions = {}): Construct {
    return this.facts.argocd
      ? this.hub.folder(`apps/${this.name}/${path}`, options)
      : this.app.folder(`${this.name}/${path}`, options);
  }

  /** Says where the output folder is committed, as `app.commitTo` does. A `Platform` says it too. */
  commitTo(repository: GitRepository): void {
    ClusterScope.of(this).repository = repository;
  }

  /** The repository that the output folder is committed to; undefined until something says it. */
  get repository(): GitRepository | undefined {
    return ClusterScope.of(this).repository;
  }

  /** The version of Kubernetes that it runs; undefined where nothing says it. */
  get kubernetesVersion(): string | undefined {
    return ClusterScope.of(this).kubernetesVersion;
  }

  /** The folder that the app is rendered into. */
  get outdir(): string {
    return this.app.outdir;
  }

  /** Its own folder below that. */
  get directory(): string {
    return this.name;
  }

  /**
   * What Helm made of its charts, as far as it is recorded.
   *
   * @internal
   */
  get chartRecords(): ChartRecords {
    return recordedCharts(this);
  }

  /** Errors for files of constructs that were made in it, although no Argo CD reads a folder of it. */
  private unreadErrors(): string[] {
    return renderedBelow(this).map(
      (chart) =>
        `[${chart}] is made in the cluster ${this.name}, which the Argo CD of another deploys to and reads no folder of: ` +
        'deploy there with on(…)',
    );
  }

  private get app(): GroundworkApp {
    return GroundworkApp.of(this);
  }
}

/** @throws Error for a name that is no folder, or one that the folders of a cluster have */
function checkName(app: GroundworkApp, name: string): void {
  const [invalid] = labelErrors('the name of a cluster', name);
  if (invalid) throw new Error(`[${name}] ${invalid}`);
  if (CLUSTER_FOLDERS.has(name) || name === 'in-cluster')
    throw new Error(
      `[${name}] ${JSON.stringify(name)} cannot be the name of a cluster: ${
        name === 'in-cluster' ? 'Argo CD calls the one so that it runs in' : 'a folder in every cluster is called so'
      }; give it another name, such as ${JSON.stringify(`${name}-cluster`)}`,
    );
  const existing = app.node.tryFindChild(name);
  if (existing && !(existing instanceof Cluster))
    throw new Error(
      `[${name}] is a folder of the app already, and so cannot be a cluster: give one of them another name`,
    );
}

/** Errors for files beside the clusters: no Argo CD reads them. */
function strayErrors(app: GroundworkApp): string[] {
  const clusters = declaredClusters(app).map(({ directory }) => directory);
  return app.node.children
    .filter((child) => !(child instanceof Cluster))
    .flatMap(renderedBelow)
    .map(
      (chart) =>
        `[${chart}] renders ${chart}.yaml, which belongs to no cluster, and the app has clusters with a folder each ` +
        `(${clusters.join(', ')}): make it in one of them, such as ${clusters[0]}.file(${JSON.stringify(chart)}), or with on(…)`,
    );
}

/** The paths of the charts with objects below a construct. */
function renderedBelow(construct: IConstruct): string[] {
  return construct.node
    .findAll()
    .filter((one) => Chart.isChart(one) && one.node.children.length > 0)
    .map(({ node }) => node.path);
}
