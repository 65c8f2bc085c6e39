import { Construct } from 'constructs';
import type { GitRepository } from '../synth/git-repository';
import { noteSource } from '../synth/plan/source';
import { AppProject } from './argocd/app-project';
import type { Application } from './argocd/application';
import { AppsOfApps } from './argocd/apps-of-apps';
import { ArgoCd, type ArgoCdProps } from './argocd/argocd';
import { SyncWaves } from './argocd/sync-waves';
import type { ArgoCdVersion } from './argocd/versions';
import { type WhenRemoved, WhenRemovedDefaults } from './argocd/when-removed';
import { Cilium, type CiliumProps } from './cilium/cilium';
import type { CiliumVersion } from './cilium/versions';
import type { Cluster } from './cluster';
import { clusterErrors } from './cluster-errors';
import { clusterFile } from './cluster-files';
import { ClusterScope } from './cluster-scope';
import { type Registry, RegistryHosts } from './containerd';
import { authority } from './containerd/registry-host';
import { groundMembers } from './facts/ground-members';
import { NodePorts } from './facts/node-ports';
import { Nodes } from './facts/nodes';
import { RequiredSecrets } from './facts/required-secrets';
import { type BootstrapPart, bootstrapErrors } from './harbor/bootstrap-images';
import { Harbor, type HarborProps } from './harbor/harbor';
import { otherNameErrors } from './harbor/other-names';
import { HARBOR_SECRETS } from './harbor/secrets';
import { HarborSetup } from './harbor/setup/harbor-setup';
import type { HarborState } from './harbor/setup/state';
import type { HarborVersion } from './harbor/versions';
import { type ChartMirror, ChartMirrors } from './helm/chart-mirror';
import { PlatformImages } from './images/platform-images';
import type { ClusterNetwork, MakeNetwork } from './network';
import { Workload } from './workload';

/** What the platform gives to every system; a system's own properties are the rest. */
export type FromPlatform = 'project' | 'repository' | 'cluster' | 'dependsOn';

/** Properties of a {@link Platform}. */
export interface PlatformProps<C extends CiliumVersion, A extends ArgoCdVersion, H extends HarborVersion> {
  /** Where the rendered tree is committed, as Argo CD reads it. */
  readonly repository: GitRepository;
  /** What is there before the platform: nodes, networks, API server. */
  readonly cluster: Cluster;
  /**
   * Cilium as the network. Project, repository and cluster come from the platform.
   * @default - `network` says another one
   */
  readonly cilium?: Omit<CiliumProps<C>, FromPlatform>;
  /**
   * Another network than Cilium: a function that makes your construct for it. A platform has one of the two.
   * @default - `cilium`
   * @example
   *   network: (scope, given) => new Calico(scope, given),
   */
  readonly network?: MakeNetwork;
  /** Argo CD. Project and repository come from the platform. */
  readonly argocd: Omit<ArgoCdProps<A>, FromPlatform>;
  /** The registry, and what is in it. Project, repository and order come from the platform. */
  readonly harbor: Omit<HarborProps<H>, FromPlatform> & {
    /** Projects, robots and schedules that Harbor shall have. @default - none */
    readonly state?: HarborState;
  };
  /**
   * Registries that the nodes shall know besides Harbor: mirrors of docker.io, quay.io … A function gets the Harbor of this
   * platform, so that you need not repeat its address where it is the mirror.
   *
   * @default - none
   * @example
   *   const dockerHub = { name: 'docker-hub', public: true, upstream: HARBOR_UPSTREAMS['docker.io'] };
   *   …
   *   harbor: { …, state: { proxyCaches: [dockerHub] } },
   *   registries: (harbor) => [{ host: 'docker.io', mirrors: [harbor.mirror(dockerHub)] }],
   */
  readonly registries?: readonly Registry[] | ((harbor: Harbor<H>) => readonly Registry[]);
  /**
   * What happens to what the Applications in `apps/` deployed when they leave Git, as far as neither they nor their folder say
   * otherwise. The ground is always kept.
   * @default 'keep'
   */
  readonly whenRemoved?: WhenRemoved;
  /** Where what the platform is made of is found in place of the public internet. @default - the public internet */
  readonly mirror?: {
    /**
     * The repositories of the charts. Where Argo CD needs a password for them, declare each as a `Repository` of type
     * `helm`.
     * @default - their public repositories
     */
    readonly charts?: ChartMirror;
  };
  /**
   * Images of what is rendered here, for another registry's copy of them. Those of charts are in their `values`.
   * @default - Docker Hub's, pinned by digest
   */
  readonly images?: {
    /** For the DaemonSet registry-hosts, with a POSIX shell and busybox's tools. @default REGISTRY_HOSTS_IMAGE */
    readonly registryHosts?: string;
    /** For the Job harbor-setup, with Python 3.8 or later. @default HARBOR_SETUP_IMAGE */
    readonly harborSetup?: string;
  };
}

