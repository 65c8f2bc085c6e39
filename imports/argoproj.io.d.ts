// Generated from the argoproj.io CRDs v3.6.1 by `npm run import`. Do not edit.

export interface AppProjectSpec {
  readonly clusterResourceBlacklist?: readonly ClusterResourceRestrictionItem[];
  readonly clusterResourceWhitelist?: readonly ClusterResourceRestrictionItem[];
  readonly description?: string;
  readonly destinationServiceAccounts?: readonly ApplicationDestinationServiceAccount[];
  readonly destinations?: readonly ApplicationDestination[];
  readonly namespaceResourceBlacklist?: readonly GroupKind[];
  readonly namespaceResourceWhitelist?: readonly GroupKind[];
  readonly orphanedResources?: OrphanedResourcesMonitorSettings;
  readonly permitOnlyProjectScopedClusters?: boolean;
  readonly roles?: readonly ProjectRole[];
  readonly signatureKeys?: readonly SignatureKey[];
  readonly sourceIntegrity?: AppProjectSpecSourceIntegrity;
  readonly sourceNamespaces?: readonly string[];
  readonly sourceRepos?: readonly string[];
  readonly syncWindows?: readonly SyncWindow[];
}

export interface ClusterResourceRestrictionItem {
  readonly group: string;
  readonly kind: string;
  readonly name?: string;
}

export interface ApplicationDestinationServiceAccount {
  readonly defaultServiceAccount: string;
  readonly namespace?: string;
  readonly server: string;
}

export interface ApplicationDestination {
  readonly name?: string;
  readonly namespace?: string;
  readonly server?: string;
}

export interface GroupKind {
  readonly group: string;
  readonly kind: string;
}

export interface OrphanedResourcesMonitorSettings {
  readonly ignore?: readonly OrphanedResourceKey[];
  readonly warn?: boolean;
}

export interface OrphanedResourceKey {
  readonly group?: string;
  readonly kind?: string;
  readonly name?: string;
}

export interface ProjectRole {
  readonly description?: string;
  readonly groups?: readonly string[];
  readonly jwtTokens?: readonly JWTToken[];
  readonly name: string;
  readonly policies?: readonly string[];
}

export interface JWTToken {
  readonly exp?: number;
  readonly iat: number;
  readonly id?: string;
}

export interface SignatureKey {
  readonly keyID: string;
}

export interface AppProjectSpecSourceIntegrity {
  readonly git: AppProjectSpecSourceIntegrityGit;
}

export interface AppProjectSpecSourceIntegrityGit {
  readonly policies: readonly AppProjectSpecSourceIntegrityGitPolicies[];
}

export interface AppProjectSpecSourceIntegrityGitPolicies {
  readonly gpg: AppProjectSpecSourceIntegrityGitPoliciesGpg;
  readonly repos: readonly AppProjectSpecSourceIntegrityGitPoliciesRepos[];
}

export interface AppProjectSpecSourceIntegrityGitPoliciesGpg {
  readonly keys: readonly string[];
  readonly mode: string;
}

export interface AppProjectSpecSourceIntegrityGitPoliciesRepos {
  readonly url: string;
}

export interface SyncWindow {
  readonly andOperator?: boolean;
  readonly applications?: readonly string[];
  readonly clusters?: readonly string[];
  readonly description?: string;
  readonly duration?: string;
  readonly kind?: string;
  readonly manualSync?: boolean;
  readonly namespaces?: readonly string[];
  readonly schedule?: string;
  readonly syncOverrun?: boolean;
  readonly timeZone?: string;
}

export interface ApplicationMatchExpression {
  readonly key?: string;
  readonly operator?: string;
  readonly values?: readonly string[];
}

export interface ApplicationPreservedFields {
  readonly annotations?: readonly string[];
  readonly labels?: readonly string[];
}

export interface ApplicationSetGenerator {
  readonly clusterDecisionResource?: DuckTypeGenerator;
  readonly clusters?: ClusterGenerator;
  readonly git?: GitGenerator;
  readonly list?: ListGenerator;
  readonly matrix?: MatrixGenerator;
  readonly merge?: MergeGenerator;
  readonly oci?: ApplicationSetGeneratorOci;
  readonly plugin?: PluginGenerator;
  readonly pullRequest?: PullRequestGenerator;
  readonly scmProvider?: SCMProviderGenerator;
  readonly selector?: LabelSelector;
}

export interface DuckTypeGenerator {
  readonly configMapRef: string;
  readonly labelSelector?: LabelSelector;
  readonly name?: string;
  readonly requeueAfterSeconds?: number;
  readonly template?: ApplicationSetTemplate;
  readonly values?: Readonly<Record<string, string>>;
}

