import * as fs from 'node:fs';
import * as path from 'node:path';
import { Construct } from 'constructs';
import { ArgoCdVersion as Release } from '../../argocd/semantics/version';
import type { GitRepository } from '../../synth/git-repository';
import { noteSource, scopeOfNew } from '../../synth/plan/source';
import { Addresses } from '../exposure/addresses';
import { certificateSecret } from '../exposure/certificate-secret';
import { kindsOfExposure } from '../exposure/kinds';
import { NodePorts } from '../facts/node-ports';
import { RequiredSecrets } from '../facts/required-secrets';
import { CHART_REPOSITORIES } from '../helm/chart-mirror';
import { kinds } from '../helm/kinds';
import { type DerivedValues, type ForbiddenValue, mergeMaps, mergeValues, type Values } from '../helm/merge-values';
import { notMade } from '../helm/named-objects';
import { productVersion } from '../helm/product-version';
import { SystemApplication } from '../helm/system-application';
import type { AppProject } from './app-project';
import type { Application, Dependency, DeployedKinds } from './application';
import { applicationNamespaceErrors, namespaceListErrors } from './application-namespaces';
import { ArgoCdFacts } from './argocd-facts';
import { type ArgoCdExposure, argocdAddress, argocdExposureValues, httpsPort, isNodePort, pathOf } from './exposure';
import { HIGH_AVAILABILITY, HIGH_AVAILABILITY_KINDS, highAvailabilityErrors, requireNodes } from './high-availability';
import { useArgoCdImages } from './images';
import { ARGOCD_NAMESPACE } from './names';
import { type ArgoCdNotifications, notificationErrors, notificationSecrets, notificationValues } from './notifications';
import { type ArgoCdRbac, rbacErrors, rbacValues } from './rbac';
import { type ResourceSelection, resourceFilterErrors, resourceFilterSettings } from './resource-filters';
import { type ArgoCdScale, scaleErrors, scaleValues } from './scale';
import { type ArgoCdSso, ssoConfig } from './sso';
import type { ArgoCdValues, ArgoCdVersion } from './versions';

