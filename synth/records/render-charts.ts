import type { Acquirer } from '../../argocd/acquire/acquirer';
import { imagesOf } from '../../argocd/analysis/images';
import { stepsOf } from '../../argocd/analysis/steps';
import { modelInputOf } from '../../argocd/check';
import type { Engines } from '../../argocd/engines/engines';
import { type RenderProgress, readRendered } from '../../argocd/engines/read-rendered';
import type { Application, RandomObject, RenderedResource } from '../../argocd/model/types';
import type { Wanted } from '../../argocd/model/wanted';
import { filesOfPlan, type PlanPlace } from '../judge';
import type { Plan } from '../plan/plan';
import type { ChartInputs } from './chart-inputs';
import { type ChartRecord, type ObjectsByKind, RANDOM_END } from './chart-record';

/** What charts are rendered with. */
export interface ChartRenderers {
  readonly engines: Engines;
  /** Where charts come from. */
  readonly acquirers: readonly Acquirer[];
  /** The digest of the archive that was had for a chart. */
  digestOf(wanted: Wanted): string | undefined;
  readonly progress?: RenderProgress;
}

/** What became of the charts that were to be rendered. */
export interface RenderedCharts {
  readonly records: readonly ChartRecord[];
  /** Why there is no record, by Application. */
  readonly failed: ReadonlyMap<string, string>;
}

/** Renders the charts of some Applications of a plan with the real Helm, and records what comes of it. */
export async function renderCharts(
  plan: Plan,
  place: PlanPlace,
  charts: ReadonlyMap<string, ChartInputs>,
  { engines, acquirers, digestOf, progress }: ChartRenderers,
): Promise<RenderedCharts> {
  const { helm } = engines.programs;
  if ('missing' in helm)
    return { records: [], failed: new Map([...charts.keys()].map((name) => [name, helm.missing])) };
  const { model } = await readRendered(
    modelInputOf(filesOfPlan(onlyCharts(plan, charts), place)),
    acquirers,
    engines,
    progress,
  );
  const images = new Map<Application, Set<string>>();
  for (const { image, rendered } of imagesOf(model)) {
    const known = images.get(rendered.application) ?? new Set();
    images.set(rendered.application, known.add(image.replace(/@sha256:[0-9a-f]+$/, '')));
  }
  const records: ChartRecord[] = [];
  const failed = new Map<string, string>();
  for (const application of model.applications) {
    const inputs = charts.get(application.name);
    const source = application.sources.find(({ chart }) => chart !== '');
    if (!inputs || !source) continue;
    const { name, chart, repository, version } = inputs;
    const wanted: Wanted = { kind: 'chart', url: repository, revision: version, chart, atHand: [] };
    if (source.notRendered !== undefined) {
      failed.set(name, source.notRendered);
      continue;
    }
    records.push({
      name,
      chart,
      repository,
      version,
      digest: digestOf(wanted) ?? '',
      inputs: inputs.inputs,
      renderedBy: `helm ${helm.version}`,
      ...objectsOf(application, source.trials?.random ?? []),
      images: [...(images.get(application) ?? [])],
      random: [...new Set((source.trials?.random ?? []).map((one) => `${one.kind}/${one.name}`))],
    });
  }
  for (const name of charts.keys())
    if (!failed.has(name) && !records.some((one) => one.name === name)) failed.set(name, 'no Application has it');
  return { records, failed };
}

/** The files of a plan without the Applications and workloads that are not asked for: these would be rendered, too. */
function onlyCharts({ files }: Plan, charts: ReadonlyMap<string, ChartInputs>): Plan {
  const isAsked = ({ kind, metadata }: Plan['files'][number]['documents'][number]) =>
    kind === 'Application' && charts.has(metadata.name ?? '');
  return { files: files.filter(({ documents }) => documents.length === 0 || documents.some(isAsked)) };
}

function objectsOf(
  { resources }: Application,
  random: readonly RandomObject[],
): Pick<ChartRecord, 'cluster' | 'namespaced' | 'unknown'> {
  const found = { cluster: new Map(), namespaced: new Map(), unknown: new Map() } as const;
  for (const one of resources) {
    // Argo CD applies it never: a test of Helm's, for example.
    if (stepsOf(one.resource).length === 0) continue;
    const key = one.group === '' ? one.kind : `${one.group}/${one.kind}`;
    const name = nameOf(one, random);
    const names: Map<string, Set<string>> = found[one.scope];
    const place = one.scope === 'cluster' || one.namespace === '' ? name : `${one.namespace}/${name}`;
    names.set(key, (names.get(key) ?? new Set()).add(place));
  }
  const plain = (names: ReadonlyMap<string, ReadonlySet<string>>): ObjectsByKind =>
    Object.fromEntries([...names].map(([kind, all]) => [kind, [...all].sort()]));
  return { cluster: plain(found.cluster), namespaced: plain(found.namespaced), unknown: plain(found.unknown) };
}

/** Its name, or what the names that are drawn for it begin with. */
function nameOf({ kind, name, resource }: RenderedResource, random: readonly RandomObject[]): string {
  const { generateName } = resource.object.metadata as { readonly generateName?: unknown };
  if (name === '') return `${typeof generateName === 'string' ? generateName : ''}${RANDOM_END}`;
  const drawn = random.find(
    (one) => one.kind === kind && one.name.endsWith(RANDOM_END) && name.startsWith(one.name.slice(0, -1)),
  );
  return drawn?.name ?? name;
}
