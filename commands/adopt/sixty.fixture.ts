import * as fs from 'node:fs';
import * as path from 'node:path';
import { stringify } from 'yaml';

export const URL = 'https://git.example.com/platform.git';

/** Writes a file, with the folders that it is in. */
export function write(folder: string, file: string, text: string): void {
  const at = path.join(folder, file);
  fs.mkdirSync(path.dirname(at), { recursive: true });
  fs.writeFileSync(at, text);
}

/** An Application as people write it. */
export function application(name: string, spec: object = {}, metadata: object = {}): string {
  return stringify({
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'Application',
    metadata: { name, namespace: 'argocd', ...metadata },
    spec: {
      project: 'team',
      source: { repoURL: URL, targetRevision: 'HEAD', path: `deploy/${name}` },
      destination: { server: 'https://kubernetes.default.svc', namespace: name },
      syncPolicy: { automated: { prune: true, selfHeal: false }, syncOptions: ['CreateNamespace=true'] },
      ...spec,
    },
  });
}

/** What sixty Applications differ in, by their number. */
const VARIANTS: readonly (readonly [spec: object, metadata: object])[] = [
  [{}, {}],
  [{}, { annotations: { 'argocd.argoproj.io/sync-wave': '3' }, labels: { team: 'a' } }],
  [{}, { finalizers: ['resources-finalizer.argocd.argoproj.io'] }],
  [{ syncPolicy: {} }, { annotations: { 'argocd.argoproj.io/sync-wave': '-2' } }],
  [{}, { finalizers: ['resources-finalizer.argocd.argoproj.io/background'], annotations: { note: '1' } }],
  [
    {
      source: {
        repoURL: 'https://charts.example.com',
        chart: 'redis',
        targetRevision: '1.2.3',
        helm: { values: 'replicas: 2\n', parameters: [{ name: 'a', value: '1' }] },
      },
    },
    {},
  ],
  [
    { ignoreDifferences: [{ group: '', kind: 'Service', jsonPointers: ['/spec/x'] }], revisionHistoryLimit: 3 },
    { annotations: { 'argocd.argoproj.io/manifest-generate-paths': '/deploy' } },
  ],
  [{ syncPolicy: { automated: {}, retry: { limit: 2 } }, destination: { name: 'other', namespace: 'x' } }, {}],
  // What no file of an app says.
  [{ syncPolicy: { automated: {}, syncOptions: ['Replace=false'] } }, {}],
  [{}, { finalizers: ['resources-finalizer.argocd.argoproj.io', 'example.com/other'] }],
];

/** Writes a repository of sixty Applications, with a root that brings them, and a folder of manifests each. */
export function sixty(folder: string): void {
  write(
    folder,
    'old/bootstrap/root.yaml',
    application('old-root', {
      project: 'default',
      source: { repoURL: URL, targetRevision: 'HEAD', path: 'argocd', directory: { recurse: true } },
      destination: { server: 'https://kubernetes.default.svc', namespace: 'argocd' },
    }),
  );
  write(
    folder,
    'old/argocd/projects/team.yaml',
    stringify({
      apiVersion: 'argoproj.io/v1alpha1',
      kind: 'AppProject',
      metadata: { name: 'team', namespace: 'argocd' },
      spec: {
        sourceRepos: ['*'],
        destinations: [{ server: '*', namespace: '*' }],
        clusterResourceWhitelist: [{ group: '', kind: 'Namespace' }],
      },
    }),
  );
  for (let at = 0; at < 60; at += 1) {
    const [spec, metadata] = VARIANTS[at % VARIANTS.length] as (typeof VARIANTS)[number];
    write(folder, `old/argocd/apps/app-${at}.yaml`, application(`app-${at}`, spec, metadata));
    write(
      folder,
      `old/deploy/app-${at}/claim.yaml`,
      'apiVersion: v1\nkind: PersistentVolumeClaim\nmetadata: { name: data }\n' +
        'spec: { accessModes: [ReadWriteOnce], resources: { requests: { storage: 1Gi } } }\n',
    );
  }
}
