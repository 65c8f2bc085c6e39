import { app, type Files, object, told, without } from '../testing/reviews';

const FILES: Files = {
  'project.json': JSON.stringify({
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'AppProject',
    metadata: { name: 'team', namespace: 'argocd' },
    spec: { sourceRepos: ['*'], destinations: [{ server: '*', namespace: '*' }] },
  }),
  'apps/web.json': app('web', { project: 'team' }),
  'web/a.json': object('v1 ConfigMap', 'a'),
};

test('a project that an Application still names', () => {
  expect(told('project-goes', FILES, without(FILES, 'project.json'))).toEqual([
    'fails: AppProject argocd/team is no longer in Git, and 1 Application still names it: web. Without it they sync nothing',
  ]);
});

test('one that nobody names any more may go', () => {
  expect(told('project-goes', FILES, { ...without(FILES, 'project.json'), 'apps/web.json': app('web') })).toEqual([]);
  expect(told('project-goes', FILES, FILES)).toEqual([]);
});
