import { app, consequences, type Files, object, told } from '../testing/reviews';

const project = (spec: object) =>
  JSON.stringify({
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'AppProject',
    metadata: { name: 'team', namespace: 'argocd' },
    spec: { sourceRepos: ['*'], destinations: [{ server: '*', namespace: '*' }], ...spec },
  });
const files = (spec: object = {}): Files => ({
  'project.json': project(spec),
  'apps/web.json': app('web', { project: 'team' }),
  'web/a.json': object('v1 ConfigMap', 'a'),
});

test.each([
  [
    { destinations: [{ server: '*', namespace: 'other-*' }] },
    'destination https://kubernetes.default.svc, namespace web',
  ],
  [{ sourceRepos: ['https://git.example.com/other'] }, 'source https://git.example.com/platform.git'],
  [{ namespaceResourceBlacklist: [{ group: '', kind: 'ConfigMap' }] }, 'kind :ConfigMap (1 object)'],
])('%j', (spec, refused) => {
  const [one, ...others] = consequences('project-narrowed', files(), files(spec));
  expect(others).toEqual([]);
  expect(one).toMatchObject({ severity: 'fails', object: { kind: 'Application', name: 'web' }, details: [refused] });
  expect(told('newly-refused', files(), files(spec))).toEqual([]);
});

test('a project that is narrowed where nothing of it runs, or was never permitted, or widened', () => {
  expect(told('project-narrowed', files(), files({ destinations: [{ server: '*', namespace: 'web' }] }))).toEqual([]);
  const refused = files({ sourceRepos: ['https://git.example.com/other'] });
  expect(told('project-narrowed', refused, refused)).toEqual([]);
  expect(told('project-narrowed', refused, files())).toEqual([]);
});

test('what is new in an Application is no narrowed project', () => {
  const spec = { namespaceResourceBlacklist: [{ group: '', kind: 'Secret' }] };
  const more = { ...files(spec), 'web/b.json': object('v1 Secret', 'b') };
  expect(told('project-narrowed', files(spec), more)).toEqual([]);
  expect(told('newly-refused', files(spec), more)).toHaveLength(1);
});
