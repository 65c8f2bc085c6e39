/**
 * What a robot may be given inside a project: resource → actions. Harbor answers 400 to any other pair.
 * @see https://github.com/goharbor/harbor/blob/v2.15.2/src/common/rbac/const.go ScopeProject, NolimitProvider
 */
export const HARBOR_PROJECT_PERMISSIONS = {
  accessory: ['list'],
  artifact: ['read', 'create', 'list', 'delete'],
  'artifact-addition': ['read'],
  'artifact-label': ['create', 'delete'],
  'export-cve': ['create', 'read'],
  'immutable-tag': ['create', 'delete', 'list', 'update'],
  label: ['read', 'create', 'delete', 'list', 'update'],
  log: ['list'],
  member: ['create', 'read', 'update', 'list', 'delete'],
  metadata: ['read', 'create', 'delete', 'list', 'update'],
  'notification-policy': ['read', 'create', 'delete', 'list', 'update'],
  'preheat-policy': ['read', 'create', 'delete', 'list', 'update'],
  project: ['read', 'delete', 'update'],
  quota: ['read'],
  repository: ['read', 'update', 'delete', 'list', 'pull', 'push'],
  robot: ['create', 'read', 'list', 'delete'],
  sbom: ['create', 'stop', 'read'],
  scan: ['create', 'read', 'stop'],
  scanner: ['create', 'read'],
  tag: ['create', 'list', 'delete'],
  'tag-retention': ['read', 'create', 'delete', 'list', 'update'],
} as const;

/**
 * What a robot may be given for the whole of Harbor: resource → actions.
 * @see https://github.com/goharbor/harbor/blob/v2.15.2/src/common/rbac/const.go ScopeSystem, NolimitProvider
 */
export const HARBOR_SYSTEM_PERMISSIONS = {
  'audit-log': ['list'],
  catalog: ['read'],
  'garbage-collection': ['read', 'create', 'list', 'update', 'stop'],
  'jobservice-monitor': ['list', 'stop'],
  label: ['read', 'create', 'delete', 'update'],
  'ldap-user': ['create', 'list'],
  'preheat-instance': ['read', 'create', 'delete', 'list', 'update'],
  project: ['list', 'create'],
  'purge-audit': ['read', 'create', 'list', 'update', 'stop'],
  quota: ['read', 'list', 'update'],
  registry: ['read', 'create', 'delete', 'list', 'update'],
  replication: ['read', 'create', 'list'],
  'replication-adapter': ['list'],
  'replication-policy': ['read', 'create', 'delete', 'list', 'update'],
  robot: ['create', 'read', 'list', 'delete'],
  'scan-all': ['read', 'update', 'stop', 'create'],
  scanner: ['read', 'create', 'delete', 'list', 'update'],
  'security-hub': ['read', 'list'],
  'system-volumes': ['read'],
  user: ['create', 'read', 'update', 'list', 'delete'],
  'user-group': ['create', 'read', 'update', 'list', 'delete'],
} as const;

/** `resource:action` for each action that a table allows. */
type Pairs<T extends Record<string, readonly string[]>> = {
  [R in keyof T & string]: `${R}:${T[R][number]}`;
}[keyof T & string];

/** A permission inside a project, `resource:action`, e.g. `repository:pull`. */
export type HarborProjectPermission = Pairs<typeof HARBOR_PROJECT_PERMISSIONS>;

/** A permission for the whole of Harbor, `resource:action`, e.g. `project:create`. */
export type HarborSystemPermission = Pairs<typeof HARBOR_SYSTEM_PERMISSIONS>;

/** What a node or an image pull secret needs. */
export const HARBOR_PULL: readonly HarborProjectPermission[] = ['repository:pull'];

/** What a pipeline that pushes images needs; a push asks for what is there first, so it pulls too. */
export const HARBOR_PUSH: readonly HarborProjectPermission[] = ['repository:pull', 'repository:push'];

/** What `groundwork gate` needs in the project of the image: start a scan, follow it, read the report, the CVE allowlist. */
export const HARBOR_GATE: readonly HarborProjectPermission[] = [
  'artifact:read',
  'artifact-addition:read',
  'scan:create',
  'scan:read',
  'project:read',
];

/** What is wrong with a permission, or undefined. */
export function permissionProblem(
  pair: string,
  allowed: Readonly<Record<string, readonly string[]>>,
): string | undefined {
  const [resource, action] = pair.split(':');
  const actions = allowed[resource];
  if (!actions)
    return `${quote(pair)}: Harbor has no resource ${quote(resource)}; it has ${Object.keys(allowed).join(', ')}`;
  if (!actions.includes(action))
    return `${quote(pair)}: ${resource} has no action ${quote(action ?? '')}; it has ${actions.join(', ')}`;
  return undefined;
}

const quote = (text: string) => JSON.stringify(text);
