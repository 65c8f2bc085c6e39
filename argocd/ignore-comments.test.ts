import { judge } from './testing/rules';

const POD = (comments: { above?: string; beside?: string; top?: string }) => `${comments.top ?? ''}apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
${comments.above ?? ''}    - name: web
      image: nginx${comments.beside ?? ''}
    - name: log
      image: busybox
`;

const APP = `apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: {name: web, namespace: argocd}
spec:
  project: default
  source: {repoURL: https://git.example.com/platform.git, path: web}
  destination: {server: https://kubernetes.default.svc, namespace: web}
`;

function lines(text: string): (string | number)[][] {
  const { findings, summary } = judge({ 'app.yaml': APP, 'web/pod.yaml': text });
  return [[summary.ignored], ...findings.map(({ rule, line }) => [rule, line])];
}

const IGNORE = '# groundwork:ignore image-not-pinned it is a test';

test('without a comment there are two findings', () => {
  expect(lines(POD({}))).toEqual([[0], ['image-not-pinned', 8], ['image-not-pinned', 10]]);
});

test('a comment beside a value silences the finding on its line', () => {
  expect(lines(POD({ beside: ` ${IGNORE}` }))).toEqual([[1], ['image-not-pinned', 10]]);
});

test('a comment above a node silences one finding in it, not those of the next node', () => {
  expect(lines(POD({ above: `    ${IGNORE}\n` }))).toEqual([[1], ['image-not-pinned', 11]]);
});

test('a comment at the top speaks about the document, and still silences only one', () => {
  expect(lines(POD({ top: `${IGNORE}\n` }))).toEqual([[1], ['image-not-pinned', 11]]);
  expect(lines(POD({ top: `${IGNORE}\n${IGNORE}, either\n` }))).toEqual([[2]]);
});

test('a comment that silences nothing is reported', () => {
  expect(lines(POD({ top: '# groundwork:ignore secret-in-git there is none\n' }))).toContainEqual([
    'ignore-comment',
    1,
  ]);
});

test('a rule that does not exist, and a reason that is not given, are reported', () => {
  const { findings } = judge({
    'app.yaml': APP,
    'web/pod.yaml': POD({
      beside: ' # groundwork:ignore image-not-pinned',
      top: '# groundwork:ignore image-unpinned because\n',
    }),
  });
  expect(findings.map(({ message }) => message)).toEqual(
    expect.arrayContaining(['there is no rule "image-unpinned"', 'image-not-pinned is ignored without a reason']),
  );
});

test('what only looks like a comment is none', () => {
  const text = `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata:\n  a: |\n    ${IGNORE}\n  b: "x ${IGNORE}"\n  c: x${IGNORE}\n`;
  expect(lines(text)).toEqual([[0]]);
});

test('the comments of rules that do not run are left alone', () => {
  const files = { 'app.yaml': APP, 'web/pod.yaml': POD({ beside: ` ${IGNORE}` }) };
  expect(judge(files, { only: 'secret-in-git' }).findings).toEqual([]);
});

test('lines of CRLF count like any others', () => {
  expect(lines(POD({ beside: ` ${IGNORE}` }).replaceAll('\n', '\r\n'))).toEqual([[1], ['image-not-pinned', 10]]);
});