/**
 * The ground that everything else stands on: the network, Argo CD, the registries that the nodes know, Harbor and what is in
 * it, and the root Application that brings all of it.
 */
export class Platform<
  C extends CiliumVersion = CiliumVersion,
  A extends ArgoCdVersion = ArgoCdVersion,
  H extends HarborVersion = HarborVersion,
> extends Construct {
  /** The project of the platform's Applications. */
  readonly project: AppProject;
  /** The network: Cilium, or the one that `network` has made. */
  readonly network: ClusterNetwork;
  /** Argo CD. */
  readonly argocd: ArgoCd<A>;
  /** The registry. */
  readonly harbor: Harbor<H>;
  /** What makes the registries known to every node's containerd. */
  readonly registryHosts: RegistryHosts;
  /**
   * What must be healthy before images can be pulled from Harbor. Workloads that do so take it as their `dependsOn`.
   */
  readonly registryReady: readonly Application[];

  constructor(scope: Construct, id: string, props: PlatformProps<C, A, H>) {
    checkPlace(scope, id);
    super(scope, id);
    noteSource(this);
    const { repository, cluster } = props;
    const makeNetwork = networkOf(this.node.path, props);
    Nodes.of(this).declare(...cluster.nodes);
    ClusterScope.of(this).kubernetesVersion = cluster.kubernetesVersion;
    for (const [service, { port, credential }] of Object.entries(cluster.nodePortsTaken ?? {})) {
      NodePorts.of(this).claim({ service, port, credential, owner: 'taken already: cluster.nodePortsTaken' });
    }
    this.project = new AppProject(clusterFile(this, 'projects/platform', { makes: ['project'] }), 'project', {
      name: 'platform',
      description: 'The ground: network, GitOps, registry. What it may do is what its Applications need',
    });
    if (props.whenRemoved !== undefined) WhenRemovedDefaults.of(this).apps = props.whenRemoved;
    if (props.mirror?.charts !== undefined) ChartMirrors.of(this).use(props.mirror.charts);
    const given = { project: this.project, repository };

    this.network = makeNetwork(this, { ...given, cluster });
    this.argocd = new ArgoCd<A>(this, 'argocd', { ...given, ...props.argocd });

    const hosts = new Workload(this, 'registry-hosts', {
      ...given,
      name: 'registry-hosts',
      namespace: 'registry-hosts',
      // The namespace is among its objects, because it needs a pod-security label.
      syncPolicy: { automated: { prune: true, selfHeal: true } },
    });
    this.harbor = new Harbor<H>(this, 'harbor', { ...given, ...props.harbor, dependsOn: [hosts.application] });
    const own = this.harbor.registryHost;
    const others = typeof props.registries === 'function' ? props.registries(this.harbor) : (props.registries ?? []);
    const registries = [...(own ? [own] : []), ...others];
    this.registryHosts = new RegistryHosts(hosts.chart, 'registry-hosts', {
      registries,
      configDirectory: cluster.containerdConfigDirectory,
      image: props.images?.registryHosts,
    });

    this.declareRegistrySecrets();
    for (const registry of registries)
      if (registry.scheme === 'http') PlatformImages.of(this).declarePlainHttp(authority(registry));

    const setup = new Workload(this, 'harbor-setup', {
      ...given,
      name: 'harbor-setup',
      namespace: this.harbor.namespace,
      dependsOn: [this.harbor.application],
    });
    const state = new HarborSetup(setup.chart, 'harbor-setup', {
      ...props.harbor.state,
      namespace: this.harbor.namespace,
      url: this.harbor.address.apiUrl,
      trivy: this.harbor.trivy,
      image: props.images?.harborSetup,
      adminPassword: { name: HARBOR_SECRETS, key: 'HARBOR_ADMIN_PASSWORD' },
      revision: props.harbor.secretRevision,
    });
    RequiredSecrets.of(this).declare(...state.requiredSecrets);
    this.registryReady = [hosts.application, setup.application];
    groundMembers(this).push(
      this.network.application,
      this.argocd.application,
      this.harbor.application,
      ...this.registryReady,
    );

    const cure = 'repositories in its values';
    const parts: readonly BootstrapPart[] = [
      props.cilium
        ? { name: 'Cilium', construct: this.network, cure: `cilium: ${cure}` }
        : { name: 'the network', construct: this.network, cure: `network: the images of [${this.network.node.path}]` },
      { name: 'Argo CD', construct: this.argocd, cure: `argocd: ${cure}` },
      { name: 'registry-hosts', construct: this.registryHosts, cure: 'images.registryHosts' },
      { name: 'Harbor', construct: this.harbor, cure: `harbor: ${cure}` },
      { name: 'harbor-setup', construct: state, cure: 'images.harborSetup' },
    ];
    const otherNames = this.harbor.otherNames(cluster.nodes);
    const isHarbor = (registry: string) => registry === this.harbor.address.registry || otherNames.includes(registry);
    this.node.addValidation({
      validate: () => {
        // Once for both: it renders every object.
        const pulls = Workload.all(this).map(({ application, images }) => ({ application, images }));
        return [
          ...clusterErrors(cluster),
          ...this.waitErrors(pulls),
          ...bootstrapErrors(registries, isHarbor, parts, PlatformImages.of(this).uses),
          ...this.otherNameErrors(pulls, otherNames),
        ];
      },
    });
    new AppsOfApps(this, 'apps-of-apps', { repository });
  }

  private declareRegistrySecrets(): void {
    const { namespace, secrets } = this.registryHosts;
    for (const { secret, key } of secrets) {
      RequiredSecrets.of(this).declare({
        namespace,
        name: secret,
        keys: [{ key, howToMake: 'what the registry asks for: a whole header value, or a CA as PEM' }],
        usedBy: 'registry-hosts: headers and CAs of registries',
      });
    }
  }

  private otherNameErrors(pulls: readonly Pulls[], otherNames: readonly string[]): string[] {
    const { scheme, registry } = this.harbor.address;
    if (scheme === 'https') return [];
    const inValues = PlatformImages.of(this).uses.map(({ image, construct, through }) => ({
      image: image.reference,
      usedBy: `${construct.node.path}: ${through}`,
    }));
    const inObjects = pulls.flatMap(({ application, images }) =>
      images.map((image) => ({ image, usedBy: application.node.path })),
    );
    return otherNameErrors([...inValues, ...inObjects], registry, otherNames, this.registryHosts.hosts);
  }

  /**
   * Errors for workloads that pull from this Harbor without depending on it: their wave would wait forever for images
   * that come in a later wave.
   */
  private waitErrors(pulls: readonly Pulls[]): string[] {
    const order = SyncWaves.of(this);
    const ready = Math.max(...this.registryReady.map((application) => order.waveOf(application)));
    const { registry } = this.harbor.address;
    return pulls
      .filter(
        ({ application, images }) =>
          !order.folderOf(application) &&
          order.waveOf(application) <= ready &&
          images.some((image) => image.startsWith(`${registry}/`)) &&
          // In a circle, waves mean nothing; the circle is reported elsewhere.
          order.isOrdered(application),
      )
      .map(
        ({ application }) =>
          `[${application.node.path}] pulls from ${registry} but does not wait for it: give it dependsOn: platform.registryReady`,
      );
  }
}

