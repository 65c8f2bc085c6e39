import { createHash } from 'node:crypto';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { KUSTOMIZATIONS } from '../model/directory';
import type { Files } from '../model/files';
import { FileOrigin } from '../model/origin';
import { RenderedOrigin } from '../model/rendered-origin';
import { fields, text } from '../model/resource';
import { standsFor } from '../model/revision';
import type { Fields, Origin, RenderFailure } from '../model/types';
import { notRendered, type Rendering, type SourceToRender } from '../render/rendering';
import type { ArgoCdVersion } from '../semantics/version';
import { display, type FileTree } from '../tree/file-tree';
import { GitTree } from '../tree/git-tree';
import { resolveLink } from '../tree/resolve-link';
import { TreeError } from '../tree/tree-error';
import { join, normalize } from '../tree/tree-path';
import { buildVariables } from './build-variables';
import { RefusedFiles } from './contents';
import { cleanWords, helmPlace, kustomizePlace, templateOf } from './failure';
import { apiVersionsOf, type ClusterFacts, helmArguments, inlineValues, plainVersion } from './helm-arguments';
import { fetchedDependency, helmFiles } from './helm-files';
import { buildArguments, buildOptionsOf, type Edit, kustomizeEdits, WrongOption, withPatches } from './kustomize-edits';
import { kustomizeFiles } from './kustomize-files';
import { memoryFolder, RenderMemory } from './memory';
import { type ProgramOptions, Programs } from './programs';
import { type PrintedObject, printedObjects, resourcesOf, Unreadable } from './rendered-objects';
import { DEFAULT_LIMITS, type Limits, type Outcome, runProgram } from './run-program';
import { environment } from './sandbox';
import { CannotRender, type GivenFile, parameterFile, type SourceInTree, valueFilesOf } from './source-files';
import { Workspace } from './workspace';

/** The version of Kubernetes that charts are rendered for, unless somebody says another. */
export const DEFAULT_KUBERNETES_VERSION = '1.34.0';

/** How sources are rendered by programs. */
export interface EngineOptions extends ProgramOptions {
  /** The version of Kubernetes of the clusters. @default {@link DEFAULT_KUBERNETES_VERSION} */
  readonly kubeVersion?: string;
  /** What the clusters have beside the APIs of Kubernetes. @default - nothing */
  readonly apiVersions?: readonly string[];
  /** `kustomize.buildOptions` of argocd-cm. @default - as argocd-cm at hand has it */
  readonly buildOptions?: string;
  /** @default - as Argo CD has them */
  readonly limits?: Limits;
  /** Where to remember what was rendered; `false` for nowhere. @default - with the other caches of the project */
  readonly memory?: string | false;
  /** How many programs run at once. @default - as many as there are processors */
  readonly parallel?: number;
}

/** What is known of the repository when a source is rendered. */
export interface EngineContext {
  readonly files: Files;
  readonly version: ArgoCdVersion;
  /** Of Argo CD. */
  readonly namespace: string;
  /** `kustomize.buildOptions` of argocd-cm; `undefined` if argocd-cm is not at hand. */
  readonly buildOptions: string | undefined;
}

/** Something to render, as far as it can be without waiting: what is remembered is there at once. */
export type Prepared = { readonly rendering: Rendering } | { readonly run: () => Promise<Rendering> };

/** What one call of a program needs. */
interface Job {
  readonly by: 'helm' | 'kustomize';
  readonly tree: FileTree;
  readonly dir: string;
  /** All that the outcome depends on. */
  readonly key: string;
  /** Runs the program. */
  readonly run: (home: string) => Promise<Outcome>;
  readonly originOf: (object: Fields, source: string | undefined) => Origin;
  /** Why Argo CD may not meet a failure: the files may differ from those that it reads, or it knows more of the cluster. */
  readonly doubt: (words: string) => string | undefined;
}

/** Renders sources with the real Helm and the real kustomize, as Argo CD's repo-server does. Must be closed. */
export class Engines {
  private readonly workspace = new Workspace();
  private readonly memory: RenderMemory;
  readonly programs: Programs;
  private readonly cluster: ClusterFacts;
  private readonly limits: Limits;
  private readonly known = new Map<string, Rendering>();
  /** How many were rendered by a program, and how many were remembered. */
  readonly counts = { rendered: 0, remembered: 0 };

