import type { RequiredSecret, RequiredSecretKey } from '../facts/required-secret';
import { HARBOR_SECRETS } from './secrets';
import type { HarborValues } from './versions';

/** A PostgreSQL that is there already. Harbor makes its tables in the database, and no database. */
export interface ExternalDatabase {
  /** Host name or address. */
  readonly host: string;
  /** Its port. @default 5432 */
  readonly port?: number;
  /** Its user. */
  readonly username: string;
  /** Name of the database. @default 'registry' */
  readonly database?: string;
  /** How the connection is encrypted, and what is checked. @default 'verify-full' */
  readonly sslMode?: 'disable' | 'require' | 'verify-ca' | 'verify-full';
  /** Secret with the key `password`. @default 'harbor-secrets' */
  readonly secretName?: string;
}

/**
 * A Redis that is there already, and asks for no password: a NetworkPolicy or a firewall has to keep others away. The chart looks
 * a Secret with one up in the cluster while it renders, which Argo CD does not do, and a password among the values would be in
 * Git.
 *
 * @see https://github.com/goharbor/harbor-helm/blob/v1.19.1/templates/_helpers.tpl (harbor.redis.pwdfromsecret)
 */
export interface ExternalRedis {
  /** `host:port`, or those of the sentinels, separated by commas. */
  readonly address: string;
  /** Name of the set of instances that the sentinels watch. @default - no sentinels */
  readonly sentinelMaster?: string;
  /** Whether the connection is encrypted. @default false */
  readonly tls?: boolean;
}

/** Where the layers of images are, if not on a volume. */
export type ObjectStore = S3Store | GcsStore | AzureStore;

/** S3, or what speaks it. */
export interface S3Store {
  /** S3. */
  readonly type: 's3';
  /** The bucket. */
  readonly bucket: string;
  /** Its region; what speaks S3 elsewhere takes any. */
  readonly region: string;
  /** URL of what is not Amazon's: `https://s3.corp.example`. @default - Amazon's of the region */
  readonly endpoint?: string;
  /** Whether clients fetch layers from the store itself, which they then have to reach. @default - not where there is an endpoint */
  readonly redirect?: boolean;
  /** Secret with REGISTRY_STORAGE_S3_ACCESSKEY and REGISTRY_STORAGE_S3_SECRETKEY; `false`: the node's role. @default 'harbor-storage' */
  readonly secretName?: string | false;
}

/** Google Cloud Storage. */
export interface GcsStore {
  /** Google Cloud Storage. */
  readonly type: 'gcs';
  /** The bucket. */
  readonly bucket: string;
  /** Secret with GCS_KEY_DATA; `false`: workload identity. @default 'harbor-storage' */
  readonly secretName?: string | false;
}

/** Azure Blob Storage. */
export interface AzureStore {
  /** Azure Blob Storage. */
  readonly type: 'azure';
  /** The storage account. */
  readonly account: string;
  /** The container. */
  readonly container: string;
  /** Secret with AZURE_STORAGE_ACCESS_KEY. @default 'harbor-storage' */
  readonly secretName?: string;
}

/** A Secret of its own: all of its keys become variables of the registry. */
const STORAGE_SECRET = 'harbor-storage';

/** What Harbor stands on that is not its own. */
export interface HarborStores {
  readonly database?: ExternalDatabase;
  readonly redis?: ExternalRedis;
  readonly registry?: ObjectStore;
}

/** The chart's values of the stores that are not its own. */
export function storeValues({ database, redis, registry }: HarborStores): HarborValues {
  return {
    ...(database && {
      database: {
        type: 'external',
        external: {
          host: database.host,
          port: String(database.port ?? 5432),
          username: database.username,
          coreDatabase: database.database ?? 'registry',
          sslmode: database.sslMode ?? 'verify-full',
          password: '',
          existingSecret: database.secretName ?? HARBOR_SECRETS,
        },
      },
    }),
    ...(redis && {
      redis: {
        type: 'external',
        external: {
          addr: redis.address,
          ...(redis.sentinelMaster !== undefined && { sentinelMasterSet: redis.sentinelMaster }),
          tlsOptions: { enable: redis.tls ?? false },
        },
      },
    }),
    ...(registry && { persistence: { imageChartStorage: objectStoreValues(registry) } }),
  };
}

function objectStoreValues(
  store: ObjectStore,
): NonNullable<NonNullable<HarborValues['persistence']>['imageChartStorage']> {
  const existingSecret = store.secretName ?? STORAGE_SECRET;
  const secret = existingSecret === false ? {} : { existingSecret };
  switch (store.type) {
    case 's3': {
      const { bucket, region, endpoint, redirect = endpoint === undefined } = store;
      const at = endpoint === undefined ? {} : { regionendpoint: endpoint, secure: endpoint.startsWith('https://') };
      return { type: 's3', disableredirect: !redirect, s3: { bucket, region, ...at, ...secret } };
    }
    case 'gcs':
      // The chart's default is a text that it would take for a key.
      return {
        type: 'gcs',
        gcs: { bucket: store.bucket, encodedkey: '', ...secret, useWorkloadIdentity: store.secretName === false },
      };
    default: {
      const { account, container } = store;
      return { type: 'azure', azure: { accountname: account, container, accountkey: '', ...secret } };
    }
  }
}

/** The Secrets with the credentials for these stores. */
export function storeSecrets(namespace: string, { database, registry }: HarborStores): RequiredSecret[] {
  const of = (
    name: string | false | undefined,
    usedBy: string,
    keys: readonly RequiredSecretKey[],
  ): RequiredSecret[] => (name === false ? [] : [{ namespace, name: name ?? HARBOR_SECRETS, usedBy, keys }]);
  const yours = 'your credential there';
  const keysOf = {
    s3: ['REGISTRY_STORAGE_S3_ACCESSKEY', 'REGISTRY_STORAGE_S3_SECRETKEY'],
    gcs: ['GCS_KEY_DATA'],
    azure: ['AZURE_STORAGE_ACCESS_KEY'],
  };
  return [
    ...(database
      ? of(database.secretName, `Harbor: PostgreSQL at ${database.host}`, [
          { key: 'password', howToMake: `the password of ${database.username} there` },
        ])
      : []),
    ...(registry
      ? of(
          registry.secretName ?? STORAGE_SECRET,
          `Harbor: ${registry.type === 'azure' ? registry.container : registry.bucket} (${registry.type})`,
          keysOf[registry.type].map((key) => ({ key, howToMake: yours })),
        )
      : []),
  ];
}
