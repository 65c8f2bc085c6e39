import { application, documents, project, settings } from '../analysis/manifests';
import { findings, judge, REPOSITORY } from '../testing/rules';

const RULE = 'wave-without-application-health';
const KEY = 'resource.customizations.health.argoproj.io_Application';
const root = application({ source: { repoURL: REPOSITORY, path: 'children' } }, { name: 'root' });

const child = (name: string, wave?: string) =>
  application({}, { name, metadata: wave ? { annotations: { 'argocd.argoproj.io/sync-wave': wave } } : {} });

function files(children: string[], data?: Record<string, string>) {
  return { 'root.yaml': root, 'children/all.yaml': documents(...children), 'cm.yaml': settings(data) };
}

test('Applications of one wave need no health', () => {
  expect(findings(RULE, files([child('a', '1'), child('b', '1')]))).toEqual([]);
});

test('a wave of what comes before the Applications needs none either', () => {
  const first = project({}, 'web', { annotations: { 'argocd.argoproj.io/sync-wave': '-1' } });
  expect(findings(RULE, files([first, child('a')]))).toEqual([]);
});

test('an Application that another waits for is reported where its wave is written', () => {
  expect(findings(RULE, files([child('a'), child('b', '1'), child('c', '-1')]))).toMatchObject([
    {
      severity: 'silent',
      file: 'children/all.yaml',
      line: 37,
      message: expect.stringContaining(
        'Application c in wave -1 counts as done the moment it is applied, so wave 1 (Application b)',
      ),
      fix: expect.stringContaining(KEY),
    },
  ]);
});

test.each([KEY, 'resource.customizations.health.argoproj.io_*', 'resource.customizations.health.*_Application'])(
  'the key %s brings the health check',
  (key) => {
    expect(findings(RULE, files([child('a'), child('b', '1')], { [key]: 'return {}' }))).toEqual([]);
  },
);

test('so does the older form of it', () => {
  const older = 'argoproj.io/Application:\n  health.lua: |\n    return {}\n';
  expect(findings(RULE, files([child('a'), child('b', '1')], { 'resource.customizations': older }))).toEqual([]);
});

test.each([
  ['resource.customizations.health.argoproj.io_ApplicationSet', 'return {}'],
  [KEY, ''],
  ['resource.customizations.actions.argoproj.io_Application', 'discovery.lua: |'],
])('the key %s with %j does not', (key, value) => {
  expect(findings(RULE, files([child('a'), child('b', '1')], { [key]: value }))).toHaveLength(1);
});

test('without argocd-cm the waves are listed as not checked', () => {
  const { 'cm.yaml': _, ...rest } = files([child('a'), child('b', '1')]);
  const { findings: found, unchecked } = judge(rest, { only: RULE });
  expect(found).toEqual([]);
  expect(unchecked).toContainEqual(expect.objectContaining({ subject: 'waves of the Applications in root' }));
});
