import type { CheckedDirectory } from '../model/checkout';
import { expandSet } from '../model/expand-set';
import { fileKey } from '../model/file-key';
import { Files } from '../model/files';
import { Kustomizations } from '../model/kustomize';
import { link } from '../model/link';
import { namespaceOf } from '../model/namespace';
import type { ApplicationSetNode } from '../model/nodes';
import { Objects } from '../model/objects';
import { problemsOf, splitByGit } from '../model/problems';
import { Repositories } from '../model/repositories';
import { type PassedOver, scan } from '../model/scan';
import { readSettings } from '../model/settings';
import { symlinksOutOfBounds } from '../model/symlinks';
import type { Application, FileProblem, Model, Repository, Resource, Unchecked } from '../model/types';
import { unreadManifests } from '../model/unread';
import { unusualPatterns } from '../model/unusual-patterns';
import type { Acquisitions, Wanted } from '../model/wanted';
import type { DirectoryToRender, SourceToRender } from '../render/rendering';
import { type KnownRenderings, type KustomizationPlace, SourceRenderings } from '../render/source-renderings';
import { KubernetesVersion } from '../semantics/kubernetes-version';
import { ArgoCdVersion } from '../semantics/version';
import type { FileTree } from '../tree/file-tree';
import { normalize } from '../tree/tree-path';
import { renderApplication, renderAssumed } from './render-application';

/** What a model is read from. */
export interface ModelInput {
  /** Where to look for Argo CD's objects. */
  readonly directories: readonly CheckedDirectory[];
  /**
   * The repositories whose files are at hand. A path of a source counts from the top of the tree. A tree of a directory
   * that is not among them is a checkout whose URL is found out (see `checkout.ts`).
   */
  readonly repositories: readonly Repository[];
  readonly argocdVersion: string;
  /** @default - the newest that this version of Argo CD is tested with */
  readonly kubernetesVersion?: string;
  /** Files and folders in which nothing is looked for, by their paths from the working directory. @default - none */
  exclude?(path: string): boolean;
  /** What was looked for because an earlier model {@link ReadModel.wanted} it. @default - nothing */
  readonly acquired?: Acquisitions;
  /** What programs made of the sources that an earlier model left {@link ReadModel.unrendered}. @default - nothing */
  readonly renderings?: KnownRenderings;
}

/** A model together with the files it was read from. */
export interface ReadModel {
  readonly model: Model;
  /**
   * One Application for each template whose parameters only a server knows. Rules judge it beside those of the model;
   * nothing else counts it.
   */
  readonly assumed: readonly Application[];
  readonly files: Files;
  /** What Applications and ApplicationSets read and that were not looked for yet. */
  readonly wanted: readonly Wanted[];
  /** The sources that only a program such as Helm can render, and none has. */
  readonly unrendered: readonly (SourceToRender | DirectoryToRender)[];
  /** The kustomizations that no other one builds on, that only kustomize can build, and that it has not built. */
  readonly unbuilt: readonly KustomizationPlace[];
}

