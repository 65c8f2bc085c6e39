import { type Annotations, annotationItems } from './annotation-list';
import { atoi } from './go-text';

/** When in a sync an object is applied. */
export type SyncPhase = 'PreSync' | 'Sync' | 'PostSync' | 'SyncFail';

/** A value of `argocd.argoproj.io/hook` that takes part in a sync. */
export type HookType = SyncPhase | 'Skip';

/** A value of `argocd.argoproj.io/hook-delete-policy`. */
export type HookDeletePolicy = 'HookSucceeded' | 'HookFailed' | 'BeforeHookCreation';

/** The annotations that decide when an object is applied. */
export const HOOK_ANNOTATION = 'argocd.argoproj.io/hook';
export const HOOK_DELETE_POLICY_ANNOTATION = 'argocd.argoproj.io/hook-delete-policy';
export const SYNC_WAVE_ANNOTATION = 'argocd.argoproj.io/sync-wave';
export const HELM_HOOK_ANNOTATION = 'helm.sh/hook';
export const HELM_HOOK_DELETE_POLICY_ANNOTATION = 'helm.sh/hook-delete-policy';
export const HELM_HOOK_WEIGHT_ANNOTATION = 'helm.sh/hook-weight';

/** Phases in the order in which they run. */
export const SYNC_PHASES: readonly SyncPhase[] = ['PreSync', 'Sync', 'PostSync', 'SyncFail'];

/** Every valid value of `argocd.argoproj.io/hook`. */
export const HOOK_TYPES: readonly (HookType | 'PreDelete' | 'PostDelete')[] = [
  ...SYNC_PHASES,
  'Skip',
  'PreDelete',
  'PostDelete',
];

/** Every valid value of `argocd.argoproj.io/hook-delete-policy`. */
export const HOOK_DELETE_POLICIES: readonly HookDeletePolicy[] = ['HookSucceeded', 'HookFailed', 'BeforeHookCreation'];

const HELM_HOOKS: Readonly<Record<string, SyncPhase>> = {
  'pre-install': 'PreSync',
  'pre-upgrade': 'PreSync',
  'post-install': 'PostSync',
  'post-upgrade': 'PostSync',
};

const isHookType = (item: string): item is HookType => item === 'Skip' || SYNC_PHASES.some((phase) => phase === item);

/**
 * The hook types of an object. Helm's hooks count only if there is no valid one of Argo CD. Each is translated, so
 * `pre-install,pre-upgrade` gives `PreSync` twice.
 *
 * @see https://github.com/argoproj/argo-cd/blob/v3.5.1/gitops-engine/pkg/sync/hook/hook.go
 */
export function hookTypes(annotations: Annotations): HookType[] {
  if (annotations[HOOK_ANNOTATION] === undefined && annotations[HELM_HOOK_ANNOTATION] === undefined) return [];
  const own = annotationItems(annotations, HOOK_ANNOTATION).filter(isHookType);
  if (own.length > 0) return own;
  return annotationItems(annotations, HELM_HOOK_ANNOTATION).flatMap((item) => HELM_HOOKS[item] ?? []);
}

/** Whether an object is never applied: `Skip` is its only hook type. */
export function isSkipped(annotations: Annotations): boolean {
  const types = hookTypes(annotations);
  return types.length === 1 && types[0] === 'Skip';
}

/**
 * Whether an object is a hook. Any value makes it one, also an empty or misspelt one; of Helm's, only exactly
 * `crd-install` does not.
 */
export function isHook(annotations: Annotations): boolean {
  if (annotations[HOOK_ANNOTATION] !== undefined) return !isSkipped(annotations);
  const helm = annotations[HELM_HOOK_ANNOTATION];
  return helm !== undefined && helm !== 'crd-install';
}

/** The phases in which an object is applied, in their order; empty if it never is. */
export function syncPhases(annotations: Annotations): SyncPhase[] {
  if (isSkipped(annotations)) return [];
  if (!isHook(annotations)) return ['Sync'];
  const types = hookTypes(annotations);
  return SYNC_PHASES.filter((phase) => types.includes(phase));
}

/** The hooks that run when the Application is deleted. */
export function deleteHooks(annotations: Annotations): ('PreDelete' | 'PostDelete')[] {
  const own = annotationItems(annotations, HOOK_ANNOTATION);
  const helm = annotationItems(annotations, HELM_HOOK_ANNOTATION);
  const hooks: ('PreDelete' | 'PostDelete')[] = [];
  if (own.includes('PreDelete') || helm.includes('pre-delete')) hooks.push('PreDelete');
  if (own.includes('PostDelete') || helm.includes('post-delete')) hooks.push('PostDelete');
  return hooks;
}

/**
 * The wave of an object: the annotation if it is a whole number, else Helm's weight if that is one, else 0. Anything
 * else (`1.5`, ` 1`, `a`) is silently ignored.
 */
export function syncWave(annotations: Annotations): number {
  for (const key of [SYNC_WAVE_ANNOTATION, HELM_HOOK_WEIGHT_ANNOTATION]) {
    const text = annotations[key];
    const wave = text === undefined ? undefined : atoi(text).value;
    if (wave !== undefined) return wave;
  }
  return 0;
}
