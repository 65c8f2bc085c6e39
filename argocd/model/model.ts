import { normalizeGitUrl } from '../semantics/git-url';
import { kindScope } from '../semantics/kind-scope';
import { ArgoCdVersion } from '../semantics/version';
import { expand } from './applicationset/expand';
import { checkoutsOf } from './checkout';
import { resolveDestination } from './destination';
import { discoverType, isZeroDirectory, readDirectory, resolveLink, whyLeftOut } from './directory';
import { Files } from './files';
import { helmValues, type ReferredSource } from './helm-values';
import { assignInstances } from './instances';
import { Kustomizations } from './kustomize';
import {
  ApplicationNode,
  ApplicationSetNode,
  AppProjectNode,
  IN_CLUSTER,
  Rendered,
  SourceNode,
  secretValue,
} from './nodes';
import { fields, list, text } from './resource';
import { type Directory, scan } from './scan';
import { readSettings } from './settings';
import { display, type FileTree, TreeError } from './tree';
import { join, normalize } from './tree-path';
import type {
  ApplicationSource,
  Cluster,
  FileProblem,
  Model,
  Pointer,
  Repository,
  RepositorySecret,
  Resource,
  Scope,
  SymlinkOutOfBounds,
  Unchecked,
} from './types';

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
}

/** A directory that is checked, in its checkout. */
export interface CheckedDirectory extends Directory {
  /** The URLs of the remotes of the checkout. */
  readonly remotes?: readonly string[];
}

/** A model together with the files it was read from. */
export interface ReadModel {
  readonly model: Model;
  readonly files: Files;
}

/** Names a file of a tree in {@link Model.readFiles}. */
export function fileKey(tree: FileTree, path: string): string {
  return display(tree, path);
}

/** Reads the directories, and what their Applications lead to in the repositories at hand. */
export function readModel(input: ModelInput, files = new Files()): ReadModel {
  return { model: new Reader(input, files).read(), files };
}

/** The namespace that Argo CD's own documentation installs it into. */
const ARGOCD = 'argocd';

class Reader {
  private readonly nodes = new Map<Resource, ApplicationNode>();
  private readonly applications: ApplicationNode[] = [];
  private readonly projects: AppProjectNode[] = [];
  private readonly sets = new Map<Resource, ApplicationSetNode>();
  private readonly resources = new Set<Resource>();
  private readonly clusters: Cluster[] = [IN_CLUSTER];
  private readonly repositorySecrets: RepositorySecret[] = [];
  private readonly unchecked: Unchecked[] = [];
  private readonly readFiles = new Set<string>();
  private readonly definitions = new Map<string, Scope>();
  private readonly byUrl = new Map<string, Repository[]>();
  private readonly repositories: Repository[] = [];
  private readonly kustomizations: Kustomizations;
  private readonly version: ArgoCdVersion;
  private namespace = ARGOCD;

  constructor(
    private readonly input: ModelInput,
    private readonly files: Files,
  ) {
    this.version = ArgoCdVersion.parse(input.argocdVersion) ?? ArgoCdVersion.LATEST;
    this.kustomizations = new Kustomizations(files, (group, kind) => this.scope(group, kind));
    for (const repository of input.repositories) this.addRepository(repository);
  }

  private addRepository(repository: Repository): void {
    const url = normalizeGitUrl(repository.url);
    this.repositories.push(repository);
    this.byUrl.set(url, [...(this.byUrl.get(url) ?? []), repository]);
  }

  read(): Model {
    const { input } = this;
    const scanned = new Map<FileTree, Set<string>>();
    const unreadable: FileProblem[] = [];
    const unbuilt = new Set<Resource>();
    for (const directory of input.directories) {
      const found = scan(this.files, this.kustomizations, directory);
      this.unchecked.push(...found.unchecked);
      unreadable.push(...found.problems);
      for (const resource of found.unbuilt) unbuilt.add(resource);
      const paths = scanned.get(directory.tree) ?? new Set();
      for (const path of found.files) paths.add(path);
      scanned.set(directory.tree, paths);
      this.add(found.resources);
    }
    this.namespace = namespaceOf([...this.resources]);
    for (const directory of input.directories) {
      if (input.repositories.some(({ tree }) => tree === directory.tree)) continue;
      for (const repository of checkoutsOf(directory, [...this.resources])) {
        if (!this.repositories.some(({ tree, url }) => tree === repository.tree && url === repository.url))
          this.addRepository(repository);
      }
    }

    // Rendering may bring up more Applications, and those more ApplicationSets: on until nothing new comes.
    let rendered = 0;
    const expanded = new Set<ApplicationSetNode>();
    for (;;) {
      while (rendered < this.applications.length) this.render(this.applications[rendered++] as ApplicationNode);
      const next = [...this.sets.values()].find((set) => !expanded.has(set));
      if (!next) break;
      expanded.add(next);
      this.expand(next);
    }
    this.link();
    const settings = readSettings([...this.resources], this.applications, this.namespace);

    return {
      argocdVersion: input.argocdVersion,
      applications: this.applications,
      projects: this.projects,
      applicationSets: [...this.sets.values()],
      repositorySecrets: this.repositorySecrets,
      clusters: this.clusters,
      resources: [...this.resources],
      unbuilt: [...unbuilt].filter((resource) => !this.resources.has(resource)),
      settings,
      repositories: this.repositories,
      problems: this.inGit([...this.problems(scanned), ...unreadable]),
      readFiles: this.readFiles,
      symlinksOutOfBounds: this.symlinks(),
      files: this.files.size,
      unchecked: this.unchecked,
      scope: (group, kind) => this.scope(group, kind),
    };
  }

