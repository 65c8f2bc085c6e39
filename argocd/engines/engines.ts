import * as os from 'node:os';
import { linesOf } from '../model/rendered-origin';
import type { ChartTrials, RenderFailure } from '../model/types';
import { notRendered, type Rendering } from '../render/rendering';
import type { FileTree } from '../tree/file-tree';
import { TreeError } from '../tree/tree-error';
import { join } from '../tree/tree-path';
import { CannotRender } from './cannot-render';
import { planTrials, type TrialOption } from './chart-trials';
import { RefusedFiles } from './contents';
import { cleanWords, helmPlace, kustomizePlace } from './failure';
import { helmJob } from './helm-job';
import type { EngineContext, Job, Setup } from './job';
import { withoutKnown } from './known-secrets';
import { WrongOption } from './kustomize-edits';
import { kustomizationIn, kustomizationJob, kustomizeJob } from './kustomize-job';
import { type KeptRendering, memoryFolder, RenderMemory } from './memory';
import { type ProgramOptions, Programs } from './programs';
import { printedObjects, resourcesOf, Unreadable } from './rendered-objects';
import { DEFAULT_LIMITS, type Limits, type Outcome } from './run-program';
import { schemaViolations } from './schema-violations';
import type { SourceInTree } from './source-files';
import type { TrialScope } from './value-units';
import { Workspace } from './workspace';

/** The version of Kubernetes that charts are rendered for, unless somebody says another. */
export const DEFAULT_KUBERNETES_VERSION = '1.34.0';

/** How sources are rendered by programs. */
export interface EngineOptions extends ProgramOptions {
  /** The version of Kubernetes of the clusters, if somebody said it. @default - {@link kubeVersionGuess} */
  readonly kubeVersion?: string;
  /** What to assume otherwise. @default {@link DEFAULT_KUBERNETES_VERSION} */
  readonly kubeVersionGuess?: string;
  /** What the clusters have beside the APIs of Kubernetes. @default - nothing */
  readonly apiVersions?: readonly string[];
  /** `kustomize.buildOptions` of argocd-cm. @default - as argocd-cm at hand has it */
  readonly buildOptions?: string;
  /** @default - as Argo CD has them */
  readonly limits?: Limits;
  /** Where to remember what was rendered; `false` for nowhere. @default - with the other caches of the project */
  readonly memory?: string | false;
  /** What to try with charts beside rendering them. @default off */
  readonly trials?: TrialOption;
  /** How many programs run at once. @default - as many as there are processors */
  readonly parallel?: number;
}

/** Something to render, as far as it can be without waiting: what is remembered is there at once. */
export type Prepared = { readonly rendering: Rendering } | { readonly run: () => Promise<Rendering> };

/** What trials show of a chart of which nothing was to be tried. */
const NOTHING: ChartTrials = { random: [], idle: [] };

/** Renders sources with the real Helm and the real kustomize, as Argo CD's repo-server does. Must be closed. */
export class Engines {
  private readonly workspace = new Workspace();
  private readonly memory: RenderMemory;
  readonly programs: Programs;
  private readonly setup: Setup;
  private readonly known = new Map<FileTree, Map<string, Rendering>>();
  /** How many were rendered by a program, and not remembered. */
  rendered = 0;

  constructor(private readonly options: EngineOptions = {}) {
    this.memory = new RenderMemory(options.memory === false ? undefined : (options.memory ?? memoryFolder('.')));
    this.programs = new Programs(options, this.memory);
    const { kubeVersion, kubeVersionGuess = DEFAULT_KUBERNETES_VERSION, apiVersions, buildOptions } = options;
    const { limits = DEFAULT_LIMITS } = options;
    this.setup = {
      workspace: this.workspace,
      programs: this.programs,
      cluster: { kubeVersion: kubeVersion ?? kubeVersionGuess, apiVersions: apiVersions ?? [] },
      declared: { kubeVersion: kubeVersion !== undefined, apiVersions: apiVersions !== undefined },
      buildOptions,
      limits,
    };
  }

  /** Removes all temporary files. */
  close(): void {
    this.workspace.close();
  }

  get parallel(): number {
    return this.options.parallel ?? os.availableParallelism();
  }

  /** Prepares a source of an Application whose files are in a tree. */
  prepareSource(source: SourceInTree, by: 'helm' | 'kustomize', context: EngineContext): Prepared {
    const { helm, kustomize } = this.programs;
    if (by === 'helm') {
      if ('missing' in helm) return { rendering: notRendered(helm.missing) };
      return this.prepare(() => helmJob(source, context, this.setup, helm));
    }
    if ('missing' in kustomize) return { rendering: notRendered(kustomize.missing) };
    return this.prepare(() => kustomizeJob(source, context, this.setup, kustomize));
  }

