import { check } from '../check';
import { type Files, findings, judge, REPOSITORY, treeOf } from '../testing/rules';

const rule = 'helm-value-file-invalid';

/** An Application with these lines of its spec. */
function application(...sources: readonly string[]): string {
  return `apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: {name: web, namespace: argocd}
spec:
  project: default
${sources.map((line) => `  ${line}\n`).join('')}  destination: {server: https://kubernetes.default.svc, namespace: web}
`;
}

/** An Application whose chart is in the repository, with some lines of `helm`. */
function own(helm: string, targetRevision = 'HEAD'): Files {
  return {
    'app.yaml': application(
      'source:',
      `  repoURL: ${REPOSITORY}`,
      `  targetRevision: ${targetRevision}`,
      '  path: charts/web',
      `  helm: ${helm}`,
    ),
    'charts/web/Chart.yaml': 'apiVersion: v2\nname: web\nversion: 1.0.0\n',
    'charts/web/values.yaml': 'a: 1\n',
  };
}

/** An Application whose chart is elsewhere and whose values are here. */
function referring(file: string, revision = 'main'): Files {
  return {
    'app.yaml': application(
      'sources:',
      `  - {repoURL: https://charts.example.com, chart: web, targetRevision: 1.0.0, helm: {valueFiles: [${file}]}}`,
      `  - {repoURL: ${REPOSITORY}, targetRevision: ${revision}, ref: values}`,
    ),
  };
}

const words = (files: Files, version?: string) => findings(rule, files, version).map(({ message }) => message);

test('a file that is not there is named at its line, in the words of Helm', () => {
  expect(findings(rule, own('{valueFiles: [values.yaml, prod.yaml]}'))).toMatchObject([
    {
      severity: 'refuse',
      file: 'app.yaml',
      line: 10,
      message: expect.stringContaining('Error: open charts/web/prod.yaml: no such file or directory'),
    },
  ]);
});

test.each([
  ['/env/prod.yaml', 'env/prod.yaml'],
  ['../../env/prod.yaml', 'env/prod.yaml'],
  ['./env/../prod.yaml', 'charts/web/prod.yaml'],
])('%s is looked for at %s', (file, path) => {
  const files = own(`{valueFiles: [${file}]}`);
  expect(words(files)).toEqual([expect.stringContaining(`open ${path}: `)]);
  expect(words({ ...files, [path]: 'a: 1\n' })).toEqual([]);
});

test('a file of a source that is referred to counts from its top', () => {
  expect(words(referring('$values/env/prod.yaml'))).toEqual([expect.stringContaining('open env/prod.yaml: ')]);
  expect(words({ ...referring('$values/env/prod.yaml'), 'env/prod.yaml': 'a: 1\n' })).toEqual([]);
});

test('ignoreMissingValueFiles forgives what is missing and nothing else', () => {
  const files = own('{ignoreMissingValueFiles: true, valueFiles: [prod.yaml, list.yaml]}');
  expect(words({ ...files, 'charts/web/list.yaml': '- a\n' })).toEqual([
    expect.stringContaining(
      'failed to parse charts/web/list.yaml: error unmarshaling JSON: while decoding JSON: json: cannot unmarshal array into Go value of type map[string]interface {}',
    ),
  ]);
});

// What `helm template --values` of Helm 3.19.4 made of each.
test.each([
  ['a: [1\nb: }\n', 'error converting YAML to JSON: yaml: '],
  ['a:\n\tb: 1\n', 'error converting YAML to JSON: yaml: '],
  ['a: *x\n', 'unknown anchor'],
  ['c: {<<: [1]}\n', 'map merge requires map or sequence of maps as the value'],
  ['# values\n---\n- a\n', 'cannot unmarshal array'],
  ['hello\n', 'cannot unmarshal string'],
  ['42\n', 'cannot unmarshal number'],
  ['true\n', 'cannot unmarshal bool'],
  ['a: {{ .x }}\n', 'error converting YAML to JSON: yaml: '],
])('Helm does not take %j', (content, expected) => {
  const files = { ...own('{valueFiles: [x.yaml]}'), 'charts/web/x.yaml': content };
  expect(words(files)).toEqual([expect.stringContaining('Error: failed to parse charts/web/x.yaml: ')]);
  // Go names the anchor, which this report does not quote.
  expect(words(files)[0]?.replace('unknown …', 'unknown anchor')).toContain(expected);
});

test.each([
  '',
  '# nothing\n',
  'null\n',
  'a: 1\na: 2\n',
  'a: 1\n---\nb: [\n',
  '---\na: 1\n',
  '# c\n---\na: 1\n',
  'a: 1\n...\nb: 2\n',
  '{"a": 1}\n',
  '{"a": 1,}',
  '1: a\ntrue: b\n',
  '%YAML 1.1\n---\na: 1\n',
  '--- # values\na: 1\n',
  'a: !foo x\n',
  '\ufeffa: 1\n',
])('Helm takes %j', (content) => {
  for (const name of ['x.yaml', 'x.json', 'x'])
    expect(words({ ...own(`{valueFiles: [${name}]}`), [`charts/web/${name}`]: content })).toEqual([]);
});

test('nothing of a value file is quoted: it may hold a password', () => {
  const files = { ...own('{valueFiles: [x.yaml]}'), 'charts/web/x.yaml': 'password: "hunter2" hunter3\n' };
  expect(words(files)).toHaveLength(1);
  expect(JSON.stringify(findings(rule, files))).not.toContain('hunter');
});