  /** Takes in objects, whatever they are for Argo CD. */
  private add(resources: readonly Resource[]): void {
    for (const resource of resources) {
      if (this.resources.has(resource)) continue;
      this.resources.add(resource);
      const { group, kind } = resource;
      if (group === 'argoproj.io') {
        if (kind === 'Application') this.addApplication(new ApplicationNode(resource));
        else if (kind === 'AppProject') this.projects.push(new AppProjectNode(resource));
        else if (kind === 'ApplicationSet') this.sets.set(resource, new ApplicationSetNode(resource));
      } else if (group === '' && kind === 'Secret') this.addSecret(resource);
      else if (group === 'apiextensions.k8s.io' && kind === 'CustomResourceDefinition') {
        const spec = fields(resource.object.spec);
        const scope = text(spec.scope) === 'Cluster' ? 'cluster' : 'namespaced';
        this.definitions.set(`${text(spec.group)}\n${text(fields(spec.names).kind)}`, scope);
      }
    }
  }

  private addApplication(node: ApplicationNode): void {
    this.nodes.set(node.resource, node);
    this.applications.push(node);
  }

  private addSecret(resource: Resource): void {
    const type = resource.labels['argocd.argoproj.io/secret-type'];
    const project = secretValue(resource, 'project');
    if (type === 'repository' || type === 'repo-creds') {
      this.repositorySecrets.push({ resource, type, url: secretValue(resource, 'url'), project });
    } else if (type === 'cluster') {
      const server = secretValue(resource, 'server').replace(/\/+$/, '');
      const cluster = {
        server,
        name: secretValue(resource, 'name'),
        project,
        labels: resource.labels,
        annotations: resource.annotations,
        resource,
      };
      // A Secret for the own cluster takes the place of the implicit one.
      if (server === IN_CLUSTER.server && this.clusters[0] === IN_CLUSTER) this.clusters[0] = cluster;
      else this.clusters.push(cluster);
    }
  }

  private scope(group: string, kind: string): Scope {
    const known = kindScope(group, kind);
    return known === 'unknown' ? (this.definitions.get(`${group}\n${kind}`) ?? 'unknown') : known;
  }

  private render(node: ApplicationNode): void {
    if (node.namespace === '') node.namespace = this.namespace;
    node.destination = resolveDestination(node.spec.destination, this.clusters);
    const sources = sourcesOf(node);
    const refs = new Map<string, ReferredSource>();
    for (const source of sources)
      if (source.ref !== '')
        refs.set(source.ref, {
          targetRevision: source.targetRevision,
          repository: this.repositoryOf(source).repository,
        });
    const found = sources.map((source) => {
      const resources = this.readSource(source);
      const overridden = this.overrides(node, source);
      const { values, problems, missing } = helmValues(this.files, source, {
        origin: node.resource.origin,
        refs,
        version: this.version,
        judged: !overridden && (source.chart !== '' || typeOf(source) === 'helm'),
        ownChart: !overridden && source.type === 'helm' && source.takenForChart === undefined,
      });
      source.values = values;
      source.helmProblems = problems;
      for (const file of missing) {
        this.unchecked.push({
          subject: `value file ${file} of Application ${node.name}`,
          reason:
            'not in the files at hand: Argo CD refuses the Application unless it is there in the revision it reads',
          resource: node.resource,
        });
      }
      if (source.notRendered !== undefined)
        this.unchecked.push({
          subject: nameOfSource(node, source),
          reason: source.notRendered,
          resource: node.resource,
        });
      return resources;
    });
    node.sources = sources;
    node.complete = sources.length > 0 && sources.every(({ notRendered }) => notRendered === undefined);
    for (const [index, source] of sources.entries()) {
      const resources = found[index] as readonly Resource[];
      this.add(resources);
      for (const resource of resources) {
        const scope = this.scope(resource.group, resource.kind);
        const namespace = scope === 'cluster' ? '' : resource.namespace || node.destination.namespace;
        node.resources.push(new Rendered(resource, node, source, scope, namespace));
      }
    }
  }

