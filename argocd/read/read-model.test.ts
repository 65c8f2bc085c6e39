import { application, object } from '../analysis/manifests';
import type { Application, Model } from '../model/types';
import { REPOSITORY } from '../testing/rules';
import { MemoryTree } from '../tree/memory-tree';
import { readModel } from './read-model';

function read(
  files: Record<string, string>,
  options: { dir?: string; url?: string; revision?: string; remotes?: string[] } = {},
): Model {
  const tree = new MemoryTree(new Map(Object.entries(files)));
  const { dir = '', url, revision, remotes } = options;
  const repositories = url === undefined ? [] : [{ url, revision, tree, because: 'given' }];
  return readModel({ directories: [{ tree, dir, remotes }], repositories, argocdVersion: '3.4.4' }).model;
}

function named(model: Model, name: string): Application {
  return model.applications.find((one) => one.name === name) as Application;
}

const root = application(
  { source: { repoURL: REPOSITORY, path: 'dist/apps' }, destination: { name: 'in-cluster', namespace: 'argocd' } },
  { name: 'root' },
);
const child = application(
  { source: { repoURL: REPOSITORY, path: 'dist/web' } },
  { name: 'child', namespace: undefined },
);

describe('app of apps', () => {
  const files = {
    'dist/root.yaml': root,
    'dist/apps/child.yaml': child,
    'dist/web/x.yaml': object('ConfigMap', 'x'),
    'elsewhere.yaml': object('Application', 'lost'),
  };
  const model = read(files, { dir: 'dist' });

  test('the URL of the checkout is found out from the paths in it', () => {
    expect(model.repositories).toMatchObject([
      { url: REPOSITORY, because: expect.stringContaining('Application root (dist/root.yaml) reads dist/apps') },
    ]);
  });

  test('parents know their children, and the other way round', () => {
    expect(named(model, 'root').children).toEqual([named(model, 'child')]);
    expect(named(model, 'child').parents).toEqual([named(model, 'root')]);
  });

  test('a child without a namespace lands where its parent puts it', () => {
    expect(named(model, 'child').namespace).toBe('argocd');
  });

  test('an object without a namespace lands in that of the destination', () => {
    expect(named(model, 'child').resources).toMatchObject([
      { kind: 'ConfigMap', name: 'x', namespace: 'website', scope: 'namespaced' },
    ]);
    expect(named(model, 'child').complete).toBe(true);
  });

  test('what lies beside the directory is not read', () => {
    expect(named(model, 'lost')).toBeUndefined();
  });
});

test('a source that leads out of the directory brings Applications of the rest of the repository', () => {
  const files = {
    'dist/root.yaml': application({ source: { repoURL: REPOSITORY, path: 'more' } }, { name: 'root' }),
    'more/child.yaml': child,
  };
  expect(named(read(files, { dir: 'dist', url: REPOSITORY }), 'child')).toBeDefined();
});

test.each([
  ['https://git.example.com/platform.git', 'HEAD', true],
  ['https://GIT.example.com/platform', 'main', true],
  ['git@git.example.com:platform.git', 'HEAD', true],
  ['https://git.example.com/platform.git', 'v1.2.3', false],
  ['https://git.example.com/platform.git', '1.*', false],
  ['https://git.example.com/platform.git', '0d521c6', false],
])('%s at %s is the repository at hand: %p', (repoURL, targetRevision, at) => {
  const model = read(
    {
      'a.yaml': application({ source: { repoURL, targetRevision, path: 'web' } }),
      'web/x.yaml': object('ConfigMap', 'x'),
    },
    { url: REPOSITORY },
  );
  const [source] = named(model, 'website').sources;
  expect(source?.repository !== undefined).toBe(at);
  expect(model.unchecked.length === 0).toBe(at);
});

test('a revision that is given is the only one that the files stand for', () => {
  const files = (targetRevision: string) => ({
    'a.yaml': application({ source: { repoURL: REPOSITORY, targetRevision, path: 'web' } }),
    'web/x.yaml': object('ConfigMap', 'x'),
  });
  expect(named(read(files('v1.2.3'), { url: REPOSITORY, revision: 'v1.2.3' }), 'website').complete).toBe(true);
  expect(named(read(files('main'), { url: REPOSITORY, revision: 'v1.2.3' }), 'website').complete).toBe(false);
});

test('several URLs may mean one checkout', () => {
  const model = read(
    { 'a.yaml': application() },
    { remotes: ['git@git.example.com:platform.git', 'https://mirror.example.com/platform.git'] },
  );
  expect(model.repositories.map(({ url }) => url)).toEqual([
    'git@git.example.com:platform.git',
    'https://mirror.example.com/platform.git',
  ]);
});

test.each([
  ['web', ['web/x.yaml'], false],
  ['deploy/web', ['deploy/web/x.yaml'], true],
  ['deploy/web', ['other/x.yaml'], false],
])('a URL that is read at %s, with %j in the checkout, is this checkout: %p', (path, paths, expected) => {
  const files = Object.fromEntries(paths.map((file) => [file, object('ConfigMap', 'x')]));
  const model = read({ 'a.yaml': application({ source: { repoURL: REPOSITORY, path } }), ...files });
  expect(model.repositories.length).toBe(expected ? 1 : 0);
});