export interface LabelSelector {
  readonly matchExpressions?: readonly LabelSelectorRequirement[];
  readonly matchLabels?: Readonly<Record<string, string>>;
}

export interface LabelSelectorRequirement {
  readonly key: string;
  readonly operator: string;
  readonly values?: readonly string[];
}

export interface ApplicationSetTemplate {
  readonly metadata: ApplicationSetTemplateMeta;
  readonly spec: ApplicationSpec;
}

export interface ApplicationSetTemplateMeta {
  readonly annotations?: Readonly<Record<string, string>>;
  readonly finalizers?: readonly string[];
  readonly labels?: Readonly<Record<string, string>>;
  readonly name?: string;
  readonly namespace?: string;
}

export interface ApplicationSpec {
  readonly destination: ApplicationDestination;
  readonly ignoreDifferences?: readonly ResourceIgnoreDifferences[];
  readonly info?: readonly Info[];
  readonly project: string;
  readonly revisionHistoryLimit?: number;
  readonly source?: ApplicationSource;
  readonly sourceHydrator?: SourceHydrator;
  readonly sources?: readonly ApplicationSource[];
  readonly syncPolicy?: SyncPolicy;
}

export interface ResourceIgnoreDifferences {
  readonly group?: string;
  readonly jqPathExpressions?: readonly string[];
  readonly jsonPointers?: readonly string[];
  readonly kind: string;
  readonly managedFieldsManagers?: readonly string[];
  readonly name?: string;
  readonly namespace?: string;
}

export interface Info {
  readonly name: string;
  readonly value: string;
}

export interface ApplicationSource {
  readonly chart?: string;
  readonly directory?: ApplicationSourceDirectory;
  readonly helm?: ApplicationSourceHelm;
  readonly kustomize?: ApplicationSourceKustomize;
  readonly name?: string;
  readonly path?: string;
  readonly plugin?: ApplicationSourcePlugin;
  readonly ref?: string;
  readonly repoURL: string;
  readonly tagPrefix?: string;
  readonly targetRevision?: string;
}

export interface ApplicationSourceDirectory {
  readonly disableExtensionFilter?: boolean;
  readonly exclude?: string;
  readonly include?: string;
  readonly jsonnet?: ApplicationSourceJsonnet;
  readonly recurse?: boolean;
}

export interface ApplicationSourceJsonnet {
  readonly extVars?: readonly JsonnetVar[];
  readonly libs?: readonly string[];
  readonly tlas?: readonly JsonnetVar[];
}

export interface JsonnetVar {
  readonly code?: boolean;
  readonly name: string;
  readonly value: string;
}

export interface ApplicationSourceHelm {
  readonly apiVersions?: readonly string[];
  readonly fileParameters?: readonly HelmFileParameter[];
  readonly ignoreMissingValueFiles?: boolean;
  readonly kubeVersion?: string;
  readonly namespace?: string;
  readonly parameters?: readonly HelmParameter[];
  readonly passCredentials?: boolean;
  readonly releaseName?: string;
  readonly skipCrds?: boolean;
  readonly skipSchemaValidation?: boolean;
  readonly skipTests?: boolean;
  readonly valueFiles?: readonly string[];
  readonly values?: string;
  readonly valuesObject?: Readonly<Record<string, unknown>>;
  readonly version?: string;
}

export interface HelmFileParameter {
  readonly name?: string;
  readonly path?: string;
}

export interface HelmParameter {
  readonly forceString?: boolean;
  readonly name?: string;
  readonly value?: string;
}

export interface ApplicationSourceKustomize {
  readonly apiVersions?: readonly string[];
  readonly commonAnnotations?: Readonly<Record<string, string>>;
  readonly commonAnnotationsEnvsubst?: boolean;
  readonly commonLabels?: Readonly<Record<string, string>>;
  readonly components?: readonly string[];
  readonly forceCommonAnnotations?: boolean;
  readonly forceCommonLabels?: boolean;
  readonly ignoreMissingComponents?: boolean;
  readonly images?: readonly string[];
  readonly kubeVersion?: string;
  readonly labelIncludeTemplates?: boolean;
  readonly labelWithoutSelector?: boolean;
  readonly namePrefix?: string;
  readonly nameSuffix?: string;
  readonly namespace?: string;
  readonly patches?: readonly KustomizePatch[];
  readonly replicas?: readonly KustomizeReplica[];
  readonly version?: string;
}

export interface KustomizePatch {
  readonly options?: Readonly<Record<string, boolean>>;
  readonly patch?: string;
  readonly path?: string;
  readonly target?: KustomizeSelector;
}

