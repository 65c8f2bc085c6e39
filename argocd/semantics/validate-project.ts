import type { AppProjectSpec, ProjectRole, SyncWindow } from './app-project';
import { globOf } from './glob';
import { isSpace, trimSpace } from './go-text';
import { PROJECT_RESOURCES } from './rbac-policy';
import { windowErrors } from './sync-window';
import { ArgoCdVersion } from './version';

/** Something that Argo CD's API server refuses in an AppProject. */
export interface ProjectError {
  /** Where in `spec`. */
  readonly path: readonly (string | number)[];
  /** Argo CD's own words. */
  readonly message: string;
}

/**
 * What Argo CD's API server refuses in an AppProject, in its order and with its messages. It stops at the first error;
 * this returns all.
 *
 * The controllers never run these checks: a project that is applied as YAML is taken as it is.
 *
 * @see https://github.com/argoproj/argo-cd/blob/v3.5.1/pkg/apis/application/v1alpha1/app_project_types.go
 */
export function validateProject(
  name: string,
  spec: AppProjectSpec,
  version: ArgoCdVersion = ArgoCdVersion.LATEST,
): ProjectError[] {
  return [
    ...destinationErrors(spec),
    ...sourceErrors(spec),
    ...(spec.roles ?? []).flatMap((role, i) => roleErrors(name, role, i, spec.roles ?? [], version)),
    ...syncWindowErrors(spec.syncWindows ?? []),
    ...serviceAccountErrors(spec),
  ];
}

function destinationErrors(spec: AppProjectSpec): ProjectError[] {
  const errors: ProjectError[] = [];
  const seen = new Set<string>();
  for (const [i, item] of (spec.destinations ?? []).entries()) {
    const { server = '', name = '', namespace = '' } = item;
    for (const [field, value] of Object.entries({ name, server, namespace })) {
      if (value === '!*') {
        errors.push({ path: ['destinations', i, field], message: `${field} has an invalid format, '!*'` });
      }
    }
    const key = `${server === '' && name !== '' ? name : server}/${namespace}`;
    if (seen.has(key)) errors.push({ path: ['destinations', i], message: `destination '${key}' already added` });
    seen.add(key);
  }
  return errors;
}

function sourceErrors(spec: AppProjectSpec): ProjectError[] {
  const errors: ProjectError[] = [];
  const namespaces = spec.sourceNamespaces ?? [];
  for (const [i, namespace] of namespaces.entries()) {
    if (namespaces.indexOf(namespace) < i) {
      errors.push({ path: ['sourceNamespaces', i], message: `source namespace '${namespace}' already added` });
    }
  }
  const repos = spec.sourceRepos ?? [];
  for (const [i, repo] of repos.entries()) {
    const path = ['sourceRepos', i];
    if (repo === '!*') errors.push({ path, message: "source repository has an invalid format, '!*'" });
    if (repos.indexOf(repo) < i) errors.push({ path, message: `source repository '${repo}' already added` });
  }
  return errors;
}

function roleErrors(
  project: string,
  role: ProjectRole,
  i: number,
  roles: readonly ProjectRole[],
  version: ArgoCdVersion,
): ProjectError[] {
  const errors: ProjectError[] = [];
  const { name = '', policies, groups } = role;
  const path = ['roles', i];
  if (roles.findIndex((other) => (other.name ?? '') === name) < i) {
    errors.push({ path: [...path, 'name'], message: `role '${name}' already exists` });
  }
  if (!/^[a-zA-Z0-9]([-_a-zA-Z0-9]*[a-zA-Z0-9])?$/.test(name)) {
    const rule =
      "Must consist of alphanumeric characters, '-' or '_', and must start and end with an alphanumeric character";
    errors.push({ path: [...path, 'name'], message: `invalid role name '${name}'. ${rule}` });
  }
  for (const [j, policy] of (policies ?? []).entries()) {
    const at = [...path, 'policies', j];
    if (policies?.indexOf(policy) !== j) {
      errors.push({ path: at, message: `policy '${policy}' already exists for role '${name}'` });
    }
    const message = policyError(project, name, policy, version);
    if (message !== undefined) errors.push({ path: at, message: `invalid policy rule '${policy}': ${message}` });
  }
  for (const [j, group] of (groups ?? []).entries()) {
    const at = [...path, 'groups', j];
    if (groups?.indexOf(group) !== j) {
      errors.push({ path: at, message: `group '${group}' already exists for role '${name}'` });
    }
    const message = groupError(group);
    if (message !== undefined) errors.push({ path: at, message });
  }
  return errors;
}

const ACTIONS = ['get', 'create', 'update', 'delete', 'sync', 'override', '*'];

