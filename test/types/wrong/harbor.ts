import type { HelmValues } from '../../../imports/helm-values';

type Harbor = HelmValues<'harbor', '1.19.1'>;

// @ts-expect-error nodePort, with a small n
export const expose: Harbor = { expose: { type: 'NodePort' } };
// @ts-expect-error no such key: port and nodePort are two fields
export const port: Harbor = { expose: { nodePort: { ports: { http: { nodePorts: 30002 } } } } };
// @ts-expect-error a number, not a text
export const nodePort: Harbor = { expose: { nodePort: { ports: { http: { nodePort: '30002' } } } } };
// @ts-expect-error certSource, not certificateSource
export const tls: Harbor = { expose: { tls: { certificateSource: 'auto' } } };
// @ts-expect-error anything that is not internal counts as external
export const database: Harbor = { database: { type: 'Internal' } };
// @ts-expect-error anything that is not internal counts as external
export const redis: Harbor = { redis: { type: 'interal' } };
// @ts-expect-error with an upper R, or the volume never moves
export const strategy: Harbor = { updateStrategy: { type: 'recreate' } };
// @ts-expect-error the secret would be made anew on each render
export const secret: Harbor = { core: { existingSecrets: 'harbor-secrets' } };
// @ts-expect-error externalURL
export const url: Harbor = { externalUrl: 'http://10.0.24.28:30002' };
// @ts-expect-error the storage of the registry would be missing
export const storage: Harbor = { persistence: { imageChartStorage: { type: 'filesytem' } } };
// @ts-expect-error jobLog is below jobservice
export const volume: Harbor = { persistence: { persistentVolumeClaim: { jobLog: { size: '1Gi' } } } };
// @ts-expect-error warning, in Harbor's words
export const level: Harbor = { logLevel: 'warn' };
// @ts-expect-error an environment variable has a name
export const env: Harbor = { database: { internal: { extraEnvVars: [{ value: 'x' }] } } };
// @ts-expect-error file, database or stdout
export const loggers: Harbor = { jobservice: { jobLoggers: ['files'] } };
// @ts-expect-error keep or nothing
export const policy: Harbor = { persistence: { resourcePolicy: 'Keep' } };
// @ts-expect-error null says nothing here
export const type: Harbor = { expose: { type: null } };
