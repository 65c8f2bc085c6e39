import type { Command } from 'commander';
import { readAcquiring } from '../argocd/acquire/read-acquiring';
import type { TrialOption } from '../argocd/engines/chart-trials';
import { Engines } from '../argocd/engines/engines';
import { installCommand, versionNote } from '../argocd/engines/expected-versions';
import { onPath, type Programs } from '../argocd/engines/programs';
import { readRendered } from '../argocd/engines/read-rendered';
import type { ModelInput, ReadModel } from '../argocd/read/read-model';
import { KubernetesVersion } from '../argocd/semantics/kubernetes-version';
import { ArgoCdVersion } from '../argocd/semantics/version';
import { newProgress, type Progress } from '../images/progress';
import { Fetching, type FetchOptions, fetchOptions } from './fetching';

/** The options of the verbs that render. */
export interface RenderingOptions extends FetchOptions {
  /** `false` for `--no-render`. */
  readonly render?: boolean;
  readonly helm?: string;
  readonly kustomize?: string;
  readonly buildOptions?: string;
  readonly apiVersions?: readonly string[];
  /** What to try with charts, of the verb that judges. @default off */
  readonly trials?: TrialOption;
  /** The version of Kubernetes to render for if nobody says one. @default - the newest that Argo CD is tested with */
  readonly kubeVersionGuess?: string;
  /** `false` for `--no-render-cache`. */
  readonly renderCache?: boolean;
  /** How the verb prints. What is said beside it, on standard error, is for readers of text. @default text */
  readonly format?: string;
}

/** Adds the options to a command. @param optional whether it can do without rendering */
export function renderingOptions(command: Command, optional = true): Command {
  if (optional) command.option('--no-render', 'do not run helm and kustomize');
  return fetchOptions(command)
    .option('--helm <PROGRAM>', 'the helm program (default: the one on the PATH)')
    .option('--kustomize <PROGRAM>', 'the kustomize program (default: the one on the PATH, otherwise that in kubectl)')
    .option(
      '--api-versions <API>',
      'an API of the clusters besides those of Kubernetes: GROUP/VERSION or GROUP/VERSION/KIND (repeatable)',
      (value: string, before: readonly string[] = []) => [...before, ...value.split(',')],
    )
    .option('--build-options <OPTIONS>', 'kustomize.buildOptions of argocd-cm (default: as argocd-cm has it)')
    .option('--no-render-cache', 'render everything, and remember nothing');
}

/**
 * Reads a model, rendered by the programs at hand, with what lies elsewhere as far as that is wanted. What cannot be done is
 * told on standard error.
 *
 * @param said what was told there before, for who reads several models: it is told once
 * @param setting `fetch` of the configuration. @default - that of the configuration that is found
 */
export async function readAndRender(
  input: ModelInput,
  options: RenderingOptions,
  said = new Set<string>(),
  setting?: boolean,
): Promise<ReadModel> {
  const phases = new Phases();
  const fetching = await Fetching.begin(options, input.repositories, phases.of('fetching'), setting);
  const { read, lines } = await readFetching(input, options, fetching, phases);
  const isText = (options.format ?? 'text') === 'text';
  for (const line of [...(isText ? lines : []), ...(isText || options.updateLock ? fetching.finish() : [])]) {
    if (!said.has(line)) console.error(line);
    said.add(line);
  }
  return read;
}

/** As {@link readAndRender}, with what is fetched left to whoever calls. `lines` is what a reader of text should know. */
export async function readFetching(
  input: ModelInput,
  options: RenderingOptions,
  fetching: Fetching,
  phases: Phases,
): Promise<{ readonly read: ReadModel; readonly lines: readonly string[] }> {
  const { acquirers } = fetching;
  if (options.render === false) {
    try {
      return { read: await readAcquiring(input, acquirers), lines: [] };
    } finally {
      phases.stop();
    }
  }
  const { helm, kustomize, apiVersions, renderCache, buildOptions, trials } = options;
  const memory = renderCache === false ? false : undefined;
  const engines = new Engines({
    helm,
    kustomize,
    kubeVersion: input.kubernetesVersion,
    kubeVersionGuess: options.kubeVersionGuess ?? defaultKubernetes(input.argocdVersion),
    apiVersions,
    buildOptions,
    trials,
    memory,
  });
  try {
    const read = await readRendered(input, acquirers, engines, phases.of('rendering'));
    return { read, lines: notes(read, engines.programs, input.argocdVersion) };
  } finally {
    phases.stop();
    engines.close();
  }
}

/** The newest version of Kubernetes that a version of Argo CD is tested with. */
export function defaultKubernetes(argocdVersion: string): string {
  return String(KubernetesVersion.defaultFor(ArgoCdVersion.orLatest(argocdVersion)));
}

/** Progress of what is done in turn: one bar at a time. */
export class Phases {
  private shown?: { readonly title: string; readonly bar: Progress };

  of(title: string): Pick<Progress, 'expect' | 'advance'> {
    let open = 0;
    return {
      expect: (amount) => {
        if (this.shown?.title !== title) {
          this.stop();
          this.shown = { title, bar: newProgress(title, 'sources') };
          this.shown.bar.expect(open);
        }
        open += amount;
        this.shown.bar.expect(amount);
      },
      advance: (amount) => {
        open -= amount;
        if (this.shown?.title === title) this.shown.bar.advance(amount);
      },
    };
  }

  stop(): void {
    this.shown?.bar.stop();
    this.shown = undefined;
  }
}

/** What a reader should know of the programs, a line each. */
function notes({ model }: ReadModel, programs: Programs, argocdVersion: string): readonly string[] {
  const sources = model.applications.flatMap((application) => application.sources);
  const lines: string[] = [];
  const lacking = (['helm', 'kustomize'] as const).filter((name) => {
    if (!sources.some(({ type, notRendered }) => type === name && notRendered !== undefined)) return false;
    const program = programs[name];
    return 'missing' in program && sources.some(({ notRendered }) => notRendered === program.missing);
  });
  if (lacking.length > 0) {
    const why = lacking.map((name) => programs[name]).flatMap((one) => ('missing' in one ? [one.missing] : []));
    const count = sources.filter(({ notRendered }) => notRendered !== undefined && why.includes(notRendered)).length;
    lines.push(
      `${count} source${count === 1 ? ' is' : 's are'} not rendered: ${why.join(', ')}. To install what is missing: ${installCommand(lacking, onPath('go') !== undefined)}`,
    );
  }
  for (const by of ['helm', 'kustomize'] as const) {
    if (!sources.some(({ renderedBy, renderFailure }) => renderedBy === by || renderFailure?.by === by)) continue;
    const program = programs[by];
    if ('missing' in program) continue;
    const note = versionNote(by, program.version, argocdVersion);
    if (note !== undefined) lines.push(note);
  }
  return lines;
}