function policyError(project: string, role: string, policy: string, version: ArgoCdVersion): string | undefined {
  // Only spaces are trimmed here, not tabs.
  const parts = policy.split(',').map(trimSpaces);
  const [p, subject, resource = '', action = '', object = '', effect = ''] = parts;
  if (parts.length !== 6 || p !== 'p') return "must be of the form: 'p, sub, res, act, obj, eft'";
  const expected = `proj:${project}:${role}`;
  if (subject !== expected) return `policy subject must be: '${expected}', not '${subject}'`;
  if (!(PROJECT_RESOURCES as readonly string[]).includes(resource)) {
    const allowed = "'applications', 'applicationsets', 'repositories', 'exec', 'logs' or 'clusters'";
    return `project resource must be: ${allowed}, not '${resource}'`;
  }
  // The expression is not anchored: `xaction/y` passes.
  const isAction = ACTIONS.includes(action) || (action === 'rollback' && version.hasRollbackAction);
  if (!isAction && !/(action|update|delete)\//.test(action)) return `invalid action '${action}'`;
  const escaped = project.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
  if (!new RegExp(`^${escaped}(/[*\\w.-]+)?/[*\\w.-]+$`).test(object)) {
    return `object must be of form '${project}/*', '${project}[/<NAMESPACE>]/<APPNAME>' or '${project}/<APPNAME>', not '${object}'`;
  }
  return effect === 'allow' || effect === 'deny' ? undefined : "effect must be: 'allow' or 'deny'";
}

function trimSpaces(text: string): string {
  let start = 0;
  let end = text.length;
  while (text[start] === ' ') start += 1;
  while (end > start && text[end - 1] === ' ') end -= 1;
  return text.slice(start, end);
}

function groupError(group: string): string | undefined {
  const runes = Array.from(group);
  let name = trimSpace(group);
  if (name.length > 1 && name.startsWith('"') && name.endsWith('"')) name = name.slice(1, -1);
  else if (name.includes(',')) return `group '${name}' must be quoted`;
  if (name === '') return `group '${name}' is empty`;
  if (/["\n\r\t]/.test(name)) return `group '${name}' contains invalid characters`;
  if (runes.length > 1 && isSpace(runes[0] ?? '')) return `group '${name}' contains a leading space`;
  if (runes.length > 1 && isSpace(runes[runes.length - 1] ?? '')) return `group '${name}' contains a trailing space`;
  return undefined;
}

function syncWindowErrors(windows: readonly (SyncWindow | null)[]): ProjectError[] {
  const errors: ProjectError[] = [];
  const seen = new Set<string>();
  for (const [i, window] of windows.entries()) {
    if (!window) continue;
    const path = ['syncWindows', i];
    const { kind = '', schedule = '', duration = '' } = window;
    const identity = windowIdentity(window);
    if (seen.has(identity)) {
      // Argo CD adds a hash of its in-memory form, which is of no use to a reader.
      const message = `sync window with kind '${kind}', schedule '${schedule}', and duration '${duration}' already exists`;
      errors.push({ path, message });
    }
    seen.add(identity);
    errors.push(...windowErrors(window).map((message) => ({ path, message })));
    if (!window.applications?.length && !window.namespaces?.length && !window.clusters?.length) {
      const message = `window '${kind}':'${schedule}':'${duration}' requires one of application, cluster or namespace`;
      errors.push({ path, message });
    }
  }
  return errors;
}

/** The fields that must differ between windows. Description, `manualSync` and `syncOverrun` do not count. */
function windowIdentity(window: SyncWindow): string {
  const { kind, schedule, duration, applications, namespaces, clusters, timeZone, andOperator } = window;
  const texts = [kind ?? '', schedule ?? '', duration ?? '', timeZone ?? ''];
  return JSON.stringify([...texts, applications ?? [], namespaces ?? [], clusters ?? [], andOperator === true]);
}

function serviceAccountErrors(spec: AppProjectSpec): ProjectError[] {
  const errors: ProjectError[] = [];
  const seen = new Set<string>();
  for (const [i, item] of (spec.destinationServiceAccounts ?? []).entries()) {
    const { server = '', namespace = '', defaultServiceAccount = '' } = item;
    const path = ['destinationServiceAccounts', i];
    const invalid = (field: string, value: string) => {
      errors.push({ path: [...path, field], message: `${field} has an invalid format, '${value}'` });
    };
    if (server.includes('!')) invalid('server', server);
    if (namespace.includes('!')) invalid('namespace', namespace);
    if (/^ *$/.test(defaultServiceAccount) || /[!*[\]{}\\/]/.test(defaultServiceAccount)) {
      invalid('defaultServiceAccount', defaultServiceAccount);
    }
    if (!server.includes('!') && globOf(server).error !== undefined) invalid('server', server);
    if (!namespace.includes('!') && globOf(namespace).error !== undefined) invalid('namespace', namespace);
    const key = `${server}/${namespace}`;
    if (seen.has(key)) errors.push({ path, message: `destinationServiceAccount '${key}' already added` });
    seen.add(key);
  }
  return errors;
}