  /** Prepares a kustomization by itself. */
  prepareKustomization(tree: FileTree, dir: string, context: EngineContext): Prepared {
    const { kustomize } = this.programs;
    if ('missing' in kustomize) return { rendering: notRendered(kustomize.missing) };
    return this.prepare(() => kustomizationJob(tree, dir, context, this.setup, kustomize));
  }

  private prepare(make: () => Job): Prepared {
    let job: Job;
    try {
      job = make();
    } catch (error) {
      return { rendering: notRendered(reasonOf(error)) };
    }
    const known = this.known.get(job.tree)?.get(job.key);
    if (known) return { rendering: known };
    const kept = this.memory.get(job.key);
    if (!kept || (this.scope && job.tries && kept.tried !== this.scope)) return { run: () => this.run(job) };
    return { rendering: this.keep(job, kept) };
  }

  private async run(job: Job): Promise<Rendering> {
    // Another source may have asked for the same in the meantime.
    const known = this.known.get(job.tree)?.get(job.key);
    if (known) return known;
    this.rendered += 1;
    let outcome: Outcome;
    try {
      outcome = await this.workspace.withHome(job.run);
    } catch (error) {
      return notRendered(reasonOf(error));
    }
    if (outcome.stdout) {
      try {
        const rendered: KeptRendering = {
          objects: printedObjects(outcome.stdout),
          schemaNotApplied: outcome.schemaNotApplied,
          ...(await this.try(job, outcome.stdout)),
        };
        this.memory.set(job.key, rendered);
        return this.keep(job, rendered);
      } catch (error) {
        if (!(error instanceof Unreadable)) throw error;
        return this.fail(job, error.message);
      }
    }
    if ('ended' in outcome) return notRendered(`${job.by} was ended: ${outcome.ended}`);
    return this.fail(job, cleanWords(outcome.stderr, this.folders(outcome.stderr)), outcome.stderr);
  }

  private get scope(): TrialScope | undefined {
    const { trials = 'off' } = this.options;
    return trials === 'off' ? undefined : trials;
  }

  /** Renders a chart again, with other values, as far as that is wanted and tells anything. */
  private async try({ tries }: Job, stdout: Buffer): Promise<Omit<KeptRendering, 'objects'>> {
    const { scope } = this;
    if (!tries || !scope) return {};
    const planned = planTrials(tries, scope);
    const trials = planned && (await this.workspace.withHome((home) => planned.run(home, stdout)));
    return { tried: scope, trials };
  }

  private keep(job: Job, { objects, tried, trials, schemaNotApplied }: KeptRendering): Rendering {
    const made = tried === undefined || tried !== this.scope ? undefined : (trials ?? NOTHING);
    const resources = resourcesOf(objects, job.originOf);
    const rendering: Rendering = { resources, by: job.by, trials: made, schemaNotApplied };
    this.known.set(job.tree, (this.known.get(job.tree) ?? new Map<string, Rendering>()).set(job.key, rendering));
    return rendering;
  }

  private fail({ by, tree, dir, doubt, secrets }: Job, cleaned: string, raw = ''): Rendering {
    const hidden = [...secrets()];
    const words = withoutKnown(cleaned, hidden);
    const said = withoutKnown(raw, hidden);
    if (/fetched only with --fetch|transport '.*' not allowed|proxyconnect tcp/.test(words))
      return notRendered(
        `it names something at a URL that --fetch does not get either: put it into the repository (${words})`,
      );
    const place =
      by === 'helm' ? helmPlace(words, tree, dir) : kustomizePlace(words, tree, kustomizationIn(tree, dir) ?? dir);
    const why = doubt(words);
    const schema = by === 'helm' ? schemaViolations(said, chartName(tree, dir)) : [];
    const failure: RenderFailure = { by, words, ...place, schema: schema.length > 0 ? schema : undefined };
    // Not remembered: with other settings it may be another one.
    return why === undefined ? { ...notRendered(words), failure } : notRendered(`${why} (${words})`);
  }

  /** The temporary folders that a program may speak of: trees, changed copies, homes. */
  private folders(said: string): readonly string[] {
    const { folder } = this.workspace;
    const below = new RegExp(`${folder.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}/[a-z]+-\\d+`, 'g');
    return [folder, ...new Set(said.match(below) ?? [])];
  }
}

function chartName(tree: FileTree, dir: string): string {
  const named = linesOf(tree, join(dir, 'Chart.yaml')).map((line) => /^name:\s*["']?([^\s"'#]+)/.exec(line)?.[1]);
  return named.find((one) => one !== undefined) ?? '';
}

/** Why a source cannot be rendered. @throws what is no reason, but a mistake of ours */
function reasonOf(error: unknown): string {
  for (const known of [CannotRender, RefusedFiles, WrongOption, TreeError])
    if (error instanceof known) return error.message;
  throw error;
}