/** Properties of {@link ArgoCd}. */
export interface ArgoCdProps<V extends ArgoCdVersion = ArgoCdVersion> {
  /** Version of the chart `argo-cd`, not of Argo CD itself. Versions that were imported (`npm run import`) are allowed. */
  readonly version: V;
  /** Project of its Application. */
  readonly project: AppProject;
  /**
   * Where the rendered tree is committed: the values are then a file of their own there.
   * @default - the values stand in the Application, which a stock cdk8s app needs
   */
  readonly repository?: GitRepository;
  /** How people reach the UI. */
  readonly exposure: ArgoCdExposure;
  /**
   * How people log in besides the user admin. Its secrets are listed in PLATFORM.md.
   *
   * @example { type: 'dex', connectors: [{ type: 'github', name: 'GitHub', clientID: 'Iv1.0123456789', orgs: [{ name: 'orgname' }] }] }
   * @default - only the local users of Argo CD
   * @see https://argo-cd.readthedocs.io/en/stable/operator-manual/user-management/
   */
  readonly sso?: ArgoCdSso;
  /** Whether Dex runs. @default - whether `sso` is through Dex; true without `sso` */
  readonly dex?: boolean;
  /** Whom it tells what, or whether the notifications controller runs at all. @default true */
  readonly notifications?: boolean | ArgoCdNotifications;
  /** Who may do what: roles, and the groups and users that have them. @default - only the user admin may do anything */
  readonly rbac?: ArgoCdRbac;
  /**
   * Whether it syncs with the service accounts that projects name in `destinationServiceAccounts`, in place of its own. Then
   * every project with Applications has to name one; that of the platform names Argo CD's own.
   * @default false
   * @see https://argo-cd.readthedocs.io/en/stable/operator-manual/app-sync-using-impersonation/
   */
  readonly impersonation?: boolean;
  /**
   * Whether it survives the loss of a node: three Redis behind a proxy, two of each server, and budgets for disruptions. It needs
   * three nodes, which PLATFORM.md says.
   * @default false
   */
  readonly highAvailability?: boolean;
  /**
   * Namespaces besides its own in which it looks for Applications: names, globs, or regular expressions between slashes. The
   * projects of these Applications permit their namespaces by themselves.
   * @default - only its own
   * @see https://argo-cd.readthedocs.io/en/stable/operator-manual/app-any-namespace/
   */
  readonly applicationNamespaces?: readonly string[];
  /** Kinds that it does not look at, besides those that it leaves out by itself. @default - those alone */
  readonly resourceExclusions?: readonly ResourceSelection[];
  /** The only kinds that it looks at. @default - all that are not excluded */
  readonly resourceInclusions?: readonly ResourceSelection[];
  /** How much it can do at once. @default - as much as the chart's defaults */
  readonly scale?: ArgoCdScale;
  /** Whether an ApplicationSet with the strategy RollingSync goes step by step: otherwise the strategy is ignored. @default false */
  readonly progressiveSyncs?: boolean;
  /** What must be healthy before it is synced. @default - none */
  readonly dependsOn?: readonly Dependency[];
  /**
   * Any other Helm values of the chart, typed for this version: a misspelt key or a value of the wrong type does not compile,
   * and a value that contradicts the declaration is an error. The chart's own documentation says what each value does. Values
   * that make the chart render further kinds (a ServiceMonitor, an Ingress) need these in `alsoDeploys`.
   *
   * @example { controller: { replicas: 2 }, configs: { params: { 'controller.diff.server.side': 'true' } } }
   * @default - nothing
   * @see https://github.com/argoproj/argo-helm/tree/main/charts/argo-cd
   * @see https://artifacthub.io/packages/helm/argo/argo-cd
   */
  readonly values?: ArgoCdValues<V>;
  /**
   * Whether `synth` renders the chart into `rendered/` of the output folder, and Argo CD reads these files instead of the
   * chart. See `rendered` of `HelmApplication`.
   * @default false
   */
  readonly rendered?: boolean;
  /** Kinds that `values` make the chart render besides, for the project to permit. @default - none */
  readonly alsoDeploys?: DeployedKinds;
}

/**
 * Argo CD as an Application of its own, so that it updates itself. Install it once with Helm and the same values: only a
 * running Argo CD can read this Application.
 */
export class ArgoCd<V extends ArgoCdVersion = ArgoCdVersion> extends Construct {
  /** The Application that deploys it. */
  readonly application: Application;
  /** URL of the UI. */
  readonly url: string;

  constructor(scope: Construct, id: string, props: ArgoCdProps<V>) {
    super(scopeOfNew(scope, id), id);
    noteSource(this);
    const { exposure } = props;
    this.url = argocdAddress(exposure).url;
    this.claim(exposure);
    const facts = ArgoCdFacts.of(this);
    facts.version = Release.parse(productVersion('argo-cd', props.version) ?? '') ?? facts.version;
    facts.impersonation = props.impersonation ?? false;
    this.node.addValidation({ validate: () => (props.rbac ? rbacErrors(props.rbac, facts.version) : []) });
    RequiredSecrets.of(this).declare({
      namespace: ARGOCD_NAMESPACE,
      name: 'argocd-redis',
      keys: [
        {
          key: 'auth',
          length: { min: 16, max: 128 },
          format: 'alphanumeric',
          howToMake: 'openssl rand -hex 32',
          generate: { command: 'openssl rand -hex 32' },
        },
      ],
      usedBy: 'Argo CD: password of its Redis',
    });
    this.application = new SystemApplication(this, 'release', {
      name: 'argocd',
      namespace: ARGOCD_NAMESPACE,
      project: props.project,
      repository: props.repository,
      rendered: props.rendered,
      chart: { repoURL: CHART_REPOSITORIES['argo-cd'], name: 'argo-cd', version: props.version },
      values: this.derive(props),
      extraValues: props.values,
      alsoDeploys: props.alsoDeploys,
      // Without server-side apply its own CRDs do not fit into the annotation of client-side apply.
      syncPolicy: { automated: { prune: true, selfHeal: true }, syncOptions: ['ServerSideApply=true'] },
      dependsOn: props.dependsOn,
      deploys: {
        ...KINDS,
        namespaced: [
          ...(KINDS.namespaced ?? []),
          ...kindsOfExposure(exposure),
          ...(props.highAvailability ? (HIGH_AVAILABILITY_KINDS.namespaced ?? []) : []),
        ],
      },
    }).application;
  }

