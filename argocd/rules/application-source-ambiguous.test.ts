import { application } from '../analysis/manifests';
import { findings, REPOSITORY } from '../testing/rules';

const chart = { repoURL: 'https://charts.example.com', chart: 'web', targetRevision: '1.0.0' };

function judged(spec: Record<string, unknown>) {
  return findings('application-source-ambiguous', { 'app.yaml': application(spec) }).map(({ message }) => message);
}

test.each([
  ['one source', {}],
  ['an empty list of sources, which counts as none', { sources: [] }],
  ['values of one kind', { source: { ...chart, helm: { values: 'a: 1' } } }],
  ['empty values beside an object', { source: { ...chart, helm: { values: '', valuesObject: { a: 1 } } } }],
  [
    'an artifact in an OCI registry',
    { source: { repoURL: 'oci://registry.example.com/web', path: '.', targetRevision: '1' } },
  ],
])('%s is clear', (_, spec) => {
  expect(judged(spec)).toEqual([]);
});

test.each([
  ['source beside sources', { sources: [chart] }, 'spec.source is ignored: spec.sources is set too'],
  [
    'source beside a hydrator',
    { sourceHydrator: { drySource: { repoURL: REPOSITORY }, syncSource: { targetBranch: 'a' } } },
    'spec.source is ignored: spec.sourceHydrator is set too',
  ],
  ['path beside chart', { source: { ...chart, path: 'deploy' } }, 'source.path deploy is ignored'],
  [
    'chart beside an oci:// URL',
    { source: { ...chart, repoURL: 'oci://registry.example.com/charts' } },
    'source.chart web is ignored: a repoURL that starts with oci:// names the artifact itself',
  ],
  [
    'values beside valuesObject',
    { source: { ...chart, helm: { values: 'a: 1', valuesObject: { a: 2 } } } },
    'source.helm.values is ignored',
  ],
])('%s silently loses one of the two', (_, spec, message) => {
  expect(judged(spec)).toEqual([expect.stringContaining(message)]);
});
