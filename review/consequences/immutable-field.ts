import { isHook } from '../../argocd/analysis/steps';
import type { RenderedResource } from '../../argocd/model/types';
import type { ApplicationPair } from '../compare/comparison';
import { immutableChanges } from '../immutable/immutable-changes';
import { shownPath } from '../print/words';
import { applicationOption, optionOf } from '../removal/options';
import { lossOf } from '../removal/what-is-lost';
import type { Judgement } from './judgement';

export const judgement: Judgement = {
  name: 'immutable-field',
  group: 'fails',
  summary: 'A field changes that the API server does not let anybody change.',
  judge({ applications }, tell) {
    for (const pair of applications) {
      for (const { before: own, movedFrom, after, fields } of pair.objects) {
        const before = own ?? movedFrom;
        // Argo CD deletes a hook before it makes it again.
        if (!before || !after || fields.length === 0 || isHook(after.resource)) continue;
        const changes = immutableChanges(before.resource.object, after.resource.object).filter(
          // A page of its own says what to do about that: crd-version-gone.
          ({ path }) => after.kind !== 'CustomResourceDefinition' || path[1] !== 'versions',
        );
        if (changes.length === 0) continue;
        const details = changes.map(({ path, message }) => `${shownPath(path)}: ${message}`);
        const pointer = changes[0]?.path;
        if (isReplaced(before, after, pair)) {
          const loss = lossOf(before, []);
          tell({
            severity: loss.severity === 'note' ? 'interrupts' : loss.severity,
            application: pair,
            object: after,
            pointer,
            happens: 'is deleted and made again, because Force=true is set and a field of it cannot be changed',
            details: [...details, ...loss.details],
            advice: 'If that is not meant, take Force=true away, or leave the field as it is.',
          });
        } else
          tell({
            severity: 'fails',
            application: pair,
            object: after,
            pointer,
            happens: 'cannot be changed like that: the API server refuses it, and the sync fails',
            details,
            advice: `Leave the field as it is, or give the object another name. With the annotation argocd.argoproj.io/sync-options: Force=true,Replace=true it is deleted and made again${lossOf(before, []).severity === 'loses data' ? ', and what it stores is lost' : ''}.`,
          });
      }
    }
  },
};

/**
 * Whether Argo CD deletes the object and makes it again. Replace=true alone does not: it replaces in place, which the API server
 * refuses as well. A server-side apply knows no force of that kind.
 *
 * @see https://github.com/argoproj/argo-cd/blob/v3.4.4/gitops-engine/pkg/sync/sync_context.go applyObject
 */
function isReplaced(
  before: RenderedResource,
  after: RenderedResource,
  { after: application }: ApplicationPair,
): boolean {
  const { kind, resource } = after;
  const either = (name: string) => [resource, before.resource].some((one) => optionOf(one, name) === 'true');
  if (!application || !either('Force')) return false;
  const replace = applicationOption(application, 'Replace') === 'true' || either('Replace');
  if (replace) return kind !== 'CustomResourceDefinition' && kind !== 'Namespace';
  const serverSide = optionOf(resource, 'ServerSideApply') ?? applicationOption(application, 'ServerSideApply');
  return serverSide !== 'true';
}
