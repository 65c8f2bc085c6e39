import { application, documents } from '../analysis/manifests';
import { findings, REPOSITORY } from '../testing/rules';

function judged(files: Record<string, string>) {
  return findings('application-repeated', files).map(({ severity, file, message }) => `${severity} ${file} ${message}`);
}

const other = application({ source: { repoURL: REPOSITORY, path: 'other' } });

test('of two in one file one is lost', () => {
  expect(judged({ 'apps.yaml': documents(application(), other) })).toEqual([
    'silent apps.yaml Application argocd/website is declared twice (apps.yaml:4): the one that is applied last replaces the other',
  ]);
});

test('of two files in one folder, one may be for another cluster', () => {
  expect(judged({ 'a.yaml': application(), 'b.yaml': other })).toEqual([expect.stringMatching(/^warn b.yaml/)]);
});

test.each<[string, Record<string, string>]>([
  ['another folder', { 'dev/a.yaml': application(), 'prod/a.yaml': other }],
  ['the very same', { 'a.yaml': application(), 'b.yaml': application() }],
  ['another namespace', { 'a.yaml': application(), 'b.yaml': application({}, { namespace: 'team' }) }],
  ['another name', { 'a.yaml': application(), 'b.yaml': application({}, { name: 'other' }) }],
])('%s is no second one', (_, files) => {
  expect(judged(files)).toEqual([]);
});

test('two of one root are its business', () => {
  const root = application({ source: { repoURL: REPOSITORY, path: 'apps' } }, { name: 'root' });
  expect(judged({ 'root.yaml': root, 'apps/a.yaml': application(), 'apps/b.yaml': other })).toEqual([]);
});

test('an export from a cluster beside its source is no second Application', () => {
  const exported = application({ source: { repoURL: REPOSITORY, path: 'other' } }, { metadata: { uid: '6f0c' } });
  expect(judged({ 'a.yaml': application(), 'export.yaml': exported })).toEqual([]);
});

function set(name: string, path: string): string {
  return JSON.stringify({
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'ApplicationSet',
    metadata: { name, namespace: 'argocd' },
    spec: {
      goTemplate: true,
      goTemplateOptions: ['missingkey=error'],
      generators: [{ list: { elements: [{ env: 'dev' }] } }],
      template: {
        metadata: { name: 'web-{{ .env }}' },
        spec: {
          project: 'default',
          source: { repoURL: REPOSITORY, path },
          destination: { server: 'https://kubernetes.default.svc', namespace: 'web' },
        },
      },
    },
  });
}

test('an ApplicationSet does not take over what another one owns', () => {
  expect(judged({ 'a.yaml': set('a', 'x'), 'b.yaml': set('b', 'y') })).toEqual([
    expect.stringMatching(/^refuse b.yaml Object argocd\/web-dev is already owned by another ApplicationSet/),
  ]);
});