  /** @see https://argo-cd.readthedocs.io/en/stable/user-guide/parameters/#store-overrides-in-git */
  private overrides({ name, resource }: ApplicationNode, { repository, path }: ApplicationSource): boolean {
    let found = false;
    if (!repository || path === '') return found;
    const dir = normalize(path);
    if (dir === undefined) return found;
    for (const override of ['.argocd-source.yaml', `.argocd-source-${name}.yaml`]) {
      const file = join(dir, override);
      if (repository.tree.type(file) === undefined) continue;
      this.unchecked.push({
        subject: `overrides of Application ${name} in ${display(repository.tree, file)}`,
        reason: 'overrides are not applied by this check',
        resource,
        file: display(repository.tree, file),
      });
      found = true;
    }
    return found;
  }

  /** Finds the files of a source and reads them: says in the source what became of it, and gives the objects. */
  private readSource(source: SourceNode): readonly Resource[] {
    const not = (reason: string): readonly Resource[] => {
      source.notRendered = reason;
      return [];
    };
    if (source.chart !== '') {
      source.type = 'helm';
      return not('a Helm chart from a repository: judged by source and destination alone');
    }
    if (source.repoURL.startsWith('oci://')) return not('an OCI artifact: judged by source and destination alone');
    const explicit = typeOf(source);
    if (source.path === '') {
      if (source.ref === '') return [];
      source.type = 'ref';
      source.repository = this.repositoryOf(source).repository;
      return [];
    }
    source.type = explicit;
    const { repository, reason } = this.repositoryOf(source);
    if (!repository) return not(reason);

    source.repository = repository;
    const { tree } = repository;
    const clean = source.path.startsWith('/') ? undefined : normalize(source.path);
    const { path } = clean === undefined ? {} : clean === '' ? { path: '' } : resolveLink(tree, clean);
    if (path === undefined || (path !== '' && tree.type(path) !== 'directory')) {
      // A branch that is not checked out may well have the path.
      source.pathMissing = repository.revision !== undefined || ['', 'HEAD'].includes(source.targetRevision);
      const why = clean === undefined ? undefined : whyLeftOut(tree, clean);
      return not(
        `path ${JSON.stringify(source.path)} is no directory in the files at hand${why === undefined ? '' : ` (${why})`}`,
      );
    }
    try {
      source.type = explicit ?? discoverType(tree, path);
    } catch (error) {
      if (!(error instanceof TreeError)) throw error;
      return not(error.message);
    }
    if (source.type === 'helm') {
      if (explicit === undefined && tree.type(path === '' ? 'Chart.yaml' : `${path}/Chart.yaml`) !== 'file') {
        const name = tree.list(path).findLast((entry) => entry.name.endsWith('Chart.yaml'))?.name;
        source.takenForChart = path === '' ? name : `${path}/${name}`;
        return not(`Argo CD takes it for a Helm chart because of ${name}`);
      }
      return not('a Helm chart in the repository: its templates are not rendered');
    }
    if (source.type === 'plugin') return not('a config management plugin renders it');
    if (source.type === 'kustomize') {
      const built = this.kustomizations.of(tree, path);
      const options = Object.keys(fields(source.fields.kustomize));
      const because =
        built.reason ?? (options.length > 0 ? `spec.source.kustomize has ${options.join(', ')}` : undefined);
      return because === undefined ? built.resources : not(`a kustomization that is not built here (${because})`);
    }
    source.directory = readDirectory(this.files, tree, path, fields(source.fields.directory));
    const { files, jsonnet, resources } = source.directory;
    for (const file of files) this.readFiles.add(fileKey(tree, file));
    if (jsonnet.length > 0) source.notRendered = `Jsonnet is not evaluated: ${jsonnet.join(', ')}`;
    return resources;
  }

