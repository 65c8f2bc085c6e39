import { application, object, project } from './manifests';
import { findings, judge, REPOSITORY } from './testing';

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

describe('fields that no CRD of Argo CD knows', () => {
  const automated = (fields: object) => application({ syncPolicy: { automated: fields } });
  const set = (spec: string) =>
    `apiVersion: argoproj.io/v1alpha1\nkind: ApplicationSet\nmetadata: {name: web, namespace: argocd}\nspec:\n${spec}`;
  const template = (spec = '') =>
    `  template: {metadata: {name: "{{a}}"}, spec: {project: default, source: {repoURL: ${REPOSITORY}, path: web}, destination: {name: in-cluster, namespace: web}${spec}}}\n`;
  const list = '  generators: [{list: {elements: [{a: x, anything: goes}]}}]\n';

  test.each([
    ['selfheal', automated({ selfheal: true }), 'spec.syncPolicy.automated.selfheal', 'selfHeal'],
    ['syncPolicies', application({ syncPolicies: {} }), 'spec.syncPolicies', 'syncPolicy'],
    ['namspace', application({ destination: { name: 'in-cluster', namspace: 'a' } }), 'namspace', 'namespace'],
    [
      'repoUrl in a list',
      application({
        source: undefined,
        sources: [
          { repoURL: REPOSITORY, path: 'a' },
          { repoUrl: 'b', path: 'c' },
        ],
      }),
      'spec.sources[1].repoUrl',
      'repoURL',
    ],
    [
      'targetRevison',
      application({ source: { repoURL: REPOSITORY, path: 'a', targetRevison: 'v1' } }),
      'spec.source.targetRevison',
      'targetRevision',
    ],
    ['a field of a project', project({ sourceRepo: ['*'] }), 'spec.sourceRepo', 'sourceRepos'],
    ['a field of a sync window', project({ syncWindows: [{ shedule: '* * * * *' }] }), 'shedule', 'schedule'],
    ['a field of a generator', set(`  generators: [{list: {element: []}}]\n${template()}`), 'element', 'elements'],
    ['a field of a template', set(list + template(', syncPolcy: {}')), 'spec.template.spec.syncPolcy', 'syncPolicy'],
    ['a part of the object', `${application()}sepc: {}\n`, 'sepc', 'spec'],
  ])('%s', (_, text, path, meant) => {
    expect(findings('document-shape', { 'a.yaml': text })).toMatchObject([
      {
        severity: 'silent',
        message: expect.stringMatching(/^unknown field "/),
        fix: `Write ${meant}.`,
        location: { file: 'a.yaml' },
      },
    ]);
    const [found] = findings('document-shape', { 'a.yaml': text });
    expect(found?.message).toContain(`${path}"`);
    expect(found?.message).toContain(`Did you mean ${meant}?`);
  });

  test('the key is pointed at, and a field of another place is sent there', () => {
    const text = application({ syncPolicy: { selfHeal: true } });
    const line = text.split('\n').findIndex((one) => one.includes('selfHeal')) + 1;
    expect(findings('document-shape', { 'a.yaml': text })).toMatchObject([
      { line, location: { column: 5 }, fix: 'Move it to spec.syncPolicy.automated.selfHeal, or remove it.' },
    ]);
  });

  test('a parent that syncs it fails', () => {
    const files = { 'root.yaml': application({ source: { repoURL: REPOSITORY, path: 'apps' } }, { name: 'root' }) };
    const [found] = findings('document-shape', { ...files, 'apps/a.yaml': automated({ selfheal: true }) });
    expect(found?.message).toContain('the sync of root fails');
  });

  test.each([
    [
      'values',
      application({ source: { repoURL: REPOSITORY, path: 'a', helm: { valuesObject: { any: { key: 1 } } } } }),
    ],
    [
      'fields with a rule of their own',
      `${application({ operation: { a: 1 } })}---\n${project({ sourceIntegrity: {} })}`,
    ],
    ['labels', application({ syncPolicy: { managedNamespaceMetadata: { labels: { any: 'label' } } } })],
    ['what application-runtime-field judges', application({}, { top: { status: { a: 1 }, operation: { b: 1 } } })],
    [
      'a nested matrix',
      set(`  generators: [{matrix: {generators: [{matrix: {any: key}}, {list: {}}]}}]\n${template()}`),
    ],
    ['parameters of a list', set(list + template())],
  ])('%s may be anything', (_, text) => {
    expect(findings('document-shape', { 'a.yaml': text })).toEqual([]);
  });

  test('a later release may have more: only what is misspelt is told, the rest is listed as not checked', () => {
    const text = project({ syncWindows: [{ syncOverrun: true }], sourceRepo: [] });
    const { findings: found, unchecked } = judge(
      { 'a.yaml': text },
      { only: 'document-shape', argocdVersion: '3.5.1' },
    );
    expect(found).toMatchObject([{ fix: 'Write sourceRepos.' }]);
    expect(unchecked).toMatchObject([{ subject: 'AppProject web: spec.syncWindows[0].syncOverrun' }]);
  });
});

describe('objects that are nearly those of Argo CD', () => {
  test.each([
    ['apiVersion: argoproj.io/v1alpha1\nkind: Aplication', 2, 'Did you mean Application?'],
    ['apiVersion: argoproj.io/v1alpha1\nkind: applicationset', 2, 'Did you mean ApplicationSet?'],
    ['apiVersion: argoproj.io/v1\nkind: Application', 1, 'Did you mean argoproj.io/v1alpha1?'],
    ['apiVersion: v1alpha1\nkind: AppProject', 1, 'Did you mean argoproj.io/v1alpha1?'],
    ['apiVersion: argoprj.io/v1alpha1\nkind: Application', 1, 'Did you mean argoproj.io/v1alpha1?'],
  ])('%j', (head, line, words) => {
    expect(findings('document-shape', { 'a.yaml': `${head}\nmetadata: {name: a, namespace: argocd}\n` })).toMatchObject(
      [{ severity: 'refuse', line, message: expect.stringContaining(words) }],
    );
  });

  test.each([
    'apiVersion: argoproj.io/v1alpha1\nkind: Rollout',
    'apiVersion: argoproj.io/v1beta1\nkind: ArgoCD',
    'apiVersion: argoproj.io/v1alpha1\nkind: WorkflowTemplate',
    'apiVersion: app.k8s.io/v1beta1\nkind: Application',
  ])('%j is of others', (head) => {
    expect(findings('document-shape', { 'a.yaml': `${head}\nmetadata: {name: a}\n` })).toEqual([]);
  });
});
