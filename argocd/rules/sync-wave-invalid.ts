import { scalar } from '../analysis/words';
import type { Resource } from '../model/types';
import { fields, type Reporter, type Rule, show } from '../rule';
import { atoi } from '../semantics/go-text';
import { HELM_HOOK_WEIGHT_ANNOTATION as HOOK_WEIGHT, SYNC_WAVE_ANNOTATION as WAVE } from '../semantics/sync-phase';

export const rule: Rule = {
  name: 'sync-wave-invalid',
  severity: 'silent',
  summary: 'A sync wave is not a whole number in quotes, so the object is applied in wave 0.',
  check(model, report) {
    for (const resource of model.resources) {
      if (!judgeType(resource, report)) judgeNumber(resource, report);
    }
  },
};

/** An annotation that is no string makes the whole object unreadable to Argo CD. */
function judgeType(resource: Resource, report: Reporter): boolean {
  const value = fields(fields(resource.object.metadata).annotations)[WAVE];
  if (value === undefined || typeof value === 'string') return false;
  const { group, version, kind, namespace, name } = resource;
  report.find({
    message:
      `failed to get annotations from target object ${group}/${version}, Kind=${kind} ${namespace}/${name}: ` +
      `.metadata.annotations accessor error: contains non-string value in the map under key ${show(WAVE)}: ${goType(value)}, expected string`,
    fix: typeof value === 'number' ? `Quote it: ${WAVE}: "${value}".` : `Write a whole number in quotes: ${WAVE}: "1".`,
    severity: 'refuse',
    resource,
    pointer: ['metadata', 'annotations', WAVE],
  });
  return true;
}

function judgeNumber(resource: Resource, report: Reporter): void {
  const wave = resource.annotations[WAVE];
  const weight = resource.annotations[HOOK_WEIGHT];
  const waveError = wave === undefined ? undefined : atoi(wave).error;
  if (wave !== undefined && waveError === undefined) return;
  const weightError = weight === undefined ? undefined : atoi(weight).error;
  const instead = weight !== undefined && weightError === undefined ? `${weight}, from ${HOOK_WEIGHT}` : '0';
  for (const [key, value, error] of [
    [WAVE, wave, waveError],
    [HOOK_WEIGHT, weight, weightError],
  ] as const) {
    if (value === undefined || error === undefined) continue;
    report.find({
      message: `${key}: ${show(value)} is not a whole number (${error}): the object is applied in wave ${instead}`,
      fix: suggestion(key, value),
      resource,
      pointer: ['metadata', 'annotations', key],
    });
  }
}

function suggestion(key: string, value: string): string {
  const number = Number(value.trim());
  if (value.trim() !== '' && Number.isSafeInteger(number)) return `Write ${key}: "${number}".`;
  return `Write a whole number in quotes, such as ${key}: "1"; ${scalar('-5')} stands before 0.`;
}

/** A value as Go's accessor names it. */
function goType(value: unknown): string {
  if (value === null) return '<nil> is of the type <nil>';
  if (typeof value === 'number') return `${value} is of the type ${Number.isInteger(value) ? 'int64' : 'float64'}`;
  if (typeof value === 'boolean') return `${value} is of the type bool`;
  return `${show(value)} is of the type ${Array.isArray(value) ? '[]interface {}' : 'map[string]interface {}'}`;
}
