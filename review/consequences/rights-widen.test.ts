import { app, consequences, type Files, object, told } from '../testing/reviews';

const role = (...rules: readonly object[]): Files => ({
  'apps/web.json': app('web'),
  'web/role.json': object('rbac.authorization.k8s.io/v1 ClusterRole', 'reader', { rules }),
});
const rule = (verbs: readonly string[], resources: readonly string[], apiGroups: readonly string[] = ['']) => ({
  apiGroups,
  resources,
  verbs,
});

test('what is new, as verbs and resources', () => {
  const [one] = consequences(
    'rights-widen',
    role(rule(['get'], ['pods'])),
    role(rule(['get', 'list'], ['pods', 'secrets'])),
  );
  expect(one).toMatchObject({
    severity: 'note',
    happens: 'gives more rights on the whole cluster',
    details: ['list: pods', 'get, list: secrets'],
  });
});

test('what * gave before is not new, and neither is another way to write it, nor less', () => {
  expect(told('rights-widen', role(rule(['*'], ['*'])), role(rule(['get'], ['pods']), rule(['list'], ['*'])))).toEqual(
    [],
  );
  expect(
    told(
      'rights-widen',
      role(rule(['get', 'list'], ['pods'])),
      role(rule(['get'], ['pods']), rule(['list'], ['pods'])),
    ),
  ).toEqual([]);
  expect(told('rights-widen', role(rule(['get', 'list'], ['pods'])), role(rule(['get'], ['pods'])))).toEqual([]);
});

test('a new subject', () => {
  const binding = (...names: readonly string[]): Files => ({
    'apps/web.json': app('web'),
    'web/binding.json': object('rbac.authorization.k8s.io/v1 ClusterRoleBinding', 'reader', {
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'admin' },
      subjects: names.map((name) => ({ kind: 'ServiceAccount', namespace: 'web', name })),
    }),
  });
  expect(consequences('rights-widen', binding('a'), binding('a', 'b'))[0]?.details).toEqual([
    'ServiceAccount web/b gets ClusterRole admin',
  ]);
  expect(told('rights-widen', binding('a', 'b'), binding('a'))).toEqual([]);
});

test('a Role and its binding in a namespace of others, and not in that of the Application', () => {
  const files = (namespace: string): Files => ({
    'apps/web.json': app('web'),
    'web/role.json': object(
      'rbac.authorization.k8s.io/v1 Role',
      'reader',
      { rules: [rule(['get'], ['secrets'])] },
      { namespace },
    ),
    'web/binding.json': object(
      'rbac.authorization.k8s.io/v1 RoleBinding',
      'reader',
      {
        roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: 'reader' },
        subjects: [{ kind: 'ServiceAccount', namespace: 'web', name: 'web' }],
      },
      { namespace },
    ),
  });
  const none: Files = { 'apps/web.json': app('web'), 'web/b.json': object('v1 ConfigMap', 'b') };
  expect(told('rights-widen', none, files('web'))).toEqual([]);
  const found = consequences('rights-widen', none, files('kube-system'));
  expect(found.map(({ happens, details }) => [happens, details])).toEqual([
    ['gives rights in the namespace kube-system', ['ServiceAccount web/web gets Role reader']],
    ['gives rights in the namespace kube-system', ['get: secrets']],
  ]);
});
