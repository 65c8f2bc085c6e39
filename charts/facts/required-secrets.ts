import type { IConstruct } from 'constructs';
import { ClusterScope } from '../cluster-scope';
import { mergeRequiredSecrets, type RequiredSecret } from './required-secret';

/** Every Secret that must exist before the first sync, because it must never be in Git. */
export class RequiredSecrets {
  private readonly declared: (() => readonly RequiredSecret[])[] = [];

  /** Those of the cluster that a construct belongs to. */
  static of(construct: IConstruct): RequiredSecrets {
    return ClusterScope.of(construct).registry('RequiredSecrets', () => new RequiredSecrets());
  }

  /** Adds Secrets that PLATFORM.md lists, with how to make them. */
  declare(...secrets: readonly RequiredSecret[]): void {
    this.declareLate(() => secrets);
  }

  /** For what cannot be known before the whole tree is declared. */
  declareLate(secrets: () => readonly RequiredSecret[]): void {
    this.declared.push(secrets);
  }

  /** All of them, one entry a Secret, by namespace and name. */
  get all(): readonly RequiredSecret[] {
    const id = (secret: RequiredSecret) => `${secret.namespace}/${secret.name}`;
    return mergeRequiredSecrets(this.declared.flatMap((secrets) => secrets())).sort((a, b) => (id(a) < id(b) ? -1 : 1));
  }
}
