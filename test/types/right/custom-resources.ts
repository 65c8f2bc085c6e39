import type { ApplicationSetSpec, ApplicationSpec, AppProjectSpec } from '../../../imports/argoproj.io';
import type { ExternalSecretSpec } from '../../../imports/external-secrets.io';

export const application: ApplicationSpec = {
  project: 'team-a',
  destination: { server: 'https://kubernetes.default.svc', namespace: 'dev' },
  sources: [
    {
      repoURL: 'https://helm.goharbor.io',
      chart: 'harbor',
      targetRevision: '1.19.1',
      helm: { valuesObject: { a: 1 } },
    },
    { repoURL: 'https://example.com/gitops.git', ref: 'values' },
  ],
  syncPolicy: {
    automated: { prune: true, selfHeal: true },
    retry: { limit: 5, backoff: { duration: '5s', factor: 2 } },
  },
};

export const project: AppProjectSpec = {
  sourceRepos: ['https://example.com/gitops.git'],
  destinations: [{ server: 'https://kubernetes.default.svc', namespace: 'team-a-*' }],
  clusterResourceWhitelist: [{ group: '', kind: 'Namespace' }],
  syncWindows: [{ kind: 'deny', schedule: '0 22 * * *', duration: '8h', manualSync: true }],
};

export const set: ApplicationSetSpec = {
  goTemplate: true,
  goTemplateOptions: ['missingkey=error'],
  generators: [
    { matrix: { generators: [{ list: { elements: [{ env: 'dev' }] } }, { list: { elements: [{ app: 'a' }] } }] } },
  ],
  template: { metadata: { name: '{{.env}}-{{.app}}' }, spec: application },
  syncPolicy: { applicationsSync: 'create-update' },
};

export const secret: ExternalSecretSpec = {
  secretStoreRef: { name: 'vault', kind: 'ClusterSecretStore' },
  dataFrom: [{ extract: { key: 'team-a/git' } }],
};
