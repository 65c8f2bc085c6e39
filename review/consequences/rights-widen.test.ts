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
