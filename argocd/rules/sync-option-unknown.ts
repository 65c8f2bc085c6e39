import { didYouMean, some } from '../analysis/words';
import type { Application, Pointer, Resource } from '../model/types';
import { fields, list, type Reporter, type Rule, show } from '../rule';
import { annotationItems } from '../semantics/annotation-list';
import {
  type SyncOptionPlace,
  type SyncOptionVerdict,
  similarSyncOption,
  syncOptions,
  syncOptionVerdict,
} from '../semantics/sync-options';

const SYNC_OPTIONS = 'argocd.argoproj.io/sync-options';
const COMPARE_OPTIONS = 'argocd.argoproj.io/compare-options';

/** What may stand in the annotation for the comparison: on any object, and on an Application. */
const COMPARE: readonly string[] = ['IgnoreExtraneous'];
const COMPARE_APPLICATION: readonly string[] = [
  'ServerSideDiff=true',
  'ServerSideDiff=false',
  'IncludeMutationWebhook=true',
];
/** Says what is so anyway. */
const COMPARE_DEFAULTS: readonly string[] = ['IncludeMutationWebhook=false'];

/**
 * Options of an object that switch nothing off: Argo CD looks only for the opposite, on the object or on its
 * Application. What they say is true anyway, unless the Application has the opposite.
 */
const OPPOSITES: ReadonlyMap<string, string> = new Map([
  ['Force=false', 'Force=true'],
  ['PruneLast=false', 'PruneLast=true'],
  ['Replace=false', 'Replace=true'],
  ['SkipDryRunOnMissingResource=false', 'SkipDryRunOnMissingResource=true'],
  ['Validate=true', 'Validate=false'],
]);

export const rule: Rule = {
  name: 'sync-option-unknown',
  severity: 'silent',
  summary: 'A sync option is unknown to Argo CD in that place, and is silently ignored.',
  check(model, report) {
    for (const application of model.applications) {
      judgeApplication(application, report);
      judgeOverrides(application, report);
    }
    for (const resource of model.resources) judgeAnnotations(resource, report);
  },
};

function judgeApplication({ spec, resource }: Application, report: Reporter): void {
  const { syncOptions: written } = fields(spec.syncPolicy);
  if (written != null && !Array.isArray(written)) {
    report.find({
      message: `spec.syncPolicy.syncOptions: Invalid value: spec.syncPolicy.syncOptions in body must be of type array: "${apiType(written)}"`,
      fix: 'Write a list with one item for each option: `syncOptions: [CreateNamespace=true]`.',
      severity: 'refuse',
      resource,
      pointer: ['spec', 'syncPolicy', 'syncOptions'],
    });
  }
  list(written).forEach((option, index) => {
    if (typeof option !== 'string') return;
    const pointer = ['spec', 'syncPolicy', 'syncOptions', index];
    const parts = option.split(',').map((part) => part.trim());
    if (parts.length > 1 && parts.some((part) => syncOptionVerdict(part, 'application') !== 'unknown')) {
      report.find({
        message: `sync option ${show(option)} is ignored: an item of syncOptions holds one option`,
        fix: `Write one item for each: ${parts.map((part) => `\`- ${part}\``).join(', ')}.`,
        resource,
        pointer,
      });
      return;
    }
    judge(option, 'application', resource, pointer, report);
  });
}

/** The API server's name for the type of a value. */
function apiType(value: unknown): string {
  return Number.isInteger(value) ? 'integer' : typeof value;
}

/** An object cannot switch off what its Application switches on. */
function judgeOverrides({ name, resources, syncOptions: own }: Application, report: Reporter): void {
  if (![...OPPOSITES.values()].some((option) => own.includes(option))) return;
  for (const { resource } of resources) {
    if (resource.annotations[SYNC_OPTIONS] === undefined) continue;
    for (const option of annotationItems(resource.annotations, SYNC_OPTIONS)) {
      const opposite = OPPOSITES.get(option);
      if (opposite === undefined || !own.includes(opposite)) continue;
      report.find({
        message: `sync option ${option} is ignored: Application ${name} has ${opposite}, and an object cannot take it back`,
        fix: `Remove ${opposite} from the Application and set it on the objects that need it.`,
        resource,
        pointer: ['metadata', 'annotations', SYNC_OPTIONS],
      });
    }
  }
}

function judgeAnnotations(resource: Resource, report: Reporter): void {
  const { annotations } = resource;
  if (annotations[SYNC_OPTIONS] !== undefined) {
    for (const option of annotationItems(annotations, SYNC_OPTIONS)) {
      judge(option, 'resource', resource, ['metadata', 'annotations', SYNC_OPTIONS], report);
    }
  }
  if (annotations[COMPARE_OPTIONS] === undefined) return;
  const known = resource.kind === 'Application' ? [...COMPARE, ...COMPARE_APPLICATION] : COMPARE;
  for (const option of annotationItems(annotations, COMPARE_OPTIONS)) {
    if (known.includes(option) || COMPARE_DEFAULTS.includes(option)) continue;
    const misplaced = COMPARE_APPLICATION.includes(option);
    report.find({
      message: misplaced
        ? `compare option ${option} is ignored on a ${resource.kind}: it is one of an Application`
        : `compare option ${show(option)} is ignored: Argo CD knows no such option`,
      fix: misplaced
        ? `Move it to the annotation ${COMPARE_OPTIONS} of the Application.`
        : `Write one of ${some(known, 10)}.${didYouMean(option, known)}`,
      resource,
      pointer: ['metadata', 'annotations', COMPARE_OPTIONS],
    });
  }
}

function judge(option: string, place: SyncOptionPlace, resource: Resource, pointer: Pointer, report: Reporter): void {
  const verdict = syncOptionVerdict(option, place);
  if (verdict === 'effective' || verdict === 'default' || (place === 'resource' && OPPOSITES.has(option))) return;
  const where = place === 'application' ? 'spec.syncPolicy.syncOptions' : `the annotation ${SYNC_OPTIONS}`;
  report.find({
    message: `sync option ${show(option)} is ignored: ${why(option, place, verdict)}`,
    fix: `${whatToDo(option, place, verdict)} In ${where} Argo CD knows ${some(syncOptions(place), 20)}.`,
    resource,
    pointer,
  });
}

function why(option: string, place: SyncOptionPlace, verdict: SyncOptionVerdict): string {
  if (verdict === 'misplaced') {
    return place === 'application'
      ? 'it is one of an object, not of an Application'
      : 'it is one of an Application, not of an object';
  }
  const similar = similarSyncOption(option, place);
  if (similar !== undefined) return 'the name is compared letter by letter';
  const [key = ''] = option.split('=');
  const values = syncOptions(place).filter((known) => known.startsWith(`${key}=`));
  return values.length > 0
    ? `${key} takes ${some(
        values.map((known) => known.slice(key.length + 1)),
        5,
      )}`
    : 'Argo CD knows no such option';
}

function whatToDo(option: string, place: SyncOptionPlace, verdict: SyncOptionVerdict): string {
  if (verdict === 'misplaced') {
    return place === 'application'
      ? `Move it to the annotation ${SYNC_OPTIONS} of the objects that need it.`
      : 'Move it to spec.syncPolicy.syncOptions of the Application.';
  }
  const similar = similarSyncOption(option, place);
  if (similar !== undefined) return `Write ${similar}.`;
  return `Correct it or remove it.${didYouMean(option, syncOptions(place))}`;
}
