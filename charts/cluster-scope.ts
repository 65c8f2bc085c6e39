import type { IConstruct } from 'constructs';
import { folderInRepository, type GitRepository } from '../synth/git-repository';

/** By a symbol of all copies of this package: constructs of one tree may come from two of them. */
const KEY = Symbol.for('cdk8s-groundwork.cluster');

type Owner = IConstruct & { [KEY]?: ClusterScope };

/**
 * What the constructs of one cluster share: the facts that they tell each other (ports, Secrets, nodes, names, waves …),
 * the folder that they render into, and the repository that it is committed to.
 *
 * It belongs to a construct, and to all below it. Today that is the root of the tree: one app is one cluster.
 */
export class ClusterScope {
  /** The cluster that a construct belongs to: that of its closest scope that has one, otherwise of the whole tree. */
  static of(construct: IConstruct): ClusterScope {
    for (let at: Owner | undefined = construct; at; at = at.node.scope) if (at[KEY]) return at[KEY];
    return new ClusterScope(construct.node.root);
  }

  /** Where the output folder is committed; undefined until an AppsOfApps or `commitTo` says it. */
  repository?: GitRepository;

  private readonly registries = new Map<string, unknown>();

  /**
   * @param owner the construct whose constructs belong to this cluster
   * @param folder the folder of this cluster below the output folder; `''` for the output folder itself
   */
  constructor(
    readonly owner: IConstruct,
    readonly folder = '',
  ) {
    (owner as Owner)[KEY] = this;
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

  /** Adds errors of the synth that are known only when the whole tree is declared. */
  addValidation(validate: () => string[]): void {
    this.owner.node.addValidation({ validate });
  }

  /** A path of this cluster, below the output folder. */
  path(file: string): string {
    return this.folder === '' ? file : `${this.folder}/${file}`;
  }

  /** The folder of this cluster in a repository, as a path of an Application's source. */
  folderIn(repository: GitRepository): string {
    const output = folderInRepository(repository);
    return this.folder === '' ? output : `${output}/${this.folder}`;
  }
}
