import { Construct } from 'constructs';
import type { GitRepository } from '../../synth/git-repository';
import { noteSource, scopeOfNew } from '../../synth/plan/source';
import type { AppProject } from '../argocd/app-project';
import type { Application, Dependency, DeployedKinds } from '../argocd/application';
import type { ClusterNode } from '../cluster-facts';
import { ClusterScope } from '../cluster-scope';
import type { DirectRegistry, Mirror, Registry } from '../containerd/registry-host';
import { Addresses } from '../exposure/addresses';
import { certificateSecret } from '../exposure/certificate-secret';
import { caOf } from '../exposure/exposure';
import { kindsOfExposure } from '../exposure/kinds';
import { NodePorts } from '../facts/node-ports';
import { Nodes } from '../facts/nodes';
import { RequiredSecrets } from '../facts/required-secrets';
import { CHART_REPOSITORIES } from '../helm/chart-mirror';
import { kinds } from '../helm/kinds';
import { type DerivedValues, type ForbiddenValue, mergeMaps, mergeValues, type Values } from '../helm/merge-values';
import { SystemApplication } from '../helm/system-application';
import { ChartValues } from '../images/chart-images';
import { exposureValues, type HarborAddress, type HarborExposure, harborAddress } from './exposure';
import { HARBOR_IMAGE_DEFAULTS, useHarborImages } from './images';
import { otherNames } from './other-names';
import { HARBOR_SECRETS, harborSecrets, secretValues } from './secrets';
import type { HarborProxyCache } from './setup/proxy-cache';
import {
  type ExternalDatabase,
  type ExternalRedis,
  type HarborStores,
  type ObjectStore,
  storeSecrets,
  storeValues,
} from './stores';
import type { HarborValues, HarborVersion } from './versions';

/** Sizes of Harbor's volumes, as Kubernetes writes them: `10Gi`. */
export interface HarborStorage {
  /** Name of the StorageClass of every volume. @default - `storageClass` of the cluster */
  readonly storageClass?: string;
  /** Images: the size of a volume, or a store of objects. */
  readonly registry: Quantity | ObjectStore;
  /** PostgreSQL: users, projects, results of scans. @default - none, which takes an external `database` */
  readonly database?: Quantity;
  /** Logs of the job service (replication, garbage collection, scans): the size of a volume, or `'database'`. */
  readonly jobLog: Quantity | 'database';
  /** Redis: sessions and the queue of jobs. @default - none, which takes an external `redis` */
  readonly redis?: Quantity;
  /** How many nodes may mount the volumes of images and of logs: with several replicas, many. @default 'ReadWriteOnce' */
  readonly accessMode?: 'ReadWriteOnce' | 'ReadWriteMany';
  /** Vulnerability data. @default - 5Gi, the chart's own; nothing where `values` switch Trivy off */
  readonly trivy?: Quantity;
}

/** An amount of bytes as Kubernetes writes it. */
export type Quantity = `${number}${'Ki' | 'Mi' | 'Gi' | 'Ti'}`;