/** @throws Error unless the properties have one network */
function networkOf<C extends CiliumVersion>(
  platform: string,
  { cilium, network }: Pick<PlatformProps<C, ArgoCdVersion, HarborVersion>, 'cilium' | 'network'>,
): MakeNetwork {
  if (cilium && network)
    throw new Error(`[${platform}] has both cilium and network, and a cluster has one: remove one`);
  if (network) return network;
  if (!cilium)
    throw new Error(
      `[${platform}] has no network, which every pod needs: give it cilium: { version: … }, or network with a construct of yours`,
    );
  return (scope, given) => new Cilium<C>(scope, 'cilium', { ...given, ...cilium });
}

/** The folders of a cluster that a platform makes constructs in. */
const FOLDERS = ['projects', 'infra', 'values', 'workloads'];

/**
 * To be called before there is a construct, because that would be refused in other words: two platforms may have one id.
 *
 * @throws Error for the second platform of a cluster, and for one that stands where a folder would
 */
function checkPlace(scope: Construct, id: string): void {
  const path = [scope.node.path, id].filter((part) => part !== '').join('/');
  const cluster = ClusterScope.of(scope);
  if (FOLDERS.some((folder) => cluster.path(folder) === path))
    throw new Error(
      `[${path}] is a Platform with the path of a folder that it renders: give it another id, such as 'platform'`,
    );
  const isFirst = !cluster.has('Platform');
  const first = cluster.registry('Platform', () => path);
  if (isFirst) return;
  throw new Error(
    `[${path}] is a second Platform in one app, beside [${first}]: an app is one cluster today. Declare it in a ` +
      "main file of its own, with new GroundworkApp({ outdir: 'dist-other' }), and render it with groundwork synth --main FILE",
  );
}

/** What a workload's pods run. */
type Pulls = Pick<Workload, 'application' | 'images'>;
