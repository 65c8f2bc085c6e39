import type {
  ApplicationSetSpec,
  ApplicationSource,
  ApplicationSpec,
  AppProjectSpec,
  SyncPolicy,
  SyncWindow,
} from '../../../imports/argoproj.io';
import type { ExternalSecretSpec } from '../../../imports/external-secrets.io';

// @ts-expect-error an Application has a project
export const project: ApplicationSpec = { destination: { server: 'https://kubernetes.default.svc' } };
export const destination: ApplicationSpec = {
  project: 'team-a',
  // @ts-expect-error server, not serverUrl
  destination: { serverUrl: 'https://kubernetes.default.svc' },
};
// @ts-expect-error selfHeal
export const policy: SyncPolicy = { automated: { selfheal: true } };
// @ts-expect-error syncOptions is a list
export const options: SyncPolicy = { syncOptions: 'CreateNamespace=true' };
// @ts-expect-error retry.limit is a number
export const retry: SyncPolicy = { retry: { limit: '5' } };
// @ts-expect-error a source has a repoURL
export const source: ApplicationSource = { chart: 'harbor', targetRevision: '1.19.1' };
// @ts-expect-error valueFiles
export const values: ApplicationSource = { repoURL: 'https://example.com', helm: { valuesFiles: ['a.yaml'] } };
// @ts-expect-error status is Argo CD's
export const status: ApplicationSpec = { project: 'p', destination: {}, status: {} };
// @ts-expect-error a kind has a group
export const kinds: AppProjectSpec = { clusterResourceWhitelist: [{ kind: 'Namespace' }] };
// @ts-expect-error sourceRepos
export const repos: AppProjectSpec = { sourceRepositories: ['https://example.com'] };
// @ts-expect-error manualSync
export const syncWindow: SyncWindow = { kind: 'allow', schedule: '* * * * *', duration: '1h', manual: true };
// @ts-expect-error a set has a template
export const set: ApplicationSetSpec = { goTemplate: true, generators: [] };
// @ts-expect-error one of four words
export const applicationsSync: ApplicationSetSpec['syncPolicy'] = { applicationsSync: 'create' };
// @ts-expect-error a matrix nests generators
export const matrix: ApplicationSetSpec['generators'] = [{ matrix: { generator: [] } }];
// @ts-expect-error readonly
(null as unknown as ApplicationSpec).project = 'other';
// @ts-expect-error SecretStore or ClusterSecretStore
export const store: ExternalSecretSpec = { secretStoreRef: { name: 'vault', kind: 'Vault' } };