/** Reads the directories, and what their Applications lead to in the repositories at hand. */
export function readModel(input: ModelInput, files = new Files()): ReadModel {
  const unchecked: Unchecked[] = [];
  const objects = new Objects();
  const kustomizations = new Kustomizations(
    files,
    (group, kind) => objects.scope(group, kind),
    () => input.renderings?.builds?.() ?? false,
  );

  const renderings = new SourceRenderings(input.renderings);

  // What is in the directories.
  const scanned = new Map<FileTree, Set<string>>();
  const unreadable: FileProblem[] = [];
  const unbuilt = new Set<Resource>();
  const passedOver: PassedOver[] = [];
  const chartsWithProjects = new Set<string>();
  for (const directory of input.directories) {
    const program = (tree: FileTree, dir: string) => renderings.ofKustomization(tree, dir);
    const found = scan(files, kustomizations, directory, program, input.exclude);
    // Not all as arguments of one call: a stack has an end.
    for (const one of found.unchecked) passedOver.push(one);
    for (const one of found.problems) unreadable.push(one);
    for (const resource of found.unbuilt) unbuilt.add(resource);
    for (const chart of found.chartsWithProjects) chartsWithProjects.add(chart);
    const paths = scanned.get(directory.tree) ?? new Set();
    for (const path of found.files) paths.add(path);
    scanned.set(directory.tree, paths);
    objects.add(found.resources);
  }
  const namespace = namespaceOf([...objects.resources]);
  const repositories = new Repositories(input.repositories, input.acquired);
  repositories.addCheckouts(input.directories, [...objects.resources]);

  // Rendering may bring up more Applications, and those more ApplicationSets: on until nothing new comes.
  const version = ArgoCdVersion.orLatest(input.argocdVersion);
  const context = {
    files,
    objects,
    repositories,
    kustomizations,
    renderings,
    namespace,
    version,
    unchecked,
  };
  let rendered = 0;
  const expanded = new Set<ApplicationSetNode>();
  for (;;) {
    for (let next = objects.applications[rendered]; next; next = objects.applications[++rendered])
      renderApplication(next, context);
    const set = [...objects.sets.values()].find((one) => !expanded.has(one));
    if (!set) break;
    expanded.add(set);
    expandSet(set, context);
  }
  const assumed = [...objects.sets.values()].flatMap((set) => set.assumed);
  for (const node of assumed) renderAssumed(node, context);
  const isRendered = input.renderings ? renderedPlaces(objects.applications) : () => false;
  for (const one of passedOver) if (one.dir === undefined || !isRendered(one.tree, one.dir)) unchecked.push(one);
  for (const one of link(objects)) unchecked.push(one);
  for (const one of unusualPatterns(objects.applications, objects.projects)) unchecked.push(one);

  // What is wrong with files and symlinks, among those that count.
  const readFiles = readFilesOf(objects.applications);
  const problems = splitByGit([...problemsOf(files, scanned, readFiles), ...unreadable]);
  const symlinks = symlinksOutOfBounds(objects.applications);
  for (const one of [...problems.unchecked, ...symlinks.unchecked]) unchecked.push(one);

  const model: Model = {
    argocdVersion: input.argocdVersion,
    kubernetesVersion: input.kubernetesVersion ?? String(KubernetesVersion.defaultFor(version)),
    applications: objects.applications,
    projects: objects.projects,
    applicationSets: [...objects.sets.values()],
    repositorySecrets: objects.repositorySecrets,
    clusters: objects.clusters,
    resources: [...objects.resources],
    unbuilt: [...unbuilt].filter((resource) => !objects.resources.has(resource)),
    chartsWithProjects: [...chartsWithProjects],
    settings: readSettings([...objects.resources], objects.applications, namespace),
    repositories: repositories.all,
    problems: problems.problems,
    readFiles,
    symlinksOutOfBounds: symlinks.found,
    unread: unreadManifests({
      files,
      kustomizations,
      applications: objects.applications,
      applicationSets: [...objects.sets.values()],
      scanned,
      readFiles,
    }),
    files: files.size,
    unchecked,
    scope: (group, kind) => objects.scope(group, kind),
  };
  return {
    model,
    assumed,
    files,
    wanted: repositories.wanted,
    unrendered: renderings.missing,
    unbuilt: renderings.unbuilt,
  };
}

/** Tells the directories that a program renders for an Application, which says itself what became of that. */
function renderedPlaces(applications: readonly Application[]): (tree: FileTree, dir: string) => boolean {
  const found = new Map<FileTree, Set<string>>();
  for (const { sources } of applications) {
    for (const { repository, path, type } of sources) {
      if (!repository || (type !== 'helm' && type !== 'kustomize')) continue;
      const paths = found.get(repository.tree) ?? new Set();
      found.set(repository.tree, paths.add(normalize(path) ?? path));
    }
  }
  return (tree, dir) => found.get(tree)?.has(dir) ?? false;
}

/** The files that directory sources read. */
function readFilesOf(applications: readonly Application[]): ReadonlySet<string> {
  const found = new Set<string>();
  for (const { sources } of applications)
    for (const { directory } of sources)
      if (directory) for (const file of directory.files) found.add(fileKey(directory.tree, file));
  return found;
}
