import { ApiObject } from 'cdk8s';
import { Construct, type IConstruct } from 'constructs';
import type { ExternalSecretSpec } from '../../imports/external-secrets.io';
import { noteSource, scopeOfNew } from '../../synth/plan/source';
import { ClusterScope } from '../cluster-scope';
import type { RequiredSecret } from '../facts/required-secret';
import { RequiredSecrets } from '../facts/required-secrets';
import { type SecretStore, type StoreEntry, secretStoreRef } from '../facts/secret-store';
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

/** Where the credentials come from: a closed choice, of which none has them in Git as they are. */
export type RepositoryCredentials = ExternalCredentials | SecretCredentials | SealedCredentials;

/** A Secret that somebody makes in the cluster, as PLATFORM.md says. */
export interface SecretCredentials {
  /** Made by hand. */
  readonly from: 'secret';
  /** The fields that it has besides what is said of the repository: `['username', 'password']`, `['sshPrivateKey']`. */
  readonly fields: readonly CredentialField[];
  /** Name of the Secret. @default - that of the repository's own */
  readonly name?: string;
}

/** A SealedSecret: only the controller in the cluster can open it, so it may be in Git. */
export interface SealedCredentials {
  /** Sealed by `kubeseal`. */
  readonly from: 'sealed-secret';
  /**
   * What `kubeseal --raw --namespace … --name …` prints for each field. It is sealed for the name and the namespace of the Secret,
   * `repository-<id>` in Argo CD's namespace.
   */
  readonly fields: Readonly<Partial<Record<CredentialField, string>>>;
}

/** Where the External Secrets Operator finds the credentials. */
export interface ExternalCredentials {
  /** The operator makes the Secret. @default 'external-secrets' */
  readonly from?: 'external-secrets';
  /** The store that has them. */
  readonly secretStore: SecretStore;
  /**
   * The entry of the store for each field that Argo CD is to get.
   * @example { username: { key: 'git/argocd', property: 'user' }, password: { key: 'git/argocd', property: 'token' } }
   */
  readonly fields: Partial<Record<CredentialField, StoreEntry>>;
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
  /**
   * Whether it is no repository, but the credentials of all whose URL begins with `url`, and that have none of their own.
   * @default false
   * @see https://argo-cd.readthedocs.io/en/stable/operator-manual/declarative-setup/#repository-credentials
   */
  readonly template?: boolean;
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
  /** Whether it stands for all repositories whose URL begins with its own. */
  readonly template: boolean;
  /** Where the credentials come from; undefined for a public repository. */
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
    this.template = props.template ?? false;
    this.credentials = props.credentials;
    const metadata = {
      name: (props.credentials?.from === 'secret' && props.credentials.name) || `repository-${id}`,
      namespace: props.namespace ?? ArgoCdNamespace.of(scope),
      annotations: { [SYNC_WAVE]: waveAnnotation(WAVE_BEFORE_APPLICATIONS) as string },
    };
    const labels = { 'argocd.argoproj.io/secret-type': this.template ? 'repo-creds' : 'repository' };
    const fields = publicFields(props);
    const needsSecret = Object.keys(fields).some((key) => key !== 'url' && key !== 'type');
    if (props.credentials || needsSecret) this.secret = { namespace: metadata.namespace, name: metadata.name };
    const { credentials } = props;
    if (credentials?.from === 'secret') {
      RequiredSecrets.of(this).declare(secretByHand(metadata, labels, fields, credentials, props.url));
    } else if (credentials?.from === 'sealed-secret') {
      new ApiObject(this, 'sealed-secret', {
        apiVersion: 'bitnami.com/v1alpha1',
        kind: 'SealedSecret',
        metadata,
        spec: { encryptedData: credentials.fields, template: { metadata: { labels }, data: fields } },
      });
    } else if (credentials) {
      new ApiObject(this, 'external-secret', {
        apiVersion: 'external-secrets.io/v1',
        kind: 'ExternalSecret',
        metadata,
        spec: externalSecret(metadata.name, labels, fields, credentials),
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

/** How each field is made. */
const HOW: Readonly<Partial<Record<CredentialField, string>>> = {
  username: 'with a token what your server asks for (GitHub and GitLab take any)',
  password: 'a token that may read',
  sshPrivateKey: 'a deploy key that may read',
  bearerToken: 'a token that may read (Bitbucket Data Center)',
  githubAppID: 'the ID of the GitHub App',
  githubAppInstallationID: 'the ID of its installation',
  githubAppPrivateKey: 'a private key of the GitHub App',
};

function secretByHand(
  { name, namespace }: { readonly name: string; readonly namespace: string },
  labels: Readonly<Record<string, string>>,
  fields: Readonly<Record<string, string>>,
  credentials: SecretCredentials,
  url: string,
): RequiredSecret {
  return {
    namespace,
    name,
    labels,
    usedBy: `Argo CD reads ${url} with it`,
    keys: [
      ...Object.entries(fields).map(([key, value]) => ({ key, value, howToMake: 'as it stands' })),
      ...credentials.fields.map((key) => ({
        key,
        ...(/PrivateKey$|tlsClientCert/.test(key) && { format: 'pem' as const }),
        howToMake: HOW[key] ?? 'as the server asks for it',
      })),
    ],
  };
}

function externalSecret(
  name: string,
  labels: Record<string, string>,
  fields: Record<string, string>,
  credentials: ExternalCredentials,
): ExternalSecretSpec {
  const remote = Object.entries(credentials.fields).sort(([a], [b]) => (a < b ? -1 : 1));
  return {
    refreshInterval: credentials.refreshInterval ?? '1h',
    secretStoreRef: secretStoreRef(credentials.secretStore),
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
  const { credentials, template } = props;
  if (template && !credentials)
    errors.push('template has no credentials, so that it stands for nothing: give it credentials');
  if (template && props.project !== undefined)
    errors.push(
      'template has a project, which Argo CD does not look at: leave project out, or declare each repository',
    );
  if (
    credentials &&
    (Array.isArray(credentials.fields) ? credentials.fields : Object.keys(credentials.fields)).length === 0
  )
    errors.push('credentials has no fields: name at least one, or leave credentials out');
  return errors;
}

function repositoriesOf(construct: IConstruct): Repository[] {
  return ClusterScope.of(construct).registry<Repository[]>('Repository', () => []);
}
