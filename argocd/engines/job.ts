import { createHash } from 'node:crypto';
import type { Files } from '../model/files';
import { standsFor } from '../model/revision';
import type { Fields, Origin } from '../model/types';
import type { SourceToRender } from '../render/rendering';
import type { ArgoCdVersion } from '../semantics/version';
import type { FileTree } from '../tree/file-tree';
import { GitTree } from '../tree/git-tree';
import { decode } from '../yaml/text';
import { buildVariables } from './build-variables';
import type { ChartText } from './chart-text';
import type { Contents } from './contents';
import type { Elsewhere } from './elsewhere';
import type { GivenValues, Variant } from './given-values';
import type { ClusterFacts } from './helm-arguments';
import { secretsInYaml } from './known-secrets';
import type { Programs } from './programs';
import type { Limits, Outcome } from './run-program';
import type { GivenFile, SourceInTree } from './source-files';
import type { Workspace } from './workspace';

/** What is known of the repository when a source is rendered. */
export interface EngineContext {
  readonly files: Files;
  readonly version: ArgoCdVersion;
  /** Of Argo CD. */
  readonly namespace: string;
  /** `kustomize.buildOptions` of argocd-cm; `undefined` if argocd-cm is not at hand. */
  readonly buildOptions: string | undefined;
  readonly elsewhere: Elsewhere;
}

/** What all sources are rendered with. */
export interface Setup {
  readonly workspace: Workspace;
  readonly programs: Programs;
  readonly cluster: ClusterFacts;
  /** Whether somebody said what the cluster is like. */
  readonly declared: { readonly kubeVersion: boolean; readonly apiVersions: boolean };
  readonly limits: Limits;
  /** `kustomize.buildOptions`, if somebody said them. */
  readonly buildOptions?: string;
}

/** What a source needs to be rendered by a program. */
export interface Job {
  readonly by: 'helm' | 'kustomize';
  readonly tree: FileTree;
  readonly dir: string;
  /** All that the outcome depends on. */
  readonly key: string;
  /** Runs the program. @param home see {@link Workspace.withHome} */
  readonly run: (home: string) => Promise<Outcome>;
  /** How to try it with other values. @default - it has none */
  readonly tries?: Tries;
  readonly originOf: (object: Fields, source: string | undefined) => Origin;
  /** What is a secret in what the program is given: asked for when it fails. */
  readonly secrets: () => Iterable<string>;
  /** Why Argo CD may not meet a failure: the files may differ from those that it reads, or it knows more of the cluster. */
  readonly doubt: (words: string) => string | undefined;
}

/** What may be a secret in the files at and below some paths: {@link secretsInYaml}. Not in templates, and not in large files. */
export function secretsInFiles(contents: Contents, tops: Iterable<string>, found: Set<string>): void {
  const { tree } = contents;
  for (const file of [...tops].flatMap((top) => contents.filesBelow(top))) {
    if (!/\.(?:ya?ml|json)$/i.test(file) || /(?:^|\/)templates\//.test(file) || tree.type(file) !== 'file') continue;
    if (tree.size(file) < 1_000_000) secretsInYaml(decode(tree.read(file)), found);
  }
}

/** What trials with a chart need. */
export interface Tries {
  readonly chart: () => ChartText;
  /** The values that it is given, merged. */
  readonly given: () => GivenValues | undefined;
  /** Renders it again. @param variant @default - with the same values */
  readonly render: (home: string, variant?: Variant) => Promise<Outcome>;
}

/** One string for all that the outcome of a job depends on. */
export function keyOf(parts: readonly unknown[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex');
}

/** The variables of a source. See {@link buildVariables}. */
export function variablesOf(
  { application, source, tree }: SourceInTree,
  context: EngineContext,
): ReadonlyMap<string, string> {
  const { name, namespace } = application;
  const instance = namespace === '' || namespace === context.namespace ? name : `${namespace}_${name}`;
  return buildVariables(application, source, instance, tree instanceof GitTree ? tree.commit : undefined);
}

/** Why the files of a source may differ from those that Argo CD reads. */
export function uncertainFiles(
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
