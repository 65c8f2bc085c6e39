import { fields } from '../../argocd/model/resource';
import type { Fields, Application as Read } from '../../argocd/model/types';
import { Application, type ApplicationProps, ARGOCD_NAMESPACE, GroundworkApp, IN_CLUSTER } from '../../charts';
import { appFileProblems } from '../../charts/app-files/read-app-file';
import { changedFields } from '../../review/objects/changed-fields';
import { asArgoCdTakesIt } from './as-argocd-takes-it';

/** An Application as a file of an app, or why it can be none. */
export type AsAppFile = { readonly file: Fields } | { readonly why: string };

const WAVE = 'argocd.argoproj.io/sync-wave';
const PATHS = 'argocd.argoproj.io/manifest-generate-paths';
const CASCADE = 'resources-finalizer.argocd.argoproj.io';
const SPEC = [
  'source',
  'sources',
  'destination',
  'syncPolicy',
  'ignoreDifferences',
  'info',
  'revisionHistoryLimit',
] as const;

/** The fields of the file that becomes the very same Application; tried out, not believed. */
export function appFileOf({ resource: { object }, namespace, automated }: Read): AsAppFile {
  const { apiVersion: _, kind: __, metadata, spec, status: ___, ...others } = object;
  const {
    name,
    namespace: ____,
    labels,
    annotations,
    finalizers = [],
    creationTimestamp: _____,
    ...rest
  } = fields(metadata);
  const { project = 'default', ...specRest } = fields(spec);
  const unknown = [
    ...Object.keys(others),
    ...Object.keys(rest).map((key) => `metadata.${key}`),
    ...Object.keys(specRest)
      .filter((key) => !(SPEC as readonly string[]).includes(key))
      .map((key) => `spec.${key}`),
  ];
  if (unknown.length > 0) return { why: `it has ${unknown.join(', ')}` };
  const { [WAVE]: wave, [PATHS]: paths, ...otherAnnotations } = fields(annotations);
  if (wave !== undefined && !/^[+-]?\d+$/.test(String(wave))) return { why: `its sync wave is ${String(wave)}` };
  const ends = finalizers as readonly unknown[];
  if (!Array.isArray(ends) || ends.length > 1) return { why: `it has ${ends.length} finalizers` };
  const { server, ...destination } = fields(specRest.destination);
  const syncPolicy = fields(specRest.syncPolicy);
  const file = withoutNothing({
    name,
    project,
    source: specRest.source,
    sources: specRest.sources,
    destination: { ...destination, server: server === IN_CLUSTER ? undefined : server },
    syncPolicy: automated && syncPolicy.retry === undefined ? { ...syncPolicy, retry: false } : specRest.syncPolicy,
    ignoreDifferences: specRest.ignoreDifferences,
    info: specRest.info,
    revisionHistoryLimit: specRest.revisionHistoryLimit,
    namespace: namespace === ARGOCD_NAMESPACE ? undefined : namespace,
    labels,
    annotations: Object.keys(otherAnnotations).length > 0 ? otherAnnotations : undefined,
    whenRemoved: ends.length === 0 ? 'keep' : ends[0] === CASCADE ? 'delete' : undefined,
    finalizer: ends.length === 1 && ends[0] !== CASCADE ? ends[0] : undefined,
    // Of those that a person syncs, the construct makes the last wave.
    syncWave: wave === undefined ? (automated ? undefined : 0) : Number(wave),
    manifestGeneratePaths: typeof paths === 'string' ? paths.split(';') : [],
  }) as Fields;
  const [problem] = appFileProblems(file);
  if (problem) return { why: problem };
  return triedOut(file, object);
}

/** Makes the Application, and compares. */
function triedOut(file: Fields, object: Fields): AsAppFile {
  try {
    const app = new GroundworkApp();
    const { dependsOn: _, ...props } = file;
    const application = new Application(app.file('tried'), 'application', props as unknown as ApplicationProps);
    const [error] = application.node.validate();
    if (error !== undefined) return { why: error };
    const made = application.toJson() as Fields;
    const changed = changedFields(asArgoCdTakesIt(object), asArgoCdTakesIt(made));
    if (changed.length > 0) return { why: `${changed.map(({ path }) => path.join('.')).join(', ')} would differ` };
    return { file };
  } catch (error) {
    return { why: (error as Error).message };
  }
}

function withoutNothing(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNothing);
  if (value === null || typeof value !== 'object') return value;
  const entries = Object.entries(value).filter(([, one]) => one !== undefined);
  return Object.fromEntries(entries.map(([key, one]) => [key, withoutNothing(one)]));
}
