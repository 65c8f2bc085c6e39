import { application, object } from '../analysis/manifests';
import { findings, REPOSITORY } from '../testing/rules';

const good = object('ConfigMap', 'settings');

function found(files: Record<string, string>, directory?: object) {
  const app = application({ source: { repoURL: REPOSITORY, path: 'deploy', ...(directory ? { directory } : {}) } });
  return findings('directory-file-breaks-application', { 'apps/website.yaml': app, ...files });
}

test('an apiVersion with two slashes makes Kubernetes lose the kind', () => {
  const text = good.replace(/apiVersion: .*/, 'apiVersion: apps//v1');
  expect(found({ 'deploy/web.yaml': text })).toMatchObject([
    { severity: 'refuse', message: expect.stringContaining("Object 'Kind' is missing in a document with") },
  ]);
});

test('a broken document after a good one is sure to be meant as a manifest', () => {
  const [finding, ...others] = found({ 'deploy/web.yaml': `${good}---\nkind: [\n` });
  expect(others).toEqual([]);
  expect(finding).toMatchObject({ severity: 'refuse', file: 'deploy/web.yaml', line: 6 });
  expect(finding?.message).toContain('Failed to unmarshal "web.yaml": failed to unmarshal manifest');
});

test.each([
  ['no YAML, with the words of a manifest', 'web.yaml', 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a\n'],
  ['a manifest without a kind', 'web.yaml', 'apiVersion: v1\nmetadata: {name: "kind: of"}\n'],
  ['JSON without a kind', 'package.json', '{"name": "web"}'],
  ['a list in JSON', 'all.json', '[{"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": "a"}}]'],
  ['two values in JSON', 'all.json', '{"apiVersion": "v1", "kind": "A", "metadata": {"name": "a"}} {}'],
  ['JSON with a comment', 'tsconfig.json', '{ // strict\n "strict": true }'],
])('%s', (_, name, text) => {
  expect(found({ [`deploy/${name}`]: text })).toMatchObject([{ file: `deploy/${name}` }]);
});

test('several values in JSON are named in the words of Argo CD', () => {
  const text = '{"apiVersion": "v1", "kind": "A", "metadata": {"name": "a"}} {}';
  expect(found({ 'deploy/all.json': text })[0]?.message).toContain(
    'Found multiple objects in "all.json". Only single objects are allowed in JSON files.',
  );
});

test('a symlink may lead around in the repository, not out of it', () => {
  expect(found({ 'deploy/web.yaml': '-> ../shared/web.yaml', 'shared/web.yaml': good })).toEqual([]);
  expect(found({ 'deploy/web.yaml': '-> ../../web.yaml' })).toMatchObject([
    { message: expect.stringContaining('illegal filepath in symlink at "web.yaml"') },
  ]);
});

test('a kustomization is applied as an object when the source says directory', () => {
  const kustomization =
    'apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nmetadata: {name: a}\nresources: []\n';
  expect(found({ 'deploy/kustomization.yaml': kustomization }, { recurse: true })).toHaveLength(1);
  expect(found({ 'deploy/kustomization.yaml': kustomization })).toEqual([]);
});

test('a name that ends like that of a chart makes one of the directory', () => {
  expect(found({ 'deploy/OldChart.yaml': good, 'deploy/web.yaml': good })).toMatchObject([
    { file: 'deploy/OldChart.yaml' },
  ]);
  expect(found({ 'deploy/Chart.yaml': 'apiVersion: v2\nname: web\nversion: 1.0.0\n' })).toEqual([]);
});
