import { application, object } from '../analysis/manifests';
import { findings, REPOSITORY } from '../testing/rules';

const CHARTS = 'https://charts.example.com';
const here = { 'deploy/all.yaml': object('ConfigMap', 'a'), 'plain.yaml': object('ConfigMap', 'b') };

function judged(spec: Record<string, unknown>, version?: string) {
  return findings('application-source-shape', { ...here, 'app.yaml': application(spec) }, version).map(
    ({ message }) => message,
  );
}

test.each([
  ['a directory', { source: { repoURL: REPOSITORY, path: 'deploy' } }],
  ['the root of a repository, and nothing else for it', { source: { repoURL: REPOSITORY, path: '.' } }],
  ['a chart with a version', { source: { repoURL: CHARTS, chart: 'web', targetRevision: '1.x' } }],
  ['a source that is only referred to', { source: undefined, sources: [{ repoURL: REPOSITORY, ref: 'values' }] }],
  [
    'a path of another branch, whose files are not at hand',
    { source: { repoURL: REPOSITORY, path: 'old', targetRevision: 'v1' } },
  ],
  ['a path of another repository', { source: { repoURL: 'https://git.example.com/x.git', path: 'old' } }],
  ['a path that goes up and comes back', { source: { repoURL: REPOSITORY, path: 'a/../deploy/' } }],
  [
    'a hydrator',
    { sourceHydrator: { drySource: { repoURL: REPOSITORY }, syncSource: { targetBranch: 'env', path: 'a' } } },
  ],
])('accepts %s', (_, spec) => {
  expect(judged(spec)).toEqual([]);
});

test.each([
  [
    'an empty path',
    { source: { repoURL: REPOSITORY, path: '' } },
    'spec.source.repoURL and either spec.source.path or spec.source.chart are required',
  ],
  [
    'no source at all',
    { source: undefined },
    'spec.source.repoURL and either spec.source.path or spec.source.chart are required',
  ],
  [
    'a ref in a single source, where it stands for nothing',
    { source: { repoURL: REPOSITORY, ref: 'values' } },
    'spec.source.repoURL and either spec.source.path or spec.source.chart are required',
  ],
  [
    'one of several sources without a path',
    { source: undefined, sources: [{ repoURL: REPOSITORY }] },
    'spec.source.repoURL and either source.path, source.chart, or source.ref are required for source {repoURL: ',
  ],
  [
    'a chart without a version',
    { source: { repoURL: CHARTS, chart: 'web' } },
    'spec.source.targetRevision is required if the manifest source is a helm chart',
  ],
  [
    'two ways to render',
    { source: { repoURL: REPOSITORY, path: 'deploy', helm: {}, directory: { recurse: true } } },
    'multiple application sources defined: Helm,Directory',
  ],
  ['an absolute path', { source: { repoURL: REPOSITORY, path: '/deploy' } }, '/deploy: app path is absolute'],
  ['a path that leads out', { source: { repoURL: REPOSITORY, path: 'a/../../b' } }, 'a/../../b: app path outside root'],
  ['a path that is not there', { source: { repoURL: REPOSITORY, path: 'deplyo' } }, 'deplyo: app path does not exist'],
  ['a file', { source: { repoURL: REPOSITORY, path: 'plain.yaml' } }, 'plain.yaml: app path is not a directory'],
])('refuses %s', (_, spec, message) => {
  expect(judged(spec)).toEqual([expect.stringContaining(message)]);
});

test('the missing branch of a hydrator is named as each version names it', () => {
  const spec = {
    source: undefined,
    sourceHydrator: { drySource: { repoURL: REPOSITORY }, syncSource: { targetBranch: 'env' }, hydrateTo: {} },
  };
  expect(judged(spec, '3.4.4')).toEqual([expect.stringContaining('sourceHydrator.hydrateTo.path is required')]);
  expect(judged(spec, '3.5.1')).toEqual([expect.stringContaining('sourceHydrator.hydrateTo.targetBranch is required')]);
});

test('all mistakes are reported at once, each at its line', () => {
  const spec = { source: undefined, sources: [{ repoURL: REPOSITORY }, { repoURL: CHARTS, chart: 'web' }] };
  const found = findings('application-source-shape', { 'app.yaml': application(spec) });
  expect(found.map(({ line, severity }) => [line, severity])).toEqual([
    [12, 'refuse'],
    [14, 'refuse'],
  ]);
});