test('a path that is not there is sure to be missing only in the revision that is checked out', () => {
  const missing = (targetRevision: string) =>
    named(
      read(
        { 'a.yaml': application({ source: { repoURL: REPOSITORY, targetRevision, path: 'gone' } }) },
        { url: REPOSITORY },
      ),
      'website',
    ).sources[0];
  expect(missing('HEAD')?.pathMissing).toBe(true);
  expect(missing('develop')?.pathMissing).toBe(false);
});

describe('kustomize', () => {
  const kustomization = (fields: string) =>
    `apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\n${fields}`;

  test('names, namespaces and annotations are changed as kustomize changes them', () => {
    const files = {
      'web/kustomization.yaml': kustomization(
        'namespace: shop\nnamePrefix: a-\nnameSuffix: -z\ncommonAnnotations: {b: c}\nresources: [x.yaml, base]\n',
      ),
      'web/x.yaml': object('ConfigMap', 'x', { namespace: 'other' }),
      'web/base/kustomization.yml': kustomization('resources: [role.yaml]\n'),
      'web/base/role.yaml': object('ClusterRole', 'r', {}, 'rbac.authorization.k8s.io/v1'),
      'app.yaml': application({ source: { repoURL: REPOSITORY, path: 'web' } }),
    };
    const { resources } = named(read(files, { url: REPOSITORY }), 'website');
    expect(resources.map(({ kind, namespace, name }) => [kind, namespace, name])).toEqual([
      ['ConfigMap', 'shop', 'a-x-z'],
      ['ClusterRole', '', 'a-r-z'],
    ]);
    expect(resources[0]?.resource.annotations).toEqual({ b: 'c' });
    expect(resources[0]?.resource.origin.locate(['data'])).toMatchObject({ file: 'web/x.yaml' });
  });

  test('a Namespace and a definition keep their names, whatever the prefix: others name them', () => {
    const files = {
      'web/kustomization.yaml': kustomization('namePrefix: a-\nnameSuffix: -z\nresources: [x.yaml]\n'),
      'web/x.yaml': [
        object('Namespace', 'shop'),
        object('CustomResourceDefinition', 'menus.example.com', {}, 'apiextensions.k8s.io/v1'),
        object('ConfigMap', 'x'),
      ].join('---\n'),
      'app.yaml': application({ source: { repoURL: REPOSITORY, path: 'web' } }),
    };
    const { resources } = named(read(files, { url: REPOSITORY }), 'website');
    expect(resources.map(({ name }) => name)).toEqual(['shop', 'menus.example.com', 'a-x-z']);
  });

  test('one that another builds on stands for nothing by itself, and may be built on once', () => {
    const files = (resources: string) => ({
      'web/kustomization.yaml': kustomization(`namePrefix: a-\nresources: ${resources}\n`),
      'web/base/kustomization.yaml': kustomization('resources: [x.yaml]\n'),
      'web/base/x.yaml': object('ConfigMap', 'x'),
    });
    const { resources } = read(files('[base]'));
    expect(resources.filter(({ kind }) => kind === 'ConfigMap').map(({ name }) => name)).toEqual(['a-x']);
    expect(read(files('[base, ./base/]')).unchecked).toMatchObject([
      { subject: expect.stringContaining('web/kustomization.yaml reads ./base/ twice') },
    ]);
  });

  test('one that does more is not built, and the files that it patches are not taken for what they are not', () => {
    const files = {
      'apps/kustomization.yaml': kustomization('resources: [a.yaml]\npatches: [{path: patch.yaml}]\n'),
      'apps/a.yaml': application(),
      'apps/patch.yaml':
        'apiVersion: argoproj.io/v1alpha1\nkind: Application\nmetadata: {name: website}\nspec: {project: other}\n',
    };
    const model = read(files);
    expect(model.applications).toEqual([]);
    expect(model.unchecked).toMatchObject([
      { subject: expect.stringContaining('apps/kustomization.yaml has patches') },
    ]);
  });

  test('one that builds on itself ends', () => {
    expect(
      read({
        'a/kustomization.yaml': kustomization('resources: [../b]\n'),
        'b/kustomization.yaml': kustomization('resources: [../a]\n'),
      }).resources,
    ).toBeDefined();
  });
});

test('templates of a Helm chart are not taken for YAML', () => {
  const model = read({
    'chart/Chart.yaml': 'name: a\n',
    'chart/templates/a.yaml': 'kind: {{ .x }}\n',
    'chart/values.yaml': 'a: 1\n',
  });
  expect(model.problems).toEqual([]);
  expect(model.unchecked).toMatchObject([{ subject: 'Helm chart in chart' }]);
});

