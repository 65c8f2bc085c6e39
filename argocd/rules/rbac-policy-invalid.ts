import { type ArgoCdConfig, argocdConfigs } from '../analysis/argocd-configs';
import { didYouMean, listed } from '../analysis/words';
import { hasPlaceholder } from '../model/placeholder';
import { list, type Reporter, type Rule } from '../rule';
import { GoRegexp } from '../semantics/go-regexp';
import {
  actionsOf,
  BUILT_IN_ROLES,
  isActionOf,
  type PolicyLine,
  type PolicyRule,
  PROJECT_SCOPED,
  policyKeys,
  RBAC_RESOURCES,
  readPolicy,
  rolesNotFound,
} from '../semantics/rbac-policy';
import { ArgoCdVersion } from '../semantics/version';
import { readFirstDocument } from '../yaml/text';

export const rule: Rule = {
  name: 'rbac-policy-invalid',
  severity: 'silent',
  summary: 'A line of policy.csv cannot be read, or gives nobody anything.',
  check(model, report) {
    const version = ArgoCdVersion.orLatest(model.argocdVersion);
    for (const config of argocdConfigs(model, 'argocd-rbac-cm', ['configs', 'rbac'])) judge(config, version, report);
  },
};

function judge(config: ArgoCdConfig, version: ArgoCdVersion, report: Reporter): void {
  const { data } = config;
  const keys = policyKeys(data);
  const texts = keys.map((key) => ({ key, text: data[key] ?? '' }));
  const template = texts.some(({ text }) => hasTemplate(text));
  const lines = texts.flatMap(({ key, text }) => readPolicy(text).map((line) => ({ ...line, key })));
  for (const line of lines) {
    if (line.error !== undefined && !template && !hasPlaceholder(line.text)) findUnreadable(config, line, report);
    if (line.rule && !hasPlaceholder(line.text)) judgeRule(config, { ...line, rule: line.rule }, version, report);
  }
  judgeBuiltInRoles(config, lines, report);
  judgeMode(config, report);
  judgeScopes(config, report);
  if (!config.whole || template || lines.some((line) => line.error !== undefined)) return;
  judgeRoles(config, lines, report);
}

