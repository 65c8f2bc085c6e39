import { Files } from '../model/files';
import { type Files as Content, treeOf } from '../testing/rules';
import { ONLY_WITH_FETCH } from './elsewhere';
import { assembleKustomization } from './kustomize-remotes';

const read = (content: Content, reading: Partial<Parameters<typeof assembleKustomization>[3]> = {}, dir = 'app') => {
  const how = { options: {}, charts: false, unrestricted: false, ...reading };
  const nothing = { find: () => ({ reason: ONLY_WITH_FETCH }) };
  return assembleKustomization(new Files(), treeOf(content), dir, how, nothing);
};

const object = 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n';

test('all that a kustomization and its bases may read is found, however it is named', () => {
  const { paths, resources } = read({
    'app/kustomization.yaml':
      'resources: [../base, own.yaml]\ncomponents: [../component]\npatches: [{path: ../shared/patch.yaml}]\nconfigMapGenerator: [{name: a, files: [key=../shared/file.txt]}]\ngenerators: [generator.yaml]\n',
    'app/own.yaml': object,
    'app/generator.yaml':
      'apiVersion: builtin\nkind: ConfigMapGenerator\nmetadata: {name: x}\nfiles: [../else/where.txt]\n',
    'base/kustomization.yml': 'resources: [a.yaml]\n',
    'base/a.yaml': object,
    'component/kustomization.yaml': 'kind: Component\n',
    'shared/patch.yaml': object,
    'shared/file.txt': 'x',
    'else/where.txt': 'x',
    'other/kustomization.yaml': 'resources: []\n',
  });
  expect([...paths].sort()).toEqual([
    'app',
    'app/generator.yaml',
    'app/own.yaml',
    'base',
    'base/a.yaml',
    'component',
    'else/where.txt',
    'shared/file.txt',
    'shared/patch.yaml',
  ]);
  expect(resources).toEqual(['base/a.yaml', 'app/own.yaml']);
});

test.each([
  'https://github.com/argoproj/argo-cd/manifests?ref=v3.4.4',
  'github.com/argoproj/argo-cd//manifests',
  'git@github.com:argoproj/argo-cd.git//manifests',
  'ssh://git@git.example.com/a.git',
  'https://example.com/all.yaml',
  'git.example.com/team/base.git?ref=main',
])('a remote base is not fetched: %s', (base) => {
  expect(() => read({ 'app/kustomization.yaml': `resources: ["${base}"]\n` })).toThrow('fetched only with --fetch');
  expect(() => read({ 'app/kustomization.yaml': 'resources: []\n' }, { options: { components: [base] } })).toThrow(
    '--fetch',
  );
});

test('what is missing is left to kustomize to complain of', () => {
  expect([...read({ 'app/kustomization.yaml': 'resources: [no.yaml, ../no]\n' }).paths]).toEqual(['app']);
});

test('nothing outside of the repository is read, whatever the load restrictor says', () => {
  const files = { 'app/kustomization.yaml': 'configMapGenerator: [{name: a, files: [../../../etc/passwd]}]\n' };
  // kustomize refuses that itself.
  expect(() => read(files)).not.toThrow();
  expect(() => read(files, { unrestricted: true })).toThrow('leads out of the repository');
  const absolute = { 'app/kustomization.yaml': 'configMapGenerator: [{name: a, files: [/etc/passwd]}]\n' };
  expect(() => read(absolute, { unrestricted: true })).toThrow('leads out of the repository');
  expect(() => read({ 'app/kustomization.yaml': 'resources: [link]\n', 'app/link': '-> ../../out' })).toThrow(
    'symlink',
  );
});

test('a chart that is in the repository is inflated, another one is not fetched', () => {
  const files = {
    'app/kustomization.yaml':
      'helmGlobals: {chartHome: ../charts}\nhelmCharts: [{name: web, repo: "https://c.example.com", version: 1.0.0}]\n',
  };
  expect(() => read(files)).not.toThrow();
  expect(() => read(files, { charts: true })).toThrow('the chart web of helmCharts is fetched only with --fetch');
  expect([...read({ ...files, 'charts/web/Chart.yaml': 'name: web\n' }, { charts: true }).paths]).toContain('charts');
  const out = { 'app/kustomization.yaml': 'helmGlobals: {chartHome: ../../../charts}\nhelmCharts: [{name: web}]\n' };
  expect(() => read(out, { charts: true })).toThrow('leads out of the repository');
});