  private repositoryOf({ repoURL, targetRevision }: Wanted): {
    readonly repository?: Repository;
    readonly reason: string;
  } {
    const candidates = this.byUrl.size === 0 ? [] : (this.byUrl.get(normalizeGitUrl(repoURL)) ?? []);
    if (candidates.length === 0)
      return { reason: `repository ${repoURL} is not at hand (give it with --repo ${repoURL}=DIR)` };
    const exact = candidates.find(({ revision }) => revision === targetRevision);
    if (exact) return { repository: exact, reason: '' };
    const any = candidates.find(({ revision }) => revision === undefined);
    if (!any)
      return {
        reason: `repository ${repoURL} is at hand, but not in revision ${JSON.stringify(targetRevision || 'HEAD')}`,
      };
    if (!isPinned(targetRevision)) return { repository: any, reason: '' };
    return {
      reason: `revision ${JSON.stringify(targetRevision)} is not at hand (give it with --repo ${repoURL}@${targetRevision}=DIR)`,
    };
  }

  private expand(set: ApplicationSetNode): void {
    const result = expand(set, {
      clusters: this.clusters,
      files: this.files,
      repository: (repoURL, targetRevision) => this.repositoryOf({ repoURL, targetRevision }),
    });
    set.problems = result.problems;
    set.notExpanded = result.notExpanded;
    if (result.notExpanded !== undefined) {
      this.unchecked.push({
        subject: `ApplicationSet ${set.name}`,
        reason: result.notExpanded,
        resource: set.resource,
      });
    }
    for (const { resource, parameters } of result.applications) {
      const node = new ApplicationNode(resource, { applicationSet: set, parameters });
      node.namespace = set.resource.namespace;
      this.resources.add(resource);
      this.addApplication(node);
      set.applications.push(node);
    }
  }

  /** Ties parents to children, and Applications to projects. */
  private link(): void {
    const tie = (parent: ApplicationNode, child: ApplicationNode | undefined): void => {
      if (!child || child === parent || child.parents.includes(parent)) return;
      child.parents.push(parent);
      parent.children.push(child);
    };
    for (const parent of this.applications) {
      for (const { resource, namespace } of parent.resources) {
        const child = this.nodes.get(resource);
        if (child && resource.namespace === '' && namespace !== '') child.namespace = namespace;
        tie(parent, child);
        const set = this.sets.get(resource);
        if (!set) continue;
        set.parents.push(parent);
        for (const generated of set.applications) {
          if (set.resource.namespace === '' && namespace !== '') generated.namespace = namespace;
          tie(parent, generated);
        }
      }
    }
    assignInstances(this.applications, this.projects);
    for (const application of this.applications) {
      application.project?.applications.push(application);
      if (application.projectAmbiguous) {
        const subject = `AppProject ${application.projectName} of Application ${application.name}`;
        this.unchecked.push({
          subject,
          reason: 'several AppProjects of this name are at hand',
          resource: application.resource,
        });
      }
    }
  }

  private problems(scanned: ReadonlyMap<FileTree, ReadonlySet<string>>): readonly FileProblem[] {
    const problems: FileProblem[] = [];
    for (const file of this.files.all()) {
      if (file.problems.length === 0) continue;
      if (scanned.get(file.tree)?.has(file.path) || this.readFiles.has(fileKey(file.tree, file.path))) {
        problems.push(...file.problems);
      }
    }
    return problems;
  }

  /** What Git ignores (the data of a database that somebody runs in the checkout) need not be readable. */
  private inGit(problems: readonly FileProblem[]): readonly FileProblem[] {
    return problems.filter(({ kind, tree, path, message }) => {
      if (kind !== 'unreadable') return true;
      let known: ReadonlySet<string> | undefined;
      try {
        known = tree.inGit?.();
      } catch (error) {
        if (!(error instanceof TreeError)) throw error;
      }
      if (!known || known.has(path) || [...known].some((one) => one.startsWith(`${path}/`))) return true;
      const file = display(tree, path);
      this.unchecked.push({ subject: file, reason: `not in Git, and ${message}`, file });
      return false;
    });
  }

