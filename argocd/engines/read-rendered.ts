import type { Acquirer } from '../acquire/acquirer';
import { ask, readAcquiring } from '../acquire/read-acquiring';
import { Files } from '../model/files';
import { type Acquired, Acquisitions, type Wanted, WantedList } from '../model/wanted';
import type { ModelInput, ReadModel } from '../read/read-model';
import type { DirectoryToRender, Rendering, SourceToRender } from '../render/rendering';
import type { KnownRenderings } from '../render/source-renderings';
import { ArgoCdVersion } from '../semantics/version';
import type { FileTree } from '../tree/file-tree';
import { normalize } from '../tree/tree-path';
import { type Elsewhere, ONLY_WITH_FETCH } from './elsewhere';
import type { Engines, Prepared } from './engines';
import type { EngineContext } from './job';

/** Who is told how far it is. */
export interface RenderProgress {
  expect(sources: number): void;
  advance(sources: number): void;
}

/** How often settings that rendering brings up may change what is rendered. */
const MAX_SETTINGS = 3;

/**
 * Reads a model, has the programs render what it leaves, and reads it again with that, until nothing new comes up:
 * Applications that a chart or a kustomization brings may bring more.
 */
export async function readRendered(
  input: ModelInput,
  acquirers: readonly Acquirer[],
  engines: Engines,
  progress?: RenderProgress,
): Promise<ReadModel> {
  const files = new Files();
  const acquired = input.acquired ?? new Acquisitions();
  const version = ArgoCdVersion.orLatest(input.argocdVersion);
  const elsewhere = new FoundElsewhere(acquired);
  let context: EngineContext = { files, version, namespace: 'argocd', buildOptions: undefined, elsewhere };
  let store = new Store(engines, context);
  for (let settings = 0; ; ) {
    const read = await readAcquiring({ ...input, acquired, renderings: store }, acquirers, files);
    const { cm, namespace, found } = read.model.settings;
    const buildOptions = found ? (cm['kustomize.buildOptions'] ?? '') : undefined;
    if ((buildOptions !== context.buildOptions || namespace !== context.namespace) && settings < MAX_SETTINGS) {
      settings += 1;
      context = { ...context, buildOptions, namespace };
      store = new Store(engines, context, store.standalone);
      continue;
    }
    const jobs = store.waiting(read);
    const wanted = elsewhere.take();
    if (jobs.length === 0 && wanted.length === 0) return read;
    const answers = await Promise.all(wanted.map((one) => ask(acquirers, one)));
    for (const [at, one] of wanted.entries()) acquired.set(one, answers[at] ?? { reason: ONLY_WITH_FETCH });
    if (jobs.length === 0) continue;
    progress?.expect(jobs.length);
    await inParallel(jobs, engines.parallel, async (job) => {
      await job();
      progress?.advance(1);
    });
  }
}

/** What lies elsewhere, and a list of what is still to be asked for. */
class FoundElsewhere implements Elsewhere {
  private missing = new WantedList();

  constructor(private readonly acquired: Acquisitions) {}

  find(wanted: Wanted): Acquired | undefined {
    const found = this.acquired.get(wanted);
    if (!found) this.missing.add(wanted);
    return found;
  }

  take(): readonly Wanted[] {
    const { all } = this.missing;
    this.missing = new WantedList();
    return all;
  }
}

/** What is rendered so far. What is remembered from earlier runs is there as soon as it is asked for. */
class Store implements KnownRenderings {
  private readonly known = new Map<string, Rendering>();
  private readonly jobs = new Map<string, () => Promise<void>>();
  private readonly kustomizations = new Map<FileTree, Map<string, Rendering>>();

  /** @param standalone the kustomizations that are built by themselves: once no Application named them */
  constructor(
    private readonly engines: Engines,
    private readonly context: EngineContext,
    readonly standalone = new Map<FileTree, Set<string>>(),
  ) {}

  get(key: string, source: SourceToRender | DirectoryToRender): Rendering | undefined {
    const found = this.known.get(key);
    if (found || this.jobs.has(key)) return found;
    const { type } = source.source;
    if (!('tree' in source) || (type !== 'helm' && type !== 'kustomize')) return undefined;
    return this.take(this.engines.prepareSource(source, type, this.context), key, (rendering) => {
      this.known.set(key, rendering);
    });
  }

  builds(): boolean {
    return !('missing' in this.engines.programs.kustomize);
  }

  built(tree: FileTree, dir: string): Rendering | undefined {
    const found = this.kustomizations.get(tree)?.get(dir);
    if (found || !this.standalone.get(tree)?.has(dir)) return found;
    const keep = (rendering: Rendering): void => {
      this.kustomizations.set(tree, (this.kustomizations.get(tree) ?? new Map()).set(dir, rendering));
    };
    return this.take(this.engines.prepareKustomization(tree, dir, this.context), `${tree.label}\n${dir}`, keep);
  }

  private take(prepared: Prepared, key: string, keep: (rendering: Rendering) => void): Rendering | undefined {
    if ('rendering' in prepared) {
      // What is lacking now may be acquired before the next reading.
      if (prepared.rendering.notRendered === undefined) keep(prepared.rendering);
      return prepared.rendering;
    }
    this.jobs.set(key, async () => keep(await prepared.run()));
    return undefined;
  }

  /** What the programs have to do before the model is read again. */
  waiting({ model, unbuilt }: ReadModel): readonly (() => Promise<void>)[] {
    const named = new Map<FileTree, Set<string>>();
    for (const { sources } of model.applications)
      for (const { repository, path } of sources)
        if (repository)
          named.set(repository.tree, (named.get(repository.tree) ?? new Set()).add(normalize(path) ?? path));
    for (const { tree, dir } of unbuilt) {
      if (named.get(tree)?.has(dir) || this.standalone.get(tree)?.has(dir)) continue;
      this.standalone.set(tree, (this.standalone.get(tree) ?? new Set()).add(dir));
      // What is remembered needs no program, but the model has to be read again.
      if (this.built(tree, dir)) this.jobs.set(`${tree.label}\n${dir}`, async () => undefined);
    }
    const jobs = [...this.jobs.values()];
    this.jobs.clear();
    return jobs;
  }
}

async function inParallel<T>(all: readonly T[], most: number, work: (one: T) => Promise<void>): Promise<void> {
  const queue = all[Symbol.iterator]();
  const worker = async (): Promise<void> => {
    for (const one of queue) await work(one);
  };
  await Promise.all(Array.from({ length: Math.max(1, most) }, worker));
}
