import type { IConstruct } from 'constructs';
import { ClusterScope } from '../cluster-scope';

/** Something that has to be true of a part that somebody else brings. */
export interface BroughtRequirement {
  /** What has to be true, as Markdown. */
  readonly requirement: string;
  /** How a person sees it, as Markdown. */
  readonly check: string;
  /** Shell commands that make it true. @default - whoever brings the part knows how */
  readonly howTo?: readonly string[];
}

/** A part that the platform stands on, and that somebody else brings. */
export interface BroughtPart {
  /** The part: `Network`. */
  readonly part: string;
  /** Who or what brings it: `k3s (flannel)`. */
  readonly broughtBy: string;
  /** What the platform needs of it. @default - that it is there */
  readonly requirements?: readonly BroughtRequirement[];
}

/** The parts of a cluster that somebody else brings; PLATFORM.md lists them. */
export class BroughtParts {
  private readonly declared: BroughtPart[] = [];

  /** Those of the cluster that a construct belongs to. */
  static of(construct: IConstruct): BroughtParts {
    return ClusterScope.of(construct).registry('BroughtParts', () => new BroughtParts());
  }

  /** Adds a part. */
  declare(part: BroughtPart): void {
    this.declared.push(part);
  }

  /** All of them, in the order of declaration. */
  get all(): readonly BroughtPart[] {
    return this.declared;
  }
}
