import { application, object, project, settings } from '../analysis/manifests';
import { findings, judge, REPOSITORY } from '../testing/rules';

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
    'a finalizer that is no list',
    'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a, finalizers: a.example.com/b}\n',
    'cannot unmarshal string into Go struct field ObjectMeta.metadata.finalizers of type []string',
  ],
  [
    'a finalizer that is a number',
    'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a, finalizers: [a.example.com/b, 5]}\n',
    'cannot unmarshal number into Go struct field ObjectMeta.metadata.finalizers of type string',
  ],
  [
    'an annotation that is a truth value',
    'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a, annotations: {b: on}}\n',
    'contains non-string value in the map under key "b": true is of the type bool, expected string',
  ],
  [
    'an annotation without a value',
    'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a, annotations: {b: }}\n',
    'nothing of Application website is synced',
  ],
])('%s is refused', (_, text, words) => {
  expect(found(text)).toMatchObject([{ severity: 'refuse', message: expect.stringContaining(words) }]);
});

test('the value is pointed at, and the fix quotes it', () => {
  expect(found('apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: a\n  labels:\n    wave: 5\n')).toMatchObject([
    { line: 6, location: { column: 11, endColumn: 12 }, fix: 'Quote the value: "5".' },
  ]);
});

test('a label without a value becomes empty', () => {
  expect(found('apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a, labels: {b: }}\n')).toMatchObject([
    { severity: 'silent', message: expect.stringContaining('an empty string') },
  ]);
});

test.each([
  ['label', 'labels: {b: 1}', 'accessor error'],
  ['label', 'annotations: {b: 1}', 'cannot unmarshal number'],
  ['annotation+label', 'labels: {b: 1}', 'accessor error'],
])('where Argo CD tracks by %s, it is the first to refuse %s', (method, metadata, words) => {
  const files = {
    'cm.yaml': settings({ 'application.resourceTrackingMethod': method }),
    'apps/website.yaml': application(),
    'deploy/web.yaml': `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a, ${metadata}}\n`,
  };
  expect(findings('document-shape', files)).toMatchObject([
    { severity: 'refuse', message: expect.stringContaining(words) },
  ]);
});

test('a CustomResourceDefinition is not tracked: the API server is the first to refuse it', () => {
  const crd = 'apiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\n';
  expect(found(`${crd}metadata: {name: a, annotations: {b: 1}}\n`)).toMatchObject([
    { message: expect.stringContaining('cannot unmarshal number') },
  ]);
});

test('a made-up name is for hooks', () => {
  const job = (annotation: string) =>
    `apiVersion: batch/v1\nkind: Job\nmetadata: {generateName: a-, annotations: {${annotation}}}\n`;
  expect(found(job('argocd.argoproj.io/hook: Sync'))).toEqual([]);
  expect(found(job('other: x'))).toMatchObject([{ message: expect.stringContaining('only a hook may') }]);
});

test('a duplicate key is reported wherever it is', () => {
  const report = findings('document-shape', { 'values.yaml': 'a: 1\nb: 2\na: 3\n' });
  expect(report).toMatchObject([
    {
      severity: 'silent',
      line: 3,
      message: 'key "a" already set in map: the last one wins, the others have no effect',
    },
  ]);
});

test('a duplicate key is reported in what looks like a template and is read, not in what must be rendered first', () => {
  const twice = 'kind: ApplicationSet\na: "{{ .env }}"\nb: 1\nb: 2\n';
  expect(findings('document-shape', { 'set.yaml': `apiVersion: v1\n${twice}` })).toContainEqual(
    expect.objectContaining({ line: 5, message: expect.stringContaining('key "b" already set in map') }),
  );
  expect(findings('document-shape', { 'chart.yaml': `{{ if .x }}\nc: 1\n---\n${twice}` })).toEqual([]);
});