test('settings come from the values of Argo CD’s own chart, too', () => {
  const values = 'configs:\n  cm:\n    timeout.reconciliation: 60s\n    exec.enabled: true\n';
  const files = {
    'argocd.yaml': application({
      source: undefined,
      sources: [
        {
          repoURL: 'https://argoproj.github.io/argo-helm',
          chart: 'argo-cd',
          targetRevision: '9.0.0',
          helm: {
            valueFiles: ['$values/values/argocd.yaml'],
            valuesObject: { configs: { params: { 'server.insecure': true } } },
          },
        },
        { repoURL: REPOSITORY, ref: 'values' },
      ],
    }),
    'values/argocd.yaml': values,
  };
  const { settings } = read(files, { url: REPOSITORY });
  expect(settings.cm).toEqual({ 'timeout.reconciliation': '60s', 'exec.enabled': 'true' });
  expect(settings.params).toEqual({ 'server.insecure': 'true' });
  expect(settings.origin?.path).toBe('values/argocd.yaml');
});

test('a cluster of a Secret is known by name and by server', () => {
  const secret =
    'apiVersion: v1\nkind: Secret\nmetadata: {name: c, labels: {argocd.argoproj.io/secret-type: cluster}}\nstringData: {name: prod, server: https://10.0.0.1:6443/}\n';
  const model = read({ 'c.yaml': secret, 'a.yaml': application({ destination: { name: 'prod', namespace: 'x' } }) });
  expect(named(model, 'website').destination.resolved).toEqual({ name: 'prod', server: 'https://10.0.0.1:6443' });
  const unknown = read({ 'a.yaml': application({ destination: { name: 'prod', namespace: 'x' } }) });
  expect(named(unknown, 'website').destination).toMatchObject({ resolved: { name: 'prod' } });
  expect(named(unknown, 'website').destination.cluster).toBeUndefined();
});

describe('the cluster of Argo CD itself', () => {
  const server = 'https://kubernetes.default.svc';
  const secret = (name: string, at: string, more = '') =>
    `apiVersion: v1\nkind: Secret\nmetadata: {name: ${name}, labels: {argocd.argoproj.io/secret-type: cluster, env: ${name}}}\nstringData: {name: ${name}, server: '${at}'${more}}\n`;
  const web = application({ destination: { server, namespace: 'x' } });

  test('needs no Secret', () => {
    expect(read({ 'a.yaml': web }).clusters).toMatchObject([{ name: 'in-cluster', server, labels: {} }]);
  });

  test.each([server, `${server}/`])('is what a Secret for %s says, which takes the place of the implicit one', (at) => {
    const model = read({ 'a.yaml': web, 'c.yaml': secret('home', at, ', project: team') });
    expect(model.clusters).toMatchObject([{ name: 'home', server, project: 'team', labels: { env: 'home' } }]);
    expect(named(model, 'website').destination.resolved).toEqual({ name: 'home', server });
  });

  test('stands beside those of other Secrets', () => {
    const model = read({ 'c.yaml': secret('prod', 'https://10.0.0.1:6443'), 'd.yaml': secret('home', server) });
    expect(model.clusters.map(({ name }) => name)).toEqual(['home', 'prod']);
    const without = read({ 'c.yaml': secret('prod', 'https://10.0.0.1:6443') });
    expect(without.clusters.map(({ name }) => name)).toEqual(['in-cluster', 'prod']);
  });

  test('is there twice if two Secrets are for it: a name is not replaced silently', () => {
    const model = read({ 'c.yaml': secret('one', server), 'd.yaml': secret('two', server) });
    expect(model.clusters.map(({ name }) => name)).toEqual(['one', 'two']);
  });
});

describe('where Argo CD runs', () => {
  const elsewhere = ['a', 'b', 'c'].map((name) => application({}, { name, namespace: 'team' })).join('---\n');
  const inGitops = object('AppProject', 'web', { namespace: 'gitops' }, 'argoproj.io/v1alpha1');

  test.each([
    [
      'its settings tell',
      { 'cm.yaml': object('ConfigMap', 'argocd-cm', { namespace: 'own' }), 'p.yaml': inGitops },
      'own',
    ],
    ['else an AppProject does, however many Applications are elsewhere', { 'p.yaml': inGitops }, 'gitops'],
    ['else most Applications do', { 'd.yaml': application({}, { name: 'd', namespace: 'other' }) }, 'team'],
  ])('%s', (_, files, namespace) => {
    expect(read({ 'a.yaml': elsewhere, ...files }).settings.namespace).toBe(namespace);
  });

  test('else it is where its documentation installs it', () => {
    expect(read({ 'x.yaml': object('ConfigMap', 'x') }).settings.namespace).toBe('argocd');
  });
});

test.each([
  ['include', ['a']],
  ['exclude', ['b', 'c']],
])('%s of a directory is compared with the path below it, not with that in the repository', (field, names) => {
  const directory = { recurse: true, [field]: '{a.yaml,sub/none.yaml}' };
  const model = read(
    {
      'app.yaml': application({ source: { repoURL: REPOSITORY, path: 'deploy', directory } }),
      'deploy/a.yaml': object('ConfigMap', 'a'),
      'deploy/b.yaml': object('ConfigMap', 'b'),
      'deploy/deploy/a.yaml': object('ConfigMap', 'c'),
    },
    { url: REPOSITORY },
  );
  expect(
    named(model, 'website')
      .resources.map(({ name }) => name)
      .sort(),
  ).toEqual(names);
});