/** Properties of {@link Harbor}. */
export interface HarborProps<V extends HarborVersion = HarborVersion> {
  /** Version of the chart `harbor`, not of Harbor itself. Versions that were imported (`npm run import`) are allowed. */
  readonly version: V;
  /** Project of its Application. */
  readonly project: AppProject;
  /**
   * Where the rendered tree is committed: the values are then a file of their own there.
   * @default - the values stand in the Application, which a stock cdk8s app needs
   */
  readonly repository?: GitRepository;
  /** How it is reached from outside of the cluster. */
  readonly exposure: HarborExposure;
  /** Sizes and class of its volumes, or another place for what would be on them. */
  readonly storage: HarborStorage;
  /** A PostgreSQL that is there already. @default - the chart's own, on a volume of `storage.database` */
  readonly database?: ExternalDatabase;
  /** A Redis that is there already. @default - the chart's own, on a volume of `storage.redis` */
  readonly redis?: ExternalRedis;
  /**
   * Secret with the key `ca.crt`: what Harbor itself trusts besides the usual roots, where a CA of one's own has signed the
   * certificates of its stores, or of registries that it replicates from.
   * @default - none
   */
  readonly caBundle?: string;
  /** How many of core, portal, job service and registry run. Several need volumes that many nodes mount, or none. @default 1 */
  readonly replicas?: number;
  /** Whether it has metrics, and a ServiceMonitor, which takes the Prometheus operator. @default false */
  readonly metrics?: boolean | 'serviceMonitor';
  /** Namespace that it is installed in. @default 'harbor' */
  readonly namespace?: string;
  /**
   * Any text. Change it after you rotated a Secret: the pods that read it then restart. A new value in a Secret alone changes
   * nothing that the chart renders.
   * @default - none
   */
  readonly secretRevision?: string;
  /** What must be healthy before it is synced. @default - none */
  readonly dependsOn?: readonly Dependency[];
  /**
   * Any other Helm values of the chart, typed for this version: a misspelt key or a value of the wrong type does not compile,
   * and a value that contradicts the declaration is an error. The chart's own documentation says what each value does. Values
   * that make the chart render further kinds (a ServiceMonitor, an Ingress) need these in `alsoDeploys`.
   *
   * @example { metrics: { enabled: true }, trivy: { enabled: false } }
   * @default - nothing
   * @see https://github.com/goharbor/harbor-helm#configuration
   * @see https://artifacthub.io/packages/helm/harbor/harbor
   */
  readonly values?: HarborValues<V>;
  /**
   * Whether `synth` renders the chart into `rendered/` of the output folder, and Argo CD reads these files instead of the
   * chart. See `rendered` of `HelmApplication`.
   * @default false
   */
  readonly rendered?: boolean;
  /** Kinds that `values` make the chart render besides, for the project to permit. @default - none */
  readonly alsoDeploys?: DeployedKinds;
}

/** Name of the Helm release, and so of the Service that everything goes through. */
const RELEASE = 'harbor';

/**
 * Harbor: a private registry.
 *
 * Its `exposure` alone decides the external URL, the URL inside of the cluster, the references of its images and the
 * registry that the nodes have to know.
 */
export class Harbor<V extends HarborVersion = HarborVersion> extends Construct {
  /** The Application that deploys it. */
  readonly application: Application;
  /** Its URLs, for people, clients and pods. */
  readonly address: HarborAddress;
  /** Namespace that it is installed in. */
  readonly namespace: string;
  /** Whether the chart brings Trivy, the scanner that Harbor registers by itself. */
  readonly trivy: boolean;
  private readonly exposure: HarborExposure;
  /** Declared proxy caches from which no node could pull. */
  private readonly closedMirrors = new Set<string>();

