import type { Application, RenderedResource, Resource, Settings } from '../model/types';
import { matchGlob } from '../semantics/glob';
import { isHook as hasHook, SYNC_PHASES, type SyncPhase, syncPhases, syncWave } from '../semantics/sync-phase';

/** One step of a sync: everything in it is applied together, and the next waits for it. */
export interface Step {
  readonly phase: SyncPhase;
  readonly wave: number;
}

/** The steps in which an object is applied: none for what is skipped, several for a hook of several phases. */
export function stepsOf(resource: Resource): readonly Step[] {
  const wave = waveOf(resource);
  return syncPhases(resource.annotations).map((phase) => ({ phase, wave }));
}

/** Whether an object is a hook: one that Argo CD runs, not one that it keeps. */
export function isHook({ annotations }: Resource): boolean {
  return hasHook(annotations);
}

/** The wave of an object, which is the same in every phase. */
function waveOf({ annotations }: Resource): number {
  return syncWave(annotations);
}

/** Below 0 if `a` comes first. */
export function compareSteps(a: Step, b: Step): number {
  return SYNC_PHASES.indexOf(a.phase) - SYNC_PHASES.indexOf(b.phase) || a.wave - b.wave;
}

/** The last step of a successful sync, with its objects; `undefined` if there is at most one step. */
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
  if (phase === 'Sync') return `wave ${wave}`;
  return wave === 0 ? `phase ${phase}` : `phase ${phase}, wave ${wave}`;
}

/** Whether argocd-cm customises the health check of a kind. */
export function hasHealthCheck({ cm }: Settings, group: string, kind: string): boolean {
  const key = group === '' ? kind : `${group}/${kind}`;
  const prefix = 'resource.customizations.health.';
  for (const [name, value] of Object.entries(cm)) {
    if (!name.startsWith(prefix) || value.trim() === '') continue;
    if (matchGlob(name.slice(prefix.length).replace('_', '/'), key)) return true;
  }
  // The older form: one YAML map of group/kind to its customisations.
  const [, older = ''] = (cm['resource.customizations'] ?? '').split(new RegExp(`^["']?${literally(key)}["']?:`, 'm'));
  const [first = '', ...below] = older.split('\n');
  if (first.trim() !== '') return false;
  for (const line of below) {
    if (/^[ \t]+health\.lua:/.test(line)) return true;
    if (line.trim() !== '' && !/^[ \t]/.test(line)) return false;
  }
  return false;
}

function literally(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
