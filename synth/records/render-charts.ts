import type { Acquirer } from '../../argocd/acquire/acquirer';
import { imagesOf } from '../../argocd/analysis/images';
import { stepsOf } from '../../argocd/analysis/steps';
import { modelInputOf } from '../../argocd/check';
import type { Engines } from '../../argocd/engines/engines';
import { manifestFiles } from '../../argocd/engines/manifest-files';
import { type RenderProgress, readRendered } from '../../argocd/engines/read-rendered';
import type { Application, RandomObject, RenderedResource } from '../../argocd/model/types';
import type { Wanted } from '../../argocd/model/wanted';
import { filesOfPlan, type PlanPlace } from '../judge';
import type { Plan } from '../plan/plan';
import type { ChartInputs } from './chart-inputs';
import { type ChartRecord, type ObjectsByKind, RANDOM_END } from './chart-record';
import { type RenderedFiles, sumOfFiles } from './rendered-files';

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
  /** Those of them whose chart is at hand, and that Helm refuses. */
  readonly refused: ReadonlySet<string>;
  /** The files of those that are rendered into Git, by Application. */
  readonly files: ReadonlyMap<string, RenderedFiles>;
}

/** Renders the charts of some Applications of a plan with the real Helm, and records what comes of it. */
export async function renderCharts(
  plan: Plan,
  place: PlanPlace,
  charts: ReadonlyMap<string, ChartInputs>,
  { engines, acquirers, digestOf, progress }: ChartRenderers,
  intoGit: readonly string[] = [],
): Promise<RenderedCharts> {
  const { helm } = engines.programs;
  if ('missing' in helm) {
    const failed = new Map([...charts.keys()].map((name) => [name, helm.missing]));
    return { records: [], files: new Map(), failed, refused: new Set() };
  }
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
  const refused = new Set<string>();
  const files = new Map<string, RenderedFiles>();
  for (const application of model.applications) {
    const inputs = charts.get(application.name);
    const source = application.sources.find(({ chart }) => chart !== '');
    if (!inputs || !source) continue;
    const { name, chart, repository, version } = inputs;
    const wanted: Wanted = { kind: 'chart', url: repository, revision: version, chart, atHand: [] };
    if (source.notRendered !== undefined) {
      failed.set(name, source.notRendered);
      if (source.renderFailure) refused.add(name);
      continue;
    }
    if (intoGit.includes(name)) {
      const made = filesInGit(application, source.trials?.random ?? []);
      if (typeof made === 'string') {
        failed.set(name, made);
        continue;
      }
      files.set(name, made);
    }
    const own = files.get(name);
    records.push({
      ...(own && { files: sumOfFiles(own) }),
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
  return { records, failed, refused, files };
}

/**
 * The objects of an Application as files.
 *
 * @returns the files, or why they must not be in Git
 */
function filesInGit(application: Application, random: readonly RandomObject[]): RenderedFiles | string {
  // What Argo CD never applies, a test of Helm's for example, is left out.
  const resources = application.resources.filter(({ resource }) => stepsOf(resource).length > 0);
  const secrets = resources.filter(
    ({ group, kind, resource: { object } }) =>
      group === '' && kind === 'Secret' && (hasEntries(object.data) || hasEntries(object.stringData)),
  );
  if (secrets.length > 0)
    return (
      `it renders ${secrets.map(({ name }) => `Secret ${name}`).join(', ')}, which would be in Git with what is in it: give the ` +
      'chart a value that names a Secret that exists (its values often say existingSecret)'
    );
  if (random.length > 0)
    return `each rendering gives something else: ${random
      .map(
        (one) => `${one.kind} ${one.name}, ${one.paths.map((path) => path.join('.')).join(' and ')} (${one.template})`,
      )
      .join('; ')}. Give it the values that it would draw`;
  const shown: Application = Object.create(application, { resources: { value: resources } });
  return new Map(manifestFiles([shown]).map(({ path, text }) => [path.slice(path.indexOf('/') + 1), text]));
}

function hasEntries(value: unknown): boolean {
  return value !== null && typeof value === 'object' && Object.keys(value).length > 0;
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
