import { actionsOf, isActionOf, policyKeys, readPolicy, rolesNotFound } from './rbac-policy';
import { vectors } from './vectors/load';
import { ArgoCdVersion } from './version';

type Vector = readonly [policy: string, answer: { readonly error?: string; readonly warning?: string }];

const LOADING = 'error loading RBAC policy: error creating casbin enforcer: error loading policy line: ';
const NOT_FOUND = 'user defined roles not found in policies: ';

describe('a policy is read as Argo CD reads it', () => {
  const all = vectors<readonly Vector[]>('rbac-policy');

  test('every vector: the first error is the one that Argo CD stops at', () => {
    const wrong = all.flatMap(([policy, { error }]) => {
      const found = readPolicy(policy).find((line) => line.error !== undefined)?.error;
      const ours = found === undefined ? undefined : LOADING + found;
      return ours === error ? [] : [{ policy, ours, real: error }];
    });
    expect(wrong).toEqual([]);
    expect(all.filter(([, { error }]) => error !== undefined).length).toBeGreaterThan(300);
  });

  test('every vector: the roles that are not found', () => {
    const wrong = all.flatMap(([policy, { error, warning }]) => {
      if (error !== undefined) return [];
      const rules = readPolicy(policy).flatMap(({ rule }) => (rule ? [rule] : []));
      const ours = rolesNotFound(rules);
      // `argocd admin settings rbac validate` does not know the built-in roles; argocd-server does.
      const real = (warning?.slice(NOT_FOUND.length).split(',') ?? []).filter(
        (role) => role !== 'role:admin' && role !== 'role:readonly' && !leadsToBuiltIn(rules, role),
      );
      return JSON.stringify(ours.sort()) === JSON.stringify(real.sort()) ? [] : [{ policy, ours, real }];
    });
    expect(wrong).toEqual([]);
    expect(all.filter(([, { warning }]) => warning !== undefined).length).toBeGreaterThan(50);
  });
});

/** Whether a role has a built-in one of the two, on any way. */
function leadsToBuiltIn(rules: ReturnType<typeof readPolicy>[number]['rule'][], role: string, depth = 10): boolean {
  return rules.some(
    (rule) =>
      rule?.type === 'member' &&
      rule.subject === role &&
      (rule.role === 'role:admin' ||
        rule.role === 'role:readonly' ||
        (depth > 0 && leadsToBuiltIn(rules, rule.role, depth - 1))),
  );
}

test('the keys that are one policy, the main one first', () => {
  const data = { 'policy.z.csv': 'z', scopes: '[x]', 'policy.csv': 'main', 'policy.a.csv': 'a', 'policy.default': 'b' };
  expect(policyKeys(data)).toEqual(['policy.csv', 'policy.a.csv', 'policy.z.csv']);
});

test('what is asked for depends on the resource and the release', () => {
  expect(isActionOf('applications', 'action/apps/Deployment/restart')).toBe(true);
  expect(isActionOf('applications', 'action')).toBe(false);
  expect(isActionOf('applicationsets', 'update/*')).toBe(false);
  expect(isActionOf('logs', 'create')).toBe(false);
  expect(isActionOf('exec', 'create')).toBe(true);
  expect(actionsOf('application')).toBeUndefined();
  expect(actionsOf('constructor')).toBeUndefined();
  expect(isActionOf('applications', 'rollback', ArgoCdVersion.parse('3.5.7'))).toBe(false);
  expect(isActionOf('applications', 'rollback', ArgoCdVersion.parse('3.6.1'))).toBe(true);
});
