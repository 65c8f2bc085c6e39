import type { IConstruct } from 'constructs';
import type { GitRepository } from '../synth/git-repository';
import { DEFAULT_OUTDIR, fileBeside, fileOfCluster } from '../synth/layout';

/** By a symbol of all copies of this package: constructs of one tree may come from two of them. */
const KEY = Symbol.for('cdk8s-groundwork.cluster');

type Owner = IConstruct & { [KEY]?: ClusterScope };

/**
 * What the constructs of one cluster share: the facts that they tell each other (ports, Secrets, nodes, names, waves …),
 * the folder that they render into, and the repository that it is committed to.
 *
 * It belongs to a construct, and to all below it: to each `Cluster`, and where there is none, to the whole app.
 */
export class ClusterScope {
  /** The cluster that a construct belongs to: that of its closest scope that has one, otherwise of the whole tree. */
  static of(construct: IConstruct): ClusterScope {
    let at: Owner = construct;
    while (!at[KEY] && at.node.scope) at = at.node.scope;
    return at[KEY] ?? new ClusterScope(at);
  }

  /** The version of Kubernetes that it runs; undefined until something says it. */
  kubernetesVersion?: string;
  /** The StorageClass of volumes that name none; undefined until something says it. */
  storageClass?: string;

  private committedTo?: GitRepository;
  private readonly registries = new Map<string, unknown>();
  private readonly makers: (() => void)[] = [];

  /**
   * @param owner the construct below which everything belongs to this cluster: the app, or a folder of it
   * @param outputFolder of the app, as a path below the working directory
   * @throws Error if it has a cluster already, whose facts would be lost
   */
  constructor(
    readonly owner: IConstruct,
    readonly outputFolder = DEFAULT_OUTDIR,
  ) {
    if ((owner as Owner)[KEY])
      throw new Error(
        `[${owner.node.path || 'the app'}] is a cluster already, and what its constructs have said of it would be lost: ` +
          'take it with ClusterScope.of, or make the other cluster of another folder',
      );
    (owner as Owner)[KEY] = this;
  }

  /** Where the output folder is committed, with its path; undefined until an AppsOfApps or `commitTo` says it. */
  get repository(): GitRepository | undefined {
    return this.committedTo;
  }

  set repository(repository: GitRepository) {
    this.committedTo = { ...repository, path: this.outputIn(repository) };
  }

  /**
   * The folder of this cluster below the output folder; `''` for the output folder itself. It is where its owner stands,
   * so that what is made in its files finds this cluster, too.
   */
  get folder(): string {
    return this.owner.node.path;
  }

  /**
   * A registry of facts, made when it is first asked for.
   *
   * @param name of the class, which is the same in all copies of this package
   */
  registry<T>(name: string, make: () => T): T {
    if (!this.registries.has(name)) this.registries.set(name, make());
    return this.registries.get(name) as T;
  }

  /** Whether a registry was asked for already. */
  has(name: string): boolean {
    return this.registries.has(name);
  }

  /** Adds what is to be made when everything else is declared: before each rendering, so it makes what is there once. */
  whenDeclared(make: () => void): void {
    this.makers.push(make);
  }

  /** To be called before the tree is rendered. */
  complete(): void {
    for (const make of this.makers) make();
  }

  /** Adds errors of the synth that are known only when the whole tree is declared. */
  addValidation(validate: () => string[]): void {
    this.owner.node.addValidation({ validate });
  }

  /** A file of this cluster that stands beside the output folder: `images.lock.yaml`, and `images.prod.lock.yaml` for prod. */
  fileBeside(file: string): string {
    return fileBeside(this.outputFolder, fileOfCluster(this.folder, file));
  }

  /** A path of this cluster, below the output folder. */
  path(file: string): string {
    return this.folder === '' ? file : `${this.folder}/${file}`;
  }

  /** The output folder in a repository, as a path of an Application's source: as it is named here, unless something is said. */
  outputIn(repository: GitRepository): string {
    return repository.path ?? this.outputFolder;
  }

  /** The folder of this cluster in a repository, as a path of an Application's source. */
  folderIn(repository: GitRepository): string {
    const output = this.outputIn(repository);
    return this.folder === '' ? output : `${output}/${this.folder}`;
  }
}
