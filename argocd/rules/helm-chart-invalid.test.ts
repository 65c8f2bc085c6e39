import { createHash } from 'node:crypto';
import { type Files, findings, judge, REPOSITORY } from '../testing/rules';

const rule = 'helm-chart-invalid';

const CHART = 'apiVersion: v2\nname: web\nversion: 1.0.0\n';

/** An Application whose chart is in the repository. */
function chart(files: Files, helm = '{}', path = 'charts/web'): Files {
  return {
    'app.yaml': `apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: {name: web, namespace: argocd}
spec:
  project: default
  source: {repoURL: ${REPOSITORY}, targetRevision: HEAD, path: ${path}, helm: ${helm}}
  destination: {server: https://kubernetes.default.svc, namespace: web}
`,
    'charts/web/Chart.yaml': CHART,
    ...Object.fromEntries(Object.entries(files).map(([name, content]) => [`charts/web/${name}`, content])),
  };
}

const words = (files: Files, version?: string) =>
  findings(rule, chart(files), version).map(({ message }) =>
    message.replace('Application web cannot be rendered: ', '').replace(/, in http.*$/, ''),
  );

// Here and below: what helmTemplate of Argo CD 3.4.4 with Helm 3.19.4 (and of 3.5.1 with Helm 4.2.1) said.
const ARGO_CD = 'error getting helm repos: error retrieving helm dependency repos: ';
test.each([
  ['', 'Error: validation: chart.metadata.name is required'],
  ['version: 1.0.0\n', 'Error: validation: chart.metadata.name is required'],
  ['name: web\n', 'Error: validation: chart.metadata.version is required'],
  ['name: a/b\nversion: 1.0.0\n', 'Error: validation: chart.metadata.name "a/b" is invalid'],
  ['name: web\nversion: latest\n', 'Error: validation: chart.metadata.version "latest" is invalid'],
  ['name: web\nversion: 1.2.3.4\n', 'Error: validation: chart.metadata.version "1.2.3.4" is invalid'],
  ['name: web\nversion: 1.2.3-01\n', 'Error: validation: chart.metadata.version "1.2.3-01" is invalid'],
  ['name: web\nversion: 1.2.3+a_b\n', 'Error: validation: chart.metadata.version "1.2.3+a_b" is invalid'],
  [`${CHART}type: other\n`, 'Error: validation: chart.metadata.type must be application or library'],
  [`${CHART}type: library\n`, 'Error: library charts are not installable'],
  [`${CHART}maintainers: [null]\n`, 'Error: validation: maintainers must not contain empty or null nodes'],
  [`${CHART}dependencies: [null]\n`, 'Error: validation: dependencies must not contain empty or null nodes'],
  ['name: [web]\nversion: 1.0.0\n', 'json: cannot unmarshal array into Go struct field Metadata.name of type string'],
  [
    '- a\n',
    `${ARGO_CD}error unmarshalling the helm chart while getting helm dependency repos: error unmarshaling JSON`,
  ],
  ['a: [\n', `${ARGO_CD}error unmarshalling the helm chart while getting helm dependency repos: error converting YAML`],
])('the Chart.yaml %j', (content, expected) => {
  expect(words({ 'Chart.yaml': content })).toEqual([expect.stringContaining(expected)]);
});

test.each([
  'name: web\nversion: 1\n',
  'Name: web\nVersion: v1.2\n',
  'name: 1\nversion: 1.10\n',
  'name: web\nversion: 01.2.3\n',
  'name: web\nversion: 1.2.3-rc.1+a-b\n',
  `# comment\n---\n${CHART}---\n[\n`,
  `${CHART}appVersion: 1.10\nannotations: {a: true}\n`,
])('Helm takes the Chart.yaml %j', (content) => {
  for (const version of ['3.4.4', '3.5.1']) expect(words({ 'Chart.yaml': content }, version)).toEqual([]);
});

test('Helm 4 knows which versions of the API of charts there are', () => {
  expect(words({ 'Chart.yaml': CHART.replace('v2', 'v9') })).toEqual([]);
  expect(words({ 'Chart.yaml': CHART.replace('v2', 'v9') }, '3.5.1')).toEqual(['Error: unsupported chart version']);
});

test('values that are no map are named at their line', () => {
  expect(findings(rule, chart({ 'values.yaml': 'a: 1\nb: [\nc: }\n' }))).toMatchObject([
    {
      severity: 'refuse',
      file: 'charts/web/values.yaml',
      message: expect.stringContaining('Error: cannot load values.yaml: '),
    },
  ]);
  expect(words({ 'values.yaml': '- a\n' })).toHaveLength(1);
  expect(words({ 'values.yaml': '# nothing\n' })).toEqual([]);
  expect(words({ 'values.yaml': 'a: 1\n---\n- b\n' })).toEqual([]);
  expect(words({ 'values.yaml': 'a: 1\n---\n- b\n' }, '3.5.1')).toHaveLength(1);
  expect(findings(rule, chart({ 'values.yaml': '  a: 1\nb: 2\n' }))).toMatchObject([{ severity: 'silent', line: 2 }]);
});

