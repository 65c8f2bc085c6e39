/**
 * The constructs of a platform: Argo CD's Applications and AppProjects, Harbor, Cilium, and what stands between them.
 *
 * @module cdk8s-groundwork
 */

export type { RbacActionOf, RbacResource } from '../argocd/semantics/rbac-policy';
export type { ImageLock, ImageLockEntry } from '../images/image-lock';
// With a star: an interface that is exported by its name cannot be added to by the module of a user.
export type * from '../imports/helm-values';
export type { AppDescription } from '../synth/app';
export type { GitRepository } from '../synth/git-repository';
export type { KubernetesObject, Plan, PlannedFile } from '../synth/plan/plan';
export { type FolderOptions, GroundworkApp, type GroundworkAppProps } from './app';
export type { AppFile, AppFileNames, ApplicationFile, HelmApplicationFile } from './app-files/app-file';
export { type AppsFromFilesOptions, appsFromFiles } from './app-files/apps-from-files';
export { manifestsFromFiles } from './app-files/manifests-from-files';
export {
  AppProject,
  type AppProjectProps,
  type ClusterKind,
  type DestinationServiceAccount,
  type IgnoredOrphans,
  type OrphanedResources,
  type SyncWindowProps,
} from './argocd/app-project';
export {
  Application,
  type ApplicationDestination,
  type ApplicationFinalizer,
  type ApplicationProps,
  type ApplicationSources,
  type ApplicationSpecProps,
  type Dependency,
  type DeployedKinds,
  type DestinationCluster,
  type SpecOnlyProps,
} from './argocd/application';
export { ApplicationSet, type ApplicationSetProps, type ApplicationTemplateProps } from './argocd/application-set';
export type * from './argocd/application-source';
export { AppsOfApps, type AppsOfAppsProps } from './argocd/apps-of-apps';
export { ArgoCd, type ArgoCdProps } from './argocd/argocd';
export type { ArgoCdCertificate, ArgoCdExposure, ArgoCdIngress, ArgoCdNodePort } from './argocd/exposure';
export type { InstalledArgoCd } from './argocd/installed-argocd';
export { ARGOCD_NAMESPACE, IN_CLUSTER } from './argocd/names';
export type {
  ArgoCdNotifications,
  EmailService,
  GitHubService,
  GrafanaService,
  MattermostService,
  NotificationSecret,
  NotificationService,
  NotificationSubscription,
  NotificationTemplate,
  NotificationTrigger,
  OpsgenieService,
  OtherNotificationService,
  SlackService,
  TeamsWorkflowsService,
  TelegramService,
  WebhookService,
} from './argocd/notifications';
export type { ProjectPermission, ProjectPermissionOf, ProjectResource, ProjectRoleProps } from './argocd/project-role';
export type { ArgoCdRbac, RbacActionWithPath, RbacPermission, RbacPermissionOf } from './argocd/rbac';
export {
  type CredentialField,
  type ExternalCredentials,
  Repository,
  type RepositoryCredentials,
  type RepositoryOptions,
  type RepositoryProps,
  type SealedCredentials,
  type SecretCredentials,
} from './argocd/repository';
export type { ResourceSelection } from './argocd/resource-filters';
export type { ArgoCdScale } from './argocd/scale';
export type { SourceSignatures } from './argocd/source-signatures';
export type {
  ArgoCdSecretKey,
  ArgoCdSso,
  DexClient,
  DexConnector,
  DexConnectorBase,
  DexGitHub,
  DexGitHubOrg,
  DexGitLab,
  DexGoogle,
  DexLdap,
  DexLdapMatcher,
  DexMicrosoft,
  DexOidc,
  DexSaml,
  DexSso,
  OidcClaim,
  OidcSso,
  OtherDexConnector,
} from './argocd/sso';
export type * from './argocd/sync-policy';
export type { ArgoCdValues, ArgoCdVersion } from './argocd/versions';
export type { WhenRemoved } from './argocd/when-removed';
export { Cilium, type CiliumProps } from './cilium/cilium';
export type { Encryption } from './cilium/encryption';
export type { HubbleUiExposure, HubbleUiNodePort } from './cilium/hubble-ui';
export type { CiliumValues, CiliumVersion } from './cilium/versions';
export {
  type ClusterFacts,
  type ClusterNode,
  CONTAINERD_CONFIG_DIRECTORY,
  type NetworkedCluster,
} from './cluster-facts';
export { type ArgoCdElsewhere, Cluster, type ClusterProps } from './clusters/cluster';
export type { ClusterCredentials } from './clusters/cluster-credentials';
export type { Difference } from './clusters/difference';
export {
  type ApplicationOn,
  type Differences,
  type HelmOn,
  OnClusters,
  type OrderOn,
  on,
  Placement,
  type ProjectOn,
} from './clusters/on';
export * from './containerd';
export { type AddressClaim, Addresses } from './exposure/addresses';
export type {
  ControllerCertificate,
  GatewayExposure,
  IngressExposure,
  IngressTls,
  IssuedCertificate,
  LoadBalancerExposure,
  NoExposure,
  SecretCertificate,
  TlsInFront,
} from './exposure/exposure';
export { type BroughtPart, BroughtParts, type BroughtRequirement } from './facts/brought';
export { type NodePortClaim, NodePorts } from './facts/node-ports';
export { type NodeRequirement, Nodes } from './facts/nodes';
export type * from './facts/required-secret';
export { RequiredSecrets } from './facts/required-secrets';
export type { SecretStore, StoreEntry } from './facts/secret-store';
export type {
  HarborAddress,
  HarborCertificate,
  HarborExposure,
  HarborIngress,
  HttpNodePort,
  HttpsNodePort,
} from './harbor/exposure';
export { Harbor, type HarborProps, type HarborStorage } from './harbor/harbor';
export * from './harbor/setup';
export type { AzureStore, ExternalDatabase, ExternalRedis, GcsStore, ObjectStore, S3Store } from './harbor/stores';
export type { HarborValues, HarborVersion } from './harbor/versions';
export type { ChartMirror, ChartRepository } from './helm/chart-mirror';
export { HelmApplication, type HelmApplicationProps } from './helm/helm-application';
export { type HelmChart, importedChart, type UnimportedChart } from './helm/imported-chart';
export type { KubernetesStructures } from './helm/kubernetes-structures';
export { type FollowedApplication, ImageUpdater, type ImageUpdaterProps } from './images/image-updater';
export {
  type ImageUse,
  type ImageUser,
  type PinnedBy,
  type PinnedImage,
  PlatformImages,
} from './images/platform-images';
export type { ClusterNetwork, GivenToNetwork, InstalledNetwork, MakeNetwork } from './network';
export { type FromPlatform, Platform, type PlatformParts, type PlatformProps } from './platform';
export type { QuotaResource, ResourceAmounts, TeamLimits, TeamNamespace, TeamQuota } from './team/namespaces';
export type { TeamRole, TeamRule } from './team/roles';
export { Team, type TeamProps } from './team/team';
export { Versions } from './versions/versions';
export { Workload, type WorkloadProps } from './workload';