test('a directory, the repository itself and what is outside of it are no value files', () => {
  expect(words(own('{valueFiles: [../web, /, ../../../x.yaml]}'))).toEqual([
    expect.stringContaining('Error: read charts/web: is a directory'),
    expect.stringContaining('internal error: failed to resolve path. Check logs for more details'),
    expect.stringContaining("file '../../../x.yaml' resolved to outside repository root"),
  ]);
});

test('a pattern has to match, and all that it matches has to be values', () => {
  const files = own('{valueFiles: ["env/*.yaml", "/all/**/*.yaml"]}');
  expect(words(files)).toEqual([
    expect.stringContaining('values file glob "env/*.yaml" matched no files'),
    expect.stringContaining('values file glob "/all/**/*.yaml" matched no files'),
  ]);
  expect(words({ ...files, 'charts/web/env/a.yaml': 'a: 1\n', 'all/b/c/d.yaml': '- a\n' })).toEqual([
    expect.stringContaining('failed to parse all/b/c/d.yaml'),
  ]);
  expect(words(own('{ignoreMissingValueFiles: true, valueFiles: ["env/*.yaml"]}'))).toEqual([]);
});

test('before Argo CD 3.4 a pattern is the name of a file', () => {
  const files = { ...own('{valueFiles: ["*.yaml"]}') };
  expect(words(files)).toEqual([]);
  expect(words(files, '3.3.0')).toEqual([expect.stringContaining('open charts/web/*.yaml: ')]);
});

test('a symlink is followed', () => {
  const files = { ...own('{valueFiles: [x.yaml]}'), 'charts/web/x.yaml': '-> ../../env/prod.yaml' };
  expect(words(files)).toHaveLength(1);
  expect(words({ ...files, 'env/prod.yaml': 'a: 1\n' })).toEqual([]);
});

test('variables, URLs, charts elsewhere and unknown references are left alone', () => {
  for (const file of ['$ARGOCD_APP_NAME.yaml', 'env-$ARGOCD_APP_NAME.yaml', 'https://x.org/v.yaml', 'secrets://x'])
    expect(words(own(`{valueFiles: [${file}]}`))).toEqual([]);
  for (const file of ['prod.yaml', '/prod.yaml', '$other/prod.yaml', '$values/$ARGOCD_APP_NAME.yaml'])
    expect(words(referring(file))).toEqual([]);
});

test('another branch may have the file: that is listed as not checked', () => {
  for (const files of [own('{valueFiles: [prod.yaml]}', 'release'), referring('$values/prod.yaml', 'release')]) {
    const { findings: found, unchecked } = judge(files, { only: rule });
    expect(found).toEqual([]);
    expect(unchecked).toContainEqual(
      expect.objectContaining({ subject: expect.stringMatching(/^value file .*prod\.yaml of Application web$/) }),
    );
  }
});

test('what overrides the source may name other files', () => {
  const files = { ...own('{valueFiles: [prod.yaml]}'), 'charts/web/.argocd-source.yaml': 'helm: {valueFiles: []}\n' };
  expect(words(files)).toEqual([]);
});

test('of the Applications of a set those are named whose file is missing', () => {
  const set = `apiVersion: argoproj.io/v1alpha1
kind: ApplicationSet
metadata: {name: web, namespace: argocd}
spec:
  generators: [{list: {elements: [{env: dev}, {env: prod}]}}]
  template:
    metadata: {name: "web-{{env}}"}
    spec:
      project: default
      source: {repoURL: ${REPOSITORY}, path: charts/web, helm: {valueFiles: ["{{env}}.yaml"]}}
      destination: {server: https://kubernetes.default.svc, namespace: web}
`;
  const { 'app.yaml': _, ...chart } = own('');
  expect(findings(rule, { ...chart, 'set.yaml': set, 'charts/web/dev.yaml': 'a: 1\n' })).toMatchObject([
    { file: 'set.yaml', line: 10, message: expect.stringContaining('Application web-prod ') },
  ]);
});

test('nothing is reported for files outside of the only folder at hand', () => {
  for (const files of [referring('$values/env/prod.yaml'), own('{valueFiles: [/env/prod.yaml]}')]) {
    const tree = treeOf(files);
    for (const folder of ['dist', 'env']) {
      const repositories = [{ url: REPOSITORY, tree, folder, because: 'given' }];
      const { findings: found } = check({ directories: [{ tree, dir: '' }], repositories, only: [rule] });
      expect(found).toHaveLength(folder === 'env' ? 1 : 0);
    }
  }
});

test('a source with ref alone is not rendered, so nothing is made of the options for Helm that stand in it', () => {
  const files = {
    'app.yaml': application(
      'sources:',
      `  - {repoURL: ${REPOSITORY}, ref: values, helm: {valueFiles: [gone.yaml, $other/gone.yaml], values: '- a'}}`,
      '  - {repoURL: https://charts.example.com, chart: web, targetRevision: 1.0.0}',
    ),
  };
  expect(judge(files).findings).toEqual([]);
});

test('an Application that reads the repository by SSH gets the files that were given by HTTPS', () => {
  const files = {
    'app.yaml': application(
      'source:',
      `  {repoURL: 'git@git.example.com:platform.git', path: charts/web, helm: {valueFiles: [gone.yaml]}}`,
    ),
    'charts/web/Chart.yaml': 'apiVersion: v2\nname: web\nversion: 1.0.0\n',
  };
  expect(findings(rule, files)).toHaveLength(1);
});
