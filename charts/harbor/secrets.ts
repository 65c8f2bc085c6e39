import type { RequiredSecret, RequiredSecretKey } from '../facts/required-secret';
import type { HarborValues } from './versions';

/** The Secret with every value that Harbor's chart would otherwise generate at random, or set to a public default. */
export const HARBOR_SECRETS = 'harbor-secrets';
/** The key pair that signs registry tokens. */
const HARBOR_TOKEN_SERVICE = 'harbor-token-service';
/** The user by which Harbor's parts talk to its registry. */
const REGISTRY_USER = 'harbor_registry_user';

/** What makes a key of random letters and digits, for the document and for its script. */
const random = (length: number, note = ''): Pick<RequiredSecretKey, 'howToMake' | 'generate'> => {
  const command = `openssl rand -hex ${length / 2}`;
  return { howToMake: `${command}${note}`, generate: { command } };
};

/**
 * The Secrets that Harbor needs before its first sync.
 *
 * Where Harbor refuses any other length, the length is exact. The password of the registry user is there twice, in
 * clear and as a bcrypt hash; both must match.
 *
 * @see https://github.com/goharbor/harbor-helm/blob/v1.19.1/values.yaml
 */
export function harborSecrets(namespace: string, ownDatabase = true): readonly RequiredSecret[] {
  return [
    {
      namespace,
      name: HARBOR_SECRETS,
      usedBy: `Harbor: core, job service, registry${ownDatabase ? ', database' : ''}`,
      keys: [
        {
          key: 'HARBOR_ADMIN_PASSWORD',
          length: { min: 8, max: 128 },
          format: 'harbor-robot-secret',
          howToMake: 'openssl rand -base64 24 (only the first start reads it)',
          // What it ends in has the three kinds of characters, whatever the rest is.
          generate: { command: "openssl rand -base64 24 | sed 's/$/Aa1/'" },
        },
        { key: 'secretKey', length: 16, format: 'alphanumeric', ...random(16) },
        { key: 'secret', length: 16, format: 'alphanumeric', ...random(16) },
        { key: 'CSRF_KEY', length: 32, format: 'alphanumeric', ...random(32) },
        { key: 'JOBSERVICE_SECRET', length: 16, format: 'alphanumeric', ...random(16) },
        { key: 'REGISTRY_HTTP_SECRET', length: 16, format: 'alphanumeric', ...random(16) },
        { key: 'REGISTRY_PASSWD', length: { min: 16, max: 72 }, format: 'alphanumeric', ...random(32) },
        {
          key: 'REGISTRY_HTPASSWD',
          format: 'htpasswd',
          howToMake: `htpasswd -niB ${REGISTRY_USER} with the value of REGISTRY_PASSWD on its standard input`,
          generate: { command: `htpasswd -niB ${REGISTRY_USER}`, from: { key: 'REGISTRY_PASSWD' } },
        },
        ...(ownDatabase
          ? [
              {
                key: 'password',
                length: { min: 16, max: 128 },
                format: 'alphanumeric' as const,
                ...random(32, ' (password of the database; only its first start reads it)'),
              },
            ]
          : []),
      ],
    },
    {
      namespace,
      name: HARBOR_TOKEN_SERVICE,
      type: 'kubernetes.io/tls',
      usedBy: 'Harbor core: signs the tokens of registry clients',
      keys: [
        {
          key: 'tls.key',
          format: 'pem',
          howToMake:
            "openssl req -x509 -newkey rsa:4096 -nodes -days 3650 -subj '/CN=harbor-token-ca' -keyout tls.key -out tls.crt (an RSA key)",
          generate: { command: 'openssl genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:4096 2>/dev/null' },
        },
        {
          key: 'tls.crt',
          format: 'pem',
          howToMake: 'made together with tls.key',
          generate: {
            command: "openssl req -x509 -new -key /dev/stdin -days 3650 -subj '/CN=harbor-token-ca'",
            from: { key: 'tls.key' },
          },
        },
      ],
    },
  ];
}

/**
 * Every value of the chart that is secret or random, taken from those Secrets. If one were missing, each render would
 * generate a new one.
 */
export function secretValues({
  database,
  redis,
}: {
  readonly database?: unknown;
  readonly redis?: unknown;
} = {}): HarborValues {
  const existingSecret = HARBOR_SECRETS;
  return {
    // The chart's public defaults, set to empty: a missing password is noticed, a default one is not.
    harborAdminPassword: '',
    secretKey: '',
    existingSecretAdminPassword: existingSecret,
    existingSecretAdminPasswordKey: 'HARBOR_ADMIN_PASSWORD',
    existingSecretSecretKey: existingSecret,
    core: {
      existingSecret,
      secretName: HARBOR_TOKEN_SERVICE,
      existingXsrfSecret: existingSecret,
      existingXsrfSecretKey: 'CSRF_KEY',
    },
    jobservice: { existingSecret, existingSecretKey: 'JOBSERVICE_SECRET' },
    registry: {
      existingSecret,
      existingSecretKey: 'REGISTRY_HTTP_SECRET',
      credentials: { username: REGISTRY_USER, password: '', existingSecret },
    },
    ...(database === undefined && { database: internalDatabase() }),
    internalTLS: { enabled: false },
    ...(redis === undefined && { redis: { type: 'internal' as const } }),
  };
}

function internalDatabase(): HarborValues['database'] {
  const existingSecret = HARBOR_SECRETS;
  return {
    type: 'internal',
    // One unit: the chart has no existingSecret for its own database, but a variable of the container wins over the
    // chart's, and core reads the same key. Without the variable the database would have no password.
    internal: {
      password: '',
      extraEnvVars: [
        { name: 'POSTGRES_PASSWORD', valueFrom: { secretKeyRef: { name: existingSecret, key: 'password' } } },
      ],
    },
    external: { existingSecret },
  };
}
