import { didYouMean, some } from '../analysis/words';
import type { Resource } from '../model/types';
import { type Reporter, type Rule, show } from '../rule';
import { annotationItems } from '../semantics/annotation-list';
import {
  deleteHooks,
  HELM_HOOK_ANNOTATION as HELM_HOOK,
  HELM_HOOK_DELETE_POLICY_ANNOTATION as HELM_POLICY,
  HOOK_ANNOTATION as HOOK,
  HOOK_DELETE_POLICIES,
  HOOK_TYPES,
  hookTypes,
  HOOK_DELETE_POLICY_ANNOTATION as POLICY,
} from '../semantics/sync-phase';

const HOOKS: readonly string[] = HOOK_TYPES;
const POLICIES: readonly string[] = HOOK_DELETE_POLICIES;

/** Helm's hooks that Argo CD maps to its own. */
const MAPPED_HELM_HOOKS: readonly string[] = ['pre-install', 'pre-upgrade', 'post-install', 'post-upgrade'];
const HELM_DELETE_HOOKS: readonly string[] = ['pre-delete', 'post-delete'];
/** The other hooks of Helm. Argo CD does not apply an object that has only these, just as Helm does not on install. */
const OTHER_HELM_HOOKS: readonly string[] = [
  'pre-rollback',
  'post-rollback',
  'test',
  'test-success',
  'test-failure',
  'crd-install',
];
const HELM_HOOKS: readonly string[] = [...MAPPED_HELM_HOOKS, ...HELM_DELETE_HOOKS, ...OTHER_HELM_HOOKS];
const HELM_POLICIES: readonly string[] = ['before-hook-creation', 'hook-succeeded', 'hook-failed'];

export const rule: Rule = {
  name: 'hook-unknown',
  severity: 'silent',
  summary:
    'A hook has a type or a delete policy that Argo CD does not know, so it never runs or is not deleted as written.',
  check(model, report) {
    for (const resource of model.resources) {
      judgeHooks(resource, report);
      judgePolicies(resource, report);
    }
  },
};

function judgeHooks(resource: Resource, report: Reporter): void {
  const { annotations, kind, name } = resource;
  const own = annotations[HOOK];
  const helm = annotations[HELM_HOOK];
  if (own === undefined && helm === undefined) return;
  const key = own === undefined ? HELM_HOOK : HOOK;
  const known = own === undefined ? HELM_HOOKS : HOOKS;
  const types = annotationItems(annotations, key);
  const unknown = types.filter((type) => !known.includes(type));
  const where = { resource, pointer: ['metadata', 'annotations', key] };
  const allowed = some(own === undefined ? [...MAPPED_HELM_HOOKS, ...HELM_DELETE_HOOKS] : HOOKS, 10);

  if (
    own === undefined
      ? !types.some((type) => known.includes(type))
      : hookTypes(annotations).length + deleteHooks(annotations).length === 0
  ) {
    report.find({
      message:
        `${key}: ${show(own ?? helm)} is no hook that Argo CD knows: ${kind} ${name} is taken for a hook without a phase, ` +
        'and never applied',
      fix: `Write one or more of ${allowed}, separated by commas.${didYouMean(types[0] ?? '', known)}`,
      ...where,
    });
    return;
  }
  const instead = unknown.length === types.length ? `${HELM_HOOK}: ${show(helm)}` : `the rest of ${show(own ?? helm)}`;
  for (const type of unknown) {
    report.find({
      message: `${key}: ${show(type)} is no hook that Argo CD knows and is ignored; ${instead} counts`,
      fix: `Write one of ${allowed}, or remove it.${didYouMean(type, known)}`,
      ...where,
    });
  }
  if (own !== undefined && types.includes('Skip') && types.length - unknown.length > 1) {
    report.find({
      message: `${HOOK}: ${show(own)}: Skip counts only when it is alone: ${kind} ${name} is applied as a hook`,
      fix: 'Keep Skip alone, so that the object is not applied, or remove it.',
      ...where,
    });
  }
}

function judgePolicies(resource: Resource, report: Reporter): void {
  const { annotations } = resource;
  for (const [key, known] of [
    [POLICY, POLICIES],
    [HELM_POLICY, HELM_POLICIES],
  ] as const) {
    const value = annotations[key];
    if (value === undefined) continue;
    const written = annotationItems(annotations, key);
    const any = [...annotationItems(annotations, POLICY), ...annotationItems(annotations, HELM_POLICY)].some(
      (policy) => POLICIES.includes(policy) || HELM_POLICIES.includes(policy),
    );
    for (const policy of written) {
      if (known.includes(policy)) continue;
      report.find({
        message:
          `${key}: ${show(policy)} is no delete policy that Argo CD knows and is ignored` +
          (any
            ? `; the rest of ${show(value)} counts`
            : ': the hook is deleted BeforeHookCreation, before it runs again'),
        fix: `Write one or more of ${some(known, 10)}, separated by commas.${didYouMean(policy, known)}`,
        resource,
        pointer: ['metadata', 'annotations', key],
      });
    }
  }
}