export interface KustomizeSelector {
  readonly annotationSelector?: string;
  readonly group?: string;
  readonly kind?: string;
  readonly labelSelector?: string;
  readonly name?: string;
  readonly namespace?: string;
  readonly version?: string;
}

export interface KustomizeReplica {
  readonly count: number | string;
  readonly name: string;
}

export interface ApplicationSourcePlugin {
  readonly env?: readonly EnvEntry[];
  readonly name?: string;
  readonly parameters?: readonly ApplicationSourcePluginParameter[];
}

export interface EnvEntry {
  readonly name: string;
  readonly value: string;
}

export interface ApplicationSourcePluginParameter {
  readonly array?: readonly string[];
  readonly map?: Readonly<Record<string, string>>;
  readonly name?: string;
  readonly string?: string;
}

export interface SourceHydrator {
  readonly drySource: DrySource;
  readonly hydrateTo?: HydrateTo;
  readonly syncSource: SyncSource;
}

export interface DrySource {
  readonly directory?: ApplicationSourceDirectory;
  readonly helm?: ApplicationSourceHelm;
  readonly kustomize?: ApplicationSourceKustomize;
  readonly path: string;
  readonly plugin?: ApplicationSourcePlugin;
  readonly repoURL: string;
  readonly targetRevision: string;
}

export interface HydrateTo {
  readonly targetBranch: string;
}

export interface SyncSource {
  readonly path: string;
  readonly repoURL?: string;
  readonly targetBranch: string;
}

export interface SyncPolicy {
  readonly automated?: SyncPolicyAutomated;
  readonly managedNamespaceMetadata?: ManagedNamespaceMetadata;
  readonly retry?: RetryStrategy;
  readonly syncOptions?: readonly string[];
}

export interface SyncPolicyAutomated {
  readonly allowEmpty?: boolean;
  readonly enabled?: boolean;
  readonly prune?: boolean;
  readonly selfHeal?: boolean;
}

export interface ManagedNamespaceMetadata {
  readonly annotations?: Readonly<Record<string, string>>;
  readonly labels?: Readonly<Record<string, string>>;
}

export interface RetryStrategy {
  readonly backoff?: Backoff;
  readonly limit?: number;
  readonly refresh?: boolean;
}

export interface Backoff {
  readonly duration?: string;
  readonly factor?: number;
  readonly maxDuration?: string;
}

export interface ClusterGenerator {
  readonly flatList?: boolean;
  readonly selector?: LabelSelector;
  readonly template?: ApplicationSetTemplate;
  readonly values?: Readonly<Record<string, string>>;
}

export interface GitGenerator {
  readonly directories?: readonly GitDirectoryGeneratorItem[];
  readonly files?: readonly GitFileGeneratorItem[];
  readonly pathParamPrefix?: string;
  readonly repoURL: string;
  readonly requeueAfterSeconds?: number;
  readonly revision: string;
  readonly template?: ApplicationSetTemplate;
  readonly values?: Readonly<Record<string, string>>;
}

export interface GitDirectoryGeneratorItem {
  readonly exclude?: boolean;
  readonly path: string;
}

export interface GitFileGeneratorItem {
  readonly exclude?: boolean;
  readonly path: string;
}

export interface ListGenerator {
  readonly elements?: readonly unknown[];
  readonly elementsYaml?: string;
  readonly template?: ApplicationSetTemplate;
}

export interface MatrixGenerator {
  readonly generators: readonly ApplicationSetNestedGenerator[];
  readonly template?: ApplicationSetTemplate;
}

export interface ApplicationSetNestedGenerator {
  readonly clusterDecisionResource?: DuckTypeGenerator;
  readonly clusters?: ClusterGenerator;
  readonly git?: GitGenerator;
  readonly list?: ListGenerator;
  readonly matrix?: unknown;
  readonly merge?: unknown;
  readonly oci?: ApplicationSetNestedGeneratorOci;
  readonly plugin?: PluginGenerator;
  readonly pullRequest?: PullRequestGenerator;
  readonly scmProvider?: SCMProviderGenerator;
  readonly selector?: LabelSelector;
}

export interface ApplicationSetNestedGeneratorOci {
  readonly directories?: readonly ApplicationSetNestedGeneratorOciDirectories[];
  readonly files?: readonly ApplicationSetNestedGeneratorOciFiles[];
  readonly pathParamPrefix?: string;
  readonly repoURL: string;
  readonly requeueAfterSeconds?: number;
  readonly revision: string;
  readonly template?: ApplicationSetTemplate;
  readonly values?: Readonly<Record<string, string>>;
}

