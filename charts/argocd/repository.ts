import { ApiObject } from 'cdk8s';
import { Construct, type IConstruct } from 'constructs';
import type { ExternalSecretSpec } from '../../imports/external-secrets.io';
import { noteSource, scopeOfNew } from '../../synth/plan/source';
import { ClusterScope } from '../cluster-scope';
import { ArgoCdNamespace } from './names';
import { SYNC_WAVE, WAVE_BEFORE_APPLICATIONS, waveAnnotation } from './sync-waves';
import { userinfoErrors } from './userinfo-errors';

/** What Argo CD has to know of a repository besides its URL; none of it is secret. */
export interface RepositoryOptions {
  /** URL of the repository, without user and password. */
  readonly url: string;
  /** What kind of repository it is. @default 'git' */
  readonly type?: 'git' | 'helm' | 'oci';
  /** Name of the repository in the UI. @default - none */
  readonly displayName?: string;
  /** Makes the repository one of this project only. @default - it may be used by every project that permits its URL */
  readonly project?: string;
  /** The Helm charts are in an OCI registry; `url` then has no scheme. @default false */
  readonly enableOCI?: boolean;
  /** The OCI registry talks plain HTTP. Argo CD 3.5 and later need it; it excludes `insecure`. @default false */
  readonly insecureOCIForceHttp?: boolean;
  /** Do not verify the server's certificate or host key. @default false */
  readonly insecure?: boolean;
  /** Whether Argo CD fetches files of Git LFS as well. @default false */
  readonly enableLfs?: boolean;
  /** Proxy for this repository. @default - Argo CD's own */
  readonly proxy?: string;
}

/** Where the External Secrets Operator finds the credentials. */
export interface RepositoryCredentials {
  /** The store that has them. */
  readonly secretStore: {
    /** Name of the store. */
    readonly name: string;
    /** A SecretStore must be in the same namespace as the repository's Secret. @default 'ClusterSecretStore' */
    readonly kind?: 'SecretStore' | 'ClusterSecretStore';
  };
  /**
   * The entry of the store for each field that Argo CD is to get.
   * @example { username: { key: 'git/argocd', property: 'user' }, password: { key: 'git/argocd', property: 'token' } }
   */
  readonly fields: Partial<
    Record<
      CredentialField,
      {
        /** Name of the entry in the store. */
        readonly key: string;
        /** Field of the entry. @default - the whole entry */
        readonly property?: string;
      }
    >
  >;
  /** How often the operator looks for a new value. @default '1h' */
  readonly refreshInterval?: string;
}

/** The fields of a repository's Secret that are secret. */
export type CredentialField =
  | 'username'
  | 'password'
  | 'bearerToken'
  | 'sshPrivateKey'
  | 'tlsClientCertData'
  | 'tlsClientCertKey'
  | 'githubAppID'
  | 'githubAppInstallationID'
  | 'githubAppPrivateKey';

/** Properties of a {@link Repository}. */
export interface RepositoryProps extends RepositoryOptions {
  /** Namespace of Argo CD, where it looks for the Secret. @default - that of the platform's, 'argocd' */
  readonly namespace?: string;
  /** Where the credentials come from. @default - there are none: the repository is public */
  readonly credentials?: RepositoryCredentials;
}

/**
 * A repository that Argo CD reads.
 *
 * A public one renders a Secret only if Argo CD has to know more than the URL (a plain `https://` repository needs none),
 * and nothing in it is secret. A private one renders an ExternalSecret: the operator makes the Secret in the cluster, and
 * no credential is ever in Git.
 *
 * @see https://argo-cd.readthedocs.io/en/stable/operator-manual/declarative-setup/#repositories
 * @see https://external-secrets.io/latest/api/externalsecret/
 */
export class Repository extends Construct {
  /** Every repository of the cluster that a construct belongs to. */
  static all(construct: IConstruct): readonly Repository[] {
    return repositoriesOf(construct);
  }

  /** The URL, for `repoURL` of an Application's source. */
  readonly url: string;
  /** The only project that may use it; undefined if every project may. */
  readonly project?: string;
  /** Whether the server's certificate or host key is not verified. */
  readonly insecure: boolean;
  /** Where the operator finds the credentials; undefined for a public repository. */
  readonly credentials?: RepositoryCredentials;
  /** The Secret that declares it to Argo CD; undefined where the URL is enough. */
  readonly secret?: {
    /** Namespace of the Secret. */
    readonly namespace: string;
    /** Name of the Secret. */
    readonly name: string;
  };