  constructor(scope: Construct, id: string, props: HarborProps<V>) {
    super(scopeOfNew(scope, id), id);
    noteSource(this);
    const { exposure, namespace = 'harbor' } = props;
    this.namespace = namespace;
    this.exposure = exposure;
    this.trivy = new ChartValues((props.values ?? {}) as Values, HARBOR_IMAGE_DEFAULTS).on('trivy.enabled');
    this.address = harborAddress(exposure, RELEASE, namespace);
    const credential = `user admin, Secret ${namespace}/${HARBOR_SECRETS}, key HARBOR_ADMIN_PASSWORD`;
    const claim = (service: string, port: number) =>
      NodePorts.of(this).claim({ service, port, owner: this.node.path, credential });
    if (exposure.type === 'nodePort') {
      claim('Harbor', exposure.nodePort);
      if (exposure.tls) claim('Harbor (redirects to HTTPS)', exposure.httpNodePort);
    } else {
      Addresses.of(this).claim({
        service: 'Harbor',
        url: this.address.externalUrl,
        construct: this,
        credential,
        ...(exposure.type === 'loadBalancer' && { loadBalancer: exposure.address }),
        ...((exposure.type === 'ingress' || exposure.type === 'gateway') && { route: `${exposure.host}/` }),
        ...(exposure.type === 'none' && {
          how: `something of yours leads to the Service ${namespace}/${RELEASE}, port 80`,
        }),
      });
    }
    Nodes.of(this).require({
      neededBy: 'Harbor',
      requirement: `It reaches ${this.address.externalUrl}, where it pulls from`,
      check: `once Harbor is healthy, \`curl -sk -o /dev/null -w '%{http_code}' ${this.address.externalUrl}/v2/\` prints 401`,
    });
    this.node.addValidation({
      validate: () =>
        [...this.closedMirrors].map(
          (name) =>
            `the proxy cache ${name} is a mirror, but not public: Harbor answers containerd 401, and containerd silently pulls from ` +
            'upstream; write public: true, or give the mirror headers with a credential',
        ),
    });
    const stores = storesOf(props);
    RequiredSecrets.of(this).declare(
      ...harborSecrets(namespace, stores.database === undefined),
      ...storeSecrets(namespace, stores),
      ...(props.caBundle === undefined
        ? []
        : [{ namespace, name: props.caBundle, usedBy: 'Harbor: CAs that it trusts', keys: CA_BUNDLE }]),
    );
    this.node.addValidation({ validate: () => storageErrors(props) });
    if (exposure.tls && exposure.tls.certSource === 'secret') {
      RequiredSecrets.of(this).declare(certificateSecret(namespace, exposure.tls.secretName, 'Harbor', exposure.host));
    }
    this.application = new SystemApplication(this, 'release', {
      name: RELEASE,
      namespace,
      project: props.project,
      repository: props.repository,
      rendered: props.rendered,
      chart: { repoURL: CHART_REPOSITORIES.harbor, name: 'harbor', version: props.version },
      values: this.derive(props),
      extraValues: props.values,
      alsoDeploys: props.alsoDeploys,
      syncPolicy: { automated: { prune: true, selfHeal: true }, syncOptions: ['CreateNamespace=true'] },
      dependsOn: props.dependsOn,
      deploys: {
        ...KINDS,
        namespaced: [
          ...(KINDS.namespaced ?? []),
          ...kindsOfExposure(exposure),
          ...(props.metrics === 'serviceMonitor' ? kinds('monitoring.coreos.com/ServiceMonitor') : []),
        ],
      },
    }).application;
  }

  /**
   * Reference of an image in this registry.
   *
   * @param repository project and repository: `bootcamp/nginx`
   * @param tag tag, or `sha256:…`
   */
  image(repository: string, tag: string): string {
    return `${this.address.registry}/${repository}${tag.startsWith('sha256:') ? '@' : ':'}${tag}`;
  }

  /**
   * A proxy cache in this registry, as a mirror of the registry that it caches: Harbor's address and scheme need not be
   * repeated.
   *
   * @param proxyCache the one that is declared in Harbor's state, or the name of one that was made by hand
   * @param options what containerd may ask of it, and headers. A project that is not public needs headers; without them
   * a declared one is an error
   */
  mirror(
    proxyCache: { readonly name: string } | HarborProxyCache,
    options: Pick<Mirror, 'capabilities' | 'headers'> = {},
  ): Mirror {
    if ('upstream' in proxyCache && !proxyCache.public && !options.headers) this.closedMirrors.add(proxyCache.name);
    return { ...this.endpoint, ...options, project: proxyCache.name };
  }

  /** The names other than its own under which it answers: on a NodePort, those of the nodes. */
  otherNames(nodes: readonly ClusterNode[]): readonly string[] {
    return otherNames(this.exposure, nodes);
  }

  /** What the nodes have to know to pull from here; undefined where containerd's own defaults do. */
  get registryHost(): Registry | undefined {
    const { endpoint } = this;
    return endpoint.scheme === 'http' || endpoint.ca ? endpoint : undefined;
  }

