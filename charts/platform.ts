import { Construct } from 'constructs';
import type { GitRepository } from '../synth/git-repository';
import { noteSource } from '../synth/plan/source';
import { AppProject } from './argocd/app-project';
import type { Application } from './argocd/application';
import { AppsOfApps } from './argocd/apps-of-apps';
import { ArgoCd, type ArgoCdProps } from './argocd/argocd';
import { ArgoCdFacts, groundServiceAccounts } from './argocd/argocd-facts';
import { type InstalledArgoCd, useInstalledArgoCd } from './argocd/installed-argocd';
import { SyncWaves } from './argocd/sync-waves';
import type { ArgoCdVersion } from './argocd/versions';
import { type WhenRemoved, WhenRemovedDefaults } from './argocd/when-removed';
import { Cilium, type CiliumProps } from './cilium/cilium';
import type { CiliumVersion } from './cilium/versions';
import { clusterErrors } from './cluster-errors';
import type { ClusterFacts, NetworkedCluster } from './cluster-facts';
import { clusterFile } from './cluster-files';
import { ClusterScope } from './cluster-scope';
import { Cluster } from './clusters/cluster';
import { type CertificateAuthority, type Registry, RegistryHosts } from './containerd';
import { type ImageMirror, registriesOfMirror, unmirrored } from './containerd/image-mirror';
import { authority } from './containerd/registry-host';
import { declareFacts } from './declared-facts';
import { BroughtParts } from './facts/brought';
import { groundMembers } from './facts/ground-members';
import { type Precondition, Preconditions } from './facts/preconditions';
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
import type { ClusterNetwork, InstalledNetwork, MakeNetwork } from './network';
import { Workload } from './workload';

/** What the platform gives to every system; a system's own properties are the rest. */
export type FromPlatform = 'project' | 'repository' | 'cluster' | 'dependsOn';

