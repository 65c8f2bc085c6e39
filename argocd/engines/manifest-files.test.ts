import { application, documents, object } from '../analysis/manifests';
import { readModel } from '../read/read-model';
import { REPOSITORY, treeOf } from '../testing/rules';
import { manifestFiles } from './manifest-files';

function files(content: string) {
  const tree = treeOf({ 'apps/website.yaml': application(), 'deploy/all.yaml': content });
  const { model } = readModel({
    directories: [{ tree, dir: '' }],
    repositories: [{ url: REPOSITORY, tree, because: 'given' }],
    argocdVersion: '3.4.4',
  });
  return manifestFiles(model.applications);
}

test('an object is a file, in the namespace where it lands, named so that it stays', () => {
  const found = files(
    documents(object('Service', 'web'), object('ClusterRole', 'system:a', {}, 'rbac.authorization.k8s.io/v1')),
  );
  expect(found.map(({ path }) => path)).toEqual([
    'website/service_website_web.yaml',
    'website/clusterrole.rbac.authorization.k8s.io_system-a.yaml',
  ]);
  expect(found[0]?.text).toBe('apiVersion: v1\nkind: Service\nmetadata:\n  name: web\n  namespace: website\n');
});

test('two objects never share a file', () => {
  const found = files(documents(object('Service', 'web'), object('Service', 'web'), object('Service', 'WEB')));
  expect(found.map(({ path }) => path)).toEqual([
    'website/service_website_web.yaml',
    'website/service_website_web-2.yaml',
    'website/service_website_WEB-3.yaml',
  ]);
});

test.each(['../../../etc/passwd', '.', '..', 'a/b', 'a\nb', '\u202eb', '-rf', 'a'.repeat(5000), ' ', 'a\0b'])(
  'whatever an object is called (%j), its file has a name that every file system takes, in the folder',
  (name) => {
    for (const { path } of files(
      documents(object('ConfigMap', name), object(`K/${name}`, name, { namespace: name })),
    )) {
      expect(path).toMatch(/^website\/[a-z0-9-][\w.-]{0,220}\.yaml$/);
    }
  },
);

test('of two long names each keeps its file when the other goes', () => {
  const [a, b] = ['a', 'b'].map((end) => object('ConfigMap', `${'x'.repeat(250)}${end}`)) as [string, string];
  const both = files(documents(a, b)).map(({ path }) => path);
  expect(files(b).map(({ path }) => path)).toEqual(both.slice(1));
});

test('values of Secrets are hidden, also those of plain files', () => {
  expect(files(object('Secret', 'a', { stringData: { password: 'hunter2' } }))[0]?.text).toContain('password: "***"');
});
