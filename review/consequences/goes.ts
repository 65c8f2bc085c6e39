import type { RenderedResource } from '../../argocd/model/types';
import { plural } from '../../report/plural';
import type { ApplicationPair } from '../compare/comparison';
import { namespacesThatGo, placeOf } from '../removal/namespaces-that-go';
import type { Outcome } from '../removal/outcome';
import { Removals } from '../removal/removals';
import { lossOf } from '../removal/what-is-lost';
import type { Judgement } from './judgement';

export const judgement: Judgement = {
  name: 'goes',
  group: 'goes',
  summary: 'An object is deleted from the cluster, and what goes with it.',
  judge(comparison, tell) {
    const removals = new Removals(comparison);
    const gone = namespacesThatGo(comparison, removals);
    // What is in the cluster of an object, for what goes with it.
    const all = objectsByCluster(comparison.applications);
    for (const pair of comparison.applications) {
      for (const { change, before } of pair.objects) {
        if (change !== 'gone' || !before) continue;
        const outcome = removals.ofObject(before, pair);
        if (outcome.happens === 'deleted') told(before, pair, outcome);
      }
    }

    /** What an Application that is deleted takes along. */
    function takenAlong({ group, kind, resource }: RenderedResource): readonly string[] {
      if (group !== 'argoproj.io' || kind !== 'Application') return [];
      const own = comparison.applications.find(({ before, after }) => !after && before?.resource === resource);
      const count = own?.before?.resources.length ?? 0;
      if (!own?.before?.complete || count === 0) return [];
      // What Argo CD leaves goes with its Namespace all the same.
      const along = own.before.resources.filter(
        (one) =>
          removals.ofObject(one, own).happens === 'deleted' ||
          gone.has(placeOf(one.application, one.kind === 'Namespace' ? one.name : one.namespace)),
      ).length;
      return [
        along === count
          ? `Its ${plural(count, 'object')} ${count === 1 ? 'goes' : 'go'}, too.`
          : `Of its ${plural(count, 'object')}, ${along} ${along === 1 ? 'goes' : 'go'}, too, and ${count - along} ${count - along === 1 ? 'stays' : 'stay'}.`,
      ];
    }

    function told(object: RenderedResource, pair: ApplicationPair, { how, confirm }: Deleted): void {
      const { severity, details: lost } = lossOf(object, all.get(clusterKey(object)) ?? []);
      const details = [...takenAlong(object), ...lost];
      const waits = confirm ? ', once somebody confirms it' : '';
      const option = pair.after ? 'Prune=false' : 'Delete=false';
      tell({
        severity,
        application: pair,
        object,
        happens: `is deleted (${how}${waits})`,
        details,
        advice:
          `To keep it on the cluster, first commit it with the annotation argocd.argoproj.io/sync-options: ${option}, ` +
          'let that be synced, and then take it out of Git.',
      });
    }
  },
};

type Deleted = Extract<Outcome, { happens: 'deleted' }>;

function objectsByCluster(pairs: readonly ApplicationPair[]): ReadonlyMap<string, readonly RenderedResource[]> {
  const found = new Map<string, RenderedResource[]>();
  for (const { before } of pairs) {
    for (const rendered of before?.resources ?? []) {
      const key = clusterKey(rendered);
      const others = found.get(key);
      if (others) others.push(rendered);
      else found.set(key, [rendered]);
    }
  }
  return found;
}

function clusterKey({ application }: RenderedResource): string {
  const { server, name } = application.destination.resolved;
  return `${application.instance}\n${server ?? name}`;
}
