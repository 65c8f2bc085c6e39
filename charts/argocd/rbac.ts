import { didYouMean, listed } from '../../argocd/analysis/words';
import { GoRegexp } from '../../argocd/semantics/go-regexp';
import {
  actionsOf,
  isActionOf,
  PROJECT_SCOPED,
  RBAC_RESOURCES,
  type RbacActionOf,
  type RbacResource,
} from '../../argocd/semantics/rbac-policy';
import type { ArgoCdVersion } from '../../argocd/semantics/version';
import type { ArgoCdValues } from './versions';

/**
 * Who may do what in Argo CD: its `policy.csv`, which is written from this.
 *
 * @example
 *   rbac: {
 *     default: 'readonly',
 *     roles: { deployer: [{ resource: 'applications', actions: ['get', 'sync'], objects: ['team-a/*'] }] },
 *     groups: { 'my-org:team-a': ['deployer'], 'my-org:admins': ['admin'] },
 *   }
 * @see https://argo-cd.readthedocs.io/en/stable/operator-manual/rbac/
 */
export interface ArgoCdRbac {
  /** Role of everybody who has logged in: one of `roles`, `readonly` or `admin`. @default - none: who has no role sees nothing */
  readonly default?: string;
  /** What each role may do, by its name without `role:`. `admin` and `readonly` are Argo CD's own; more is added to them. @default - none */
  readonly roles?: Readonly<Record<string, readonly RbacPermission[]>>;
  /** Roles of the groups of the single sign-on: those of `roles`, `readonly` and `admin`. @default - none */
  readonly groups?: Readonly<Record<string, readonly string[]>>;
  /** Roles of single users, local ones or subjects of the single sign-on; the same roles as for `groups`. @default - none */
  readonly users?: Readonly<Record<string, readonly string[]>>;
  /** Claims of the token that name groups. @default ['groups'] */
  readonly scopes?: readonly string[];
  /**
   * How actions and objects are compared. With `regex`, expressions are not anchored, and Argo CD's own roles do not work, not
   * even for the user `admin`: give roles of your own. @default 'glob'
   * @see https://github.com/argoproj/argo-cd/issues/13127
   */
  readonly matchMode?: 'glob' | 'regex';
}

/** What a role may do, or must not do, with the objects of one resource. */
export type RbacPermission = { readonly [R in RbacResource]: RbacPermissionOf<R> }[RbacResource];

/** A permission on one resource. */
export interface RbacPermissionOf<R extends RbacResource> {
  /** What it is about. `write-repositories` are repositories to push hydrated manifests to. */
  readonly resource: R;
  /** What may be done; `*` for everything. Of applications, `action/apps/Deployment/restart` and the like, too. */
  readonly actions: readonly ('*' | RbacActionOf<R> | (R extends 'applications' ? RbacActionWithPath : never))[];
  /**
   * Globs of objects: `<project>/<application>` for applications, applicationsets, logs and exec; `<project>/<namespace>/<application>`
   * for those outside of Argo CD's namespace; names or URLs for the others.
   * @default - all
   */
  readonly objects?: readonly string[];
  /** `deny` wins over every `allow`, of any role. @default 'allow' */
  readonly effect?: 'allow' | 'deny';
}

/** An action on an Application that is a custom one, or on one resource of it: `delete/<group>/<kind>/<namespace>/<name>`. */
export type RbacActionWithPath = `${'action' | 'update' | 'delete'}/${string}`;

const OWN_ROLES = ['admin', 'readonly'];

/** The chart's values of the policy. */
export function rbacValues(rbac: ArgoCdRbac): ArgoCdValues {
  return {
    configs: {
      rbac: {
        'policy.csv': policyCsv(rbac),
        ...(rbac.default !== undefined && { 'policy.default': `role:${rbac.default}` }),
        ...(rbac.scopes && { scopes: `[${rbac.scopes.map((scope) => JSON.stringify(scope)).join(', ')}]` }),
        ...(rbac.matchMode && { 'policy.matchMode': rbac.matchMode }),
      },
    },
  };
}

/** The policy, as Argo CD reads it: roles in their order, then users, then groups. */
export function policyCsv(rbac: ArgoCdRbac): string {
  const all = rbac.matchMode === 'regex' ? '.*' : '*';
  const permissions = Object.entries(rbac.roles ?? {}).flatMap(([role, list]) =>
    list.flatMap(({ resource, actions, objects, effect = 'allow' }) =>
      actions.flatMap((action) =>
        (objects ?? [all]).map((object) =>
          csvLine('p', `role:${role}`, resource, action === '*' ? all : action, object, effect),
        ),
      ),
    ),
  );
  const members = [...Object.entries(rbac.users ?? {}), ...Object.entries(rbac.groups ?? {})].flatMap(([who, roles]) =>
    roles.map((role) => csvLine('g', who, `role:${role}`)),
  );
  return [...new Set([...permissions, ...members])].map((line) => `${line}\n`).join('');
}

