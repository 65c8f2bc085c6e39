import { readCsvLine } from './go-csv';
import { quote, trimSpace } from './go-text';
import { ArgoCdVersion } from './version';

/** A line of `policy.csv` that says something. */
export interface PolicyLine {
  /** Its line, counted from 0. */
  readonly line: number;
  /** The line without the white space around it. */
  readonly text: string;
  /** What it says; undefined where Argo CD refuses it. */
  readonly rule?: PolicyRule;
  /** Why Argo CD refuses it, in its words. */
  readonly error?: string;
}

/** What a line says. */
export type PolicyRule =
  /** `p`: what a subject may do, or not do. */
  | {
      readonly type: 'permission';
      readonly subject: string;
      readonly resource: string;
      readonly action: string;
      readonly object: string;
      readonly effect: string;
    }
  /** `g`: what a user, a group or a role has of another role. */
  | { readonly type: 'member'; readonly subject: string; readonly role: string }
  /** A line that casbin takes and that gives nobody anything. */
  | { readonly type: 'other' };

/**
 * Reads a policy as Argo CD does: a line of CSV each, `#` for a comment. Where one line is wrong, Argo CD takes none of them.
 *
 * @see https://github.com/argoproj/argo-cd/blob/v3.5.1/util/rbac/rbac.go (loadPolicyLine)
 */
export function readPolicy(csv: string): PolicyLine[] {
  return csv.split('\n').flatMap((written, line) => {
    const text = trimSpace(written);
    return text === '' || text.startsWith('#') ? [] : [{ line, text, ...readPolicyLine(text) }];
  });
}

function readPolicyLine(text: string): Pick<PolicyLine, 'rule' | 'error'> {
  const { fields, error } = readCsvLine(text);
  if (!fields) return { error: `error parsing policy line ${quote(text)}: ${error}` };
  const [key = '', a = '', b = '', action = '', object = '', effect = ''] = fields;
  if (key === 'p' && fields.length === 6)
    return { rule: { type: 'permission', subject: a, resource: b, action, object, effect } };
  if (key === 'g' && fields.length === 3) return { rule: { type: 'member', subject: a, role: b } };
  // The other sections of casbin's model; nothing reads what is put there.
  if (key === 'r' || key === 'e' || key === 'm') return { rule: { type: 'other' } };
  return { error: `invalid RBAC policy: ${text}` };
}

/** The keys of `argocd-rbac-cm` that are one policy together, in the order in which Argo CD joins them. */
export function policyKeys(data: Readonly<Record<string, unknown>>): string[] {
  const overlays = Object.keys(data)
    .filter((key) => key.startsWith('policy.') && key.endsWith('.csv') && key !== 'policy.csv')
    .sort();
  return ['policy.csv', ...overlays].filter((key) => typeof data[key] === 'string');
}

/**
 * Whether Argo CD reads what the role of a project adds to the policy. Where one policy or group cannot be read, no role of the
 * project has any effect.
 *
 * @see https://github.com/argoproj/argo-cd/blob/v3.5.1/pkg/apis/application/v1alpha1/app_project_types.go (ProjectPoliciesString)
 */
export function isReadableInProject(part: 'policies' | 'groups', text: string): boolean {
  return readPolicy(part === 'groups' ? `g, ${text}, proj:a:b` : text).every(({ error }) => error === undefined);
}

/** The roles of Argo CD's own policy. */
export const BUILT_IN_ROLES = ['role:admin', 'role:readonly'] as const;

/** The roles that `g` lines name, and that no line gives anything: Argo CD calls them not found. */
export function rolesNotFound(rules: readonly PolicyRule[]): string[] {
  const given = new Set<string>(BUILT_IN_ROLES);
  const members = new Map<string, string[]>();
  for (const rule of rules) {
    if (rule.type === 'permission') given.add(rule.subject);
    if (rule.type === 'member') members.set(rule.subject, [...(members.get(rule.subject) ?? []), rule.role]);
  }
  const seen = new Set<string>();
  const hasAny = (role: string): boolean => {
    if (given.has(role)) return true;
    if (seen.has(role)) return false;
    seen.add(role);
    return (members.get(role) ?? []).some(hasAny);
  };
  const named = new Set(rules.flatMap((rule) => (rule.type === 'member' ? [rule.role] : [])));
  return [...named].filter((role) => {
    seen.clear();
    return !hasAny(role);
  });
}

/** A resource that Argo CD has permissions for. */
export type RbacResource =
  | 'applications'
  | 'applicationsets'
  | 'logs'
  | 'exec'
  | 'clusters'
  | 'repositories'
  | 'write-repositories'
  | 'projects'
  | 'certificates'
  | 'gpgkeys'
  | 'accounts'
  | 'extensions';

type Crud = 'get' | 'create' | 'update' | 'delete';

/** The actions that a resource has. */
export type RbacActionOf<R extends RbacResource> = R extends 'applications'
  ? 'get' | 'create' | 'update' | 'delete' | 'sync' | 'override' | 'rollback'
  : R extends 'logs'
    ? 'get'
    : R extends 'exec'
      ? 'create'
      : R extends 'certificates' | 'gpgkeys'
        ? 'get' | 'create' | 'delete'
        : R extends 'accounts'
          ? 'get' | 'update'
          : R extends 'extensions'
            ? 'invoke'
            : 'get' | 'create' | 'update' | 'delete';

const CRUD: readonly Crud[] = ['get', 'create', 'update', 'delete'];

/**
 * What argocd-server asks for each resource. `argocd admin settings rbac can` has a table of its own that differs: it takes
 * `accounts, create`, which nothing asks for, and not `accounts, get`, which is asked for.
 */
const ASKED: { readonly [R in RbacResource]: readonly RbacActionOf<R>[] } = {
  applications: [...CRUD, 'sync', 'override', 'rollback'],
  applicationsets: CRUD,
  logs: ['get'],
  exec: ['create'],
  clusters: CRUD,
  repositories: CRUD,
  'write-repositories': CRUD,
  projects: CRUD,
  certificates: ['get', 'create', 'delete'],
  gpgkeys: ['get', 'create', 'delete'],
  accounts: ['get', 'update'],
  extensions: ['invoke'],
};

/** The resources whose objects are always `<project>/<name>`. */
export const PROJECT_SCOPED: ReadonlySet<string> = new Set<RbacResource>([
  'applications',
  'applicationsets',
  'logs',
  'exec',
]);

/** The resources that a role of a project may give access to. */
export const PROJECT_RESOURCES = [
  'applications',
  'applicationsets',
  'logs',
  'exec',
  'repositories',
  'clusters',
] as const satisfies readonly RbacResource[];

/** All resources that Argo CD has permissions for. */
export const RBAC_RESOURCES = Object.keys(ASKED) as readonly RbacResource[];

/** Actions on applications that go on with `/`: on one resource of theirs, or a custom action. */
const WITH_PATH = /^(?:action|update|delete)\//;

/** The actions that a resource has; undefined if there is no such resource. */
export function actionsOf(resource: string, version = ArgoCdVersion.LATEST): readonly string[] | undefined {
  if (!Object.hasOwn(ASKED, resource)) return undefined;
  const actions: readonly string[] = ASKED[resource as RbacResource];
  return version.hasRollbackAction ? actions : actions.filter((action) => action !== 'rollback');
}

/** Whether argocd-server ever asks for an action, written out and not as a pattern. */
export function isActionOf(resource: string, action: string, version = ArgoCdVersion.LATEST): boolean {
  if (actionsOf(resource, version)?.includes(action)) return true;
  return resource === 'applications' && WITH_PATH.test(action);
}
