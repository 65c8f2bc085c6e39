import { application, object } from '../analysis/manifests';
import { findings, judge } from '../testing/rules';

const app = application();

function found(text: string, name = 'deploy/web.yaml') {
  return findings('directory-file-ignored', { 'apps/website.yaml': app, [name]: text });
}

test('JSON in a YAML file has its words in quotes, so a slip in it loses the object', () => {
  expect(found('{"apiVersion": "v1",\n "kind": "ConfigMap",\n "metadata": {"name": "a"\n')).toMatchObject([
    { severity: 'silent', file: 'deploy/web.yaml', resource: { kind: 'Application', name: 'website' } },
  ]);
});

test('a manifest without metadata whose kind is misspelt vanishes', () => {
  expect(found('apiVersion: v1\nkindd: ConfigMap\n')).toHaveLength(1);
});

test('values, and anything else that never meant to be a manifest, are left alone', () => {
  expect(found('replicas: 2\nimage: nginx\n')).toEqual([]);
  expect(found('# nothing\n---\n')).toEqual([]);
});

test('a text that is no YAML and no manifest is listed as not checked', () => {
  const { unchecked } = judge(
    { 'apps/website.yaml': app, 'deploy/web.yaml': 'a: [\n' },
    { only: 'directory-file-ignored' },
  );
  expect(unchecked).toContainEqual(expect.objectContaining({ file: 'deploy/web.yaml' }));
});

test('a symlink that leads nowhere is named', () => {
  expect(found('-> ../gone.yaml')).toMatchObject([{ message: 'destination of symlink "web.yaml" is missing' }]);
});

test('what the Application leaves out on purpose is not named', () => {
  const broken = 'apiVersion: v1\nkindd: ConfigMap\n';
  const excluding = application({
    source: { repoURL: 'https://git.example.com/platform.git', path: 'deploy', directory: { exclude: 'web.*' } },
  });
  expect(findings('directory-file-ignored', { 'apps/website.yaml': excluding, 'deploy/web.yaml': broken })).toEqual([]);
  expect(found(`# +argocd:skip-file-rendering\n${broken}`)).toEqual([]);
  // Not read at all: the directory below, and names that are no manifests to Argo CD.
  expect(found(broken, 'deploy/more/web.yaml')).toEqual([]);
  expect(found(broken, 'deploy/web.YAML')).toEqual([]);
});

test.each(['x.YAML', 'x.Yml', 'x.JSON'])('a manifest whose name is %s is not read: case counts', (name) => {
  const files = {
    'apps/website.yaml': application(),
    [`deploy/${name}`]:
      name === 'x.JSON'
        ? '{"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": "x"}}'
        : object('ConfigMap', 'x'),
  };
  expect(findings('directory-file-ignored', files)).toMatchObject([
    {
      file: `deploy/${name}`,
      fix: `Rename it to ${name.toLowerCase()}.`,
      message: expect.stringContaining('case counts'),
    },
  ]);
});

test('a file of values whose name is in capitals was not meant as a manifest', () => {
  const files = { 'apps/website.yaml': application(), 'deploy/VALUES.YAML': 'a: 1\n' };
  expect(findings('directory-file-ignored', files)).toEqual([]);
});

test('with disableExtensionFilter a name of any kind is read, since Argo CD 3.6', () => {
  const source = {
    repoURL: 'https://git.example.com/platform.git',
    path: 'deploy',
    directory: { disableExtensionFilter: true, include: '{*.sealed,*.yaml}' },
  };
  const files = {
    'apps/website.yaml': application({ source }),
    'deploy/web.yaml.sealed': 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: a, namespace: "Not One" }\n',
  };
  const names = (argocdVersion: string) => judge(files, { argocdVersion }).findings.map(({ rule }) => rule);
  expect(names('3.6.1')).toContain('object-name-invalid');
  expect(names('3.5.7')).not.toContain('object-name-invalid');
});
