import { ApiObject } from 'cdk8s';
import type { Construct } from 'constructs';
import type { ProjectPermission, ProjectRoleProps } from '../argocd/project-role';

/** What somebody of a team may do. */
export interface TeamRole {
  /** Name of the role, once in a team: letters, digits, `-` and `_`. */
  readonly name: string;
  /** Groups of the single sign-on whose members have it. @default - nobody but tokens of the project */
  readonly groups?: readonly string[];
  /**
   * What it may do in Argo CD with the Applications of the team: `view` them and their logs; `deploy`, which is to sync them and
   * run their actions besides; `manage`, which is all but a shell in their pods. Or permissions one by one.
   * @default - nothing
   */
  readonly argocd?: 'view' | 'deploy' | 'manage' | readonly ProjectPermission[];
  /**
   * What it may do with the API of Kubernetes in the namespaces of the team: one of the roles that Kubernetes brings, or rules.
   * @default - nothing
   * @see https://kubernetes.io/docs/reference/access-authn-authz/rbac/#user-facing-roles
   */
  readonly kubernetes?: 'view' | 'edit' | 'admin' | readonly TeamRule[];
  /** Its groups as the API server of Kubernetes knows them. @default - `groups` */
  readonly kubernetesGroups?: readonly string[];
}

/** What may be done with some kinds. */
export interface TeamRule {
  /** API groups, `''` for the core. */
  readonly apiGroups: readonly string[];
  /** Resources, in the plural: `pods`, `pods/log`. */
  readonly resources: readonly string[];
  /** `get`, `list`, `watch`, `create`, `update`, `patch`, `delete`, or `*`. */
  readonly verbs: readonly string[];
  /** Names of the objects. @default - any */
  readonly resourceNames?: readonly string[];
}

const VIEW: readonly ProjectPermission[] = [
  { resource: 'applications', actions: ['get'] },
  { resource: 'applicationsets', actions: ['get'] },
  { resource: 'logs', actions: ['get'] },
];

const PERMISSIONS = {
  view: VIEW,
  deploy: [...VIEW, { resource: 'applications', actions: ['sync', 'action/*'] }],
  manage: [
    { resource: 'applications', actions: ['*'] },
    { resource: 'applicationsets', actions: ['*'] },
    { resource: 'logs', actions: ['get'] },
  ],
} as const satisfies Readonly<Record<string, readonly ProjectPermission[]>>;

/** The roles of the team's project: Argo CD adds their policies to its own. */
export function projectRoles(roles: readonly TeamRole[]): ProjectRoleProps[] {
  return roles
    .filter(({ argocd }) => argocd !== undefined)
    .map(({ name, groups, argocd = [] }) => ({
      name,
      groups,
      permissions: typeof argocd === 'string' ? PERMISSIONS[argocd] : argocd,
    }));
}

/** The Roles and RoleBindings of a namespace. */
export function makeRoles(scope: Construct, namespace: string, team: string, roles: readonly TeamRole[]): void {
  for (const { name, groups = [], kubernetes, kubernetesGroups = groups } of roles) {
    if (kubernetes === undefined) continue;
    const metadata = { name: `${team}-${name}`.toLowerCase().replaceAll('_', '-'), namespace };
    if (typeof kubernetes !== 'string')
      new ApiObject(scope, `role-${namespace}-${name}`, {
        apiVersion: 'rbac.authorization.k8s.io/v1',
        kind: 'Role',
        metadata,
        rules: kubernetes,
      });
    const apiGroup = 'rbac.authorization.k8s.io';
    new ApiObject(scope, `role-binding-${namespace}-${name}`, {
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'RoleBinding',
      metadata,
      roleRef:
        typeof kubernetes === 'string'
          ? { apiGroup, kind: 'ClusterRole', name: kubernetes }
          : { apiGroup, kind: 'Role', name: metadata.name },
      subjects: kubernetesGroups.map((group) => ({ apiGroup, kind: 'Group', name: group })),
    });
  }
}

/** What would give nobody anything. */
export function roleErrors(roles: readonly TeamRole[]): string[] {
  const errors: string[] = [];
  const names = new Set<string>();
  for (const { name, groups = [], argocd, kubernetes, kubernetesGroups = groups } of roles) {
    if (names.has(name)) errors.push(`roles has ${name} twice: give one of them another name`);
    names.add(name);
    if (!/^[a-zA-Z0-9]([-_a-zA-Z0-9]*[a-zA-Z0-9])?$/.test(name))
      errors.push(
        `roles has the name ${JSON.stringify(name)}: allowed are letters, digits, '-' and '_', with a letter or digit at both ends`,
      );
    if (argocd === undefined && kubernetes === undefined)
      errors.push(`role ${name} may do nothing: give it argocd or kubernetes, or remove it`);
    if (typeof argocd === 'string' && !Object.hasOwn(PERMISSIONS, argocd))
      errors.push(`role ${name}: argocd is ${argocd}: give view, deploy, manage, or a list of permissions`);
    if (kubernetes !== undefined && kubernetesGroups.length === 0)
      errors.push(`role ${name} has kubernetes and no groups, so nobody has it: give it groups or kubernetesGroups`);
  }
  return errors;
}
