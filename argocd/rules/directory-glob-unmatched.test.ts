import { application, object } from '../analysis/manifests';
import { findings, REPOSITORY } from '../testing/rules';

const FILES = {
  'web/a.yaml': object('ConfigMap', 'a'),
  'web/README.md': '# web\n',
  'web/db/b.yaml': object('ConfigMap', 'b'),
  'web/exporter/c.yaml': object('ConfigMap', 'c'),
};

function judged(directory: object, more: object = {}) {
  const source = { repoURL: REPOSITORY, path: 'web', directory, ...more };
  const found = findings('directory-glob-unmatched', { ...FILES, 'apps/app.yaml': application({ source }) });
  return found.map(({ severity, message, fix }) => `${severity} ${message} | ${fix}`);
}

test.each([
  [{ recurse: true, exclude: '{db/*,exporter/*}' }],
  [{ recurse: true, exclude: 'db*' }],
  [{ recurse: true, include: '*.yaml' }],
  [{ include: 'a.yaml', exclude: 'README.md' }],
  // Nothing below is read without recurse.
  [{ exclude: 'db/*' }],
  [{ recurse: true, exclude: '', include: '' }],
])('%j matches something', (directory) => {
  expect(judged(directory)).toEqual([]);
});

test.each([
  ['db,exporter', '{db/*,exporter/*}'],
  ['db/b.yaml, exporter', '{db/b.yaml,exporter/*}'],
  ['db', 'db/*'],
  ['db/', 'db/*'],
  ['web/db/*', 'db/*'],
  ['./db/*', 'db/*'],
  ['/a.yaml', 'a.yaml'],
])('exclude %j is one glob that matches nothing: %s is meant', (exclude, meant) => {
  expect(judged({ recurse: true, exclude })).toEqual([
    expect.stringMatching(/^silent directory.exclude ".*" matches no file of "web", so all files are applied/),
  ]);
  expect(judged({ recurse: true, exclude })[0]).toContain(`Write exclude: '${meant}'.`);
});

test('an exclude that is like nothing is a warning, an include that matches nothing never is right', () => {
  expect(judged({ exclude: 'tests/*' })).toEqual([expect.stringMatching(/^warn directory.exclude/)]);
  expect(judged({ include: 'deploy.yaml' })).toEqual([
    expect.stringMatching(/^silent directory.include .* so nothing is applied/),
  ]);
  expect(judged({ include: 'db/*' })).toEqual([expect.stringContaining('not read without recurse: true')]);
  expect(judged({ include: '[a' })).toEqual([expect.stringContaining('is no glob')]);
});

test('another revision may have other files', () => {
  expect(judged({ include: 'deploy.yaml' }, { targetRevision: 'next' })).toEqual([]);
});

test('in a template a glob may be meant for one of the Applications only', () => {
  const set = (paths: string[]) =>
    JSON.stringify({
      apiVersion: 'argoproj.io/v1alpha1',
      kind: 'ApplicationSet',
      metadata: { name: 'all', namespace: 'argocd' },
      spec: {
        goTemplate: true,
        goTemplateOptions: ['missingkey=error'],
        generators: [{ list: { elements: paths.map((path) => ({ path, name: path.replace('/', '-') })) } }],
        template: {
          metadata: { name: '{{ .name }}' },
          spec: {
            project: 'default',
            source: { repoURL: REPOSITORY, path: '{{ .path }}', directory: { exclude: 'b.yaml' } },
            destination: { server: 'https://kubernetes.default.svc', namespace: 'web' },
          },
        },
      },
    });
  const messages = (paths: string[]) =>
    findings('directory-glob-unmatched', { ...FILES, 'apps/set.yaml': set(paths) }).map(({ message }) => message);
  expect(messages(['web/db', 'web/exporter'])).toEqual([]);
  expect(messages(['web/exporter', 'web/db'])).toEqual([]);
  expect(messages(['web', 'web/exporter'])).toEqual([expect.stringContaining('matches no file')]);
});