test('without Chart.yaml it is no chart', () => {
  const files = chart({}, '{releaseName: x}', 'plain');
  expect(findings(rule, { ...files, 'plain/x.yaml': 'a: 1\n' })).toMatchObject([
    { file: 'app.yaml', message: expect.stringContaining(`${ARGO_CD}error reading helm chart from plain/Chart.yaml`) },
  ]);
  // That is for another rule.
  expect(findings(rule, files)).toEqual([]);
});

test('what .helmignore keeps from Helm does not matter', () => {
  const bad = { 'values.yaml': '[', 'charts/README.md': 'x' };
  expect(words(bad)).toHaveLength(2);
  expect(words({ ...bad, '.helmignore': '# none\n*.swp\ntemplates/\n' })).toHaveLength(2);
  expect(words({ ...bad, '.helmignore': '*.md\n/values.yaml\n' })).toEqual([]);
  expect(words({ ...bad, '.helmignore': '!x\n' })).toEqual([]);
  expect(words({ '.helmignore': 'a/**\n' })).toEqual(['Error: double-star (**) syntax is not supported']);
});

test('what is in charts/ has to be charts', () => {
  const missing = (name: string) => `Error: error unpacking subchart ${name} in web: Chart.yaml file is missing`;
  expect(words({ 'charts/README.md': 'x' })).toEqual([missing('README.md')]);
  expect(words({ 'charts/sub/README.md': 'x' })).toEqual([missing('sub')]);
  expect(
    words({ 'charts/.gitkeep': '', 'charts/_x': 'x', 'charts/x.prov': 'x', 'charts/.sub/Chart.yaml': '[' }),
  ).toEqual([]);
  expect(words({ 'charts/sub/Chart.yaml': 'name: sub\n' })).toHaveLength(1);
  expect(words({ 'charts/sub/Chart.yaml': CHART, 'charts/sub/values.yaml': '- a\n' })).toHaveLength(1);
  expect(words({ 'charts/sub/Chart.yaml': `${CHART}type: library\n` })).toEqual([]);
});

const LIB = { name: 'lib', version: '>=1.0.0 <3', repository: 'file://lib' };
const LOCKED = { name: 'lib', version: '1.0.0', repository: 'file://lib' };

function withDependency(dependency: object, more: Files = {}): Files {
  return { 'Chart.yaml': `${CHART}dependencies: [${JSON.stringify(dependency)}]\n`, 'lib/Chart.yaml': CHART, ...more };
}

function lock(required: object): Files {
  const json = JSON.stringify([[required], [{ name: 'lib', version: '1.0.0', repository: 'file://lib' }]]);
  const escaped = json.replace(/[<>&]/g, (one) => `\\u00${one.charCodeAt(0).toString(16)}`);
  const digest = `sha256:${createHash('sha256').update(escaped).digest('hex')}`;
  return { 'Chart.lock': JSON.stringify({ dependencies: [LOCKED], digest, generated: '2024-01-01T00:00:00Z' }) };
}

const STALE =
  'the lock file (Chart.lock) is out of sync with the dependencies file (Chart.yaml). Please update the dependencies';

test('a dependency has to be in charts/, or where it is said to be', () => {
  expect(words(withDependency(LIB))).toEqual([]);
  const gone = withDependency({ ...LIB, repository: 'file://../nolib' });
  expect(words(gone)).toEqual([expect.stringContaining('Error: directory ../nolib not found')]);
  expect(words({ ...gone, 'charts/lib/Chart.yaml': CHART.replace('web', 'lib') })).toEqual([]);
  expect(words({ ...gone, 'charts/lib-1.0.0.tgz': 'x' })).toEqual([]);
  expect(words(withDependency({ name: 'lib', version: '1.x' }))).toHaveLength(1);
  expect(words(withDependency({ ...LIB, repository: 'https://charts.example.com' }))).toEqual([]);
});

test('a lock file has to be written for the dependencies', () => {
  // Helm writes the fields in an order of its own.
  const ordered = { name: LIB.name, version: LIB.version, repository: LIB.repository };
  expect(words(withDependency(LIB, lock(ordered)))).toEqual([]);
  const stale = withDependency(LIB, lock({ ...ordered, version: '2.x' }));
  expect(words(stale)).toEqual([expect.stringMatching(/^error building helm chart dependencies: /)]);
  expect(words(stale)[0]).toContain(STALE);
  expect(words(stale, '3.5.1')[0]).toContain(`${STALE} with 'helm dependency update'`);
  expect(words({ ...stale, 'charts/lib-1.0.0.tgz': 'x' })).toEqual([]);
  expect(words(withDependency(LIB, { 'Chart.lock': '' }))).toEqual([]);
  // The alias becomes a URL before it is compared.
  expect(words(withDependency({ ...LIB, repository: '@lib' }, lock(ordered)))).toEqual([]);
});

test('every Application of a chart is named, and nothing is reported twice', () => {
  const files = chart({ 'values.yaml': '[' });
  const second = (files['app.yaml'] as string).replace('name: web, n', 'name: second, n');
  const { findings: found } = judge({ ...files, 'second.yaml': second });
  expect(found.map((one) => one.rule)).toEqual([rule, rule]);
  expect(found.map(({ resource }) => resource.name).sort()).toEqual(['second', 'web']);
});

test('another branch may have another chart', () => {
  const files = chart({ 'values.yaml': '[' });
  const branch = (files['app.yaml'] as string).replace('HEAD', 'release');
  expect(findings(rule, { ...files, 'app.yaml': branch })).toEqual([]);
});