  private get endpoint(): DirectRegistry {
    const { exposure } = this;
    const at =
      exposure.type === 'nodePort' ? { host: exposure.host, port: exposure.nodePort } : { host: exposure.host };
    if (this.address.scheme === 'http') return { scheme: 'http', ...at };
    const ca = caOf(exposure.tls);
    return { scheme: 'https', ...at, ...(ca && { ca }) };
  }

  private derive(props: HarborProps): DerivedValues<HarborValues> {
    const { exposure, storage, secretRevision } = props;
    const storageClass = storage.storageClass ?? ClusterScope.of(this).storageClass;
    if (storageClass === undefined)
      throw new Error(
        `[${this.node.path}] storage.storageClass is missing: give it, such as 'longhorn', or give the cluster storageClass`,
      );
    const kept = { 'argocd.argoproj.io/sync-options': 'Prune=false,Delete=false' };
    const revision = { podAnnotations: { 'groundwork/secret-revision': secretRevision } };
    const restart: Values =
      secretRevision === undefined
        ? {}
        : { core: revision, jobservice: revision, registry: revision, database: revision };
    const volume = (size: Quantity, annotations?: Record<string, string>) => ({
      storageClass,
      accessMode: 'ReadWriteOnce' as const,
      size,
      ...(annotations && { annotations }),
    });
    const shared = (size: Quantity) => ({ ...volume(size, kept), accessMode: storage.accessMode ?? 'ReadWriteOnce' });
    const stores = storesOf(props);
    const onVolumes = typeof storage.registry === 'string' || storage.jobLog !== 'database';
    const facts = {
      expose: exposureValues(exposure, RELEASE),
      externalURL: this.address.externalUrl,
      ...secretValues(stores),
      persistence: {
        persistentVolumeClaim: {
          ...(typeof storage.registry === 'string' && { registry: shared(storage.registry) }),
          ...(storage.jobLog !== 'database' && { jobservice: { jobLog: shared(storage.jobLog) } }),
          ...(!stores.database && storage.database && { database: volume(storage.database) }),
          ...(!stores.redis && storage.redis && { redis: volume(storage.redis) }),
          ...(this.trivy && { trivy: volume(storage.trivy ?? '5Gi') }),
        },
      },
    } satisfies HarborValues;
    const more: readonly HarborValues[] = [
      storeValues(stores),
      ...(storage.jobLog === 'database' ? [{ jobservice: { jobLoggers: ['database' as const] } }] : []),
      ...(props.caBundle === undefined ? [] : [{ caBundleSecretName: props.caBundle }]),
      ...(props.replicas === undefined ? [] : [replicaValues(props.replicas)]),
      ...(props.metrics
        ? [{ metrics: { enabled: true, serviceMonitor: { enabled: props.metrics === 'serviceMonitor' } } }]
        : []),
    ];
    const derived: DerivedValues<HarborValues> = {
      facts: [restart, ...(more as readonly Values[])].reduce(mergeMaps, facts as Values),
      // nginx cannot listen on IPv6 where the kernel has it switched off.
      defaults: {
        ipFamily: { ipv6: { enabled: false } },
        persistence: { enabled: true, resourcePolicy: 'keep' },
        // The volumes are ReadWriteOnce: a new pod on another node could not mount them while the old pod still runs.
        updateStrategy: { type: onVolumes && storage.accessMode !== 'ReadWriteMany' ? 'Recreate' : 'RollingUpdate' },
      },
      forbidden: [...FORBIDDEN, LOOKED_UP],
      fixed: FIXED,
    };
    const { values } = mergeValues(derived, props.values);
    return {
      ...derived,
      facts: mergeMaps(derived.facts as Values, useHarborImages(this, props.version, values, props.values)),
    };
  }
}

function storesOf({ database, redis, storage }: HarborProps): HarborStores {
  return { database, redis, registry: typeof storage.registry === 'string' ? undefined : storage.registry };
}

const CA_BUNDLE = [
  { key: 'ca.crt', format: 'pem' as const, howToMake: 'the certificates of the CAs, one after the other' },
];

