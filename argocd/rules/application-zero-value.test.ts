import { application } from '../analysis/manifests';
import { findings, REPOSITORY } from '../testing/rules';

const RULE = 'application-zero-value';
const root = application(
  { source: { repoURL: REPOSITORY, path: 'children' }, syncPolicy: { automated: { selfHeal: true } } },
  { name: 'root' },
);

function judged(spec: Record<string, unknown>) {
  const found = findings(RULE, { 'root.yaml': root, 'children/website.yaml': application(spec) });
  return found.map(({ severity, message }) => `${severity} ${message}`);
}

const source = (parts: object) => ({ source: { repoURL: REPOSITORY, path: 'deploy', ...parts } });

test.each([
  ['no options', {}],
  ['recurse: true', source({ directory: { recurse: true } })],
  ['a directory with a selection', source({ directory: { include: '*.yaml' } })],
  ['automated: {}', { syncPolicy: { automated: {} } }],
  ['a pointer that keeps its false', { syncPolicy: { automated: { prune: false, selfHeal: false } } }],
  ['helm that says something', source({ helm: { skipCrds: true } })],
  ['an empty valuesObject, which is an object', source({ helm: { valuesObject: {} } })],
  [
    'empty maps in sources, which are not touched',
    { source: undefined, sources: [{ repoURL: REPOSITORY, path: 'a', helm: {} }] },
  ],
])('%s stays as it is written', (_, spec) => {
  expect(judged(spec)).toEqual([]);
});

test.each([
  ['directory: {}', source({ directory: {} }), 'removes spec.source.directory'],
  ['directory: {recurse: false}', source({ directory: { recurse: false } }), 'removes spec.source.directory'],
  ['directory: {jsonnet: {}}', source({ directory: { jsonnet: {} } }), 'removes spec.source.directory'],
  ['helm: {}', source({ helm: {} }), 'removes spec.source.helm'],
  ['helm with empty values', source({ helm: { values: '', parameters: [] } }), 'removes spec.source.helm'],
  ['kustomize: {}', source({ kustomize: {} }), 'removes spec.source.kustomize'],
  [
    'kustomize with an option that Argo CD forgets to count',
    source({ kustomize: { forceCommonLabels: true } }),
    'because it is empty to Argo CD: forceCommonLabels alone does not count',
  ],
  ['syncPolicy: {}', { syncPolicy: {} }, 'removes spec.syncPolicy'],
  ['syncPolicy: {syncOptions: []}', { syncPolicy: { syncOptions: [] } }, 'removes spec.syncPolicy'],
  ['project: ""', { project: '' }, 'writes project: default into the live Application'],
])('%s makes the parent OutOfSync', (_, spec, message) => {
  expect(judged(spec)).toEqual([expect.stringMatching(/^silent /)]);
  expect(judged(spec)[0]).toContain(message);
});

test.each([
  ['targetRevision: ""', source({ targetRevision: '' })],
  ['ignoreDifferences: []', { ignoreDifferences: [] }],
  ['recurse: false beside a selection', source({ directory: { recurse: false, include: '*.yaml' } })],
  ['skipCrds: false beside other options', source({ helm: { skipCrds: false, releaseName: 'a' } })],
])('%s lasts until the next write by argocd-server: a warning', (_, spec) => {
  expect(judged(spec)).toEqual([expect.stringMatching(/^warn .* says nothing/)]);
});

test('an Application that no other one manages may be written in any way', () => {
  expect(findings(RULE, { 'website.yaml': application(source({ directory: {} })) })).toEqual([]);
});