test('what stands below the end of a document is lost, and that is told where it begins', () => {
  const text = ' apiVersion: v1\n kind: ConfigMap\n metadata: {name: a}\ndata: {b: c}\n';
  expect(findings('document-shape', { 'cm.yaml': text })).toMatchObject([
    { severity: 'silent', line: 4, message: expect.stringContaining('the document ends above this line') },
  ]);
});

test('objects that nothing applies may be anything', () => {
  expect(findings('document-shape', { 'patch.yaml': 'kind: Deployment\nspec: {replicas: 2}\n' })).toEqual([]);
  // …but Argo CD's own are meant for it.
  const spec = { project: 'default', destination: { name: 'in-cluster' } };
  const broken = object('Application', 'x', { spec }).replace('name: x', 'labels: {}');
  expect(
    findings('document-shape', {
      'app.yaml': `apiVersion: argoproj.io/v1alpha1\nkind: Application\n${broken.split('\n').slice(2).join('\n')}`,
    }),
  ).toHaveLength(1);
});

test('a manifest that is no YAML is a warning where a kustomization may leave it out', () => {
  const files = { 'web/kustomization.yaml': 'resources: []\n', 'web/old/web.yaml': 'apiVersion: v1\nkind: [\n' };
  expect(findings('document-shape', files)).toMatchObject([{ severity: 'warn', file: 'web/old/web.yaml' }]);
});

