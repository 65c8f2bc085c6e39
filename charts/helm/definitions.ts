import type { IConstruct } from 'constructs';
import type { Application } from '../argocd/application';
import { SyncWaves } from '../argocd/sync-waves';
import { ClusterScope } from '../cluster-scope';

/** An object of a workload. */
interface Made {
  readonly group: string;
  readonly kind: string;
  /** Path of its construct. */
  readonly path: string;
}

/** A chart that brings definitions. */
interface Bringer {
  /** Path of the construct whose `ready` is to be waited for. */
  readonly path: string;
  readonly application: Application;
}

/** Which charts of a cluster bring the definitions of custom resources, as far as their imports say. */
export class Definitions {
  /** Those of the cluster that a construct belongs to. */
  static of(construct: IConstruct): Definitions {
    return ClusterScope.of(construct).registry('Definitions', () => new Definitions());
  }

  private readonly bringers = new Map<string, Set<Bringer>>();

  /** @param definitions names of CustomResourceDefinitions: `issuers.cert-manager.io` */
  add(bringer: Bringer, definitions: readonly string[]): void {
    for (const name of definitions) {
      const group = name.slice(name.indexOf('.') + 1);
      this.bringers.set(group, (this.bringers.get(group) ?? new Set()).add(bringer));
    }
  }

  /** Whether a chart brings kinds of a group. */
  has(group: string): boolean {
    return this.bringers.has(group);
  }

  /**
   * Errors for objects whose kind does not exist yet when they are applied: the sync would fail, and so may the webhook that
   * judges them, which comes with the same chart.
   */
  waitErrors(application: Application, objects: readonly Made[]): string[] {
    const order = SyncWaves.of(application);
    // In a circle, waves mean nothing; the circle is reported elsewhere.
    if (order.folderOf(application) || !order.isOrdered(application)) return [];
    const wave = order.waveOf(application);
    const told = new Set<string>();
    return objects.flatMap(({ group, kind, path }) => {
      const bringers = [...(this.bringers.get(group) ?? [])];
      const [first] = bringers;
      // Several charts may bring the kinds of one group: which of them brings this one is not known.
      if (!first || told.has(`${group}/${kind}`) || bringers.some((one) => order.waveOf(one.application) < wave))
        return [];
      told.add(`${group}/${kind}`);
      return [
        `[${path}] is a ${kind}, and its kind comes with the chart of [${first.path}], which [${application.node.path}] does not ` +
          `wait for: give it the \`ready\` of [${first.path}] in dependsOn`,
      ];
    });
  }
}
