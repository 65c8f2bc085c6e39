import { application, documents, settings } from '../analysis/manifests';
import { findings, REPOSITORY } from '../testing/rules';

const RULE = 'sync-keeps-mistake';
const HEALTH = { 'resource.customizations.health.argoproj.io_Application': 'return obj.status.health' };
const root = (syncPolicy?: object) =>
  application(
    { source: { repoURL: REPOSITORY, path: 'children' }, ...(syncPolicy && { syncPolicy }) },
    { name: 'root' },
  );
const child = (name: string, wave: string) =>
  application({}, { name, metadata: { annotations: { 'argocd.argoproj.io/sync-wave': wave } } });
const files = (parent: string, waves = ['0', '1'], data: Record<string, string> = HEALTH) => ({
  'root.yaml': parent,
  'children/all.yaml': documents(...waves.map((wave, i) => child(`child-${i}`, wave))),
  'cm.yaml': settings(data),
});

test('a sync that waits for an Application, and whose retries keep the commit, is reported at its policy', () => {
  expect(findings(RULE, files(root({ automated: {} })))).toMatchObject([
    {
      severity: 'silent',
      file: 'root.yaml',
      message: expect.stringContaining(
        'while Application child-0 in wave 0 is not Healthy, the sync of root waits with wave 1',
      ),
      fix: expect.stringContaining('spec.syncPolicy.retry.refresh'),
    },
  ]);
});

test.each([
  ['its retries take what Git has by then', files(root({ automated: {}, retry: { limit: -1, refresh: true } }))],
  ['a person starts it, who sees it', files(root())],
  ['all is in one wave, which is the last, and so waited for by nothing', files(root({ automated: {} }), ['0', '0'])],
  ['Applications have no health check, so nothing waits for them', files(root({ automated: {} }), ['0', '1'], {})],
])('%s: nothing to say', (_name, tree) => {
  expect(findings(RULE, tree)).toEqual([]);
});