export interface ApplicationSetNestedGeneratorOciDirectories {
  readonly exclude?: boolean;
  readonly path: string;
}

export interface ApplicationSetNestedGeneratorOciFiles {
  readonly exclude?: boolean;
  readonly path: string;
}

export interface PluginGenerator {
  readonly configMapRef: PluginConfigMapRef;
  readonly input?: PluginInput;
  readonly requeueAfterSeconds?: number;
  readonly template?: ApplicationSetTemplate;
  readonly values?: Readonly<Record<string, string>>;
}

export interface PluginConfigMapRef {
  readonly name: string;
}

export interface PluginInput {
  readonly parameters?: Readonly<Record<string, unknown>>;
}

export interface PullRequestGenerator {
  readonly azuredevops?: PullRequestGeneratorAzureDevOps;
  readonly bitbucket?: PullRequestGeneratorBitbucket;
  readonly bitbucketServer?: PullRequestGeneratorBitbucketServer;
  readonly continueOnRepoNotFoundError?: boolean;
  readonly filters?: readonly PullRequestGeneratorFilter[];
  readonly gitea?: PullRequestGeneratorGitea;
  readonly github?: PullRequestGeneratorGithub;
  readonly gitlab?: PullRequestGeneratorGitLab;
  readonly requeueAfterSeconds?: number;
  readonly template?: ApplicationSetTemplate;
  readonly values?: Readonly<Record<string, string>>;
}

export interface PullRequestGeneratorAzureDevOps {
  readonly api?: string;
  readonly labels?: readonly string[];
  readonly organization: string;
  readonly project: string;
  readonly repo: string;
  readonly tokenRef?: SecretRef;
}

export interface SecretRef {
  readonly key: string;
  readonly secretName: string;
}

export interface PullRequestGeneratorBitbucket {
  readonly api?: string;
  readonly basicAuth?: BasicAuthBitbucketServer;
  readonly bearerToken?: BearerTokenBitbucketCloud;
  readonly owner: string;
  readonly repo: string;
}

export interface BasicAuthBitbucketServer {
  readonly passwordRef: SecretRef;
  readonly username: string;
}

export interface BearerTokenBitbucketCloud {
  readonly tokenRef: SecretRef;
}

export interface PullRequestGeneratorBitbucketServer {
  readonly api: string;
  readonly basicAuth?: BasicAuthBitbucketServer;
  readonly bearerToken?: BearerTokenBitbucketCloud;
  readonly caRef?: ConfigMapKeyRef;
  readonly insecure?: boolean;
  readonly project: string;
  readonly repo: string;
}

export interface ConfigMapKeyRef {
  readonly configMapName: string;
  readonly key: string;
}

export interface PullRequestGeneratorFilter {
  readonly branchMatch?: string;
  readonly targetBranchMatch?: string;
  readonly titleMatch?: string;
}

export interface PullRequestGeneratorGitea {
  readonly api: string;
  readonly insecure?: boolean;
  readonly labels?: readonly string[];
  readonly owner: string;
  readonly repo: string;
  readonly tokenRef?: SecretRef;
}

export interface PullRequestGeneratorGithub {
  readonly api?: string;
  readonly appSecretName?: string;
  readonly labels?: readonly string[];
  readonly owner: string;
  readonly repo: string;
  readonly tokenRef?: SecretRef;
}

export interface PullRequestGeneratorGitLab {
  readonly api?: string;
  readonly caRef?: ConfigMapKeyRef;
  readonly insecure?: boolean;
  readonly labels?: readonly string[];
  readonly project: string;
  readonly pullRequestState?: string;
  readonly tokenRef?: SecretRef;
}

export interface SCMProviderGenerator {
  readonly awsCodeCommit?: SCMProviderGeneratorAWSCodeCommit;
  readonly azureDevOps?: SCMProviderGeneratorAzureDevOps;
  readonly bitbucket?: SCMProviderGeneratorBitbucket;
  readonly bitbucketServer?: SCMProviderGeneratorBitbucketServer;
  readonly cloneProtocol?: string;
  readonly filters?: readonly SCMProviderGeneratorFilter[];
  readonly gitea?: SCMProviderGeneratorGitea;
  readonly github?: SCMProviderGeneratorGithub;
  readonly gitlab?: SCMProviderGeneratorGitlab;
  readonly requeueAfterSeconds?: number;
  readonly template?: ApplicationSetTemplate;
  readonly values?: Readonly<Record<string, string>>;
}

export interface SCMProviderGeneratorAWSCodeCommit {
  readonly allBranches?: boolean;
  readonly region?: string;
  readonly role?: string;
  readonly tagFilters?: readonly TagFilter[];
}

