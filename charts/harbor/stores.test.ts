import { parse } from 'yaml';
import { platform, RIGHT } from '../../test/seed-platform';
import { GroundworkApp, type HarborProps, RequiredSecrets } from '..';

type Change = Partial<HarborProps<'1.19.1'>>;
const database = { host: 'pg.example.com', username: 'harbor' };
const redis = { address: 'redis.example.com:6379' };
const S3 = { type: 's3', bucket: 'images', region: 'eu', endpoint: 'https://s3.example.com' } as const;
const OUTSIDE = { database, redis, storage: { storageClass: 'longhorn', registry: S3, jobLog: 'database' } } as const;

function harborWith(change: Change) {
  const app = new GroundworkApp({ outdir: 'dist' });
  platform(app, { harbor: change });
  const text = (file: string) => app.plan().files.find(({ path }) => path === file)?.text ?? '';
  return { app, values: () => parse(text('values/harbor.yaml')), text };
}
const secretsOf = (app: GroundworkApp) =>
  Object.fromEntries(
    RequiredSecrets.of(app)
      .all.filter(({ namespace }) => namespace === 'harbor')
      .map(({ name, keys }) => [name, keys.map(({ key }) => key)]),
  );

test('PostgreSQL, Redis and S3 of somebody else: no volume is left, so pods may overlap; each credential is asked for', () => {
  const { app, values } = harborWith({ ...OUTSIDE, caBundle: 'corp-ca' });
  expect(values()).toMatchObject({
    database: {
      type: 'external',
      external: { host: 'pg.example.com', sslmode: 'verify-full', existingSecret: 'harbor-secrets' },
    },
    redis: { type: 'external', external: { addr: 'redis.example.com:6379' } },
    persistence: {
      imageChartStorage: {
        type: 's3',
        // Clients need not reach the store.
        disableredirect: true,
        s3: { regionendpoint: 'https://s3.example.com', secure: true, existingSecret: 'harbor-storage' },
      },
    },
    updateStrategy: { type: 'RollingUpdate' },
    caBundleSecretName: 'corp-ca',
  });
  expect(Object.keys(values().persistence.persistentVolumeClaim)).toEqual(['trivy']);
  expect(secretsOf(app)).toMatchObject({
    'corp-ca': ['ca.crt'],
    'harbor-storage': ['REGISTRY_STORAGE_S3_ACCESSKEY', 'REGISTRY_STORAGE_S3_SECRETKEY'],
  });
  expect(secretsOf(app)['harbor-secrets']).toContain('password');
});

test.each<[string, Change['storage'], object, readonly string[] | undefined]>([
  [
    'GCS by workload identity',
    { storageClass: 'l', registry: { type: 'gcs', bucket: 'b', secretName: false }, jobLog: '1Gi' },
    { type: 'gcs', gcs: { bucket: 'b', encodedkey: '', useWorkloadIdentity: true } },
    undefined,
  ],
  [
    'Azure',
    { storageClass: 'l', registry: { type: 'azure', account: 'a', container: 'c' }, jobLog: '1Gi' },
    { type: 'azure', azure: { accountname: 'a', container: 'c', accountkey: '', existingSecret: 'harbor-storage' } },
    ['AZURE_STORAGE_ACCESS_KEY'],
  ],
])('%s', (_name, storage, expected, keys) => {
  const { app, values } = harborWith({ database, redis, storage });
  expect(values().persistence.imageChartStorage).toMatchObject(expected);
  expect(secretsOf(app)['harbor-storage']).toEqual(keys);
});

test('several replicas need volumes that many nodes mount, or none; each way out is one', () => {
  const { trivy: _, ...volumes } = RIGHT.harbor.storage;
  expect(() => harborWith({ replicas: 2 }).app.plan()).toThrow(
    /replicas is 2, but one node alone can mount storage\.registry.*storage\.jobLog.*accessMode: 'ReadWriteMany'/,
  );
  expect(harborWith({ replicas: 2, storage: { ...volumes, accessMode: 'ReadWriteMany' } }).values()).toMatchObject({
    core: { replicas: 2 },
    persistence: {
      persistentVolumeClaim: { registry: { accessMode: 'ReadWriteMany' }, database: { accessMode: 'ReadWriteOnce' } },
    },
    updateStrategy: { type: 'RollingUpdate' },
  });
  expect(harborWith({ ...OUTSIDE, replicas: 2 }).values().registry.replicas).toBe(2);
});

test('a store that is declared twice, or not at all', () => {
  expect(() => harborWith({ database }).app.plan()).toThrow(
    'storage.database is 2Gi, but database is one that is there already',
  );
  const { redis: __, ...storage } = RIGHT.harbor.storage;
  expect(() => harborWith({ storage }).app.plan()).toThrow('storage.redis is missing: give its size, or redis: { … }');
});

test('metrics: the kind of the ServiceMonitor is permitted where it is rendered', () => {
  const { text, values } = harborWith({ metrics: 'serviceMonitor' });
  expect(values().metrics).toEqual({ enabled: true, serviceMonitor: { enabled: true } });
  expect(text('projects/platform.yaml')).toContain('kind: ServiceMonitor');
  expect(harborWith({ metrics: true }).text('projects/platform.yaml')).not.toContain('ServiceMonitor');
});

test('a Secret that the chart would look up in the cluster is refused: Argo CD renders without one', () => {
  const values = { redis: { external: { existingSecret: 'redis' } } };
  expect(() => harborWith({ ...OUTSIDE, values }).app.plan()).toThrow(
    /values\.redis\.external\.existingSecret must not be set: .*the password would be empty/,
  );
});

test('what no property decides is refused with the exit that there is', () => {
  const values = { internalTLS: { enabled: true }, core: { existingSecret: 'own' } };
  expect(() => harborWith({ values }).app.plan()).toThrow(
    /values\.internalTLS\.enabled is true, but here it is always false, because the Job harbor-setup.*HelmApplication/,
  );
});
