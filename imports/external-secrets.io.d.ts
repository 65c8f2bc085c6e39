// Generated from the external-secrets.io CRDs v2.9.0 by `npm run import`. Do not edit.

export interface ExternalSecretSpec {
  readonly data?: readonly ExternalSecretSpecData[];
  readonly dataFrom?: readonly ExternalSecretSpecDataFrom[];
  readonly refreshInterval?: string;
  readonly refreshPolicy?: 'CreatedOnce' | 'Periodic' | 'OnChange';
  readonly secretStoreRef?: ExternalSecretSpecSecretStoreRef;
  readonly syncWindows?: ExternalSecretSpecSyncWindows;
  readonly target?: ExternalSecretSpecTarget;
}

export interface ExternalSecretSpecData {
  readonly remoteRef: ExternalSecretSpecDataRemoteRef;
  readonly secretKey: string;
  readonly sourceRef?: ExternalSecretSpecDataSourceRef;
}

export interface ExternalSecretSpecDataRemoteRef {
  readonly conversionStrategy?: 'Default' | 'Unicode';
  readonly decodingStrategy?: 'Auto' | 'Base64' | 'Base64URL' | 'None';
  readonly key: string;
  readonly metadataPolicy?: 'None' | 'Fetch';
  readonly nullBytePolicy?: 'Ignore' | 'Fail';
  readonly property?: string;
  readonly version?: string;
}

export interface ExternalSecretSpecDataSourceRef {
  readonly generatorRef?: ExternalSecretSpecDataSourceRefGeneratorRef;
  readonly storeRef?: ExternalSecretSpecDataSourceRefStoreRef;
}

export interface ExternalSecretSpecDataSourceRefGeneratorRef {
  readonly apiVersion?: string;
  readonly kind:
    | 'ACRAccessToken'
    | 'BeyondtrustWorkloadCredentialsDynamicSecret'
    | 'ClusterGenerator'
    | 'CloudsmithAccessToken'
    | 'ECRAuthorizationToken'
    | 'Fake'
    | 'GCRAccessToken'
    | 'GithubAccessToken'
    | 'GitlabDeployToken'
    | 'QuayAccessToken'
    | 'Password'
    | 'SSHKey'
    | 'STSSessionToken'
    | 'UUID'
    | 'VaultDynamicSecret'
    | 'Webhook'
    | 'Grafana'
    | 'MFA';
  readonly name: string;
}

export interface ExternalSecretSpecDataSourceRefStoreRef {
  readonly kind?: 'SecretStore' | 'ClusterSecretStore';
  readonly name?: string;
}

export interface ExternalSecretSpecDataFrom {
  readonly extract?: ExternalSecretSpecDataFromExtract;
  readonly find?: ExternalSecretSpecDataFromFind;
  readonly rewrite?: readonly ExternalSecretSpecDataFromRewrite[];
  readonly sourceRef?: ExternalSecretSpecDataFromSourceRef;
}

export interface ExternalSecretSpecDataFromExtract {
  readonly conversionStrategy?: 'Default' | 'Unicode';
  readonly decodingStrategy?: 'Auto' | 'Base64' | 'Base64URL' | 'None';
  readonly key: string;
  readonly metadataPolicy?: 'None' | 'Fetch';
  readonly nullBytePolicy?: 'Ignore' | 'Fail';
  readonly property?: string;
  readonly version?: string;
}

export interface ExternalSecretSpecDataFromFind {
  readonly conversionStrategy?: 'Default' | 'Unicode';
  readonly decodingStrategy?: 'Auto' | 'Base64' | 'Base64URL' | 'None';
  readonly name?: ExternalSecretSpecDataFromFindName;
  readonly nullBytePolicy?: 'Ignore' | 'Fail';
  readonly path?: string;
  readonly tags?: Readonly<Record<string, string>>;
}

export interface ExternalSecretSpecDataFromFindName {
  readonly regexp?: string;
}

export interface ExternalSecretSpecDataFromRewrite {
  readonly merge?: ExternalSecretSpecDataFromRewriteMerge;
  readonly regexp?: ExternalSecretSpecDataFromRewriteRegexp;
  readonly transform?: ExternalSecretSpecDataFromRewriteTransform;
}

export interface ExternalSecretSpecDataFromRewriteMerge {
  readonly conflictPolicy?: 'Ignore' | 'Error';
  readonly into?: string;
  readonly priority?: readonly string[];
  readonly priorityPolicy?: 'IgnoreNotFound' | 'Strict';
  readonly strategy?: 'Extract' | 'JSON';
}

