import type { FileTree } from '../tree/file-tree';
import { join, normalize, parentOf } from '../tree/tree-path';
import { decode } from '../yaml/text';
import { KUSTOMIZATIONS } from './directory';
import { fileKey } from './file-key';
import type { Files } from './files';
import type { Kustomizations } from './kustomize';
import { standsFor } from './revision';
import { ScannedFolders } from './scanned-folders';
import type { Application, ApplicationSet, ApplicationSource, Resource, UnreadManifest } from './types';

/** What is in the files at hand, and what of it is read. */
export interface UnreadInput {
  readonly files: Files;
  readonly kustomizations: Kustomizations;
  readonly applications: readonly Application[];
  readonly applicationSets: readonly ApplicationSet[];
  /** The files of the directories that are checked. */
  readonly scanned: ReadonlyMap<FileTree, ReadonlySet<string>>;
  /** The files that directory sources read. */
  readonly readFiles: ReadonlySet<string>;
}

/** Folders whose manifests are there for something else than to be applied. */
const ASIDE = /(?:^|\/)(?:\.|_|test|example|sample|doc|hack|ci|template|fixture|archive|old|disabled|backup|patch)/i;

/** What is asked of a repository once, however many Applications read from it. */
interface Repository {
  readonly scanned: ScannedFolders;
  /** The files that its kustomizations list. */
  readonly listed: ReadonlySet<string>;
  /** The texts of these kustomizations. */
  readonly texts: readonly string[];
}

function repositoryOf(tree: FileTree, paths: ReadonlySet<string>, kustomizations: Kustomizations): Repository {
  const listed = new Set<string>();
  const texts: string[] = [];
  for (const [dir, { files }] of kustomizations.known(tree)) {
    for (const one of files) listed.add(one);
    for (const name of KUSTOMIZATIONS) {
      const file = join(dir, name);
      if (tree.type(file) === 'file') texts.push(decode(tree.read(file)));
    }
  }
  return { scanned: new ScannedFolders(paths), listed, texts };
}

/** The directories that sources read, and all that these are in. */
function directoriesRead(applications: readonly Application[]): ReadonlySet<string> {
  const found = new Set<string>();
  for (const { sources } of applications) {
    for (const { path } of sources) {
      for (let at = normalize(path) ?? ''; at !== '' && !found.has(at); at = parentOf(at)) found.add(at);
    }
  }
  return found;
}

/**
 * Manifests beside those that an Application reads, and that none reads: not listed in the kustomization of their
 * directory, or in a subdirectory of a source without `recurse`. Nothing is said where somebody may read them who is not known.
 */
export function unreadManifests(input: UnreadInput): readonly UnreadManifest[] {
  const found = new Map<string, UnreadManifest>();
  const add = (tree: FileTree, one: UnreadManifest): void => {
    const key = fileKey(tree, one.path);
    if (!found.has(key)) found.set(key, one);
  };
  const repositories = new Map<FileTree, Repository>();
  const directories = directoriesRead(input.applications);
  const allExpanded = input.applicationSets.every(({ notExpanded }) => notExpanded === undefined);
  for (const application of input.applications) {
    for (const source of application.sources) {
      const { repository, targetRevision } = source;
      const path = normalize(source.path);
      if (!repository || path === undefined || !standsFor(repository, targetRevision, path)) continue;
      const { tree } = repository;
      const paths = input.scanned.get(tree);
      if (!paths) continue;
      let known = repositories.get(tree);
      if (!known) {
        known = repositoryOf(tree, paths, input.kustomizations);
        repositories.set(tree, known);
      }
      if (source.type === 'kustomize') {
        for (const one of unlisted(tree, path, application, known, input)) add(tree, one);
      } else if (source.directory && allExpanded) {
        for (const one of below(tree, application, source, known, directories, input)) add(tree, one);
      }
    }
  }
  return [...found.values()];
}

/** Manifests in the directory of a kustomization, or of one that it builds on, which none lists. */
function* unlisted(
  tree: FileTree,
  path: string,
  application: Application,
  { scanned, listed, texts }: Repository,
  { files, kustomizations, readFiles }: UnreadInput,
): Generator<UnreadManifest> {
  const dirs = new Set([path]);
  for (const dir of dirs) for (const base of kustomizations.of(tree, dir).bases) dirs.add(base);
  for (const dir of dirs) {
    const beside = scanned.files(dir);
    if (!beside.some((one) => listed.has(one))) continue;
    for (const file of beside) {
      const name = file.slice(file.lastIndexOf('/') + 1);
      if (listed.has(file) || KUSTOMIZATIONS.includes(name) || readFiles.has(fileKey(tree, file))) continue;
      // A comment, or a field that is not understood here, may name it.
      if (texts.some((text) => text.includes(name))) continue;
      const resource = manifestIn(files, tree, file);
      if (resource) yield { application, resource, path: file, directory: dir, why: 'not listed' };
    }
  }
}

/** Manifests in a subdirectory of a source that does not read subdirectories, one for each. */
function* below(
  tree: FileTree,
  application: Application,
  { directory, fields }: ApplicationSource,
  { scanned }: Repository,
  directories: ReadonlySet<string>,
  { files, readFiles }: UnreadInput,
): Generator<UnreadManifest> {
  const dir = directory?.path ?? '';
  const { recurse } = (fields.directory ?? {}) as { readonly recurse?: unknown };
  if (dir === '' || recurse === true || directory?.files.length === 0) return;
  for (const folder of scanned.folders(dir)) {
    if (directories.has(folder)) continue;
    const own = [...scanned.below(folder)];
    if (own.some((file) => ASIDE.test(file.slice(dir.length + 1)) || readFiles.has(fileKey(tree, file)))) continue;
    const built = new Set(own.map(parentOf));
    const names = ['Chart.yaml', ...KUSTOMIZATIONS];
    if ([...built].some((at) => names.some((name) => tree.type(`${at}/${name}`) !== undefined))) continue;
    for (const file of own) {
      const resource = manifestIn(files, tree, file);
      if (!resource) continue;
      yield { application, resource, path: file, directory: folder, why: 'no recurse' };
      break;
    }
  }
}

/** The first object of a file that is a whole manifest, and nothing of Argo CD: that may be applied by hand. */
function manifestIn(files: Files, tree: FileTree, path: string): Resource | undefined {
  const file = files.file(tree, path);
  const { resources, failure } = files.content(file);
  if (file.template || failure || resources.length === 0) return undefined;
  const odd = resources.some(
    ({ group, kind, name, apiVersion, object }) =>
      group === 'argoproj.io' ||
      group.endsWith('config.k8s.io') ||
      group.endsWith('toolkit.fluxcd.io') ||
      ['Kustomization', 'Component'].includes(kind) ||
      name === '' ||
      apiVersion === '' ||
      object.sops !== undefined,
  );
  return odd ? undefined : resources[0];
}
