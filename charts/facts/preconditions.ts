import type { IConstruct } from 'constructs';
import type { Application } from '../argocd/application';
import { ClusterScope } from '../cluster-scope';

/** Something that has to be true of the cluster, and that no manifest here brings about. */
export interface Precondition {
  /** What has to be true, as Markdown. */
  readonly requirement: string;
  /** What needs it: `Application harbor`. */
  readonly neededBy: string;
  /** How a person sees it, as Markdown. */
  readonly check: string;
}

/** What has to be true before the first sync, and what a person installs because Argo CD cannot. */
export class Preconditions {
  private readonly declared: Precondition[] = [];
  private readonly byHand: Application[] = [];

  /** Those of the cluster that a construct belongs to. */
  static of(construct: IConstruct): Preconditions {
    return ClusterScope.of(construct).registry('Preconditions', () => new Preconditions());
  }

  /** Adds some; what several need is one. */
  declare(...preconditions: readonly Precondition[]): void {
    this.declared.push(...preconditions);
  }

  /** Adds what Argo CD needs before it can bring anything: the network, and itself. */
  installFirst(...applications: readonly Application[]): void {
    this.byHand.push(...applications);
  }

  /** In the order in which they are installed. */
  get installedFirst(): readonly Application[] {
    return this.byHand;
  }

  /** All of them, in the order of declaration. */
  get all(): readonly Precondition[] {
    const joined = new Map<string, Precondition>();
    for (const one of this.declared) {
      const known = joined.get(one.requirement);
      joined.set(one.requirement, known ? { ...known, neededBy: `${known.neededBy}, ${one.neededBy}` } : one);
    }
    return [...joined.values()];
  }
}
