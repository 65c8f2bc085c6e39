import type { IConstruct } from 'constructs';
import type { ClusterNode } from '../cluster-facts';
import { ClusterScope } from '../cluster-scope';

/** Something that has to be true on a node, and that no manifest can establish. */
export interface NodeRequirement {
  /** What has to be true, as Markdown. */
  readonly requirement: string;
  /** What does not work without it: `Cilium`. */
  readonly neededBy: string;
  /** How a person sees it, as Markdown. */
  readonly check: string;
}

/** The nodes of a cluster, as far as they are declared, and what the platform needs of each. */
export class Nodes {
  private readonly declared: ClusterNode[] = [];
  private readonly needed: NodeRequirement[] = [];

  /** Those of the cluster that a construct belongs to. */
  static of(construct: IConstruct): Nodes {
    return ClusterScope.of(construct).registry('Nodes', () => new Nodes());
  }

  /** Adds nodes of the cluster. */
  declare(...nodes: readonly ClusterNode[]): void {
    this.declared.push(...nodes);
  }

  /** Adds what has to be true on every node; PLATFORM.md lists it. */
  require(...requirements: readonly NodeRequirement[]): void {
    this.needed.push(...requirements);
  }

  /** All nodes, by name. */
  get all(): readonly ClusterNode[] {
    return [...this.declared].sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  /** What has to be true on each, by what needs it, in the order of declaration. */
  get requirements(): readonly NodeRequirement[] {
    return [...this.needed].sort((a, b) => (a.neededBy < b.neededBy ? -1 : a.neededBy > b.neededBy ? 1 : 0));
  }
}