/** Properties of a {@link Platform}. */
export interface PlatformProps<C extends CiliumVersion, A extends ArgoCdVersion, H extends HarborVersion> {
  /** Where the rendered tree is committed, as Argo CD reads it. */
  readonly repository: GitRepository;
  /**
   * What is there before the platform: nodes, networks, API server. Without `cilium`, the last two may be left out.
   * @default - what the `Cluster` says that the platform is made in
   */
  readonly cluster?: ClusterFacts & Partial<NetworkedCluster>;
  /**
   * Cilium as the network. Project, repository and cluster come from the platform.
   * @default - `network` says another one
   */
  readonly cilium?: Omit<CiliumProps<C>, FromPlatform>;
  /**
   * Another network than Cilium: a function that makes your construct for it, or who brings one that is not this platform's to
   * look after. A platform has one of the two.
   * @default - `cilium`
   * @example
   *   network: (scope, given) => new Calico(scope, given),
   * @example
   *   network: { broughtBy: 'k3s (flannel)' },
   */
  readonly network?: MakeNetwork | InstalledNetwork;
  /**
   * Argo CD, which then updates itself; project and repository come from the platform. Or who has installed the one that is
   * there: PLATFORM.md says what the platform needs of it.
   * @example
   *   argocd: { broughtBy: 'OpenShift GitOps', namespace: 'openshift-gitops' },
   */
  readonly argocd: Omit<ArgoCdProps<A>, FromPlatform> | InstalledArgoCd;
  /**
   * The registry, and what is in it. Project, repository and order come from the platform.
   * @default - the platform has no registry
   */
  readonly harbor?: Omit<HarborProps<H>, FromPlatform> & {
    /** Projects, robots and schedules that Harbor shall have. @default - none */
    readonly state?: HarborState;
  };
  /**
   * Registries that the nodes shall know besides Harbor: mirrors of docker.io, quay.io … A function gets the Harbor of this
   * platform, so that you need not repeat its address where it is the mirror. Without Harbor and without any, nothing is
   * brought to the nodes; an empty list takes back what was brought before.
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
    /**
     * The copies of the images: the nodes ask them in place of the public registries, and never these. What `registries` says of a
     * registry counts instead.
     * @default - the public registries
     */
    readonly images?: ImageMirror;
    /** The CA that signed the certificate of the registry in `images`. @default - one that the nodes trust already */
    readonly ca?: CertificateAuthority;
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

/** The parts of a platform, each of which may be brought by somebody else, or not be there. */
export interface PlatformParts<A extends ArgoCdVersion = ArgoCdVersion, H extends HarborVersion = HarborVersion> {
  /** The network: Cilium, or the one that `network` has made. @default - somebody else brings it */
  readonly network?: ClusterNetwork;
  /** Argo CD. @default - somebody else has installed it */
  readonly argocd?: ArgoCd<A>;
  /** The registry. @default - there is none */
  readonly harbor?: Harbor<H>;
  /** What makes the registries known to every node's containerd. @default - no node has to know one */
  readonly registryHosts?: RegistryHosts;
}

/**
 * The ground that everything else stands on: the network, Argo CD, the registries that the nodes know, Harbor and what is in
 * it, and the root Application that brings all of it. Each part may be left out, or be brought by somebody else.
 */
export class Platform<
  C extends CiliumVersion = CiliumVersion,
  A extends ArgoCdVersion = ArgoCdVersion,
  H extends HarborVersion = HarborVersion,
> extends Construct {
  /** The project of the platform's Applications. */
  readonly project: AppProject;
  /** What of it there is. */
  readonly parts: PlatformParts<A, H>;
  /**
   * What must be healthy before images can be pulled from Harbor, and from the other registries. Workloads that do so take it
   * as their `dependsOn`. Empty where there is neither.
   */
  readonly registryReady: readonly Application[];

  constructor(scope: Construct, id: string, props: PlatformProps<C, A, H>) {
    checkPlace(scope, id);
    super(scope, id);
    noteSource(this);
    const { repository } = props;
    const cluster = factsFor(this, props.cluster);
    const makeNetwork = networkOf(this.node.path, props, cluster);
    // A Cluster has said them itself.
    if (props.cluster) declareFacts(this, cluster);
    if ('broughtBy' in props.argocd) useInstalledArgoCd(this, props.argocd);
    else ArgoCdFacts.of(this).impersonation = props.argocd.impersonation ?? false;
    this.project = new AppProject(clusterFile(this, 'projects/platform', { makes: ['project'] }), 'project', {
      name: 'platform',
      description: 'The ground: network, GitOps, registry. What it may do is what its Applications need',
      destinationServiceAccounts: groundServiceAccounts(this),
    });
    if (props.whenRemoved !== undefined) WhenRemovedDefaults.of(this).apps = props.whenRemoved;
    if (props.mirror?.charts !== undefined) ChartMirrors.of(this).use(props.mirror.charts);
    const given = { project: this.project, repository };

    const network = makeNetwork?.(this, given);
    const argocd =
      'broughtBy' in props.argocd ? undefined : new ArgoCd<A>(this, 'argocd', { ...given, ...props.argocd });

    const hosts = needsRegistryHosts(props)
      ? new Workload(this, 'registry-hosts', {
          ...given,
          name: 'registry-hosts',
          namespace: 'registry-hosts',
          // The namespace is among its objects, because it needs a pod-security label.
          syncPolicy: { automated: { prune: true, selfHeal: true } },
        })
      : undefined;
    const waitedFor = hosts ? [hosts.application] : [];
    const harbor = props.harbor && new Harbor<H>(this, 'harbor', { ...given, ...props.harbor, dependsOn: waitedFor });
    const declared = registriesOf(this.node.path, props.registries, harbor);
    const mirrored = registriesOfMirror(props.mirror?.images ?? {}, props.mirror?.ca);
    const names = new Set(declared.map(authority));
    const registries = [...declared, ...mirrored.registries.filter((one) => !names.has(authority(one)))];
    const registryHosts =
      hosts &&
      new RegistryHosts(hosts.chart, 'registry-hosts', {
        registries,
        configDirectory: cluster.containerdConfigDirectory,
        image: props.images?.registryHosts,
      });

    if (registryHosts) declareRegistrySecrets(registryHosts);
    for (const registry of registries)
      if (registry.scheme === 'http') PlatformImages.of(this).declarePlainHttp(authority(registry));

    const setup = harbor && this.setUp(harbor, given, props);
    this.registryReady = [...waitedFor, ...(setup ? [setup.workload.application] : [])];
    this.parts = { network, argocd, harbor, registryHosts };
    const installed = [network, argocd].flatMap((part) => (part ? [part.application] : []));
    Preconditions.of(this).installFirst(...installed);
    if (network && cluster.podNetwork !== undefined)
      Preconditions.of(this).declare(noOtherNetwork(cluster.podNetwork, props.cilium?.kubeProxyReplacement));
    groundMembers(this).push(
      ...[network, argocd, harbor].flatMap((part) => (part ? [part.application] : [])),
      ...this.registryReady,
    );

    const cure = 'repositories in its values';
    const parts: readonly BootstrapPart[] = [
      ...(network === undefined
        ? []
        : props.cilium
          ? [{ name: 'Cilium', construct: network, cure: `cilium: ${cure}` }]
          : [{ name: 'the network', construct: network, cure: `network: the images of [${network.node.path}]` }]),
      ...(argocd ? [{ name: 'Argo CD', construct: argocd, cure: `argocd: ${cure}` }] : []),
      ...(registryHosts ? [{ name: 'registry-hosts', construct: registryHosts, cure: 'images.registryHosts' }] : []),
      ...(harbor ? [{ name: 'Harbor', construct: harbor, cure: `harbor: ${cure}` }] : []),
      ...(setup ? [{ name: 'harbor-setup', construct: setup.state, cure: 'images.harborSetup' }] : []),
    ];
    const otherNames = harbor?.otherNames(cluster.nodes) ?? [];
    const isHarbor = (registry: string) => registry === harbor?.address.registry || otherNames.includes(registry);
    this.node.addValidation({
      validate: () => {
        // Once for both: it renders every object.
        const pulls = Workload.all(this).map(({ application, images }) => ({ application, images }));
        return [
          ...(props.cluster ? clusterErrors(cluster) : []),
          ...mirrored.errors,
          ...unmirrored(
            props.mirror?.images ?? {},
            registries,
            PlatformImages.of(this)
              .uses.map(({ image }) => image.registry)
              .filter((registry) => !isHarbor(registry)),
          ),
          ...bootstrapErrors(registries, isHarbor, parts, PlatformImages.of(this).uses),
          ...(harbor ? [...this.waitErrors(harbor, pulls), ...this.otherNameErrors(harbor, pulls, otherNames)] : []),
        ];
      },
    });
    new AppsOfApps(this, 'apps-of-apps', { repository });
  }

  /** The network: Cilium, or the one that `network` has made. @throws Error if somebody else brings it: see {@link parts} */
  get network(): ClusterNetwork {
    return this.part('network', "network says who brings it: it is not this platform's");
  }

  /** Argo CD. @throws Error if somebody else has installed it: see {@link parts} */
  get argocd(): ArgoCd<A> {
    return this.part('argocd', "argocd says who has installed it: it is not this platform's");
  }

  /** The registry. @throws Error if there is none: see {@link parts} */
  get harbor(): Harbor<H> {
    return this.part('harbor', 'give it harbor: { version: … }');
  }

  /** What makes the registries known to every node's containerd. @throws Error if no node has to know one: see {@link parts} */
  get registryHosts(): RegistryHosts {
    return this.part('registryHosts', 'give it harbor, or registries');
  }

  private part<K extends keyof PlatformParts<A, H>>(name: K, because: string): NonNullable<PlatformParts<A, H>[K]> {
    const part = this.parts[name];
    if (part) return part;
    throw new Error(
      `[${this.node.path}] has no ${name}: ${because}; where it may be missing, ask for platform.parts.${name}`,
    );
  }

  /** The Job that makes what shall be in Harbor. */
  private setUp(
    harbor: Harbor<H>,
    given: { readonly project: AppProject; readonly repository: GitRepository },
    props: PlatformProps<C, A, H>,
  ): { readonly workload: Workload; readonly state: HarborSetup } {
    const workload = new Workload(this, 'harbor-setup', {
      ...given,
      name: 'harbor-setup',
      namespace: harbor.namespace,
      dependsOn: [harbor.application],
    });
    const state = new HarborSetup(workload.chart, 'harbor-setup', {
      ...props.harbor?.state,
      namespace: harbor.namespace,
      url: harbor.address.apiUrl,
      trivy: harbor.trivy,
      image: props.images?.harborSetup,
      adminPassword: { name: HARBOR_SECRETS, key: 'HARBOR_ADMIN_PASSWORD' },
      revision: props.harbor?.secretRevision,
    });
    RequiredSecrets.of(this).declare(...state.requiredSecrets);
    return { workload, state };
  }

  private otherNameErrors(harbor: Harbor<H>, pulls: readonly Pulls[], otherNames: readonly string[]): string[] {
    const { scheme, registry } = harbor.address;
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
  private waitErrors(harbor: Harbor<H>, pulls: readonly Pulls[]): string[] {
    const order = SyncWaves.of(this);
    const ready = Math.max(...this.registryReady.map((application) => order.waveOf(application)));
    const { registry } = harbor.address;
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

type AnyPlatformProps = PlatformProps<CiliumVersion, ArgoCdVersion, HarborVersion>;

/** The Harbor's own hosts.toml is there even where it is empty: the DaemonSet may have written one before. */
function needsRegistryHosts({
  harbor,
  registries,
  mirror,
}: Pick<AnyPlatformProps, 'harbor' | 'mirror'> & { registries?: unknown }): boolean {
  return harbor !== undefined || registries !== undefined || mirror?.images !== undefined;
}

/** @throws Error for registries that are a function of a Harbor that is not there */
function registriesOf<H extends HarborVersion>(
  platform: string,
  registries: PlatformProps<CiliumVersion, ArgoCdVersion, H>['registries'] = [],
  harbor: Harbor<H> | undefined,
): readonly Registry[] {
  if (typeof registries !== 'function') return [...(harbor?.registryHost ? [harbor.registryHost] : []), ...registries];
  if (!harbor)
    throw new Error(
      `[${platform}] registries is a function of the platform's Harbor, and there is none: give it a list, or give the platform harbor: { version: … }`,
    );
  return [...(harbor.registryHost ? [harbor.registryHost] : []), ...registries(harbor)];
}

function declareRegistrySecrets(registryHosts: RegistryHosts): void {
  const { namespace, secrets, configMaps } = registryHosts;
  for (const { configMap, key } of configMaps) {
    RequiredSecrets.of(registryHosts).declare({
      kind: 'ConfigMap',
      namespace,
      name: configMap,
      keys: [{ key, format: 'pem', howToMake: 'the certificate of the CA: it is no secret' }],
      usedBy: 'registry-hosts: CAs of registries',
    });
  }
  for (const { secret, key } of secrets) {
    RequiredSecrets.of(registryHosts).declare({
      namespace,
      name: secret,
      keys: [{ key, howToMake: 'what the registry asks for: a whole header value, or a CA as PEM' }],
      usedBy: 'registry-hosts: headers and CAs of registries',
    });
  }
}

/** What the distributions of Kubernetes have to be told where the platform brings the network. */
function noOtherNetwork(podNetwork: string, replacesKubeProxy: boolean | undefined): Precondition {
  const [k3s, rke2, kubeadm, talos] = replacesKubeProxy
    ? [
        ' --disable-kube-proxy',
        ', `disable-kube-proxy: true`',
        ' --skip-phases=addon/kube-proxy',
        ', `cluster.proxy.disabled: true`',
      ]
    : ['', '', '', ''];
  return {
    requirement:
      `The cluster was started without a network of its own: k3s with \`--flannel-backend=none --disable-network-policy${k3s} --cluster-cidr=${podNetwork}\`; ` +
      `RKE2 with \`cni: none\`${rke2}, \`cluster-cidr: ${podNetwork}\`; Talos with \`cluster.network.cni.name: none\`${talos}, \`cluster.network.podSubnets: [${podNetwork}]\`; ` +
      `kubeadm with \`--pod-network-cidr=${podNetwork}${kubeadm}\``,
    neededBy: 'the network',
    check: '`kubectl get nodes` shows NotReady before the network is there, and Ready after',
  };
}

type Given = Pick<Parameters<MakeNetwork>[1], 'project' | 'repository'>;

/**
 * What makes the network; undefined where somebody else brings it.
 *
 * @throws Error unless the properties have one network, and what it has to know of the cluster
 */
function networkOf<C extends CiliumVersion>(
  platform: string,
  { cilium, network }: Pick<PlatformProps<C, ArgoCdVersion, HarborVersion>, 'cilium' | 'network'>,
  cluster: ClusterFacts & Partial<NetworkedCluster>,
): ((scope: Construct, given: Given) => ClusterNetwork | undefined) | undefined {
  if (cilium && network)
    throw new Error(`[${platform}] has both cilium and network, and a cluster has one: remove one`);
  if (network && typeof network !== 'function') {
    const { broughtBy } = network;
    return (scope) => {
      BroughtParts.of(scope).declare({ part: 'Network', broughtBy });
      return undefined;
    };
  }
  if (!network && !cilium)
    throw new Error(
      `[${platform}] has no network, which every pod needs: give it cilium: { version: … }, network with a construct of yours, ` +
        "or say who brings it: network: { broughtBy: 'k3s (flannel)' }",
    );
  const known = knownCluster(platform, cluster);
  if (network) return (scope, given) => network(scope, { ...given, cluster: known });
  return (scope, given) =>
    new Cilium<C>(scope, 'cilium', { ...given, cluster: known, ...(cilium as Omit<CiliumProps<C>, FromPlatform>) });
}

/** @throws Error unless the cluster's facts are said once: by the platform, or by the `Cluster` that it is in */
function factsFor(platform: Construct, given: ClusterFacts | undefined): ClusterFacts & Partial<NetworkedCluster> {
  const cluster = Cluster.of(platform);
  if (cluster?.facts.argocd)
    throw new Error(
      `[${platform.node.path}] is a Platform in the cluster ${cluster.name}, which the Argo CD of another deploys to: remove argocd of ` +
        'that Cluster, or deploy there with on(…)',
    );
  if (cluster && given)
    throw new Error(
      `[${platform.node.path}] has cluster, and is in the cluster ${cluster.name}, which says the same: remove one of them`,
    );
  const facts = given ?? cluster?.facts;
  if (facts) return facts;
  throw new Error(
    `[${platform.node.path}] has no cluster: give it cluster: { nodes: [{ name: 'm1', address: '10.0.24.28' }] }, or make it in a Cluster`,
  );
}

/** @throws Error if it lacks what a network has to know of it */
function knownCluster(platform: string, cluster: ClusterFacts & Partial<NetworkedCluster>): NetworkedCluster {
  const { podNetwork, apiServer } = cluster;
  if (podNetwork !== undefined && apiServer !== undefined) return { ...cluster, podNetwork, apiServer };
  const missing = [
    ...(podNetwork === undefined ? ["podNetwork, such as '10.244.0.0/16'"] : []),
    ...(apiServer === undefined ? ["apiServer, such as { host: '10.0.24.28', port: 6443 }"] : []),
  ];
  throw new Error(
    `[${platform}] brings the network, which has to know more of the cluster: give it cluster.${missing.join(' and cluster.')}`,
  );
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
    `[${path}] is a second Platform of one cluster, beside [${first}]: make each in a cluster of its own, ` +
      "new Platform(new Cluster(app, 'prod', { nodes: … }), 'platform', { … })",
  );
}

/** What a workload's pods run. */
type Pulls = Pick<Workload, 'application' | 'images'>;