  /** What it opens, and the certificate that has to be there. */
  private claim(exposure: ArgoCdExposure): void {
    const credential = `Secret ${ARGOCD_NAMESPACE}/argocd-initial-admin-secret, key password (Argo CD makes it)`;
    if (isNodePort(exposure)) {
      const ports = NodePorts.of(this);
      ports.claim({ service: 'Argo CD', port: exposure.nodePort, owner: this.node.path, credential });
      ports.claim({ service: 'Argo CD (HTTPS)', port: httpsPort(exposure), owner: this.node.path, credential });
      return;
    }
    const claim = { construct: this, credential };
    const addresses = Addresses.of(this);
    const login = 'the argocd command needs --grpc-web';
    switch (exposure.type) {
      case 'loadBalancer':
        addresses.claim({ ...claim, service: 'Argo CD', url: this.url, loadBalancer: exposure.address });
        break;
      case 'ingress': {
        const { host, grpc } = exposure;
        const route = `${host}${pathOf(exposure)}/`;
        addresses.claim({ ...claim, service: 'Argo CD', url: this.url, route, ...(!grpc && { how: login }) });
        if (grpc) addresses.claim({ ...claim, service: 'Argo CD (gRPC)', url: grpc.host, route: `${grpc.host}/` });
        break;
      }
      case 'gateway':
        addresses.claim({ ...claim, service: 'Argo CD', url: this.url, route: `${exposure.host}/`, how: login });
        break;
      default: {
        const how = `something of yours leads to the Service ${ARGOCD_NAMESPACE}/argocd-server, port 80`;
        addresses.claim({ ...claim, service: 'Argo CD', url: this.url, how });
      }
    }
    const { tls } = exposure;
    if (tls !== false && tls.certSource === 'secret')
      RequiredSecrets.of(this).declare(certificateSecret(ARGOCD_NAMESPACE, tls.secretName, 'Argo CD', exposure.host));
  }

