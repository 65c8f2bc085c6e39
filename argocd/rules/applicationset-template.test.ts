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
  ['a git repository that is not at hand', GIT, '.path.basename'],
  ['pull requests', PULL_REQUEST, '.branch_slug'],
  ['clusters', '    - clusters: {selector: {matchLabels: {env: prod}}}', '.name'],
  ['no element', '    - list: {elements: []}', '.any'],
])('the syntax is judged although the parameters of %s are not known', (_, generators, parameter) => {
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
  expect(found(GO, generators, `preview-{{ ${parameter} | normalize }}`)).toEqual([]);
});

test('without goTemplate there is no such syntax', () => {
  expect(found('', GIT, 'preview-{{path.basename}}-{{path[0]}}')).toEqual([]);
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

const SCM = '    - scmProvider: {github: {organization: a, allBranches: true}}';
const PLUGIN = '    - plugin: {configMapRef: {name: a}, input: {parameters: {color: red}}, values: {x: "{{ .y }}"}}';
const DECISION = '    - clusterDecisionResource: {configMapRef: a, values: {x: y}}';
const CLUSTERS = '    - clusters: {selector: {matchLabels: {env: prod}}, values: {x: "{{ .metadata.labels.env }}"}}';
const FILES = '    - git: {repoURL: https://git.example.com/other.git, revision: HEAD, files: [{path: "apps/*.yaml"}]}';

describe('parameters whose values only a server knows', () => {
  test.each([
    [PULL_REQUEST, '{{ .number }}-{{ .target_branch_slug }}-{{ .head_short_sha_7 }}-{{ index .labels 0 }}'],
    [SCM, '{{ .organization }}-{{ .repository }}-{{ .branchNormalized }}-{{ .short_sha_7 }}'],
    [PLUGIN, '{{ .anything.at.all }}-{{ .values.x }}-{{ .generator.input.parameters.color }}'],
    [DECISION, '{{ .name }}-{{ .clusterName }}-{{ .values.x }}'],
    [CLUSTERS, '{{ .nameNormalized }}-{{ .metadata.annotations.any }}-{{ .values.x }}'],
    [GIT, '{{ .path.basename }}-{{ index .path.segments 1 }}'],
    [FILES, '{{ .path.filename | trimSuffix ".yaml" }}-{{ .any.key }}'],
    [PULL_REQUEST, '{{ if eq .target_branch "main" }}a{{ else }}b{{ end }}-{{ .number }}'],
    [PULL_REQUEST, '{{ range .labels }}{{ . }}{{ end }}-{{ .number }}'],
    [PULL_REQUEST, '{{ .branch | lower | replace "/" "-" | trunc 20 }}-{{ .number | int | add 1 }}'],
  ])('%s gives %s', (generators, name) => {
    expect(found(GO, generators, name)).toEqual([]);
  });

  test.each([
    [PULL_REQUEST, '{{ .repository }}', 'repository'],
    [PULL_REQUEST, '{{ .path.basename }}', 'path'],
    [SCM, '{{ .number }}', 'number'],
    [SCM, '{{ .branch_slug }}', 'branch_slug'],
    [CLUSTERS, '{{ .cluster }}', 'cluster'],
    [GIT, '{{ .env }}', 'env'],
  ])('%s does not give %s', (generators, name, key) => {
    expect(found(GO, generators, name)).toMatchObject([
      { severity: 'refuse', message: expect.stringContaining(`map has no entry for key "${key}"`) },
    ]);
  });

  test('without goTemplate they stay in the text', () => {
    expect(found('', PULL_REQUEST, '{{number}}-{{branch_slug}}')).toEqual([]);
    const [finding] = found('', PULL_REQUEST, '{{number}}-{{brnch_slug}}');
    expect(finding).toMatchObject({ message: expect.stringContaining('the parameter "brnch_slug" is not there') });
    const selected = CLUSTERS.replace('{{ .metadata.labels.env }}', '{{metadata.labels.env}}');
    expect(found('', selected, '{{name}}-{{metadata.labels.any}}-{{values.x}}')).toEqual([]);
  });

  test.each([
    [PULL_REQUEST, '{{ .branch }}-{{ .number }}', 'branch'],
    [PULL_REQUEST, 'web-{{ .title }}', 'title'],
    [SCM, '{{ .repository }}-{{ .branch }}', 'branch'],
  ])('%s makes %s an invalid name for some', (generators, name, parameter) => {
    expect(found(GO, generators, name)).toMatchObject([
      { severity: 'warn', message: expect.stringContaining(`holds the parameter ${parameter}, which may have`) },
    ]);
  });

  test.each([
    [PULL_REQUEST.replace('b}}', 'b}, filters: [{branchMatch: "^[a-z-]+$"}]}'), '{{ .branch }}'],
    [SCM.replace(', allBranches: true', ''), '{{ .repository }}-{{ .branch }}'],
  ])('%s: %s may well be valid', (generators, name) => {
    expect(found(GO, generators, name)).toEqual([]);
  });

  test.each(['Preview-{{ .number }}', 'preview_{{ .number }}', '{{ .number }}-'])(
    '%s is an invalid name whatever they are',
    (name) => {
      expect(found(GO, PULL_REQUEST, name)).toMatchObject([
        { severity: 'refuse', message: expect.stringContaining('RFC 1123 subdomain') },
      ]);
    },
  );

  test('in a matrix and a merge the rest is known', () => {
    const matrix = `    - matrix: {generators: [{list: {elements: [{env: dev}]}}, {pullRequest: {github: {owner: a, repo: b}}}]}`;
    expect(found(GO, matrix, '{{ .env }}-{{ .number }}')).toEqual([]);
    expect(found(GO, matrix, '{{ .nev }}-{{ .number }}')).toHaveLength(1);
    const merge = `    - merge: {mergeKeys: [name], generators: [{clusters: {selector: {matchLabels: {a: b}}}}, {list: {elements: [{name: x, size: l}]}}]}`;
    expect(found(GO, merge, '{{ .name }}-{{ .size }}')).toEqual([]);
  });
});

describe('merge keys', () => {
  const merge = (key: string, ...lists: string[]) =>
    `    - merge: {mergeKeys: ${key}, generators: [${lists.map((one) => `{list: {elements: [${one}]}}`).join(', ')}]}`;

  test.each([
    ['[env]', ['{env: a, size: s}', '{env: a, size: l}']],
    ['[env]', ['{env: a, size: s}, {size: m}', '{env: a, size: l}']],
    ['[env, region]', ['{env: a, region: x, size: s}', '{env: a, region: x}']],
  ])('%s of %j tell the sets apart', (keys, lists) => {
    expect(found(GO, merge(keys, ...lists), '{{ .size }}')).toEqual([]);
  });

  test.each([
    ['[cluster]', ['{env: a, size: s}', '{nev: a, size: l}'], 'in no set of parameters of any generator'],
    ['[values.env]', ['{values: {env: a}, size: s}', '{values: {env: a}}'], 'in no set of parameters of any generator'],
    ['[env]', ['{env: a, size: s}', '{nev: a, size: l}'], 'in no set of parameters of generators 2'],
  ])('%s of %j is missing', (keys, lists, words) => {
    expect(found(GO, merge(keys, ...lists), '{{ .size }}')).toMatchObject([
      { severity: 'silent', message: expect.stringContaining(words) },
    ]);
  });
});

test('what holds for all is told once, also where some of the Applications are known', () => {
  const destination = 'destination: {server: https://kubernetes.default.svc, name: in-cluster, namespace: web}';
  const text = set(GO, '    - clusters: {}', 'web-{{ .name }}').replace(/destination: .*/, destination);
  const { findings } = judge({ 'set.yaml': text, 'web/x.yaml': '# nothing' });
  expect(findings.map(({ rule }) => rule)).toEqual(['application-destination-invalid']);
  const selected = text.replace('clusters: {}', 'clusters: {selector: {matchLabels: {env: prod}}}');
  expect(judge({ 'set.yaml': selected, 'web/x.yaml': '# nothing' }).findings).toHaveLength(1);
});