  constructor(private readonly options: EngineOptions = {}) {
    this.memory = new RenderMemory(options.memory === false ? undefined : (options.memory ?? memoryFolder('.')));
    this.programs = new Programs(options, this.memory);
    this.limits = options.limits ?? DEFAULT_LIMITS;
    this.cluster = {
      kubeVersion: options.kubeVersion ?? DEFAULT_KUBERNETES_VERSION,
      apiVersions: options.apiVersions ?? [],
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
    return this.prepare(() => (by === 'helm' ? this.helm(source, context) : this.kustomize(source, context)), by);
  }

  /** Prepares a kustomization by itself. */
  prepareKustomization(tree: FileTree, dir: string, context: EngineContext): Prepared {
    return this.prepare(() => this.kustomization(tree, dir, {}, new Map(), undefined, context), 'kustomize');
  }

  private prepare(make: () => Job, by: 'helm' | 'kustomize'): Prepared {
    const program = this.programs[by];
    if ('missing' in program) return { rendering: notRendered(program.missing) };
    let job: Job;
    try {
      job = make();
    } catch (error) {
      if (
        !(
          error instanceof CannotRender ||
          error instanceof RefusedFiles ||
          error instanceof TreeError ||
          error instanceof WrongOption
        )
      )
        throw error;
      return { rendering: notRendered(error.message) };
    }
    const known = this.known.get(job.key);
    if (known) return { rendering: known };
    const kept = this.memory.get(job.key);
    if (!kept) return { run: () => this.run(job) };
    this.counts.remembered += 1;
    return { rendering: this.keep(job, kept) };
  }

  private async run(job: Job): Promise<Rendering> {
    // Another source may have asked for the same in the meantime.
    const known = this.known.get(job.key);
    if (known) return known;
    this.counts.rendered += 1;
    let outcome: Outcome;
    try {
      outcome = await this.workspace.withHome(job.run);
    } catch (error) {
      if (!(error instanceof CannotRender || error instanceof WrongOption || error instanceof TreeError)) throw error;
      return notRendered(error.message);
    }
    if (outcome.stdout) {
      try {
        const objects = printedObjects(outcome.stdout);
        this.memory.set(job.key, objects);
        return this.keep(job, objects);
      } catch (error) {
        if (!(error instanceof Unreadable)) throw error;
        return this.fail(job, error.message);
      }
    }
    if ('ended' in outcome) return notRendered(`${job.by} was ended: ${outcome.ended}`);
    return this.fail(job, cleanWords(outcome.stderr, this.folders(outcome.stderr)));
  }

  private keep(job: Job, objects: readonly PrintedObject[]): Rendering {
    const rendering: Rendering = { resources: resourcesOf(objects, job.originOf), by: job.by };
    this.known.set(job.key, rendering);
    return rendering;
  }

  private fail({ by, tree, dir, doubt }: Job, words: string): Rendering {
    if (/fetched only with --fetch|transport '.*' not allowed|proxyconnect tcp/.test(words))
      return notRendered(`what it fetches is fetched only with --fetch (${words})`);
    const place =
      by === 'helm' ? helmPlace(words, tree, dir) : kustomizePlace(words, tree, kustomizationIn(tree, dir) ?? dir);
    const why = doubt(words);
    const failure: RenderFailure = { by, words, ...place };
    // Not remembered: with other settings it may be another one.
    return why === undefined ? { ...notRendered(words), failure } : notRendered(`${why} (${words})`);
  }

  /** The temporary folders that a program may speak of: trees, changed copies, homes. */
  private folders(said: string): readonly string[] {
    const { folder } = this.workspace;
    const below = new RegExp(`${folder.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}/[a-z]+-\\d+`, 'g');
    return [folder, ...new Set(said.match(below) ?? [])];
  }

  private helm(source: SourceInTree, context: EngineContext): Job {
    const { application, tree, path: dir } = source;
    const { files, version } = context;
    const options = fields(source.source.fields.helm);
    const variables = this.variablesOf(source, context);
    const read = helmFiles(files, tree, dir);
    const values = valueFilesOf(source, variables, version);
    const parameters = new Map(
      listOf(options.fileParameters).map(
        (one) => [text(one.name), parameterFile(text(one.path), source, variables)] as const,
      ),
    );
    const inline = inlineValues(source.source);
    const given = [...values, ...parameters.values()];
    const args = (at: (file: GivenFile) => string, own: string | undefined) =>
      helmArguments(
        application,
        source.source,
        this.cluster,
        {
          values: values.map(at),
          inline: own,
          parameters: new Map([...parameters].map(([name, file]) => [name, at(file)])),
        },
        variables,
      );
    const name = ({ tree: where, path: file, there }: GivenFile): string =>
      `${where === tree ? '' : `${display(where, '')}:`}${file}${there ? '' : ' (missing)'}`;
    const key = keyOf([
      'helm',
      this.buildOf('helm'),
      args(name, inline),
      dir,
      this.workspace.contentsOf(tree).digest(read),
      ...given.filter(({ there }) => there).map((file) => this.workspace.contentsOf(file.tree).digest(pathsTo(file))),
    ]);
    const declared = text(options.kubeVersion) !== '' || this.options.kubeVersion !== undefined;
    return {
      by: 'helm',
      tree,
      dir,
      key,
      run: async (home) => {
        const top = this.workspace.folderOf(tree, read);
        const place = (file: GivenFile): string =>
          path.join(this.workspace.folderOf(file.tree, file.there ? pathsTo(file) : []), file.path);
        const own = inline === undefined ? undefined : this.workspace.newFile(inline);
        const program = this.fileOf('helm');
        const all = args(place, own);
        const settings = { env: environment(home), limits: this.limits };
        const first = await runProgram(program, all, { cwd: path.join(top, dir), ...settings });
        if (first.stderr === undefined || !isMissingDependency(first.stderr)) return first;
        const fetched = fetchedDependency(files, tree, dir);
        if (fetched !== undefined) throw new CannotRender(fetched);
        const cwd = path.join(this.workspace.changeable(top, dir), dir);
        const built = await runProgram(program, ['dependency', 'build'], { cwd, ...settings });
        if (!built.stdout) return built;
        return runProgram(program, all, { cwd, ...settings });
      },
      originOf: (object, template) => {
        const file = template === undefined ? undefined : templateOf(tree, dir, template);
        return new RenderedOrigin('helm', tree, file ?? join(dir, 'Chart.yaml'), dir, text(object.kind));
      },
      doubt: (words) => {
        if (/chart requires kubeVersion/.test(words) && !declared)
          return 'say the version of the cluster with --kube-version';
        return uncertainFiles(source, given);
      },
    };
  }

  private kustomize(source: SourceInTree, context: EngineContext): Job {
    const options = fields(source.source.fields.kustomize);
    if (text(options.version) !== '')
      throw new CannotRender(
        `spec.source.kustomize.version names another kustomize than the one at hand: ${text(options.version)}`,
      );
    return this.kustomization(source.tree, source.path, options, this.variablesOf(source, context), source, context);
  }

  private kustomization(
    tree: FileTree,
    dir: string,
    options: Fields,
    variables: ReadonlyMap<string, string>,
    source: SourceInTree | undefined,
    { files, buildOptions }: EngineContext,
  ): Job {
    const given = this.options.buildOptions ?? buildOptions;
    const build = buildOptionsOf(given ?? '');
    const charts = build.some((one) => one.includes('--enable-helm'));
    const unrestricted = build.some((one) => one.includes('LoadRestrictionsNone'));
    const { paths, resources } = kustomizeFiles(files, tree, dir, { options, charts, unrestricted });
    const edits = kustomizeEdits(options, variables, (component) => isThere(tree, dir, component));
    const cluster = source
      ? {
          kubeVersion: plainVersion(text(options.kubeVersion) || this.cluster.kubeVersion),
          apiVersions: apiVersionsOf(source.source, this.cluster),
        }
      : this.cluster;
    const program = this.programs.kustomize;
    if ('missing' in program) throw new CannotRender(program.missing);
    const needsEdit = edits.some((one) => 'args' in one);
    if (needsEdit && program.by === 'kubectl')
      throw new CannotRender(
        'spec.source.kustomize needs the kustomize program: the one inside of kubectl cannot edit',
      );
    const { helm } = this.programs;
    const key = keyOf([
      'kustomize',
      program.build,
      charts ? this.buildOf('helm') : '',
      buildArguments(dir, build, cluster),
      edits,
      this.workspace.contentsOf(tree).digest(paths),
    ]);
    const places = new Map<string, FileOrigin | undefined>();
    for (const file of resources) {
      for (const { kind, name, origin } of files.content(files.file(tree, file)).resources) {
        const place = `${kind}\n${name}`;
        if (origin instanceof FileOrigin) places.set(place, places.has(place) ? undefined : origin);
      }
    }
    const own = kustomizationIn(tree, dir) ?? dir;
    const [prefix, suffix] = [text(options.namePrefix), text(options.nameSuffix)];
    return {
      by: 'kustomize',
      tree,
      dir,
      key,
      run: async (home) => {
        const shared = this.workspace.folderOf(tree, paths);
        const top = edits.length > 0 ? this.workspace.changeable(shared, dir) : shared;
        const at = path.join(top, dir);
        const env = environment(home);
        // kustomize inflates charts with the helm of the PATH.
        if (charts && 'file' in helm) env.PATH = [path.dirname(helm.file), env.PATH].join(path.delimiter);
        for (const edit of edits) {
          const failed = await this.edit(edit, at, env);
          if (failed) return failed;
        }
        const args = buildArguments(at, build, cluster);
        const all = program.by === 'kubectl' ? ['kustomize', ...args.slice(1)] : args;
        return runProgram(program.file, all, { cwd: top, env, limits: this.limits });
      },
      originOf: (object) => {
        const name = text(fields(object.metadata).name);
        const plain =
          name.startsWith(prefix) && name.endsWith(suffix)
            ? name.slice(prefix.length, name.length - suffix.length)
            : name;
        const written = places.get(`${text(object.kind)}\n${name}`) ?? places.get(`${text(object.kind)}\n${plain}`);
        return new RenderedOrigin('kustomize', tree, written?.path ?? own, dir, text(object.kind), written);
      },
      doubt: (words) => {
        if (given === undefined && /must specify --enable-helm|is not in or below/.test(words))
          return 'argocd-cm is not at hand: say what it has in kustomize.buildOptions with --build-options';
        return source && uncertainFiles(source, []);
      },
    };
  }

  private async edit(edit: Edit, at: string, env: NodeJS.ProcessEnv): Promise<Outcome | undefined> {
    if ('args' in edit) {
      const outcome = await runProgram(this.fileOf('kustomize'), edit.args, { cwd: at, env, limits: this.limits });
      return outcome.stdout ? undefined : outcome;
    }
    const name = KUSTOMIZATIONS.find((one) => fs.existsSync(path.join(at, one)));
    if (name === undefined) throw new WrongOption('kustomization file not found in the path');
    const file = path.join(at, name);
    fs.writeFileSync(file, withPatches(fs.readFileSync(file, 'utf8'), edit.patches));
    return undefined;
  }

  private variablesOf(
    { application, source, tree }: SourceInTree,
    context: EngineContext,
  ): ReadonlyMap<string, string> {
    const { name, namespace } = application;
    const instance = namespace === '' || namespace === context.namespace ? name : `${namespace}_${name}`;
    return buildVariables(application, source, instance, tree instanceof GitTree ? tree.commit : undefined);
  }

  private buildOf(by: 'helm' | 'kustomize'): string {
    const program = this.programs[by];
    return 'build' in program ? program.build : '';
  }

  private fileOf(by: 'helm' | 'kustomize'): string {
    const program = this.programs[by];
    if ('missing' in program) throw new CannotRender(program.missing);
    return program.file;
  }
}

function keyOf(parts: readonly unknown[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex');
}

function listOf(value: unknown): readonly Fields[] {
  return Array.isArray(value) ? value.map(fields) : [];
}

/** @see https://github.com/argoproj/argo-cd/blob/v3.5.1/util/helm/helm.go (IsMissingDependencyErr) */
function isMissingDependency(stderr: string): boolean {
  return (
    stderr.includes('found in requirements.yaml, but missing in charts') ||
    stderr.includes('found in Chart.yaml, but missing in charts/ directory')
  );
}

/** A file, and the symlinks on the way to it. */
function pathsTo({ tree, path: file }: GivenFile): readonly string[] {
  const found: string[] = [];
  for (let at = file; at !== ''; at = at.slice(0, Math.max(at.lastIndexOf('/'), 0)))
    if (tree.type(at) === 'symlink') found.push(at);
  const real = resolveLink(tree, file).path;
  return real === undefined ? found : [...found, real];
}

function isThere(tree: FileTree, dir: string, component: string): boolean {
  const path = normalize(join(dir, component));
  return path !== undefined && resolveLink(tree, path).path !== undefined;
}

function kustomizationIn(tree: FileTree, dir: string): string | undefined {
  const name = KUSTOMIZATIONS.find((one) => tree.type(join(dir, one)) === 'file');
  return name === undefined ? undefined : join(dir, name);
}

/** Why the files of a source may differ from those that Argo CD reads. */
function uncertainFiles(
  { source, path: dir, refs }: SourceToRender & { readonly path: string },
  given: readonly GivenFile[],
): string | undefined {
  const { repository, targetRevision, repoURL } = source;
  if (repository && !standsFor(repository, targetRevision, dir))
    return `the files at hand may differ from revision ${JSON.stringify(targetRevision)} of ${repoURL}`;
  for (const { repository: other, targetRevision: revision } of refs.values()) {
    if (!other || !given.some(({ tree }) => tree === other.tree)) continue;
    if (!standsFor(other, revision, ''))
      return `the files at hand may differ from revision ${JSON.stringify(revision)} of ${other.url}`;
  }
  return undefined;
}