/** A field that has a comma, a quote or white space at its ends is quoted. */
function csvLine(...fields: readonly string[]): string {
  return fields.map((field) => (/[",]|^\s|\s$|^#/.test(field) ? `"${field.replace(/"/g, '""')}"` : field)).join(', ');
}

/**
 * What does not exist, or has no effect.
 *
 * @param version of Argo CD; the newest that is known if it is not given
 */
export function rbacErrors(rbac: ArgoCdRbac, version?: ArgoCdVersion): string[] {
  const own = Object.keys(rbac.roles ?? {});
  const known = [...new Set([...own, ...OWN_ROLES])];
  const errors = own.flatMap((role) => [
    ...nameErrors('roles', role),
    ...(rbac.roles?.[role] ?? []).flatMap((permission, i) =>
      permissionErrors(permission, `rbac.roles.${role}[${i}]`, rbac, version),
    ),
  ]);
  const roleErrors = (at: string, role: string): string[] => {
    if (!known.includes(role)) {
      const plain = role.replace(/^role:/, '');
      const hint = known.includes(plain) ? ` Write ${plain}, without role:.` : didYouMean(role, known);
      return [
        `${at} is ${role}, and there is no such role: give one of ${listed(known)}, or add it to rbac.roles.${hint}`,
      ];
    }
    if (rbac.matchMode === 'regex' && OWN_ROLES.includes(role))
      return [
        `${at} is ${role}, which gives nobody anything with matchMode regex, because Argo CD's own roles are globs: give a role of your own, or leave matchMode out`,
      ];
    return [];
  };
  if (rbac.default !== undefined) errors.push(...roleErrors('rbac.default', rbac.default));
  for (const list of ['users', 'groups'] as const)
    for (const [who, roles] of Object.entries(rbac[list] ?? {})) {
      errors.push(...nameErrors(list, who));
      roles.forEach((role, i) => {
        errors.push(...roleErrors(`rbac.${list}[${JSON.stringify(who)}][${i}]`, role));
      });
    }
  if (rbac.scopes?.length === 0)
    errors.push(
      "rbac.scopes is empty, so that no claim names a group: give one, such as 'groups', or leave scopes out",
    );
  return errors;
}

function nameErrors(list: string, name: string): string[] {
  if (name.trim() === '') return [`rbac.${list} has an entry without a name: give it one, or remove it`];
  if (/[\r\n]/.test(name))
    return [`rbac.${list} has ${JSON.stringify(name)}: a policy has no line ends in names; remove it`];
  if (list === 'roles' && name.startsWith('role:'))
    return [`rbac.roles has ${name}: write ${name.slice('role:'.length)}, role: is put in front of it`];
  return [];
}

function permissionErrors(
  { resource, actions, objects, effect }: RbacPermission,
  at: string,
  rbac: ArgoCdRbac,
  version?: ArgoCdVersion,
): string[] {
  const regex = rbac.matchMode === 'regex';
  const errors = actionErrors(at, resource, actions, { regex, version });
  if (!actionsOf(resource, version)) return errors;
  (objects ?? []).forEach((object, i) => {
    if (/[\r\n]/.test(object)) errors.push(`${at}.objects[${i}] has a line end: remove it`);
    else if (regex) errors.push(...regexErrors(`${at}.objects[${i}]`, object));
    else if (PROJECT_SCOPED.has(resource) && !/[/*?[\]{}]/.test(object))
      errors.push(
        `${at}.objects[${i}] is ${object}, but ${resource} are <project>/<name>: give ${object}/* for all of a project, or */${object}`,
      );
  });
  if (effect !== undefined && effect !== 'allow' && effect !== 'deny')
    errors.push(`${at}.effect is ${String(effect)}: give allow or deny`);
  return errors;
}

/** Resources and actions that Argo CD does not have, and what it has. */
export function actionErrors(
  at: string,
  resource: string,
  actions: readonly string[],
  { regex = false, version }: { readonly regex?: boolean; readonly version?: ArgoCdVersion } = {},
): string[] {
  const known = actionsOf(resource, version);
  if (!known) {
    const hint = didYouMean(resource, RBAC_RESOURCES);
    return [
      `${at}.resource is ${resource}, which Argo CD does not know: give one of ${listed(RBAC_RESOURCES)}.${hint}`,
    ];
  }
  const allowed = listed([...known, '*']);
  if (actions.length === 0) return [`${at}.actions is empty: give one of ${allowed}, or remove the permission`];
  return actions.flatMap((action, i) => {
    const place = `${at}.actions[${i}]`;
    if (regex) return action === '*' ? [] : regexErrors(place, action);
    if (/[*?[\]{}]/.test(action) || isActionOf(resource, action, version)) return [];
    const paths = resource === 'applications' ? ', or action/…, update/…, delete/… with a path' : '';
    const hint = didYouMean(action, known);
    return [`${place} is ${action}, which ${resource} do not have: give one of ${allowed}${paths}.${hint}`];
  });
}

function regexErrors(at: string, source: string): string[] {
  const error = GoRegexp.errorOf(source);
  if (error === undefined) return [];
  return [`${at} is ${source}, and matchMode is regex: ${error}; write a regular expression, such as .*`];
}
