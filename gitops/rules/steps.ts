import type { Application, RenderedResource, Resource, Settings } from '../model/types';
import { matchGlob } from '../semantics/glob';
import { atoi } from '../semantics/go-text';

/** The phases of a sync in their order; `SyncFail` runs only when one of the others has failed. */
export const PHASES = ['PreSync', 'Sync', 'PostSync', 'SyncFail'] as const;
export type Phase = (typeof PHASES)[number];

const HELM_PHASES: Readonly<Record<string, Phase>> = {
  'pre-install': 'PreSync',
  'pre-upgrade': 'PreSync',
  'post-install': 'PostSync',
  'post-upgrade': 'PostSync',
};

/** One step of a sync: everything in it is applied together, and the next waits for it. */
export interface Step {
  readonly phase: Phase;
  readonly wave: number;
}

/** Whether an object is a hook: one that Argo CD runs, not one that it keeps. */
export function isHook({ annotations }: Resource): boolean {
  const own = annotations['argocd.argoproj.io/hook'];
  if (own !== undefined) return !isSkipped(own);
  const helm = annotations['helm.sh/hook'];
  return helm !== undefined && helm !== 'crd-install';
}

/** The steps in which an object is applied: none for what is skipped, several for a hook of several phases. */
export function stepsOf(resource: Resource): readonly Step[] {
  const { annotations } = resource;
  const wave = waveOf(resource);
  if (!isHook(resource)) {
    return isSkipped(annotations['argocd.argoproj.io/hook']) ? [] : [{ phase: 'Sync', wave }];
  }
  const own = items(annotations['argocd.argoproj.io/hook']);
  const phases: Phase[] = PHASES.filter((phase) => own.includes(phase));
  if (phases.length === 0 && !own.includes('Skip')) {
    for (const item of items(annotations['helm.sh/hook'])) {
      const phase = HELM_PHASES[item];
      if (phase && !phases.includes(phase)) phases.push(phase);
    }
  }
  return phases.map((phase) => ({ phase, wave }));
}

/** The wave of an object: its own annotation, else Helm's weight, else 0; what is no whole number is passed over. */
export function waveOf({ annotations }: Resource): number {
  for (const key of ['argocd.argoproj.io/sync-wave', 'helm.sh/hook-weight']) {
    const text = annotations[key];
    const { value } = text === undefined ? { value: undefined } : atoi(text);
    if (value !== undefined) return value;
  }
  return 0;
}

/** Below 0 if `a` comes first. */
export function compareSteps(a: Step, b: Step): number {
  return PHASES.indexOf(a.phase) - PHASES.indexOf(b.phase) || a.wave - b.wave;
}

/** The last step of a sync that does not fail, with what is in it; `undefined` if there is at most one step. */
export function lastStep(application: Application): { step: Step; resource: RenderedResource } | undefined {
  let first: Step | undefined;
  let last: { step: Step; resource: RenderedResource } | undefined;
  for (const resource of application.resources) {
    for (const step of stepsOf(resource.resource)) {
      if (step.phase === 'SyncFail') continue;
      if (!first || compareSteps(step, first) < 0) first = step;
      if (!last || compareSteps(step, last.step) > 0) last = { step, resource };
    }
  }
  return first && last && compareSteps(first, last.step) < 0 ? last : undefined;
}

/** `wave 1`, or with the phase where that is not the common one. */
export function nameStep({ phase, wave }: Step): string {
  return phase === 'Sync' ? `wave ${wave}` : wave === 0 ? `phase ${phase}` : `phase ${phase}, wave ${wave}`;
}

/** Whether argocd-cm says how the health of a kind is found. */
export function hasHealthCheck({ cm }: Settings, group: string, kind: string): boolean {
  const key = group === '' ? kind : `${group}/${kind}`;
  const prefix = 'resource.customizations.health.';
  for (const [name, value] of Object.entries(cm)) {
    if (!name.startsWith(prefix) || value.trim() === '') continue;
    if (matchGlob(name.slice(prefix.length).replace('_', '/'), key)) return true;
  }
  // The older form: one YAML map of group/kind to its customisations.
  const [, older = ''] = (cm['resource.customizations'] ?? '').split(new RegExp(`^["']?${literally(key)}["']?:`, 'm'));
  return /^\s*(?:\n[ \t]+.*)*?\n[ \t]+health\.lua:/.test(older);
}

function literally(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

function isSkipped(hook: string | undefined): boolean {
  const known = new Set(items(hook).filter((item) => item === 'Skip' || (PHASES as readonly string[]).includes(item)));
  return known.size === 1 && known.has('Skip');
}

function items(value: string | undefined): string[] {
  return (value ?? '')
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== '');
}
