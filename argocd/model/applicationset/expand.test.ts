import { readModel } from '../../read/read-model';
import { MemoryTree } from '../../tree/memory-tree';
import type { ApplicationSet } from '../types';
import { matchesPathspec } from './git-paths';

const REPOSITORY = 'https://git.example.com/platform.git';

function expand(spec: string, files: Record<string, string> = {}): ApplicationSet {
  const set = `apiVersion: argoproj.io/v1alpha1\nkind: ApplicationSet\nmetadata: {name: web, namespace: argocd}\nspec:\n${spec}`;
  const tree = new MemoryTree(new Map(Object.entries({ 'set.yaml': set, ...files })));
  const { model } = readModel({
    directories: [{ tree, dir: '' }],
    repositories: [{ url: REPOSITORY, tree, because: 'given' }],
    argocdVersion: '3.4.4',
  });
  return model.applicationSets[0] as ApplicationSet;
}

/** A template that puts expressions into the name, the path and a label. */
function template(name: string, path = 'web', label = 'x'): string {
  return `  template:
    metadata: {name: ${JSON.stringify(name)}, labels: {about: ${JSON.stringify(label)}}}
    spec:
      project: default
      source: {repoURL: ${REPOSITORY}, path: ${JSON.stringify(path)}}
      destination: {server: https://kubernetes.default.svc, namespace: web}
`;
}

const GO = '  goTemplate: true\n  goTemplateOptions: [missingkey=error]\n';

function names(set: ApplicationSet): string[] {
  return set.applications.map(({ name }) => name);
}

test('a list, in both modes', () => {
  const generators = '  generators:\n    - list: {elements: [{a: x, values: {b: w}}]}\n';
  expect(names(expand(generators + template('{{a}}-{{values.b}}')))).toEqual(['x-w']);
  expect(names(expand(`${GO}${generators}${template('{{ .a }}-{{ .values.b }}')}`))).toEqual(['x-w']);
});

test('a list that is written as YAML is added', () => {
  expect(
    names(
      expand(`${GO}  generators:\n    - list: {elements: [{a: x}], elementsYaml: "- a: w"}\n${template('{{ .a }}')}`),
    ),
  ).toEqual(['x', 'w']);
});

test('a number in a list needs goTemplate', () => {
  const generators = '  generators:\n    - list: {elements: [{a: 5}]}\n';
  expect(expand(generators + template('{{a}}')).problems).toMatchObject([
    { severity: 'refuse', pointer: ['spec', 'generators', 0, 'list', 'elements', 0, 'a'] },
  ]);
  expect(names(expand(`${GO}${generators}${template('web-{{ .a }}')}`))).toEqual(['web-5']);
});

const TREE = {
  'apps/a/x.yaml': '',
  'apps/b/x.yaml': '',
  'apps/b/c/x.yaml': '',
  'apps/.hidden/x.yaml': '',
  'other/x.yaml': '',
};

test('directories: one segment a star, hidden ones skipped, an exclude wins', () => {
  const git = (patterns: string) =>
    `  generators:\n    - git: {repoURL: ${REPOSITORY}, revision: HEAD, directories: [${patterns}]}\n`;
  expect(names(expand(git('{path: apps/*}') + template('{{path.basename}}', '{{path}}', '{{path[0]}}'), TREE))).toEqual(
    ['a', 'b'],
  );
  expect(
    names(expand(git('{path: apps/b, exclude: true}, {path: apps/*}') + template('{{path.basename}}'), TREE)),
  ).toEqual(['a']);
  expect(names(expand(git('{path: apps/*/*}') + template('{{path[1]}}-{{path[2]}}'), TREE))).toEqual(['b-c']);
  const go = expand(
    `${GO}${git('{path: apps/*}')}${template('{{ index .path.segments 1 }}', '{{ .path.path }}')}`,
    TREE,
  );
  expect(go.applications.map(({ sources }) => sources[0]?.path)).toEqual(['apps/a', 'apps/b']);
});

