import type { ApiObject } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { ClusterScope } from '../cluster-scope';

/**
 * Finds Argo CD's own objects (Applications, projects …) with the same name. All of them are in one namespace of one
 * cluster, whatever file they are in: the second would replace the first, and prune what it deployed.
 */
export class UniqueNames {
  private readonly owners = new Map<string, ApiObject>();
  private readonly errors: string[] = [];

  /** The names of the cluster that a construct belongs to. */
  static of(construct: IConstruct): UniqueNames {
    const cluster = ClusterScope.of(construct);
    return cluster.registry('UniqueNames', () => {
      const names = new UniqueNames();
      cluster.addValidation(() => [...names.errors]);
      return names;
    });
  }

  add(object: ApiObject): void {
    const { kind, name, metadata } = object;
    const id = `${kind} ${metadata.namespace}/${name}`;
    const other = this.owners.get(id);
    if (other)
      this.errors.push(
        `${id} is declared by [${other.node.path}] and by [${object.node.path}]: give one of them another name`,
      );
    else this.owners.set(id, object);
  }
}
