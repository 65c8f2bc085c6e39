import { application } from '../analysis/manifests';
import { findings } from '../testing/rules';

const SETTINGS = 'https://git.example.com/settings.git';
const chart = (valueFiles: string[]) => ({
  repoURL: 'https://charts.example.com',
  chart: 'web',
  targetRevision: '1.0.0',
  helm: { valueFiles },
});

function judged(...sources: object[]) {
  const found = findings('application-ref-invalid', { 'app.yaml': application({ source: undefined, sources }) });
  return found.map(({ severity, message }) => `${severity} ${message}`);
}

test('references that lead somewhere are fine, and so are a URL and a file of the source itself', () => {
  const files = ['$values/a.yaml', 'own.yaml', 'https://example.com/x.yaml', '/root.yaml'];
  expect(judged(chart(files), { repoURL: SETTINGS, ref: 'values' })).toEqual([]);
});

test('the name of a reference has letters, digits, _ and - only', () => {
  expect(judged({ repoURL: SETTINGS, ref: 'my.values' })).toEqual([
    "refuse sources.ref my.values cannot contain any special characters except '_' and '-'",
  ]);
});

test('two sources of one name are refused', () => {
  const source = { repoURL: SETTINGS, ref: 'values' };
  expect(judged(source, source)).toEqual(['refuse invalid sources: multiple sources had the same `ref` key: values']);
});

test('a reference to nothing is refused in the words of the case', () => {
  expect(judged(chart(['$values/a.yaml']))).toEqual([
    'refuse source referenced "$values", but no source has a \'ref\' field defined',
  ]);
  expect(judged(chart(['$values/a.yaml']), { repoURL: SETTINGS, ref: 'value' })).toEqual([
    'refuse source referenced "$values", which is not one of the available sources ($value)',
  ]);
});

test('a file parameter refers like a value file', () => {
  const source = { ...chart([]), helm: { fileParameters: [{ name: 'a', path: '$valeus/a.txt' }] } };
  expect(judged(source, { repoURL: SETTINGS, ref: 'values' })).toEqual([
    'refuse source referenced "$valeus", which is not one of the available sources ($values)',
  ]);
});

test('a chart cannot be referred to', () => {
  expect(judged(chart(['$charts/a.yaml']), { ...chart([]), ref: 'charts' })).toEqual([
    expect.stringContaining("Helm charts are not yet not supported for 'ref' sources"),
  ]);
});

test('one repository is taken at one revision, however its URL is spelt', () => {
  const files = chart(['$a/1.yaml', '$b/2.yaml']);
  const [first, second] = [
    { repoURL: SETTINGS, ref: 'a', targetRevision: 'v1' },
    { repoURL: 'https://GIT.example.com/settings', ref: 'b', targetRevision: 'v2' },
  ];
  expect(judged(files, first, second)).toEqual([
    'refuse cannot reference multiple revisions for the same repository ($b references "v2" while $a references "v1")',
  ]);
  expect(judged(files, first, { ...second, targetRevision: 'v1' })).toEqual([]);
});

test('a reference is one at the very start of a path only', () => {
  expect(judged(chart(['./$values/a.yaml']), { repoURL: SETTINGS, ref: 'values' })).toEqual([
    expect.stringMatching(/^silent \.\/\$values\/a\.yaml is taken as a path in the source itself/),
  ]);
});

test('in a single source $name is a build environment variable', () => {
  const judgedSingle = (source: object) =>
    findings('application-ref-invalid', { 'app.yaml': application({ source }) }).map(({ message }) => message);
  expect(judgedSingle(chart(['$ARGOCD_APP_NAME/values.yaml']))).toEqual([]);
  expect(judgedSingle(chart(['$values/values.yaml']))).toEqual([expect.stringContaining('refers to no source')]);
  expect(judgedSingle({ repoURL: SETTINGS, path: 'a', ref: 'values' })).toEqual([
    expect.stringContaining('source.ref values is ignored'),
  ]);
});

test.each([
  ['refuse', 'v1', 'v2'],
  ['refuse', 'main', 'v2'],
  // The default branch most often is HEAD.
  ['silent', 'main', 'HEAD'],
  ['silent', undefined, 'v2'],
])('%s: a chart in Git at %s and its values in the same repository at %s', (severity, own, other) => {
  const source = { repoURL: SETTINGS, path: 'chart', targetRevision: own, helm: { valueFiles: ['$values/a.yaml'] } };
  const [one, ...more] = judged(source, { repoURL: SETTINGS, ref: 'values', targetRevision: other });
  expect(one).toMatch(new RegExp(`^${severity} cannot reference a different revision of the same repository`));
  expect(more).toEqual([]);
});