function replicaValues(replicas: number): HarborValues {
  const of = { replicas };
  return { nginx: of, portal: of, core: of, jobservice: of, registry: of };
}

/** Stores that are declared twice or not at all, and volumes that several replicas could not mount. */
function storageErrors({ storage, database, redis, replicas = 1 }: HarborProps): string[] {
  const errors: string[] = [];
  for (const [name, external] of [
    ['database', database],
    ['redis', redis],
  ] as const) {
    if (!external && storage[name] === undefined)
      errors.push(`storage.${name} is missing: give its size, or ${name}: { … } of one that is there already`);
    if (external && storage[name] !== undefined)
      errors.push(
        `storage.${name} is ${storage[name]}, but ${name} is one that is there already: remove one of the two`,
      );
  }
  if (!Number.isInteger(replicas) || replicas < 1)
    errors.push(`replicas is ${replicas}: write a whole number from 1 on`);
  if (replicas > 1 && storage.accessMode !== 'ReadWriteMany') {
    const volumes = [
      ...(typeof storage.registry === 'string' ? ['storage.registry (or give a store of objects)'] : []),
      ...(storage.jobLog === 'database' ? [] : ["storage.jobLog (or write 'database')"]),
    ];
    if (volumes.length > 0)
      errors.push(
        `replicas is ${replicas}, but one node alone can mount ${volumes.join(' and ')}: write storage.accessMode: 'ReadWriteMany', ` +
          'if its class can do that',
      );
  }
  return errors;
}

const IN_GIT = `it would be in Git; it belongs into the Secret ${HARBOR_SECRETS}`;
const FORBIDDEN: readonly ForbiddenValue[] = [
  'harborAdminPassword',
  'secretKey',
  'core.secret',
  'core.xsrfKey',
  'core.tokenKey',
  'core.tokenCert',
  'jobservice.secret',
  'registry.secret',
  'registry.credentials.password',
  'registry.credentials.htpasswdString',
  'database.internal.password',
  'database.external.password',
  'redis.external.password',
  'trivy.gitHubToken',
  'core.configureUserSettings',
  'internalTLS.*.key',
  'trace.jaeger.password',
  'persistence.imageChartStorage.*.accesskey',
  'persistence.imageChartStorage.*.secretkey',
  'persistence.imageChartStorage.*.accountkey',
  'persistence.imageChartStorage.*.encodedkey',
  'persistence.imageChartStorage.*.password',
  'persistence.imageChartStorage.*.accesskeysecret',
].map((path) => ({ path, because: IN_GIT }));

/** What no property decides. */
const FIXED: readonly ForbiddenValue[] = [
  { path: 'internalTLS.enabled', because: 'the Job harbor-setup talks to core as it is without it' },
  ...[
    'existingSecretAdminPassword',
    'existingSecretAdminPasswordKey',
    'existingSecretSecretKey',
    'core.existingSecret',
    'core.secretName',
    'core.existingXsrfSecret',
    'core.existingXsrfSecretKey',
    'jobservice.existingSecret',
    'jobservice.existingSecretKey',
    'registry.existingSecret',
    'registry.existingSecretKey',
    'registry.credentials',
    'database.internal',
  ].map((path) => ({ path, because: 'PLATFORM.md says how to make that Secret, and harbor-setup reads it' })),
];

/** What the chart looks up in the cluster while it renders. Argo CD renders without one, and would find nothing. */
const LOOKED_UP: ForbiddenValue = {
  path: 'redis.external.existingSecret',
  because:
    'the chart looks that Secret up while it renders, which Argo CD does not do, so the password would be empty; declare redis: { address: … }, ' +
    'without a password, and keep others away by the network',
};

/** What the chart renders with these values (seen by rendering 1.19.1 with helm). */
const KINDS: DeployedKinds = {
  namespaced: kinds('ConfigMap', 'PersistentVolumeClaim', 'Secret', 'Service', 'apps/Deployment', 'apps/StatefulSet'),
};