test('files: each map of each file, and where it was found', () => {
  const files = {
    'envs/dev/config.json': '{"env": {"name": "dev"}}',
    'envs/prod.yaml': '- env: {name: p1}\n- env: {name: p2}\n',
  };
  const git = `  generators:\n    - git: {repoURL: ${REPOSITORY}, revision: HEAD, files: [{path: "envs/**"}]}\n`;
  expect(names(expand(git + template('{{env.name}}', 'x', '{{path.filename}}'), files))).toEqual(['dev', 'p1', 'p2']);
  expect(
    expand(`${GO}${git}${template('{{ .env.name }}', '{{ .path.basename }}')}`, files).applications.map(
      ({ sources }) => sources[0]?.path,
    ),
  ).toEqual(['dev', 'envs', 'envs']);
});

test('a matrix lets the second generator use the parameters of the first', () => {
  const files = { 'envs/dev/a.yaml': 'app: a\n', 'envs/prod/b.yaml': 'app: b\n' };
  const matrix = `  generators:
    - matrix:
        generators:
          - list: {elements: [{env: dev}, {env: prod}]}
          - git: {repoURL: ${REPOSITORY}, revision: HEAD, files: [{path: "envs/{{ .env }}/*.yaml"}]}
`;
  expect(names(expand(`${GO}${matrix}${template('{{ .env }}-{{ .app }}')}`, files))).toEqual(['dev-a', 'prod-b']);
});

test('a merge joins by its keys, and keeps the first generator whole', () => {
  const merge = `  generators:
    - merge:
        mergeKeys: [env]
        generators:
          - list: {elements: [{env: dev, size: "1"}, {env: prod, size: "1"}]}
          - list: {elements: [{env: prod, size: "3"}, {env: none, size: "9"}]}
`;
  expect(names(expand(merge + template('{{env}}-{{size}}')))).toEqual(['dev-1', 'prod-3']);
});

test.each([
  ['{key: env, operator: In, values: [prod]}', ['b']],
  ['{key: env, operator: NotIn, values: [prod]}', ['a', 'c']],
  ['{key: env, operator: Exists}', ['a', 'b']],
  ['{key: env, operator: DoesNotExist}', ['c']],
])('a selector keeps what fits: %s', (expression, kept) => {
  const generators =
    '  generators:\n    - list: {elements: [{name: a, env: dev}, {name: b, env: prod}, {name: c}]}\n' +
    `      selector: {matchExpressions: [${expression}]}\n`;
  expect(names(expand(generators + template('{{name}}')))).toEqual(kept);
});

test('clusters: those of the Secrets at hand, and the own one without a selector', () => {
  const secret =
    'apiVersion: v1\nkind: Secret\nmetadata: {name: c, labels: {argocd.argoproj.io/secret-type: cluster, env: prod}}\nstringData: {name: Prod_1, server: https://10.0.0.1}\n';
  const all = expand(`  generators:\n    - clusters: {}\n${template('{{nameNormalized}}')}`, { 'c.yaml': secret });
  expect(names(all)).toEqual(['prod-1', 'in-cluster']);
  expect(all.notExpanded).toContain('cluster Secrets in the files at hand');
  const some = expand(
    `  generators:\n    - clusters: {selector: {matchLabels: {env: prod}}, values: {tier: "{{metadata.labels.env}}-x"}}\n${template('{{values.tier}}')}`,
    { 'c.yaml': secret },
  );
  expect(names(some)).toEqual(['prod-x']);
});

test('the template of a generator fills in for that of the set', () => {
  const generators =
    '  generators:\n    - list:\n        elements: [{a: x}]\n        template: {metadata: {name: "own-{{a}}"}, spec: {project: other}}\n';
  const [app] = expand(generators + template('{{a}}')).applications;
  expect(app).toMatchObject({ name: 'own-x', projectName: 'other', destination: { namespace: 'web' } });
});

