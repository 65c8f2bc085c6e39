import { withoutZeroValues } from './without-zero-values';

const source = { repoURL: 'https://github.com/orgname/x.git', path: 'x' };

describe('a zero value that changes what the Application does is kept', () => {
  test.each([
    ['a Deployment scaled to nothing', { source: { ...source, kustomize: { replicas: [{ name: 'web', count: 0 }] } } }],
    [
      'empty text for Jsonnet',
      {
        source: {
          ...source,
          directory: { jsonnet: { extVars: [{ name: 'a', value: '' }], tlas: [{ name: 'b', value: '' }] } },
        },
      },
    ],
    ['an environment variable set to nothing', { source: { ...source, plugin: { env: [{ name: 'A', value: '' }] } } }],
    ['a plugin that is to be discovered', { source: { ...source, plugin: {} } }],
    ['a label without a value', { source: { ...source, kustomize: { commonLabels: { 'example.com/mark': '' } } } }],
    ['an annotation without a value', { source: { ...source, kustomize: { commonAnnotations: { mark: '' } } } }],
    ['a namespace label without a value', { syncPolicy: { managedNamespaceMetadata: { labels: { mark: '' } } } }],
    ['the namespace kept in every sync', { syncPolicy: { managedNamespaceMetadata: {} } }],
    ['a line for people without a value', { info: [{ name: 'runbook', value: '' }] }],
    ['automated sync switched off', { syncPolicy: { automated: { enabled: false } } }],
    ['automated sync without options', { syncPolicy: { automated: {} } }],
    ['no history', { revisionHistoryLimit: 0 }],
    [
      'the tool of one of several sources',
      {
        sources: [
          { ...source, directory: {} },
          { ...source, kustomize: {} },
        ],
      },
    ],
  ])('%s', (_name, spec) => {
    expect(withoutZeroValues(spec)).toEqual(spec);
  });
});

test.each([
  ['flags that are off', { syncPolicy: { automated: { prune: false } } }, { syncPolicy: { automated: {} } }],
  ['an empty sync policy', { source, syncPolicy: { syncOptions: [] } }, { source }],
  ['the empty tool of a single source', { source: { ...source, directory: { recurse: false } } }, { source }],
  ['empty maps of labels', { source: { ...source, kustomize: { commonLabels: {} } } }, { source }],
  ['empty text', { source: { ...source, targetRevision: '' } }, { source }],
  ['nothing at all', { source, info: undefined }, { source }],
  [
    'a Jsonnet variable that is no code',
    { source: { directory: { jsonnet: { tlas: [{ name: 'a', value: '', code: false }] } } } },
    { source: { directory: { jsonnet: { tlas: [{ name: 'a', value: '' }] } } } },
  ],
])('%s: dropped, as Argo CD does', (_name, spec, written) => {
  expect(withoutZeroValues(spec as object)).toEqual(written);
});
