import { app, consequences, type Files, workload } from '../testing/reviews';

// Whoever approves a change of what is synced by hand, or within windows, must not wait for it in vain.

const automated = { automated: { prune: true } };
const files = (image: string, syncPolicy: object, syncWindows: readonly object[] = []): Files => ({
  'project.json': JSON.stringify({
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'AppProject',
    metadata: { name: 'team', namespace: 'argocd' },
    spec: { sourceRepos: ['*'], destinations: [{ server: '*', namespace: '*' }], syncWindows },
  }),
  'apps/web.json': app('web', { project: 'team', syncPolicy }),
  'web/a.json': workload('Deployment', 'web', image),
});
const window = {
  kind: 'allow',
  schedule: '0 22 * * *',
  duration: '2h',
  timeZone: 'Europe/Berlin',
  applications: ['*'],
};

test.each([
  ['at once', automated, [], undefined],
  ['by hand', {}, [], 'Application web is not synced by itself: this happens when somebody syncs it.'],
  [
    'within a window',
    automated,
    [window],
    'Application web is synced when the sync windows of AppProject team let it: allow 0 22 * * * for 2h (Europe/Berlin).',
  ],
  [
    'by hand, within a window',
    {},
    [window],
    'Application web is not synced by itself: this happens when somebody syncs it, and the sync windows of AppProject team let it: allow 0 22 * * * for 2h (Europe/Berlin).',
  ],
  ['a window of others', automated, [{ ...window, applications: ['other'] }], undefined],
])('%s', (_, syncPolicy, windows, words) => {
  const [rolls] = consequences('rolls', files('a:1', syncPolicy, windows), files('a:2', syncPolicy, windows));
  const said = rolls?.details.filter((line) => line.startsWith('Application web')) ?? [];
  expect(said).toEqual(words === undefined ? [] : [words]);
});