test('a manifest that is no YAML is refused also while nothing reads it, and a template is listed as not checked', () => {
  expect(findings('document-shape', { 'web.yaml': 'apiVersion: v1\nkind: [\n' })).toMatchObject([
    { severity: 'refuse', file: 'web.yaml' },
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

  // As a real API server and the code of Argo CD 3.4.4 and 3.5.1 that applies did it.
  test.each([
    [[], '', 'silent', 'root, which stays OutOfSync'],
    [['Validate=false'], '', 'silent', 'root, which stays OutOfSync'],
    [['ServerSideApply=true'], '', 'refuse', '.spec.syncPolicy.automated.selfheal: field not declared in schema'],
    [['ServerSideApply=true', 'Validate=false'], '', 'refuse', 'the sync of root fails'],
    [['ServerSideApply=true'], 'ServerSideApply=false', 'silent', 'stays OutOfSync'],
    [['ServerSideApply=true'], 'Replace=true', 'silent', 'stays OutOfSync'],
    [['ServerSideApply=true', 'Replace=true'], '', 'silent', 'stays OutOfSync'],
    [[], 'Prune=false, ServerSideApply=true', 'refuse', 'the sync of root fails'],
  ])('a parent with %j, an object with %j: %s', (syncOptions, annotation, severity, words) => {
    const annotations = annotation === '' ? undefined : { 'argocd.argoproj.io/sync-options': annotation };
    const report = findings('document-shape', {
      'root.yaml': application(
        { source: { repoURL: REPOSITORY, path: 'apps' }, syncPolicy: { syncOptions } },
        { name: 'root' },
      ),
      'apps/a.yaml': application({ syncPolicy: { automated: { selfheal: true } } }, { metadata: { annotations } }),
    });
    expect(report).toMatchObject([{ severity, message: expect.stringContaining(words) }]);
  });

  test('what is applied by hand is refused at once', () => {
    expect(findings('document-shape', { 'a.yaml': automated({ selfheal: true }) })).toMatchObject([
      { severity: 'silent', message: expect.stringContaining('strict decoding error') },
    ]);
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

  test('a later release may have more: only misspelt fields are reported, the rest is listed as not checked', () => {
    const text = project({ syncWindows: [{ onlyLater: true }], sourceRepo: [] });
    const { findings: found, unchecked } = judge(
      { 'a.yaml': text },
      { only: 'document-shape', argocdVersion: '3.7.0' },
    );
    expect(found).toMatchObject([{ fix: 'Write sourceRepos.' }]);
    expect(unchecked).toMatchObject([{ subject: 'AppProject web: spec.syncWindows[0].onlyLater' }]);
  });

  test.each([
    [
      'spec.source.directory.disableExtensionFilter',
      '3.6',
      application({
        source: { repoURL: REPOSITORY, path: 'a', directory: { disableExtensionFilter: true, include: '*' } },
      }),
    ],
    ['spec.source.tagPrefix', '3.5', application({ source: { repoURL: REPOSITORY, path: 'a', tagPrefix: 'v' } })],
    ['spec.syncWindows[0].syncOverrun', '3.5', project({ syncWindows: [{ syncOverrun: true }] })],
    [
      'spec.generators[0].oci',
      '3.6',
      set(`  generators: [{oci: {repoURL: "oci://r.example.com/a", revision: "1"}}]\n${template()}`),
    ],
  ])('%s is there since %s: an earlier release drops it, and is told from which on', (path, since, text) => {
    const at = (argocdVersion: string) => findings('document-shape', { 'a.yaml': text }, argocdVersion);
    const before = `3.${Number(since.split('.')[1]) - 1}.0`;
    expect(at(`${since}.1`)).toEqual([]);
    expect(at(before).map(({ message }) => message)).toEqual([expect.stringContaining(`unknown field "${path}" of`)]);
    expect(at(before)[0]?.message).toContain(`which is there since Argo CD ${since}`);
  });
});

describe('values that the CRD refuses', () => {
  const set = (spec: object) => object('ApplicationSet', 'web', { namespace: 'argocd', spec }, 'argoproj.io/v1alpha1');
  const template = (syncPolicy: object) => ({
    metadata: { name: '{{a}}' },
    spec: {
      project: 'default',
      source: { repoURL: REPOSITORY, path: 'web' },
      destination: { name: 'in-cluster', namespace: 'web' },
      syncPolicy,
    },
  });

  test.each([
    [
      'automated: true',
      application({ syncPolicy: { automated: true } }),
      'spec.syncPolicy.automated: Invalid value: "boolean": spec.syncPolicy.automated in body must be of type object: "boolean"',
      'Write a map of what is wanted of [allowEmpty, enabled, prune, selfHeal].',
      'automated',
    ],
    [
      'a limit in quotes',
      application({ syncPolicy: { retry: { limit: '5' } } }),
      'spec.syncPolicy.retry.limit in body must be of type integer: "string"',
      'Write a whole number, without quotes.',
      'limit',
    ],
    [
      'a revision that YAML takes for a number',
      application({ source: { repoURL: REPOSITORY, path: 'a', targetRevision: 1.1 } }),
      'spec.source.targetRevision in body must be of type string: "number"',
      'Put the value in quotes.',
      'targetRevision',
    ],
    [
      'an option that is no string',
      application({ syncPolicy: { syncOptions: [true] } }),
      'spec.syncPolicy.syncOptions[0] in body must be of type string: "boolean"',
      'Put the value in quotes.',
      '- ',
    ],
    [
      'values that are a map',
      application({ source: { repoURL: REPOSITORY, path: 'a', helm: { values: { a: 1 } } } }),
      'spec.source.helm.values in body must be of type string: "object"',
      'Write it as a block of text (`values: |`), or name it valuesObject.',
      'values:',
    ],
    ['no project', application({ project: undefined }), 'spec.project: Required value', 'Add project.', 'spec'],
    [
      'sourceRepos of a project',
      project({ sourceRepos: '*' }),
      'spec.sourceRepos in body must be of type array: "string"',
      'Write a list: `sourceRepos: [...]`.',
      'sourceRepos',
    ],
    [
      'a parameter where a truth value is due',
      set({ generators: [{ list: { elements: [] } }], template: template({ automated: { prune: '{{prune}}' } }) }),
      'spec.template.spec.syncPolicy.automated.prune in body must be of type boolean: "string"',
      'Write true or false, without quotes.',
      'prune',
    ],
    [
      'a policy that there is none of',
      set({ generators: [], template: template({}), syncPolicy: { applicationsSync: 'create' } }),
      'Unsupported value: "create": supported values: "create-only", "create-update", "create-delete", "sync"',
      'Change the value to one that the CRD permits.',
      'applicationsSync',
    ],
  ])('%s is refused, in the words of the API server', (_, text, words, fix, key) => {
    const report = findings('document-shape', { 'a.yaml': text });
    expect(report).toMatchObject([{ severity: 'refuse', message: expect.stringContaining(words), fix }]);
    expect(report[0]?.message).toMatch(/^(?:Application|AppProject|ApplicationSet)\.argoproj\.io ".*" is invalid: /);
    expect(text.split('\n')[(report[0]?.line ?? 0) - 1]).toContain(key);
  });

  test.each([
    ['null, which is nothing', application({ syncPolicy: { automated: null, syncOptions: null } })],
    [
      'a replica count as number or text',
      application({
        source: {
          repoURL: REPOSITORY,
          path: 'a',
          kustomize: {
            replicas: [
              { name: 'a', count: 1 },
              { name: 'b', count: '2' },
            ],
          },
        },
      }),
    ],
    [
      'values as an object',
      application({ source: { repoURL: REPOSITORY, path: 'a', helm: { valuesObject: { a: [1, null] } } } }),
    ],
    ['elements of any shape', set({ generators: [{ list: { elements: [{ a: 1 }, 2] } }], template: template({}) })],
    ['status, which Argo CD writes', application({}, { top: { status: { sync: 5 } } })],
  ])('%s is in order', (_, text) => {
    expect(findings('document-shape', { 'a.yaml': text })).toEqual([]);
  });

  test.each([
    ['syncOptions that are no list', application({ syncPolicy: { syncOptions: 'CreateNamespace=true' } })],
    ['no repoURL', application({ source: { path: 'a' } })],
    ['a difference without kind', application({ ignoreDifferences: [{ jsonPointers: ['/a'] }] })],
    ['a long description', project({ description: 'a'.repeat(256) })],
  ])('%s is reported once, by the more specific rule', (_, text) => {
    const files = {
      'a.yaml': text,
      'deploy/web.yaml': object('ConfigMap', 'web'),
      'a/web.yaml': object('ConfigMap', 'web'),
    };
    expect(findings('document-shape', files)).toEqual([]);
    const refused = judge(files).findings.filter(({ severity }) => severity === 'refuse');
    expect(refused).toHaveLength(1);
  });

  test('a part of an object lacks nothing unless an Application applies it', () => {
    const patch = (kind: string, spec?: object) =>
      object(kind, 'web', { namespace: 'argocd', spec }, 'argoproj.io/v1alpha1');
    for (const part of [
      patch('ApplicationSet'),
      patch('ApplicationSet', { template: { spec: {} } }),
      patch('Application', { source: { kustomize: { images: ['a'] } } }),
    ]) {
      expect(findings('document-shape', { 'patch.yaml': part })).toEqual([]);
    }
    const root = application({ source: { repoURL: REPOSITORY, path: 'apps' } }, { name: 'root' });
    const [found] = findings('document-shape', { 'root.yaml': root, 'apps/set.yaml': patch('ApplicationSet', {}) });
    expect(found).toMatchObject({ severity: 'refuse', message: expect.stringContaining('spec.generators: Required') });
  });

  test('a secret that lost its quotes is not shown', () => {
    const helm = { parameters: [{ name: 'auth.password', value: 4711 }] };
    const text = application({ source: { repoURL: REPOSITORY, path: 'a', helm } });
    const report = findings('document-shape', { 'a.yaml': text });
    expect(report).toMatchObject([{ severity: 'refuse' }]);
    expect(JSON.stringify(report)).not.toContain('4711');
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
