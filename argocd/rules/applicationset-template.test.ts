import { findings, judge, REPOSITORY } from '../testing/rules';

const rule = 'applicationset-template';

/** An ApplicationSet with some generators, whose template puts one expression into the name. */
function set(head: string, generators: string, name: string): string {
  return `apiVersion: argoproj.io/v1alpha1
kind: ApplicationSet
metadata: {name: web, namespace: argocd}
spec:
${head}  generators:
${generators}
  template:
    metadata:
      name: ${JSON.stringify(name)}
    spec:
      project: default
      source: {repoURL: ${REPOSITORY}, path: web}
      destination: {server: https://kubernetes.default.svc, namespace: web}
`;
}

const LIST = '    - list: {elements: [{env: dev}, {env: prod}]}';
const GO = '  goTemplate: true\n  goTemplateOptions: [missingkey=error]\n';

function found(head: string, generators: string, name: string) {
  return findings(rule, { 'set.yaml': set(head, generators, name), 'web/x.yaml': '# nothing' });
}

test('a parameter that is not there stays as it is written, and is pointed at', () => {
  const [finding] = found('', LIST, '{{env}}-{{color}}');
  expect(finding).toMatchObject({ severity: 'silent', line: 9, message: expect.stringContaining('"color"') });
});

test('an expression of Go without goTemplate: true is distinguished from a misspelt name', () => {
  expect(found('', LIST, '{{ .env }}')[0]?.fix).toContain('goTemplate: true');
});

test('an error of one Application stops all, and is reported with Go’s own message', () => {
  const report = judge({ 'set.yaml': set(GO, LIST, 'web-{{ .color }}') }, { only: rule });
  expect(report.findings).toMatchObject([
    { severity: 'refuse', message: expect.stringContaining('map has no entry for key "color"') },
  ]);
  expect(report.summary.applications).toBe(0);
});

test('without missingkey=error a missing key becomes text', () => {
  const without = '  goTemplate: true\n';
  expect(found(without, LIST, 'web-{{ .env }}{{ .color }}').map(({ severity }) => severity)).toEqual([
    'warn',
    'silent',
  ]);
});

test('an option that Go does not know makes the controller panic', () => {
  expect(
    found('  goTemplate: true\n  goTemplateOptions: [missingkey=fail, missingkey=error]\n', LIST, '{{ .env }}'),
  ).toMatchObject([{ severity: 'refuse', line: 6 }]);
});

test('two Applications of one name are one too many', () => {
  expect(found(GO, LIST, 'web')).toMatchObject([
    { message: 'ApplicationSet web contains applications with duplicate name: web' },
  ]);
});

test('a generator that asks a server is listed as not checked', () => {
  const report = judge(
    { 'set.yaml': set(GO, '    - pullRequest: {github: {owner: a, repo: b}}', '{{ .number }}') },
    { only: rule },
  );
  expect(report.findings).toEqual([]);
  expect(report.unchecked).toMatchObject([
    { subject: 'ApplicationSet web', reason: expect.stringContaining('pullRequest') },
  ]);
});

const GIT = '    - git: {repoURL: https://git.example.com/other.git, revision: HEAD, directories: [{path: "apps/*"}]}';
const PULL_REQUEST = '    - pullRequest: {github: {owner: a, repo: b}}';

test.each([
  ['a git repository that is not at hand', GIT],
  ['pull requests', PULL_REQUEST],
  ['clusters', '    - clusters: {selector: {matchLabels: {env: prod}}}'],
  ['no element', '    - list: {elements: []}'],
])('the syntax is judged although the parameters of %s are not known', (_, generators) => {
  expect(found(GO, generators, 'preview-{{path.basename}}')).toMatchObject([
    {
      severity: 'refuse',
      line: 11,
      message: 'failed to parse template preview-{{path.basename}}: function "path" not defined',
      fix: expect.stringContaining('{{ .path.basename }}'),
    },
  ]);
  expect(found(GO, generators, 'preview-{{.path.basename}')).toMatchObject([
    { severity: 'refuse', message: expect.stringContaining("bad character U+007D '}'") },
  ]);
  expect(found(GO, generators, 'preview-{{ .path.basename | normalize }}')).toEqual([]);
});

test('without goTemplate there is no such syntax', () => {
  expect(found('', GIT, 'preview-{{path.basename}}-{{path[0]}}-{{.x}')).toEqual([]);
});

test('a mistake that every set of parameters has is reported once', () => {
  expect(found(GO, LIST, 'web-{{ env }}')).toMatchObject([{ message: expect.stringContaining('"env" not defined') }]);
});

test('all mistakes of a template are reported, in its keys and in the patch too', () => {
  const text = set(
    `${GO}  templatePatch: |\n    metadata: {labels: {a: {{ .a }}\n    {{ end }}\n`,
    PULL_REQUEST,
    '{{ number }}',
  ).replace('    metadata:\n', '    metadata:\n      labels: {"{{ if }}": "{{ .branch }}"}\n');
  const messages = findings(rule, { 'set.yaml': text }).map(({ message }) => message);
  expect(messages).toHaveLength(3);
  expect(messages).toEqual(
    expect.arrayContaining([
      expect.stringContaining('missing value for if'),
      expect.stringContaining('function "number" not defined'),
      expect.stringMatching(
        /^error replacing values in templatePatch: failed to parse template [\s\S]*unexpected \{\{end\}\}$/,
      ),
    ]),
  );
});

test('what the template of a generator overrides is not rendered, and its own is', () => {
  const own = `${PULL_REQUEST.slice(0, -1)}, template: {metadata: {name: "pr-{{ NAME }}"}, spec: {}}}`;
  expect(found(GO, own.replace('NAME', '.number'), '{{ number }}')).toEqual([]);
  expect(found(GO, own.replace('NAME', 'number'), '{{ .number }}')).toMatchObject([{ line: 8 }]);
});

test('values of a generator are templates, and so is the second generator of a matrix', () => {
  expect(found(GO, `${PULL_REQUEST.slice(0, -1)}, values: {a: "{{ branch }}"}}`, '{{ .number }}')).toMatchObject([
    { message: expect.stringContaining('"branch" not defined') },
  ]);
  const matrix = `    - matrix:
        generators:
          - list: {elements: [{env: "{{ env }}"}]}
          - git: {repoURL: https://git.example.com/other.git, revision: HEAD, files: [{path: "{{ env }}/*"}]}`;
  expect(found(GO, matrix, '{{ .env }}')).toMatchObject([
    { line: 11, message: expect.stringContaining('{{ env }}/*') },
  ]);
});

test('labels of clusters that are not in Git are not missed', () => {
  const clusters = '    - clusters: {}';
  expect(found('', clusters, '{{name}}-{{metadata.labels.region}}')).toEqual([]);
  expect(found(GO, clusters, '{{ .metadata.labels.region }}')).toEqual([]);
  // The names that every cluster has are known.
  expect(found('', clusters, '{{nmae}}')).toHaveLength(1);
});

test('a function that is not understood is no finding', () => {
  const report = judge({ 'set.yaml': set(GO, LIST, '{{ .env | camelcase }}') }, { only: rule });
  expect(report.findings).toEqual([]);
  expect(report.unchecked).toMatchObject([{ reason: expect.stringContaining('camelcase') }]);
});