test('a patch changes what is no string, but never the project', () => {
  const patch =
    '  templatePatch: |\n    spec:\n      project: other\n      syncPolicy: {automated: {prune: {{ .prune }}}}\n';
  const [app] = expand(
    `${GO}  generators:\n    - list: {elements: [{a: x, prune: true}]}\n${patch}${template('{{ .a }}')}`,
  ).applications;
  expect(app).toMatchObject({ projectName: 'default', prune: true });
});

test.each(['', '    # nothing\n'])('a patch that its own condition leaves empty changes nothing: %j', (comment) => {
  const patch = `  templatePatch: |\n    {{- if eq .a "z" }}\n    spec: {syncPolicy: {automated: {prune: true}}}\n    {{- end }}\n`;
  const { applications } = expand(
    `${GO}  generators:\n    - list: {elements: [{a: x}, {a: z}]}\n${patch}${comment}${template('{{ .a }}')}`,
  );
  expect(applications.map(({ name, prune }) => [name, prune])).toEqual([
    ['x', false],
    ['z', true],
  ]);
});

test('a template without spec, which the API server refuses, generates nothing to judge', () => {
  const set = expand(
    '  generators:\n    - list: {elements: [{a: x}]}\n  template:\n    metadata: {name: x}\n  spec: {}\n',
  );
  expect(set).toMatchObject({ applications: [], notExpanded: undefined });
});

test('a generated Application has the finalizer, the namespace of its set, and points at the template', () => {
  const [app] = expand(`  generators:\n    - list: {elements: [{a: x}]}\n${template('{{a}}')}`).applications;
  expect(app?.resource.object.metadata).toMatchObject({
    namespace: 'argocd',
    finalizers: ['resources-finalizer.argocd.argoproj.io'],
  });
  expect(app?.resource.origin.locate(['spec', 'project'])).toMatchObject({ file: 'set.yaml', line: 10 });
});

test('a repository that is not at hand is reported as missing', () => {
  const set = expand(
    `  generators:\n    - git: {repoURL: https://git.example.com/other.git, revision: HEAD, directories: [{path: "*"}]}\n${template('{{path}}')}`,
  );
  expect(set).toMatchObject({
    applications: [],
    notExpanded: expect.stringContaining('https://git.example.com/other.git is not at hand'),
  });
});

test.each([
  ['matrix: {generators: [{list: {elements: []}}]}', 'found less than two generators'],
  [
    'merge: {mergeKeys: [a], generators: [{list: {elements: [{a: x}, {a: x}]}}, {list: {elements: []}}]}',
    'Duplicate key was {"a":"x"}',
  ],
  ['merge: {generators: [{list: {elements: []}}, {list: {elements: []}}]}', 'no merge keys were specified'],
  [
    'matrix: {generators: [{list: {elements: [{a: x}]}}, {list: {elements: [{a: w}]}}]}',
    'found duplicate key a with different value',
  ],
  ['lists: {}', 'unrecognized generator: lists'],
])('%s is refused', (generator, words) => {
  expect(expand(`  generators:\n    - ${generator}\n${template('{{a}}')}`).problems).toMatchObject([
    { severity: 'refuse', message: expect.stringContaining(words) },
  ]);
});

test.each([
  ['a/*.json', 'a/b.json', true],
  ['a/*.json', 'a/b/c.json', true],
  ['a/**/c.json', 'a/b/c.json', true],
  ['a', 'a/b/c.json', true],
  ['a/', 'a/b', true],
  ['a/?.json', 'a/b.json', true],
  ['a/[!b].json', 'a/b.json', false],
  ['*.json', 'a/b.json', true],
  ['a.json', 'ab.json', false],
  ['a/b+c(*', 'a/b+c(d', true],
])('the pathspec %s on %s: %p', (pattern, file, expected) => {
  expect(matchesPathspec(pattern, file)).toBe(expected);
});