  private derive(props: ArgoCdProps): DerivedValues<ArgoCdValues> {
    const { exposure, sso, dex = sso === undefined || sso.type === 'dex', notifications = true } = props;
    const { cm: ssoSettings = {}, errors = [], secrets = [] } = sso ? ssoConfig(sso, this.url) : {};
    const { highAvailability = false, applicationNamespaces, resourceExclusions, resourceInclusions } = props;
    this.node.addValidation({ validate: () => [...errors, ...dexErrors(props), ...scaleErrors(props.scale)] });
    const given = (props.values as ArgoCdValues | undefined)?.configs?.params?.['application.namespaces'];
    const lookedInto = applicationNamespaces ?? (typeof given === 'string' ? given.split(',') : []);
    if (highAvailability) requireNodes(this);
    this.node.addValidation({
      validate: () => [
        ...(highAvailability ? highAvailabilityErrors(this, props.values) : []),
        ...namespaceListErrors(applicationNamespaces ?? []),
        ...applicationNamespaceErrors(this, ARGOCD_NAMESPACE, lookedInto),
        ...resourceFilterErrors('resourceExclusions', resourceExclusions),
        ...resourceFilterErrors('resourceInclusions', resourceInclusions),
      ],
    });
    const told = typeof notifications === 'object' ? notifications : undefined;
    const allSecrets = [...secrets, ...(told ? notificationSecrets(told) : [])];
    RequiredSecrets.of(this).declareLate(() => notMade(this, allSecrets, { anywhere: true }));
    this.node.addValidation({ validate: () => (told ? notificationErrors(told) : []) });
    const exposed = argocdExposureValues(exposure);
    const derived: DerivedValues<ArgoCdValues> = {
      facts: merged(
        exposed as Values,
        {
          global: { domain: exposure.host },
          dex: { enabled: dex },
          notifications: { enabled: notifications !== false },
          configs: {
            params: {
              'server.insecure': argocdAddress(exposure).insecure ? 'true' : 'false',
              ...(applicationNamespaces && { 'application.namespaces': applicationNamespaces.join(',') }),
            },
            cm: {
              url: this.url,
              ...ssoSettings,
              ...resourceFilterSettings(resourceExclusions, resourceInclusions),
              ...(props.impersonation && { 'application.sync.impersonation.enabled': 'true' }),
            },
          },
        } satisfies ArgoCdValues as Values,
        (props.rbac ? rbacValues(props.rbac) : {}) as Values,
        (highAvailability ? HIGH_AVAILABILITY.facts : {}) as Values,
        (told ? notificationValues(told, this.url) : {}) as Values,
        scaleValues(props.scale, props.progressiveSyncs),
      ),
      defaults: {
        crds: { install: true, keep: true },
        configs: {
          cm: {
            'application.resourceTrackingMethod': 'annotation',
            'resource.customizations.health.argoproj.io_Application': applicationHealth(),
          },
          // Rendered without any data: Argo CD fills it in the cluster.
          secret: { createSecret: true },
        },
        // The chart's Job for this Secret would be a PreSync hook of every sync.
        redisSecretInit: { enabled: false },
        ...(highAvailability && HIGH_AVAILABILITY.defaults),
      },
      forbidden: FORBIDDEN,
    };
    const { values } = mergeValues(derived, props.values);
    return {
      ...derived,
      facts: mergeMaps(derived.facts as Values, useArgoCdImages(this, props.version, values, props.values)),
    };
  }
}

function dexErrors({ sso, dex }: Pick<ArgoCdProps, 'sso' | 'dex'>): string[] {
  if (sso?.type !== 'dex' || dex !== false) return [];
  return ['dex is false, but sso is through Dex: leave dex out, or give sso type oidc'];
}

/** Maps laid over each other, the last on top. */
function merged(...maps: readonly Values[]): Values {
  return maps.reduce(mergeMaps, {});
}

/** The health customization without which sync waves of Applications do not wait. */
export function applicationHealth(): string {
  return fs.readFileSync(path.join(__dirname, 'application-health.lua'), 'utf8');
}

const IN_GIT = 'it would be in Git; make the Secret in the cluster instead';
const FORBIDDEN: readonly ForbiddenValue[] = [
  'configs.secret.argocdServerAdminPassword',
  'configs.secret.argocdServerAdminPasswordMtime',
  'configs.secret.githubSecret',
  'configs.secret.gitlabSecret',
  'configs.secret.bitbucketServerSecret',
  'configs.secret.bitbucketUUID',
  'configs.secret.gogsSecret',
  'configs.secret.azureDevops.username',
  'configs.secret.azureDevops.password',
  'configs.secret.extra',
  'configs.repositories',
  'configs.credentialTemplates',
  'configs.clusterCredentials',
  'notifications.secret.items',
  'externalRedis.username',
  'externalRedis.password',
].map((path) => ({ path, because: IN_GIT }));

/** What the chart renders with these values (seen by rendering 10.1.1 with helm). */
const KINDS: DeployedKinds = {
  cluster: kinds(
    'apiextensions.k8s.io/CustomResourceDefinition',
    'rbac.authorization.k8s.io/ClusterRole',
    'rbac.authorization.k8s.io/ClusterRoleBinding',
  ),
  namespaced: kinds(
    'ConfigMap',
    'Secret',
    'Service',
    'ServiceAccount',
    'apps/Deployment',
    'apps/StatefulSet',
    'networking.k8s.io/NetworkPolicy',
    'rbac.authorization.k8s.io/Role',
    'rbac.authorization.k8s.io/RoleBinding',
  ),
};
