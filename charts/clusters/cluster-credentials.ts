import { ApiObject } from 'cdk8s';
import type { Construct } from 'constructs';
import type { ExternalSecretSpec } from '../../imports/external-secrets.io';
import { ArgoCdNamespace } from '../argocd/names';
import { SYNC_WAVE, WAVE_BEFORE_APPLICATIONS, waveAnnotation } from '../argocd/sync-waves';
import type { RequiredSecret } from '../facts/required-secret';
import { type SecretStore, type StoreEntry, secretStoreRef } from '../facts/secret-store';

/** Where the External Secrets Operator finds what Argo CD needs to deploy to a cluster. */
export type ClusterCredentials = {
  /** The store that has it. */
  readonly secretStore: SecretStore;
  /** How often the operator looks for a new value. @default '1h' */
  readonly refreshInterval?: string;
} & (
  | {
      /** A token of a service account of that cluster. */
      readonly bearerToken: StoreEntry;
      /** The CA of its API, as `certificate-authority-data` of a kubeconfig has it. @default - one that the system knows */
      readonly caData?: string;
      readonly config?: never;
    }
  | {
      /** The whole `config` of the Secret, as Argo CD documents it: for client certificates, clouds and plugins. */
      readonly config: StoreEntry;
      readonly bearerToken?: never;
    }
);

/** A cluster as its Secret names it. */
export interface NamedCluster {
  readonly name: string;
  readonly server: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly shard?: number;
}

/** By which Argo CD knows a Secret as a cluster. */
const CLUSTER_LABEL = { 'argocd.argoproj.io/secret-type': 'cluster' } as const;

/** The name of the Secret of a cluster. */
export function clusterSecretName({ name }: Pick<NamedCluster, 'name'>): string {
  return `cluster-${name}`;
}

/**
 * The ExternalSecret by which the operator makes the Secret of a cluster.
 *
 * @see https://argo-cd.readthedocs.io/en/stable/operator-manual/declarative-setup/#clusters
 */
export function clusterExternalSecret(
  file: Construct,
  cluster: NamedCluster,
  credentials: ClusterCredentials,
): ApiObject {
  const { secretStore, refreshInterval = '1h' } = credentials;
  const name = clusterSecretName(cluster);
  const entry = credentials.config ?? credentials.bearerToken;
  const key = credentials.config ? 'config' : 'bearerToken';
  const spec: ExternalSecretSpec = {
    refreshInterval,
    secretStoreRef: secretStoreRef(secretStore),
    target: {
      name,
      creationPolicy: 'Owner',
      template: {
        metadata: { labels: { ...cluster.labels, ...CLUSTER_LABEL } },
        // The operator fills the entry in, in the cluster. It is a template, not a value.
        data: { ...publicFields(cluster), config: configTemplate(credentials) },
      },
    },
    data: [{ secretKey: key, remoteRef: entry }],
  };
  return new ApiObject(file, 'cluster', {
    apiVersion: 'external-secrets.io/v1',
    kind: 'ExternalSecret',
    metadata: {
      name,
      namespace: ArgoCdNamespace.of(file),
      annotations: { [SYNC_WAVE]: waveAnnotation(WAVE_BEFORE_APPLICATIONS) as string },
    },
    spec,
  });
}

/** The text that the operator makes the `config` of. A token is quoted by it, whatever is in it. */
function configTemplate(credentials: ClusterCredentials): string {
  if (credentials.config) return '{{ .config }}';
  const { caData } = credentials;
  const tls = { insecure: false, ...(caData !== undefined && { caData }) };
  return `{"bearerToken": {{ .bearerToken | toJson }}, "tlsClientConfig": ${JSON.stringify(tls)}}`;
}

function publicFields({ name, server, shard }: NamedCluster): Record<string, string> {
  return { name, server, ...(shard !== undefined && { shard: String(shard) }) };
}

/** The same as a person makes it, where nothing else does. */
export function clusterRequiredSecret(cluster: NamedCluster, namespace: string): RequiredSecret {
  const name = clusterSecretName(cluster);
  const fields = Object.entries(publicFields(cluster));
  const labels = { ...cluster.labels, ...CLUSTER_LABEL };
  return {
    namespace,
    name,
    labels,
    usedBy: `Argo CD deploys to the cluster ${cluster.name} with it`,
    keys: [
      ...fields.map(([key, value]) => ({ key, value, howToMake: 'as it stands' })),
      {
        key: 'config',
        howToMake:
          'JSON with `bearerToken` (or another way to log in) and `tlsClientConfig.caData`; `argocd cluster add` shows one',
      },
    ],
    howToMake: [
      `kubectl -n ${namespace} create secret generic ${name} ${fields
        .map(([key, value]) => `--from-literal=${key}='${value}'`)
        .join(' ')} --from-file=config=FILE`,
      `kubectl -n ${namespace} label secret ${name} ${Object.entries(labels)
        .map(([key, value]) => `${key}=${value}`)
        .join(' ')}`,
    ],
  };
}
