import { applicationOf, type Files, findings, judge, REPOSITORY } from '../testing/rules';

const rule = 'helm-values-invalid';

function application(helm: object, source: object = {}): Files {
  const chart = { repoURL: 'https://charts.example.com', chart: 'web', targetRevision: '1.0.0' };
  return { 'app.yaml': applicationOf({ ...chart, helm, ...source }) };
}

const found = (values: string, version?: string) => findings(rule, application({ values }), version);

// Each was given to helmTemplate of Argo CD 3.4.4 with Helm 3.19.4, and of 3.5.1 with Helm 4.2.1.
test.each([
  ['a: [1\nb: }\n', 'error converting YAML to JSON: yaml: '],
  ['a:\n\tb: 1\n', 'error converting YAML to JSON: yaml: '],
  ['a: "x\n', 'error converting YAML to JSON: yaml: '],
  ['a: *x\n', 'error converting YAML to JSON: yaml: '],
  ['a: \x07\n', 'error converting YAML to JSON: yaml: control characters are not allowed'],
  ['key: value\nbroken\n', 'error converting YAML to JSON: yaml: '],
  ['{{ if x }}\na: 1\n{{ end }}\n', 'error converting YAML to JSON: yaml: '],
  ['- a\n', 'cannot unmarshal array'],
  ['  - a: 1\nb: 2\n', 'cannot unmarshal array'],
  ['# values\n---\n- a\n', 'cannot unmarshal array'],
  ['hello\n', 'cannot unmarshal string'],
  ['42\n', 'cannot unmarshal number'],
])('Helm does not take %j', (values, words) => {
  for (const version of ['3.4.4', '3.5.1']) {
    const [first, ...others] = found(values, version);
    expect(others).toEqual([]);
    expect(first?.severity).toBe('refuse');
    expect(first?.message).toContain(
      'Application web cannot be rendered: Error: failed to parse <temp file with values from source.helm.values/valuesObject>: ',
    );
    expect(first?.message).toContain(words);
    expect(first?.message.includes('cannot unmarshal yaml document: ')).toBe(version === '3.5.1');
  }
});

test.each([
  '',
  ' ',
  '# nothing\n',
  'null\n',
  '{}\n',
  'a: 1\na: 2\n',
  '---\na: 1\n',
  '---\n...\n',
  'a: |-#c\n  x\n',
  'a: "\nb"\nc: "d"\n',
  '\ufeffa: 1\n',
])('Helm takes %j', (values) => {
  for (const version of ['3.4.4', '3.5.1']) expect(found(values, version)).toEqual([]);
});

test.each(['a: 1\n---\nb: [\n', 'a: 1\n---\n- b\n', '%YAML 1.1\n---\na: 1\n', 'a: 1\n--- x\nb: 2\n'])(
  'Helm 4 reads all documents of %j, Helm 3 the first',
  (values) => {
    expect(found(values, '3.4.4')).toEqual([]);
    expect(found(values, '3.5.1')).toHaveLength(1);
  },
);

test.each([
  ' a: 1\nb: 2\n',
  '    annotations: {\n      a: b\n  }\nconfigs:\n',
  '{a: 1}\nb: 2\n',
  '{"a": 1}{"b": 2}',
  '{"a": 1} b\n',
])('Helm silently drops the end of %j', (values) => {
  expect(found(values)).toMatchObject([
    { severity: 'silent', message: expect.stringContaining('Application web loses values: ') },
  ]);
});

test('a map beside the string wins, even if there is nothing in it', () => {
  expect(findings(rule, application({ values: '[', valuesObject: {} }))).toEqual([]);
  expect(findings(rule, application({ values: '[', valuesObject: { a: 1 } }))).toEqual([]);
  expect(findings(rule, application({ values: '[', valuesObject: null }))).toHaveLength(1);
});

const BLOCK = `apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: {name: web, namespace: argocd}
spec:
  project: default
  sources:
    - repoURL: https://charts.example.com
      chart: web
      targetRevision: 1.0.0
      helm:
        values: |
          password: hunter2
          ingress:
            tls: [a
          host: x
  destination: {server: https://kubernetes.default.svc, namespace: web}
`;

test('the line of a block of text is named, and nothing of it is quoted', () => {
  const [first] = findings(rule, { 'app.yaml': BLOCK });
  expect(first).toMatchObject({ file: 'app.yaml', line: 15 });
  const secret = findings(rule, { 'app.yaml': BLOCK.replace('tls: [a', 'a: "hunter3" hunter4') });
  expect(secret).toHaveLength(1);
  expect(JSON.stringify(secret)).not.toContain('hunter');
  expect(findings(rule, { 'app.yaml': BLOCK.replace('values: |', 'values: >') })).toMatchObject([{ line: 11 }]);
});

test('of the Applications of a set each that is wrong is named, at the template', () => {
  const set = `apiVersion: argoproj.io/v1alpha1
kind: ApplicationSet
metadata: {name: web, namespace: argocd}
spec:
  generators: [{list: {elements: [{env: dev, host: "a"}, {env: prod, host: "[a"}]}}]
  template:
    metadata: {name: "web-{{env}}"}
    spec:
      project: default
      source:
        repoURL: https://charts.example.com
        chart: web
        targetRevision: 1.0.0
        helm:
          values: |
            host: {{host}}
      destination: {server: https://kubernetes.default.svc, namespace: web}
`;
  expect(findings(rule, { 'set.yaml': set })).toMatchObject([
    { file: 'set.yaml', line: 15, message: expect.stringContaining('Application web-prod ') },
  ]);
});

test('what overrides the source may hold other values', () => {
  const source = { repoURL: REPOSITORY, chart: undefined, path: 'web', targetRevision: 'HEAD' };
  const chart = { 'web/Chart.yaml': 'apiVersion: v2\nname: web\nversion: 1.0.0\n' };
  const files = { ...application({ values: '[' }, source), ...chart };
  expect(findings(rule, files)).toHaveLength(1);
  expect(findings(rule, { ...files, 'web/.argocd-source.yaml': 'helm: {values: "a: 1"}\n' })).toEqual([]);
});

test('other rules are silent about it', () => {
  expect(judge(application({ values: '[' })).findings.map((one) => one.rule)).toEqual([rule]);
});
