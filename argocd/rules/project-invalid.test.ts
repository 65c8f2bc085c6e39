import { project } from '../analysis/manifests';
import { findings } from '../testing/rules';

function judged(spec: Record<string, unknown>) {
  return findings('project-invalid', { 'project.yaml': project(spec) });
}

const role = (parts: object) => ({ roles: [{ name: 'deployer', ...parts }] });
const policy = (text: string) => role({ policies: [text] });
const window = { kind: 'deny', schedule: '0 22 * * *', duration: '8h', applications: ['*'] };

test('a project that argocd-server takes has no finding', () => {
  const account = { server: '*', namespace: 'web-*', defaultServiceAccount: 'argocd:deployer' };
  const spec = {
    ...role({
      policies: ['p, proj:web:deployer, applications, action/apps/Deployment/restart, web/*, allow'],
      groups: ['my-org:team', '"a,b"'],
    }),
    syncWindows: [window, { ...window, kind: 'allow' }],
    destinationServiceAccounts: [account],
    clusterResourceWhitelist: [
      { group: '*', kind: '*' },
      { group: '*', kind: '*' },
    ],
    description: 'ü'.repeat(255),
  };
  expect(judged(spec)).toEqual([]);
});

test.each<[object, string]>([
  [
    {
      destinations: [
        { server: 'a', namespace: 'b' },
        { server: 'a', namespace: 'b', name: 'c' },
      ],
    },
    "destination 'a/b' already added",
  ],
  [{ destinations: [{ server: '*', namespace: '!*' }] }, "namespace has an invalid format, '!*'"],
  [{ sourceRepos: ['*', '*'] }, "source repository '*' already added"],
  [{ sourceRepos: ['!*'] }, "source repository has an invalid format, '!*'"],
  [{ sourceNamespaces: ['a', 'a'] }, "source namespace 'a' already added"],
  [role({ name: 'my role' }), "invalid role name 'my role'. Must consist of alphanumeric characters"],
  [{ roles: [{ name: 'a' }, { name: 'a' }] }, "role 'a' already exists"],
  [policy('p, proj:web:deployer, applications, sync, web/*'), "must be of the form: 'p, sub, res, act, obj, eft'"],
  [
    policy('p, proj:shop:deployer, applications, sync, web/*, allow'),
    "policy subject must be: 'proj:web:deployer', not 'proj:shop:deployer'",
  ],
  [policy('p, proj:web:deployer, projects, get, web/*, allow'), "project resource must be: 'applications'"],
  [policy('p, proj:web:deployer, applications, deploy, web/*, allow'), "invalid action 'deploy'"],
  [policy('p, proj:web:deployer, applications, sync, *, allow'), "object must be of form 'web/*'"],
  [policy('p, proj:web:deployer, applications, sync, web/*, permit'), "effect must be: 'allow' or 'deny'"],
  [role({ groups: ['a,b'] }), "group 'a,b' must be quoted"],
  [role({ groups: [' a'] }), "group 'a' contains a leading space"],
  [role({ groups: ['a', 'a'] }), "group 'a' already exists for role 'deployer'"],
  [{ syncWindows: [window, { ...window, description: 'again' }] }, 'already exists'],
  [
    { syncWindows: [{ ...window, applications: [] }] },
    "window 'deny':'0 22 * * *':'8h' requires one of application, cluster or namespace",
  ],
  [
    { destinationServiceAccounts: [{ server: '!a', namespace: 'b', defaultServiceAccount: 'c' }] },
    "server has an invalid format, '!a'",
  ],
  [
    { destinationServiceAccounts: [{ server: 'a', namespace: 'b', defaultServiceAccount: 'c/d' }] },
    "defaultServiceAccount has an invalid format, 'c/d'",
  ],
])('%j is taken from Git, and refused by argocd-server', (spec, message) => {
  const found = judged(spec as Record<string, unknown>);
  expect(found).toMatchObject([{ severity: 'silent', message: expect.stringContaining(message) }]);
  expect(found[0]?.fix).not.toBe('Correct it.');
});

test('a description that the API server itself refuses', () => {
  expect(judged({ description: 'x'.repeat(256) })).toMatchObject([{ severity: 'refuse' }]);
});

test('a window that cannot be read is the matter of sync-window-invalid alone', () => {
  expect(judged({ syncWindows: [{ ...window, schedule: '@daily', kind: 'block' }] })).toEqual([]);
});

test('everything is reported at once', () => {
  expect(judged({ sourceRepos: ['!*', 'a', 'a'], ...role({ name: '-', groups: [''] }) })).toHaveLength(4);
});

test.each([[1], ['text'], [{ a: 1 }], [[null, 1, 'x', [], { name: 1 }]]])(
  'whatever the YAML holds, nothing breaks: %j',
  (value) => {
    const spec = Object.fromEntries(
      [
        'destinations',
        'sourceRepos',
        'sourceNamespaces',
        'roles',
        'syncWindows',
        'destinationServiceAccounts',
        'description',
      ].map((key) => [key, value]),
    );
    expect(() => judged(spec)).not.toThrow();
  },
);

test('what Argo CD cannot read takes the effect from every role of the project', () => {
  const all = 'none of its roles has any effect';
  expect(judged(policy('p, proj:web:deployer, applications, sync, web/*'))[0]?.message).toContain(all);
  expect(judged(role({ groups: ['a,b'] }))[0]?.message).toContain(all);
  expect(judged(policy('p, proj:shop:deployer, applications, sync, web/*, allow'))[0]?.message).not.toContain(all);
});