export interface TagFilter {
  readonly key: string;
  readonly value?: string;
}

export interface SCMProviderGeneratorAzureDevOps {
  readonly accessTokenRef: SecretRef;
  readonly allBranches?: boolean;
  readonly api?: string;
  readonly organization: string;
  readonly teamProject: string;
}

export interface SCMProviderGeneratorBitbucket {
  readonly allBranches?: boolean;
  readonly appPasswordRef: SecretRef;
  readonly owner: string;
  readonly user: string;
}

export interface SCMProviderGeneratorBitbucketServer {
  readonly allBranches?: boolean;
  readonly api: string;
  readonly basicAuth?: BasicAuthBitbucketServer;
  readonly bearerToken?: BearerTokenBitbucketCloud;
  readonly caRef?: ConfigMapKeyRef;
  readonly insecure?: boolean;
  readonly project: string;
}

export interface SCMProviderGeneratorFilter {
  readonly branchMatch?: string;
  readonly labelMatch?: string;
  readonly pathsDoNotExist?: readonly string[];
  readonly pathsExist?: readonly string[];
  readonly repositoryMatch?: string;
}

export interface SCMProviderGeneratorGitea {
  readonly allBranches?: boolean;
  readonly api: string;
  readonly excludeArchivedRepos?: boolean;
  readonly insecure?: boolean;
  readonly owner: string;
  readonly tokenRef?: SecretRef;
}

export interface SCMProviderGeneratorGithub {
  readonly allBranches?: boolean;
  readonly api?: string;
  readonly appSecretName?: string;
  readonly excludeArchivedRepos?: boolean;
  readonly organization: string;
  readonly tokenRef?: SecretRef;
}

export interface SCMProviderGeneratorGitlab {
  readonly allBranches?: boolean;
  readonly api?: string;
  readonly caRef?: ConfigMapKeyRef;
  readonly group: string;
  readonly includeArchivedRepos?: boolean;
  readonly includeSharedProjects?: boolean;
  readonly includeSubgroups?: boolean;
  readonly insecure?: boolean;
  readonly tokenRef?: SecretRef;
  readonly topic?: string;
}

export interface MergeGenerator {
  readonly generators: readonly ApplicationSetNestedGenerator[];
  readonly mergeKeys: readonly string[];
  readonly template?: ApplicationSetTemplate;
}

export interface ApplicationSetGeneratorOci {
  readonly directories?: readonly ApplicationSetGeneratorOciDirectories[];
  readonly files?: readonly ApplicationSetGeneratorOciFiles[];
  readonly pathParamPrefix?: string;
  readonly repoURL: string;
  readonly requeueAfterSeconds?: number;
  readonly revision: string;
  readonly template?: ApplicationSetTemplate;
  readonly values?: Readonly<Record<string, string>>;
}

export interface ApplicationSetGeneratorOciDirectories {
  readonly exclude?: boolean;
  readonly path: string;
}

export interface ApplicationSetGeneratorOciFiles {
  readonly exclude?: boolean;
  readonly path: string;
}

export interface ApplicationSetResourceIgnoreDifferences {
  readonly jqPathExpressions?: readonly string[];
  readonly jsonPointers?: readonly string[];
  readonly name?: string;
}

export interface ApplicationSetRolloutStep {
  readonly matchExpressions?: readonly ApplicationMatchExpression[];
  readonly maxUpdate?: number | string;
}

export interface ApplicationSetRolloutStrategy {
  readonly steps?: readonly ApplicationSetRolloutStep[];
}

export interface ApplicationSetSpec {
  readonly applyNestedSelectors?: boolean;
  readonly generators: readonly ApplicationSetGenerator[];
  readonly goTemplate?: boolean;
  readonly goTemplateOptions?: readonly string[];
  readonly ignoreApplicationDifferences?: readonly ApplicationSetResourceIgnoreDifferences[];
  readonly preservedFields?: ApplicationPreservedFields;
  readonly strategy?: ApplicationSetStrategy;
  readonly syncPolicy?: ApplicationSetSyncPolicy;
  readonly template: ApplicationSetTemplate;
  readonly templatePatch?: string;
}

export interface ApplicationSetStrategy {
  readonly deletionOrder?: string;
  readonly rollingSync?: ApplicationSetRolloutStrategy;
  readonly type?: string;
}

export interface ApplicationSetSyncPolicy {
  readonly applicationsSync?: 'create-only' | 'create-update' | 'create-delete' | 'sync';
  readonly preserveResourcesOnDeletion?: boolean;
}