  /** Every symlink in a repository that an Application reads from counts, wherever it is. */
  private symlinks(): readonly SymlinkOutOfBounds[] {
    const used = new Set(this.applications.flatMap(({ sources }) => sources.map(({ repository }) => repository)));
    const found: SymlinkOutOfBounds[] = [];
    const seen = new Set<FileTree>();
    for (const repository of used) {
      if (!repository || seen.has(repository.tree)) continue;
      seen.add(repository.tree);
      const { tree } = repository;
      const here: SymlinkOutOfBounds[] = [];
      const walk = (dir: string): void => {
        let entries: ReturnType<FileTree['list']> = [];
        try {
          entries = tree.listMore ? tree.listMore(dir) : tree.list(dir);
        } catch (error) {
          if (!(error instanceof TreeError)) throw error;
        }
        for (const { name, type } of entries) {
          const path = join(dir, name);
          // What is not in Git does not reach Argo CD: its own folder, and dependencies that a package manager fetches.
          if (type === 'directory' && name !== '.git' && name !== 'node_modules') walk(path);
          if (type !== 'symlink' || name === 'node_modules') continue;
          const target = tree.readlink(path);
          if (!leavesTree(path, target)) continue;
          const location = { file: display(tree, path), line: 1, column: 1, endLine: 1, endColumn: 1 };
          here.push({ repository, path, target, location });
        }
      };
      walk('');
      if (here.length === 0) continue;
      try {
        const known = tree.inGit?.();
        found.push(...here.filter(({ path }) => !known || known.has(path)));
      } catch (error) {
        if (!(error instanceof TreeError)) throw error;
        for (const { path, target } of here) {
          this.unchecked.push({
            subject: `symlink ${display(tree, path)}, which leads out of the repository to ${JSON.stringify(target)}`,
            reason: `whether it is in Git could not be found out (${error.message})`,
            file: display(tree, path),
          });
        }
      }
    }
    return found;
  }
}

const SOURCE: Pointer = ['spec', 'source'];

/** What says which files are meant. */
type Wanted = Pick<ApplicationSource, 'repoURL' | 'targetRevision'>;

function sourcesOf({ spec }: ApplicationNode): readonly SourceNode[] {
  const sources = list(spec.sources);
  if (sources.length > 0)
    return sources.map((source, index) => new SourceNode(fields(source), ['spec', 'sources', index]));
  const hydrator = fields(spec.sourceHydrator);
  if (Object.keys(hydrator).length > 0) return [];
  return Object.keys(fields(spec.source)).length > 0 ? [new SourceNode(fields(spec.source), SOURCE)] : [];
}

/** The type that a source says, `undefined` if it says none (or several, which Argo CD refuses). */
function typeOf({ fields: source, pointer }: SourceNode): ApplicationSource['type'] {
  const single = pointer.length === 2;
  let said: ApplicationSource['type'];
  for (const type of TYPES) {
    const options = source[type];
    if (options === undefined || options === null) continue;
    // The controller removes empty ones from spec.source.
    if (single && type === 'directory' && isZeroDirectory(options)) continue;
    if (single && (type === 'kustomize' || type === 'helm') && Object.keys(fields(options)).length === 0) continue;
    if (said !== undefined) return undefined;
    said = type;
  }
  return said;
}

const TYPES = ['kustomize', 'helm', 'directory', 'plugin'] as const;

/** A tag or a commit names files other than those that are checked out, as far as anyone here knows. */
function isPinned(revision: string): boolean {
  return (
    /^[0-9a-f]{7,40}$/.test(revision) ||
    /^refs\/tags\//.test(revision) ||
    /^[v~^<>=]*\d+(\.[\dx*]+)*([-+].*)?$/.test(revision)
  );
}

function leavesTree(path: string, target: string): boolean {
  if (target.startsWith('/')) return true;
  let depth = path.split('/').length - 1;
  for (const part of target.split('/')) {
    if (part === '..') depth -= 1;
    else if (part !== '.' && part !== '') depth += 1;
    if (depth < 0) return true;
  }
  return false;
}

function nameOfSource({ name }: ApplicationNode, { chart, path, repoURL, targetRevision }: ApplicationSource): string {
  const what = chart === '' ? `path ${JSON.stringify(path)}` : `chart ${chart} ${targetRevision}`.trimEnd();
  return `Application ${name}: ${what} of ${repoURL}`;
}

/** Where Argo CD runs, as far as the files tell: where its settings are, else where most of its objects are. */
function namespaceOf(resources: readonly Resource[]): string {
  const cm = resources.find(
    ({ group, kind, name, namespace }) =>
      group === '' && kind === 'ConfigMap' && name === 'argocd-cm' && namespace !== '',
  );
  if (cm) return cm.namespace;
  const counts = new Map<string, number>();
  for (const { group, kind, namespace } of resources) {
    if (group !== 'argoproj.io' || namespace === '' || !['Application', 'AppProject', 'ApplicationSet'].includes(kind))
      continue;
    // An AppProject counts only where Argo CD is; an Application may be anywhere.
    counts.set(namespace, (counts.get(namespace) ?? 0) + (kind === 'AppProject' ? 1_000_000 : 1));
  }
  return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0] ?? ARGOCD;
}
