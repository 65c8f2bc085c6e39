import { isHook } from '../../argocd/analysis/steps';
import type { RenderedResource } from '../../argocd/model/types';
import { plural } from '../../report/plural';
import { shownObject } from '../print/words';
import { namespacesThatGo, placeOf } from '../removal/namespaces-that-go';
import { Removals } from '../removal/removals';
import type { Judgement } from './judgement';

/** The most objects that are named. */
const MOST = 10;

export const judgement: Judgement = {
  name: 'left-behind',
  group: 'goes',
  summary: 'Objects are no longer in Git and stay on the cluster, managed by nobody.',
  judge(comparison, tell) {
    const removals = new Removals(comparison);
    const gone = namespacesThatGo(comparison, removals);
    for (const pair of comparison.applications) {
      const byReason = new Map<string, RenderedResource[]>();
      for (const { change, before } of pair.objects) {
        // A hook has done its work: what is left of it is nobody's loss.
        if (change !== 'gone' || !before || isHook(before.resource)) continue;
        const outcome = removals.ofObject(before, pair);
        // With its Namespace goes what nobody deletes by itself: `goes` tells that of the Namespace.
        if (outcome.happens !== 'left' || gone.has(placeOf(before.application, before.namespace))) continue;
        const same = byReason.get(outcome.why);
        if (same) same.push(before);
        else byReason.set(outcome.why, [before]);
      }
      for (const [why, objects] of byReason) {
        const names = objects.slice(0, MOST).map(shownObject);
        const more = objects.length - names.length;
        tell({
          severity: 'note',
          application: pair,
          happens: `leaves ${plural(objects.length, 'object')} on the cluster, managed by nobody: ${why}`,
          details: [...names, ...(more > 0 ? [`and ${more} more`] : [])],
          advice: pair.after
            ? 'Delete what is not wanted by hand, with kubectl.'
            : 'Delete what is not wanted by hand, with kubectl. To have Argo CD delete it, first sync the Application with the finalizer resources-finalizer.argocd.argoproj.io (whenRemoved: delete), and remove it in a later commit.',
        });
      }
      if (!pair.before || pair.after) continue;
      // Of an Application whose objects are not known, too.
      const own = removals.ofApplication(pair);
      if (own.happens === 'left')
        tell({
          severity: 'note',
          application: pair,
          resource: pair.before.resource,
          happens: `is no longer in Git and stays on the cluster: ${own.why}`,
          advice: `If it is to go, delete it by hand: kubectl -n ${pair.namespace} delete application ${pair.name}.`,
        });
      if (pair.before.complete) continue;
      const deployed = removals.ofDeployed(pair);
      const { source } = pair.notRendered[0] ?? {};
      const unknown = `Which objects these are is not known here: ${source === undefined ? 'it has no source' : `${source} is not rendered`}.`;
      if (deployed.happens === 'deleted')
        tell({
          severity: 'interrupts',
          application: pair,
          resource: pair.before.resource,
          happens: 'is deleted with all that it deployed',
          details: [unknown],
          advice: 'Look at what it deployed before this is merged: argocd app resources shows it.',
        });
      else if (own.happens === 'deleted' && deployed.happens === 'left')
        tell({
          severity: 'note',
          application: pair,
          resource: pair.before.resource,
          happens: `leaves what it deployed on the cluster, managed by nobody: ${deployed.why}`,
          details: [
            unknown,
            ...(gone.has(placeOf(pair.before, pair.before.destination.namespace))
              ? [`What is in Namespace ${pair.before.destination.namespace} goes with that, which is deleted.`]
              : []),
          ],
        });
    }
  },
};