  constructor(scope: Construct, id: string, props: RepositoryProps) {
    super(scopeOfNew(scope, id), id);
    noteSource(this);
    repositoriesOf(this).push(this);
    this.url = props.url;
    this.project = props.project;
    this.insecure = props.insecure ?? false;
    this.credentials = props.credentials;
    const metadata = {
      name: `repository-${id}`,
      namespace: props.namespace ?? ArgoCdNamespace.of(scope),
      annotations: { [SYNC_WAVE]: waveAnnotation(WAVE_BEFORE_APPLICATIONS) as string },
    };
    const labels = { 'argocd.argoproj.io/secret-type': 'repository' };
    const fields = publicFields(props);
    const needsSecret = Object.keys(fields).some((key) => key !== 'url' && key !== 'type');
    if (props.credentials || needsSecret) this.secret = { namespace: metadata.namespace, name: metadata.name };
    if (props.credentials) {
      new ApiObject(this, 'external-secret', {
        apiVersion: 'external-secrets.io/v1',
        kind: 'ExternalSecret',
        metadata,
        spec: externalSecret(metadata.name, labels, fields, props.credentials),
      });
    } else if (needsSecret) {
      new ApiObject(this, 'secret', {
        apiVersion: 'v1',
        kind: 'Secret',
        metadata: { ...metadata, labels },
        stringData: fields,
      });
    }
    this.node.addValidation({ validate: () => repositoryErrors(props) });
  }
}

function publicFields(props: RepositoryProps): Record<string, string> {
  const flags = ['enableOCI', 'insecureOCIForceHttp', 'insecure', 'enableLfs'] as const;
  return {
    type: props.type ?? 'git',
    url: props.url,
    ...(props.displayName && { name: props.displayName }),
    ...(props.project && { project: props.project }),
    ...(props.proxy && { proxy: props.proxy }),
    ...Object.fromEntries(flags.filter((flag) => props[flag]).map((flag) => [flag, 'true'])),
  };
}

function externalSecret(
  name: string,
  labels: Record<string, string>,
  fields: Record<string, string>,
  credentials: RepositoryCredentials,
): ExternalSecretSpec {
  const remote = Object.entries(credentials.fields).sort(([a], [b]) => (a < b ? -1 : 1));
  return {
    refreshInterval: credentials.refreshInterval ?? '1h',
    secretStoreRef: { kind: credentials.secretStore.kind ?? 'ClusterSecretStore', name: credentials.secretStore.name },
    target: {
      name,
      creationPolicy: 'Owner',
      template: {
        metadata: { labels },
        // The operator fills these in the cluster. The text here is a template with the name of the entry, not its
        // value.
        data: { ...fields, ...Object.fromEntries(remote.map(([field]) => [field, `{{ .${field} }}`])) },
      },
    },
    data: remote.map(([secretKey, remoteRef]) => ({ secretKey, remoteRef })),
  };
}

const CREDENTIALS = 'give the credentials to the secret store, and name their entries in credentials';
const PROXY =
  'it would be in Git; use a proxy that asks for none, or set the proxy in the environment of the repo server';

function repositoryErrors(props: RepositoryProps): string[] {
  const errors = [
    ...userinfoErrors('url', props.url, CREDENTIALS),
    ...userinfoErrors('proxy', props.proxy ?? '', PROXY),
  ];
  const isSecret = errors.length > 0;
  if (props.insecure && props.insecureOCIForceHttp)
    errors.push('insecure and insecureOCIForceHttp exclude each other: plain HTTP has no certificate to skip');
  if (!isSecret && props.enableOCI && props.url.includes('://'))
    errors.push(`url is ${props.url}: with enableOCI it has no scheme, as in registry.example.com/charts`);
  if (props.credentials && Object.keys(props.credentials.fields).length === 0)
    errors.push('credentials has no fields: name at least one, or leave credentials out');
  return errors;
}

function repositoriesOf(construct: IConstruct): Repository[] {
  return ClusterScope.of(construct).registry<Repository[]>('Repository', () => []);
}
