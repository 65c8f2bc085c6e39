import type { IConstruct } from 'constructs';
import { ClusterScope } from '../cluster-scope';

/** The namespace that Argo CD and its Applications live in, unless somebody else has installed it into another. */
export const ARGOCD_NAMESPACE = 'argocd';
/** The URL by which Argo CD knows the cluster that it runs in. */
export const IN_CLUSTER = 'https://kubernetes.default.svc';

/** The namespace of the Argo CD of one cluster. */
export class ArgoCdNamespace {
  /** That of the cluster that a construct belongs to. */
  static of(construct: IConstruct): string {
    const chosen = ArgoCdNamespace.in(construct);
    chosen.askedBy ??= construct.node.path;
    return chosen.name;
  }

  /**
   * Says which it is.
   *
   * @throws Error if something stands in another already
   */
  static set(construct: IConstruct, name: string): void {
    const chosen = ArgoCdNamespace.in(construct);
    if (chosen.askedBy !== undefined && chosen.name !== name)
      throw new Error(
        `[${construct.node.path}] says that Argo CD is in the namespace ${name}, but [${chosen.askedBy}] was made before, for ` +
          `${chosen.name}: declare the Platform first`,
      );
    chosen.name = name;
  }

  private static in(construct: IConstruct): ArgoCdNamespace {
    return ClusterScope.of(construct).registry('ArgoCdNamespace', () => new ArgoCdNamespace());
  }

  private name = ARGOCD_NAMESPACE;
  private askedBy?: string;
}
