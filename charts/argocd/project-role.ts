import { listed } from '../../argocd/analysis/words';
import { PROJECT_RESOURCES } from '../../argocd/semantics/rbac-policy';
import type { ArgoCdVersion } from '../../argocd/semantics/version';
import type { ProjectRole } from '../../imports/argoproj.io';
import { actionErrors, type RbacPermissionOf } from './rbac';

/**
 * What people and CI may do with the Applications of a project.
 *
 * @example
 *   { name: 'deployer', permissions: [{ resource: 'applications', actions: ['get', 'sync'] }], groups: ['frontend-team'] }
 * @see https://argo-cd.readthedocs.io/en/stable/user-guide/projects/#project-roles
 */
export interface ProjectRoleProps extends Omit<ProjectRole, 'jwtTokens'> {
  /** Name of the role, once in a project: letters, digits, `-` and `_`; the first and the last are a letter or a digit. */
  readonly name: string;
  /** What the role is for. @default - none */
  readonly description?: string;
  /** What it may do, from which its policies follow; the name of the project is put in. @default - none */
  readonly permissions?: readonly ProjectPermission[];
  /**
   * Casbin rules of six parts, beside those that follow from `permissions`:
   * `p, proj:<project>:<role>, <resource>, <action>, <project>/<application>, allow|deny`.
   *
   * Resources are `applications`, `applicationsets`, `repositories`, `clusters`, `exec` and `logs`; actions are `get`,
   * `create`, `update`, `delete`, `sync`, `override`, `action/…` and `*`. From Git, Argo CD takes any text here; the rule
   * project-invalid reports what its API would refuse.
   *
   * @example ['p, proj:frontend:deployer, applications, sync, frontend/*, allow']
   * @default - none: the role may do what `permissions` say
   * @see https://argo-cd.readthedocs.io/en/stable/operator-manual/rbac/
   */
  readonly policies?: readonly string[];
  /** Groups of the single sign-on (OIDC claims) whose members have the role. @default - none */
  readonly groups?: readonly string[];
}

/** What the role of a project may be about. */
export type ProjectResource = 'applications' | 'applicationsets' | 'logs' | 'exec' | 'repositories' | 'clusters';

const RESOURCES: readonly ProjectResource[] = PROJECT_RESOURCES;

/** What a role of a project may do, or must not do, with the objects of one resource. */
export type ProjectPermission = { readonly [R in ProjectResource]: ProjectPermissionOf<R> }[ProjectResource];

/** A permission on one resource of a project. */
export interface ProjectPermissionOf<R extends ProjectResource> extends Omit<RbacPermissionOf<R>, 'objects'> {
  /** Names of Applications, or globs of them, without the project; `<namespace>/<name>` for one in another namespace. @default - all */
  readonly objects?: readonly string[];
}

/** The role as Argo CD has it. */
export function projectRole(project: string, { permissions, policies, ...rest }: ProjectRoleProps): ProjectRole {
  const role = { ...rest, ...(rest.groups && { groups: rest.groups.map(quotedGroup) }) };
  if (!permissions) return { ...role, ...(policies && { policies }) };
  const own = permissions.flatMap(({ resource, actions, objects = ['*'], effect = 'allow' }) =>
    actions.flatMap((action) =>
      objects.map(
        (object) => `p, proj:${project}:${role.name}, ${resource}, ${action}, ${project}/${object}, ${effect}`,
      ),
    ),
  );
  return { ...role, policies: [...new Set([...own, ...(policies ?? [])])] };
}

/** A group with a comma takes the effect from every role of the project, unless it is in quotes. */
function quotedGroup(group: string): string {
  return group.includes(',') && !/^".*"$/.test(group) ? `"${group}"` : group;
}

/** What Argo CD would not know. */
export function projectRoleErrors({ name, permissions = [] }: ProjectRoleProps, version: ArgoCdVersion): string[] {
  return permissions.flatMap((permission, i) => {
    const at = `role ${name}: permissions[${i}]`;
    const { resource, actions, objects = [] } = permission;
    if (!(RESOURCES as readonly string[]).includes(resource))
      return [
        `${at}.resource is ${String(resource)}, which no role of a project can be given: give one of ${listed(RESOURCES)}; ` +
          'the others are for roles of Argo CD itself, in rbac of argocd',
      ];
    return [
      ...actionErrors(at, resource, actions, { version }),
      ...objects
        .filter((object) => !/^([*\w.-]+\/)?[*\w.-]+$/.test(object))
        .map(
          (object) =>
            `${at}.objects has ${JSON.stringify(object)}: give names with letters, digits, '.', '-', '_' and '*', or <namespace>/<name>`,
        ),
    ];
  });
}
