import { application, object } from './manifests';
import { findings, judge } from './testing';

function found(text: string) {
  return findings('document-shape', { 'apps/website.yaml': application(), 'deploy/web.yaml': text });
}

test.each([
  ['no apiVersion', 'kind: ConfigMap\nmetadata: {name: a}\n', "groupVersion shouldn't be empty"],
  ['no name', 'apiVersion: v1\nkind: ConfigMap\nmetadata: {labels: {a: b}}\n', 'resource name may not be empty'],
  ['no metadata', 'apiVersion: v1\nkind: ConfigMap\n', 'resource name may not be empty'],
  [
    'a name that YAML takes for a number',
    'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: 007}\n',
    'is 7, which is not a string',
  ],
  [
    'a name that YAML 1.1 takes for yes',
    'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: y}\n',
    'is true, which is not a string',
  ],
  ['labels that are a list', 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a, labels: [b]}\n', 'not a map'],
  [
    'a label that is a number',
    'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a, labels: {b: 1}}\n',
    'cannot unmarshal number',
  ],
  [
    'an annotation that is a truth value',
    'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a, annotations: {b: on}}\n',
    'cannot unmarshal bool',
  ],
])('%s is refused', (_, text, words) => {
  expect(found(text)).toMatchObject([{ severity: 'refuse', message: expect.stringContaining(words) }]);
});

test('the value is pointed at, and the fix quotes it', () => {
  expect(found('apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: a\n  labels:\n    wave: 5\n')).toMatchObject([
    { line: 6, location: { column: 11, endColumn: 12 }, fix: 'Quote the value: "5".' },
  ]);
});

test('a label without a value is lost', () => {
  expect(found('apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a, labels: {b: }}\n')).toMatchObject([
    { severity: 'silent' },
  ]);
});

test('a made-up name is for hooks', () => {
  const job = (annotation: string) =>
    `apiVersion: batch/v1\nkind: Job\nmetadata: {generateName: a-, annotations: {${annotation}}}\n`;
  expect(found(job('argocd.argoproj.io/hook: Sync'))).toEqual([]);
  expect(found(job('other: x'))).toMatchObject([{ message: expect.stringContaining('only a hook may') }]);
});

test('a key that is given twice is told wherever it is', () => {
  const report = findings('document-shape', { 'values.yaml': 'a: 1\nb: 2\na: 3\n' });
  expect(report).toMatchObject([
    {
      severity: 'silent',
      line: 3,
      message: 'key "a" already set in map: the last one wins, the others have no effect',
    },
  ]);
});

test('objects that nothing applies may be anything', () => {
  expect(findings('document-shape', { 'patch.yaml': 'kind: Deployment\nspec: {replicas: 2}\n' })).toEqual([]);
  // …but Argo CD's own are meant for it.
  const broken = object('Application', 'x').replace('name: x', 'labels: {}');
  expect(
    findings('document-shape', {
      'app.yaml': `apiVersion: argoproj.io/v1alpha1\nkind: Application\n${broken.split('\n').slice(2).join('\n')}`,
    }),
  ).toHaveLength(1);
});

test('a file that is no YAML is a warning while nothing reads it, and a template is listed as not checked', () => {
  expect(findings('document-shape', { 'web.yaml': 'apiVersion: v1\nkind: [\n' })).toMatchObject([
    { severity: 'warn', file: 'web.yaml' },
  ]);
  const { findings: none, unchecked } = judge({ 'web.yaml': 'kind: {{ .Values.kind }}\n' }, { only: 'document-shape' });
  expect(none).toEqual([]);
  expect(unchecked).toMatchObject([{ file: 'web.yaml', reason: expect.stringContaining('a template') }]);
});
