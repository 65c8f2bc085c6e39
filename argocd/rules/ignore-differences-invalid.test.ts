import { application, object } from '../analysis/manifests';
import { findings } from '../testing/rules';

function judged(item: object, files: Record<string, string> = {}) {
  const app = application({ ignoreDifferences: [item] });
  return findings('ignore-differences-invalid', { ...files, 'app.yaml': app }).map(
    ({ severity, message, fix }) => `${severity} ${message} | ${fix}`,
  );
}

const deployment = (parts: object) => ({ group: 'apps', kind: 'Deployment', ...parts });

test.each([
  [deployment({ jsonPointers: ['/spec/replicas', '/metadata/annotations/a~1b~0c', '/spec/containers/0', '/'] })],
  [deployment({ jqPathExpressions: ['.spec.template.spec.containers[] | select(.name == "a") | .image'] })],
  [deployment({ managedFieldsManagers: ['kube-controller-manager'] })],
  [{ kind: 'ConfigMap', jsonPointers: ['/data'] }],
  [{ kind: 'Service', name: 'a', jsonPointers: ['/spec'] }],
  [{ group: '*', kind: '*', managedFieldsManagers: ['a'] }],
  [{ kind: '*', jsonPointers: ['/data'] }],
  [{ kind: 'SomethingUnknown', jsonPointers: ['/spec'] }],
])('%j says what it means', (item) => {
  expect(judged(item)).toEqual([]);
});

test('kind is required', () => {
  expect(judged({ group: 'apps', jsonPointers: ['/spec'] })).toEqual([
    expect.stringContaining('refuse spec.ignoreDifferences[0].kind: Required value'),
  ]);
});

test('without group only the core group is meant', () => {
  expect(judged({ kind: 'Deployment', jsonPointers: ['/spec/replicas'] })).toEqual([
    expect.stringMatching(/^silent .*there is no Deployment \| Add `group: apps`/),
  ]);
});

test('the group of a custom resource is found among the files', () => {
  const files = { 'deploy/a.yaml': object('Certificate', 'a', {}, 'cert-manager.io/v1') };
  expect(judged({ kind: 'Certificate', jsonPointers: ['/spec'] }, files)).toEqual([
    expect.stringContaining('Add `group: cert-manager.io`'),
  ]);
});

test('an item that names no fields ignores nothing', () => {
  expect(judged(deployment({ jsonPointers: [] }))).toEqual([expect.stringContaining('ignores nothing')]);
});

test.each([
  ['spec/replicas', 'a pointer starts with "/"', 'Write /spec/replicas.'],
  ['.spec.replicas', 'a pointer starts with "/"', 'Write /spec/replicas.'],
  ['', 'a pointer starts with "/"', 'Write /spec/replicas.'],
  ['/metadata/annotations/a~b', '"~" stands only in ~0', 'a~0b'],
  ['/spec/containers/*/image', 'no wildcards', '.spec.containers[].image'],
  ['/spec/containers[0]/image', 'no brackets', 'jqPathExpressions'],
])('the JSON pointer %j leads nowhere', (pointer, message, fix) => {
  const [found] = judged(deployment({ jsonPointers: [pointer] }));
  expect(found).toContain(message);
  expect(found).toContain(fix);
});

test('a jq expression that does not compile fails the comparison of the whole Application', () => {
  expect(judged(deployment({ jqPathExpressions: ['.spec.containers[*].image'] }))).toEqual([
    expect.stringContaining('refuse Failed to compare desired state to live state: unexpected token "*"'),
  ]);
});

describe('an object that says it itself', () => {
  const annotated = (value: string, argocdVersion = '3.6.1') =>
    findings(
      'ignore-differences-invalid',
      {
        'app.yaml': application(),
        'deploy/a.yaml': object('ConfigMap', 'a', { annotations: { 'argocd.argoproj.io/ignore-differences': value } }),
      },
      argocdVersion,
    ).map(({ severity, message }) => `${severity} ${message}`);

  test('is understood by Argo CD 3.6, and by none before', () => {
    expect(annotated('jsonPointers: [/data/color]')).toEqual([]);
    expect(annotated('jsonPointers: [/data/color]', '3.5.7')).toEqual([
      expect.stringMatching(/^silent Argo CD 3\.5\.7 does not read the annotation/),
    ]);
  });

  test.each([
    '- /data/color',
    'jsonPointers: /data/color',
    'jqPathExpressions: [.data]',
    'jsonPointers: [1]',
    'a: [',
    '{}',
  ])('%s ignores nothing', (value) => {
    expect(annotated(value)).toEqual([
      expect.stringMatching(/ignores nothing: it is no YAML with a list jsonPointers$/),
    ]);
  });

  test('a pointer that leads nowhere is named', () => {
    expect(annotated('jsonPointers: [data/color]')).toEqual([
      expect.stringContaining('JSON pointer "data/color" names no field'),
    ]);
  });
});
