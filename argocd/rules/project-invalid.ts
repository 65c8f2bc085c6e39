import type { AppProject, Fields, Pointer } from '../model/types';
import { fields, list, type Reporter, type Rule, text } from '../rule';
import type { AppProjectSpec } from '../semantics/app-project';
import { isReadableInProject } from '../semantics/rbac-policy';
import { windowErrors } from '../semantics/sync-window';
import { type ProjectError, validateProject } from '../semantics/validate-project';
import { ArgoCdVersion } from '../semantics/version';

/** The longest description that the definition of AppProject takes, in characters. */
const DESCRIPTION_LIMIT = 255;

/** What to do about each of Argo CD's messages. */
const FIXES: readonly [pattern: RegExp, fix: string][] = [
  [
    /has an invalid format, '!\*'/,
    'Deny something narrower than everything, or leave the item out: what no item allows is refused anyway.',
  ],
  [/(?:already added|already exists)/, 'Remove one of the two.'],
  [/^invalid role name/, "Write letters, digits, '-' and '_', with a letter or digit at both ends."],
  [/must be of the form/, 'Write six parts, for example `p, proj:web:admin, applications, sync, web/*, allow`.'],
  [/policy subject must be/, 'Write the role that the policy stands in; a policy cannot speak for another role.'],
  [/project resource must be/, 'Write one of the resources that a project may give access to.'],
  [
    /invalid action/,
    'Write get, create, update, delete, sync, override, rollback (from Argo CD 3.6 on), *, or action/…, update/…, delete/… with a path.',
  ],
  [/object must be of form/, 'Write the name of this project, a slash, and the names of Applications.'],
  [/effect must be/, 'Write allow or deny as the last part.'],
  [/must be quoted/, 'Put the group in double quotes inside the YAML string: \'"a,b"\'.'],
  [/^group /, 'Write the name of the group as the identity provider gives it, without spaces around it.'],
  [/requires one of/, 'Add applications, namespaces or clusters; as it is the window applies to nothing.'],
  [/^defaultServiceAccount/, 'Write the name of a ServiceAccount, or namespace:name; no patterns.'],
  [
    /^(?:server|namespace) has an invalid format/,
    'Write a glob that compiles, without "!": there is nothing to deny here.',
  ],
];

export const rule: Rule = {
  name: 'project-invalid',
  severity: 'silent',
  summary: 'An AppProject that argocd-server would refuse is accepted from Git, and does not do what it says.',
  check(model, report) {
    const version = ArgoCdVersion.orLatest(model.argocdVersion);
    for (const project of model.projects) {
      judgeDescription(project, report);
      const spec = read(project.spec);
      for (const error of validateProject(project.name, spec, version)) {
        if (!isJudgedElsewhere(error, spec)) find(project, error, spec, report);
      }
    }
  },
};

function find(
  { name, resource }: AppProject,
  { path, message }: ProjectError,
  spec: AppProjectSpec,
  report: Reporter,
): void {
  const [, fix = 'Correct it.'] = FIXES.find(([pattern]) => pattern.test(message)) ?? [];
  const more = breaksRoles(path, spec)
    ? `; Failed to load project '${name}' policy: none of its roles has any effect`
    : '';
  report.find({
    message: `${message}: argocd-server refuses AppProject ${name} with it, the controller does not${more}`,
    fix,
    resource,
    pointer: ['spec', ...path] as Pointer,
  });
}

/** Whether Argo CD cannot read a policy or a group at all. It then leaves out all that the project's roles say. */
function breaksRoles([list, role, part, index]: ProjectError['path'], { roles }: AppProjectSpec): boolean {
  if (list !== 'roles' || (part !== 'policies' && part !== 'groups')) return false;
  const text = roles?.[role as number]?.[part]?.[index as number];
  return text !== undefined && !isReadableInProject(part, text);
}

/** Windows that cannot be read are reported by `sync-window-invalid`. */
function isJudgedElsewhere({ path: [list, index], message }: ProjectError, spec: AppProjectSpec): boolean {
  const window = list === 'syncWindows' ? spec.syncWindows?.[index as number] : undefined;
  return window ? windowErrors(window).includes(message) : false;
}

function judgeDescription({ spec, resource }: AppProject, report: Reporter): void {
  const length = [...text(spec.description)].length;
  if (length <= DESCRIPTION_LIMIT) return;
  report.find({
    message: `spec.description: Too long: may not be more than ${DESCRIPTION_LIMIT} bytes: it has ${length} characters`,
    fix: `Shorten it to ${DESCRIPTION_LIMIT} characters.`,
    severity: 'refuse',
    resource,
    pointer: ['spec', 'description'],
  });
}

/** The spec with strings only where Argo CD expects strings; the API server refuses anything else. */
function read(spec: Fields): AppProjectSpec {
  const texts = (value: unknown) => list(value).map(text);
  const objects = <T>(value: unknown, read: (item: Fields) => T) => list(value).map((item) => read(fields(item)));
  return {
    sourceRepos: texts(spec.sourceRepos),
    sourceNamespaces: texts(spec.sourceNamespaces),
    destinations: objects(spec.destinations, ({ server, name, namespace }) => ({
      server: text(server),
      name: text(name),
      namespace: text(namespace),
    })),
    roles: objects(spec.roles, ({ name, policies, groups }) => ({
      name: text(name),
      policies: texts(policies),
      groups: texts(groups),
    })),
    syncWindows: objects(spec.syncWindows, (window) => ({
      kind: text(window.kind),
      schedule: text(window.schedule),
      duration: text(window.duration),
      timeZone: text(window.timeZone),
      description: text(window.description),
      applications: texts(window.applications),
      namespaces: texts(window.namespaces),
      clusters: texts(window.clusters),
      andOperator: window.andOperator === true,
    })),
    destinationServiceAccounts: objects(spec.destinationServiceAccounts, (account) => ({
      server: text(account.server),
      namespace: text(account.namespace),
      defaultServiceAccount: text(account.defaultServiceAccount),
    })),
  };
}