/** A policy that another program makes: a line of it may be none of CSV. */
const hasTemplate = (text: string) => /\{\{|\{%|<%/.test(text);

type KeyedLine = PolicyLine & { readonly key: string };

function findUnreadable(config: ArgoCdConfig, { error, key }: KeyedLine, report: Reporter): void {
  report.find({
    message: `${error}: no policy is loaded at all; argocd-server does not start with it, and one that runs answers every request with an error`,
    fix:
      'Write `p, <subject>, <resource>, <action>, <object>, allow` or `g, <user or group>, <role>`, with double quotes around a ' +
      'part that has a comma, or # in front of a comment.',
    severity: 'refuse',
    ...config.place(key),
  });
}

function judgeRule(
  config: ArgoCdConfig,
  { rule, text, key }: KeyedLine & { readonly rule: PolicyRule },
  version: ArgoCdVersion,
  report: Reporter,
): void {
  if (rule.type !== 'permission') return;
  const nothing = (why: string, fix: string) =>
    report.find({ message: `${text}: ${why}, so the line gives and denies nothing`, fix, ...config.place(key) });
  const { resource, action, object, effect } = rule;
  if (effect !== 'allow' && effect !== 'deny') {
    const comment = effect.includes('#') ? '; a comment needs a line of its own' : '';
    nothing(`the effect is '${effect}', neither allow nor deny${comment}`, 'Write allow or deny as the last part.');
    return;
  }
  if (config.data['policy.matchMode'] === 'regex') {
    const error = [resource, action, object].map(GoRegexp.errorOf).find((one) => one !== undefined);
    if (error !== undefined)
      report.find({
        message: `${text}: ${error}: whatever ${rule.subject} asks for of this ends with an error, and is denied`,
        fix: 'Write regular expressions, such as .* for everything, or set policy.matchMode to glob.',
        ...config.place(key),
      });
    // A regular expression is not anchored, so that a part of a word matches.
    return;
  }
  if (!isPattern(resource)) {
    const actions = actionsOf(resource, version);
    if (!actions) {
      const allowed = listed(RBAC_RESOURCES);
      nothing(
        `'${resource}' is not a valid resource name`,
        `Write one of ${allowed}.${didYouMean(resource, RBAC_RESOURCES)}`,
      );
      return;
    }
    if (!isPattern(action) && !isActionOf(resource, action, version) && !isOfBuiltInPolicy(resource, action)) {
      const paths = resource === 'applications' ? ', or action/…, update/…, delete/… with a path' : '';
      nothing(
        `'${action}' is not a valid action for ${resource}`,
        `Write one of ${listed([...actions, '*'])}${paths}.${didYouMean(action, actions)}`,
      );
      return;
    }
  }
  if (PROJECT_SCOPED.has(resource) && !isPattern(object) && !object.includes('/'))
    nothing(
      `${resource} are asked for as <project>/<name>, which '${object}' never is`,
      `Write ${object}/* for all of the project ${object}, or */${object} for one name in every project.`,
    );
}

/** Argo CD's own roles are globs, which as regular expressions are errors: they then give nothing. */
function judgeBuiltInRoles(config: ArgoCdConfig, lines: readonly KeyedLine[], report: Reporter): void {
  if (config.data['policy.matchMode'] !== 'regex') return;
  const isBuiltIn = (role: string) => (BUILT_IN_ROLES as readonly string[]).includes(role);
  const find = (role: string, key: string) =>
    report.find({
      message: `policy.matchMode is regex, and ${role} is made of globs such as */*, which are errors as regular expressions: it gives nobody anything`,
      fix: 'Leave policy.matchMode out, or give a role of your own what it is to have.',
      ...config.place(key),
    });
  for (const { rule, key } of lines) if (rule?.type === 'member' && isBuiltIn(rule.role)) find(rule.role, key);
  const byDefault = config.data['policy.default'] ?? '';
  if (isBuiltIn(byDefault)) find(byDefault, 'policy.default');
}

const isPattern = (text: string) => /[*?[\]{}\\]/.test(text);

/** Argo CD's own policy gives role:admin what nothing asks for, and its copies do so, too. */
function isOfBuiltInPolicy(resource: string, action: string): boolean {
  return resource === 'certificates' && action === 'update';
}

function judgeMode(config: ArgoCdConfig, report: Reporter): void {
  const mode = config.data['policy.matchMode'];
  if (mode === undefined || mode === '' || mode === 'glob' || mode === 'regex' || hasPlaceholder(mode)) return;
  report.find({
    message: `policy.matchMode is '${mode}': Argo CD knows glob and regex, and takes anything else for glob`,
    fix: `Write glob or regex.${didYouMean(mode, ['glob', 'regex'])}`,
    ...config.place('policy.matchMode'),
  });
}

/** Argo CD reads the scopes as YAML, and they have to be a list of texts. */
function judgeScopes(config: ArgoCdConfig, report: Reporter): void {
  const { scopes } = config.data;
  if (scopes === undefined || scopes === '' || hasPlaceholder(scopes)) return;
  const { value } = readFirstDocument(scopes);
  if (typeof value !== 'string' && !Array.isArray(value)) return;
  // A null becomes the empty text.
  if (Array.isArray(value) && list(value).every((one) => typeof one === 'string' || one === null)) return;
  report.find({
    message: `error unmarshalling scopes: '${scopes}' is not a list of texts: argocd-server does not start with it, and one that runs keeps the scopes and the policy it has`,
    fix: "Write a list of claims, such as '[groups, email]'.",
    severity: 'refuse',
    ...config.place('scopes'),
  });
}

function judgeRoles(config: ArgoCdConfig, lines: readonly KeyedLine[], report: Reporter): void {
  const rules = lines.flatMap(({ rule }) => (rule ? [rule] : []));
  const given = [
    ...BUILT_IN_ROLES,
    ...rules.flatMap((rule) => (rule.type === 'permission' ? [rule.subject] : [])),
  ].filter((role, i, all) => role.startsWith('role:') && all.indexOf(role) === i);
  const missing = new Set(rolesNotFound(rules).filter((role) => !/^proj:[^:]*:[^:]*$/.test(role)));
  for (const { rule, text, key } of lines) {
    if (rule?.type !== 'member' || !missing.has(rule.role) || hasPlaceholder(rule.role)) continue;
    report.find({
      message: `user defined roles not found in policies: ${rule.role}: '${text}' gives nobody anything`,
      fix: `Name a role that has permissions, ${listed(given)}, or give this one some.${didYouMean(rule.role, given)}`,
      ...config.place(key),
    });
  }
  const byDefault = config.data['policy.default'] ?? '';
  if (byDefault === '' || hasPlaceholder(byDefault)) return;
  const withDefault = rolesNotFound([...rules, { type: 'member', subject: '', role: byDefault }]);
  if (!withDefault.includes(byDefault)) return;
  report.find({
    message: `policy.default is ${byDefault}, which no line of the policy gives anything: users without a role may do nothing`,
    fix: `Name a role that has permissions, ${listed(given)}, or leave policy.default out.${didYouMean(byDefault, given)}`,
    ...config.place('policy.default'),
  });
}
