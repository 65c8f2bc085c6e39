import { parse } from 'yaml';
import { buildArguments, buildOptionsOf, kustomizeEdits, withPatches } from './kustomize-edits';

const edits = (options: object) =>
  kustomizeEdits(options as never, new Map([['X', 'x']]), (component) => component !== '../no').map((one) =>
    'args' in one ? one.args.join(' ') : one,
  );

test('the options of an Application are put in in the order of Argo CD', () => {
  expect(
    edits({
      components: ['../a', '../no'],
      ignoreMissingComponents: true,
      namespace: 'n',
      commonAnnotations: { a: '$X' },
      commonLabels: { l: '$X' },
      labelWithoutSelector: true,
      forceCommonLabels: true,
      replicas: [{ name: 'web', count: '3' }],
      images: ['a:$X', 'b=c'],
      nameSuffix: '-s',
      namePrefix: 'p-',
      patches: [{ path: 'p.yaml' }],
    }),
  ).toEqual([
    'edit set nameprefix -- p-',
    'edit set namesuffix -- -s',
    'edit set image a:x b=c',
    'edit set replicas web=3',
    'edit add label --force --without-selector l:x',
    // Only with commonAnnotationsEnvsubst.
    'edit add annotation a:$X',
    'edit set namespace -- n',
    { patches: [{ path: 'p.yaml' }] },
    'edit add component ../a',
  ]);
  expect(edits({ commonAnnotations: { a: '$X' }, commonAnnotationsEnvsubst: true })).toEqual([
    'edit add annotation a:x',
  ]);
  expect(edits({ components: ['../no'] })).toEqual(['edit add component ../no']);
});

test('a count of replicas that is no number is refused in the words of Argo CD', () => {
  expect(() => edits({ replicas: [{ name: 'a', count: 'many' }] })).toThrow(
    'expected integer value for count. Received: many',
  );
});

test('patches come behind those that are there', () => {
  const text = withPatches('resources: [a]\npatches:\n  - path: own.yaml\n', [
    { patch: 'x', other: 1, target: { kind: 'K' } },
  ]);
  expect(parse(text)).toEqual({
    resources: ['a'],
    patches: [{ path: 'own.yaml' }, { patch: 'x', target: { kind: 'K' } }],
  });
  expect(() => withPatches('- a\n', [])).toThrow('map[string]any');
  expect(() => withPatches('a: [\n', [])).toThrow('failed to unmarshal kustomization.yaml');
});

test.each([
  '--enable-exec',
  '--enable-alpha-plugins',
  '--network',
  '--mount x',
  '-o /tmp/x',
  '--output=/x',
  '--helm-command x',
  '--env A',
])('build options that would let a repository run programs or write files are not passed on: %s', (options) => {
  expect(() => buildOptionsOf(`--enable-helm ${options}`)).toThrow('not passed on');
});

test('charts of a kustomization are rendered for the cluster', () => {
  const options = buildOptionsOf(' --enable-helm  --load-restrictor LoadRestrictionsNone');
  expect(buildArguments('d', options, { kubeVersion: '1.34', apiVersions: ['a/v1'] })).toEqual(
    'build d --enable-helm --load-restrictor LoadRestrictionsNone --helm-kube-version 1.34 --helm-api-versions a/v1'.split(
      ' ',
    ),
  );
  expect(buildArguments('d', [], { kubeVersion: '1.34', apiVersions: ['a/v1'] })).toEqual(['build', 'd']);
});
