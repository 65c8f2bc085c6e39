import { validateProject } from '../../argocd/semantics/validate-project';
import { ArgoCdVersion } from '../../argocd/semantics/version';
import { type ProjectRoleProps, projectRole, projectRoleErrors } from './project-role';

const V34 = new ArgoCdVersion(3, 4, 4);

const role: ProjectRoleProps = {
  name: 'deployer',
  permissions: [
    { resource: 'applications', actions: ['get', 'sync', 'action/apps/Deployment/restart'], objects: ['web-*'] },
    { resource: 'applications', actions: ['delete'], effect: 'deny' },
    { resource: 'exec', actions: ['create'], objects: ['team-a/web'] },
  ],
  policies: ['p, proj:shop:deployer, logs, get, shop/*, allow'],
  groups: ['cn=shop,dc=example', 'plain'],
};

test('policies follow from permissions, and Argo CD takes them, and groups with a comma', () => {
  const made = projectRole('shop', role);
  expect(made).toEqual({
    name: 'deployer',
    policies: [
      'p, proj:shop:deployer, applications, get, shop/web-*, allow',
      'p, proj:shop:deployer, applications, sync, shop/web-*, allow',
      'p, proj:shop:deployer, applications, action/apps/Deployment/restart, shop/web-*, allow',
      'p, proj:shop:deployer, applications, delete, shop/*, deny',
      'p, proj:shop:deployer, exec, create, shop/team-a/web, allow',
      'p, proj:shop:deployer, logs, get, shop/*, allow',
    ],
    groups: ['"cn=shop,dc=example"', 'plain'],
  });
  expect(validateProject('shop', { roles: [made] })).toEqual([]);
  expect(projectRoleErrors(role, V34)).toEqual([]);
});

test('a role without permissions is as it was written', () => {
  expect(projectRole('shop', { name: 'ci' })).toEqual({ name: 'ci' });
});

test('what a role of a project cannot have is refused, with what it can', () => {
  const permissions = [
    { resource: 'projects', actions: ['get'] },
    { resource: 'logs', actions: ['view'] },
    { resource: 'applications', actions: ['rollback'], objects: ['shop/a/b'] },
  ] as unknown as ProjectRoleProps['permissions'];
  expect(projectRoleErrors({ name: 'ci', permissions }, V34)).toEqual([
    expect.stringMatching(
      /permissions\[0\]\.resource is projects, .* give one of \[applications, applicationsets, logs, exec/,
    ),
    expect.stringMatching(/permissions\[1\]\.actions\[0\] is view, which logs do not have: give one of \[get, /),
    expect.stringMatching(/permissions\[2\]\.actions\[0\] is rollback/),
    expect.stringMatching(/permissions\[2\]\.objects has "shop\/a\/b"/),
  ]);
});
