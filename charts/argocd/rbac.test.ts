import { readPolicy } from '../../argocd/semantics/rbac-policy';
import { ArgoCdVersion } from '../../argocd/semantics/version';
import { platform } from '../../test/seed-platform';
import { GroundworkApp } from '../app';
import { type ArgoCdRbac, policyCsv, rbacErrors, rbacValues } from './rbac';

const rbac: ArgoCdRbac = {
  default: 'readonly',
  roles: {
    deployer: [
      { resource: 'applications', actions: ['get', 'sync', 'action/apps/Deployment/restart'], objects: ['web/*'] },
      { resource: 'applications', actions: ['delete'], objects: ['web/prod-*'], effect: 'deny' },
      { resource: 'logs', actions: ['get'] },
    ],
  },
  groups: { 'cn=web,dc=example': ['deployer'], 'a "quoted" team': ['admin'] },
  users: { ci: ['deployer'] },
  scopes: ['groups', 'email'],
};

test('the policy is what Argo CD reads it as, whatever the names of groups are', () => {
  expect(policyCsv(rbac)).toBe(`p, role:deployer, applications, get, web/*, allow
p, role:deployer, applications, sync, web/*, allow
p, role:deployer, applications, action/apps/Deployment/restart, web/*, allow
p, role:deployer, applications, delete, web/prod-*, deny
p, role:deployer, logs, get, *, allow
g, ci, role:deployer
g, "cn=web,dc=example", role:deployer
g, "a ""quoted"" team", role:admin
`);
  const read = readPolicy(policyCsv(rbac));
  expect(read.every(({ error }) => error === undefined)).toBe(true);
  expect(read.map(({ rule }) => rule)).toContainEqual({
    type: 'member',
    subject: 'cn=web,dc=example',
    role: 'role:deployer',
  });
  expect(rbacValues(rbac).configs?.rbac).toMatchObject({
    'policy.default': 'role:readonly',
    scopes: '["groups", "email"]',
  });
  expect(rbacErrors(rbac)).toEqual([]);
});

test('what does not exist is refused, with what there is', () => {
  const wrong = {
    default: 'role:readonly',
    roles: {
      'role:x': [],
      dev: [
        { resource: 'application', actions: ['get'] },
        { resource: 'applications', actions: ['deploy'], objects: ['web'] },
        { resource: 'logs', actions: [], effect: 'no' },
      ],
    },
    groups: { team: ['devs'], '': ['dev'] },
    scopes: [],
  } as unknown as ArgoCdRbac;
  expect(rbacErrors(wrong)).toEqual([
    'rbac.roles has role:x: write x, role: is put in front of it',
    expect.stringMatching(
      /resource is application, which Argo CD does not know: give one of \[applications, .*Did you mean applications\?$/,
    ),
    expect.stringMatching(/actions\[0\] is deploy, which applications do not have: give one of \[get, /),
    'rbac.roles.dev[1].objects[0] is web, but applications are <project>/<name>: give web/* for all of a project, or */web',
    expect.stringMatching(/^rbac\.roles\.dev\[2\]\.actions is empty/),
    'rbac.roles.dev[2].effect is no: give allow or deny',
    expect.stringMatching(/^rbac\.default is role:readonly, .* Write readonly, without role:\.$/),
    expect.stringMatching(
      /groups\["team"\]\[0\] is devs, .* give one of \[role:x, dev, admin, readonly\].* Did you mean dev\?$/,
    ),
    'rbac.groups has an entry without a name: give it one, or remove it',
    expect.stringContaining('rbac.scopes is empty'),
  ]);
});

test("with regular expressions, Argo CD's own roles are refused, because they give nothing", () => {
  const roles: ArgoCdRbac['roles'] = { all: [{ resource: 'applications', actions: ['*'] }] };
  expect(policyCsv({ matchMode: 'regex', roles })).toBe('p, role:all, applications, .*, .*, allow\n');
  expect(rbacErrors({ matchMode: 'regex', roles, groups: { a: ['admin'], b: ['all'] } })).toEqual([
    expect.stringContaining('groups["a"][0] is admin, which gives nobody anything with matchMode regex'),
  ]);
  const globs: ArgoCdRbac['roles'] = { all: [{ resource: 'applications', actions: ['*'], objects: ['*/*'] }] };
  expect(rbacErrors({ matchMode: 'regex', roles: globs })).toEqual([
    expect.stringContaining('objects[0] is */*, and matchMode is regex: error parsing regexp: missing argument'),
  ]);
});

test('an action that the release does not have yet', () => {
  const roles: ArgoCdRbac['roles'] = { all: [{ resource: 'applications', actions: ['rollback'] }] };
  expect(rbacErrors({ roles }, ArgoCdVersion.parse('3.4.4'))).toHaveLength(1);
  expect(rbacErrors({ roles }, ArgoCdVersion.parse('3.6.1'))).toEqual([]);
});

test('a platform renders it into the values of Argo CD, and refuses what does not exist and what contradicts it', () => {
  const app = new GroundworkApp({ outdir: 'dist' });
  platform(app, { argocd: { rbac } });
  const { files } = app.plan();
  expect(files.find(({ path }) => path === 'values/argocd.yaml')?.text).toContain('g, ci, role:deployer');
  const errorsOf = (argocd: object) => {
    const other = new GroundworkApp({ outdir: 'dist' });
    platform(other, { argocd });
    return other.node.findAll().flatMap(({ node }) => node.validate());
  };
  expect(errorsOf({ rbac: { default: 'none' } })).toEqual([expect.stringContaining('rbac.default is none')]);
  expect(errorsOf({ rbac, values: { configs: { rbac: { 'policy.default': 'role:admin' } } } })).toEqual([
    expect.stringContaining('values.configs.rbac.policy.default is "role:admin"'),
  ]);
});