export interface ExternalSecretSpecDataFromRewriteRegexp {
  readonly source: string;
  readonly target: string;
}

export interface ExternalSecretSpecDataFromRewriteTransform {
  readonly template: string;
}

export interface ExternalSecretSpecDataFromSourceRef {
  readonly generatorRef?: ExternalSecretSpecDataFromSourceRefGeneratorRef;
  readonly storeRef?: ExternalSecretSpecDataFromSourceRefStoreRef;
}

export interface ExternalSecretSpecDataFromSourceRefGeneratorRef {
  readonly apiVersion?: string;
  readonly kind:
    | 'ACRAccessToken'
    | 'BeyondtrustWorkloadCredentialsDynamicSecret'
    | 'ClusterGenerator'
    | 'CloudsmithAccessToken'
    | 'ECRAuthorizationToken'
    | 'Fake'
    | 'GCRAccessToken'
    | 'GithubAccessToken'
    | 'GitlabDeployToken'
    | 'QuayAccessToken'
    | 'Password'
    | 'SSHKey'
    | 'STSSessionToken'
    | 'UUID'
    | 'VaultDynamicSecret'
    | 'Webhook'
    | 'Grafana'
    | 'MFA';
  readonly name: string;
}

export interface ExternalSecretSpecDataFromSourceRefStoreRef {
  readonly kind?: 'SecretStore' | 'ClusterSecretStore';
  readonly name?: string;
}

export interface ExternalSecretSpecSecretStoreRef {
  readonly kind?: 'SecretStore' | 'ClusterSecretStore';
  readonly name?: string;
}

export interface ExternalSecretSpecSyncWindows {
  readonly kind: 'allow' | 'deny';
  readonly windows: readonly ExternalSecretSpecSyncWindowsWindows[];
}

export interface ExternalSecretSpecSyncWindowsWindows {
  readonly duration: string;
  readonly schedule: string;
}

export interface ExternalSecretSpecTarget {
  readonly creationPolicy?: 'Owner' | 'Orphan' | 'Merge' | 'None' | 'CreateOrMerge';
  readonly deletionPolicy?: 'Delete' | 'Merge' | 'Retain';
  readonly immutable?: boolean;
  readonly manifest?: ExternalSecretSpecTargetManifest;
  readonly name?: string;
  readonly template?: ExternalSecretSpecTargetTemplate;
}

export interface ExternalSecretSpecTargetManifest {
  readonly apiVersion: string;
  readonly kind: string;
}

export interface ExternalSecretSpecTargetTemplate {
  readonly data?: Readonly<Record<string, string>>;
  readonly engineVersion?: 'v2';
  readonly mergePolicy?: 'Replace' | 'Merge';
  readonly metadata?: ExternalSecretSpecTargetTemplateMetadata;
  readonly templateFrom?: readonly ExternalSecretSpecTargetTemplateTemplateFrom[];
  readonly type?: string;
}

export interface ExternalSecretSpecTargetTemplateMetadata {
  readonly annotations?: Readonly<Record<string, string>>;
  readonly finalizers?: readonly string[];
  readonly labels?: Readonly<Record<string, string>>;
}

export interface ExternalSecretSpecTargetTemplateTemplateFrom {
  readonly configMap?: ExternalSecretSpecTargetTemplateTemplateFromConfigMap;
  readonly literal?: string;
  readonly secret?: ExternalSecretSpecTargetTemplateTemplateFromSecret;
  readonly target?: string;
  readonly valuesDecodingStrategy?: 'Auto' | 'Base64' | 'Base64URL' | 'None';
}

export interface ExternalSecretSpecTargetTemplateTemplateFromConfigMap {
  readonly items: readonly ExternalSecretSpecTargetTemplateTemplateFromConfigMapItems[];
  readonly name: string;
}

export interface ExternalSecretSpecTargetTemplateTemplateFromConfigMapItems {
  readonly key: string;
  readonly templateAs?: 'Values' | 'KeysAndValues';
}

export interface ExternalSecretSpecTargetTemplateTemplateFromSecret {
  readonly items: readonly ExternalSecretSpecTargetTemplateTemplateFromSecretItems[];
  readonly name: string;
}

export interface ExternalSecretSpecTargetTemplateTemplateFromSecretItems {
  readonly key: string;
  readonly templateAs?: 'Values' | 'KeysAndValues';
}
