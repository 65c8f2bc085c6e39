import { cascadeDeletion, isArgoCdFinalizer } from './finalizers';
import { formatTrackingId, instanceName, isSourceRef, parseTrackingId } from './tracking';
import { ArgoCdVersion } from './version';

describe('tracking ids', () => {
  test('are read and written alike, also for names with colons', () => {
    const text = 'team-a_app:rbac.authorization.k8s.io/Role:kube-system/system:controller';
    const id = parseTrackingId(text);
    expect(id).toMatchObject({ application: 'team-a_app', kind: 'Role', name: 'system:controller' });
    expect(id && formatTrackingId(id)).toBe(text);
  });

  test.each(['', 'app', 'app:apps/Deployment', 'app:Deployment:ns/name', 'app:a/b/c:ns/name', 'app:a/b:ns/n/x'])(
    '%j is none',
    (text) => {
      expect(parseTrackingId(text)).toBeUndefined();
    },
  );

  test('an Application outside the namespace of Argo CD is tracked with its namespace', () => {
    expect(instanceName('app', 'team-a', 'argocd')).toBe('team-a_app');
    expect(instanceName('app', 'argocd', 'argocd')).toBe('app');
    expect(instanceName('app', '', 'argocd')).toBe('app');
  });
});

test.each([
  ['values', true],
  ['my-values_2', true],
  ['my.values', false],
  ['$values', false],
  ['', false],
  ['values\n', false],
])('ref %j: %s', (ref, valid) => {
  expect(isSourceRef(ref)).toBe(valid);
});

describe('finalizers', () => {
  test('the first propagation finalizer decides, without one the resources stay', () => {
    const background = 'resources-finalizer.argocd.argoproj.io/background';
    expect(cascadeDeletion(['x', background, 'resources-finalizer.argocd.argoproj.io'])).toBe('background');
    expect(cascadeDeletion(['resources-finalizer.argocd.argoproj.io'])).toBe('foreground');
    expect(cascadeDeletion(['resources-finalizer.argocd.argoproj.io/Background'])).toBe('none');
  });

  test('a misspelt one belongs to no Application', () => {
    expect(isArgoCdFinalizer('resource-finalizer.argocd.argoproj.io')).toBe(false);
    expect(isArgoCdFinalizer('post-delete-finalizer.argocd.argoproj.io/cleanup')).toBe(true);
  });
});

describe('versions', () => {
  test.each([
    ['v3.5.1', 'v3.5.1'],
    ['3.4', 'v3.4.0'],
    ['v3.5.0-rc2', 'v3.5.0'],
    ['latest', undefined],
    ['3', undefined],
    ['3.5.1 ', undefined],
  ])('%s is %s', (text, version) => {
    expect(ArgoCdVersion.parse(text)?.toString()).toBe(version);
  });

  test('are compared by number', () => {
    expect(new ArgoCdVersion(3, 10, 0).atLeast(3, 5)).toBe(true);
    expect(new ArgoCdVersion(3, 4, 13).hasSyncOverrun).toBe(false);
    expect(new ArgoCdVersion(4, 0, 0).hasSyncOverrun).toBe(true);
  });
});
