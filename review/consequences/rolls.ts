import { nameStep, stepsOf } from '../../argocd/analysis/steps';
import { fields } from '../../argocd/model/resource';
import type { RenderedResource } from '../../argocd/model/types';
import { plural } from '../../report/plural';
import { changedFields, type FieldChange } from '../objects/changed-fields';
import { fieldLines } from '../print/changes';
import { shownObject } from '../print/words';
import { reviewedFields } from '../secrets/reviewed-fields';
import type { Judgement } from './judgement';
import { isWorkload, replacement } from './workloads';

/** The most reasons that are told. */
const MOST = 8;

export const judgement: Judgement = {
  name: 'rolls',
  group: 'interrupts',
  summary: 'The pods of a workload are replaced, because their template changes.',
  judge({ applications }, tell) {
    for (const pair of applications) {
      const found = pair.objects.flatMap(({ before, movedFrom, after, fields: changed }) => {
        const old = before ?? movedFrom;
        if (!old || !after || changed.length === 0 || !isWorkload(after)) return [];
        const reasons = templateChanges(old, after);
        const how = replacement(after);
        return reasons.length === 0 || !how ? [] : [{ old, after, reasons, how }];
      });
      for (const { old, after, reasons, how } of found) {
        const [step] = stepsOf(after.resource);
        const wave = step ? nameStep(step) : '';
        const together = found.filter((one) => {
          const [other] = stepsOf(one.after.resource);
          return one.after !== after && step && other && nameStep(other) === wave;
        });
        const shown = reviewedFields(reasons, old.resource.object, after.resource.object).flatMap(fieldLines);
        tell({
          severity: 'interrupts',
          application: pair,
          object: after,
          pointer: ['spec', 'template'],
          happens: `replaces its pods: ${how}`,
          details: [
            ...shown.slice(0, MOST),
            ...(shown.length > MOST ? [`and ${plural(shown.length - MOST, 'more line')}`] : []),
            ...(wave === ''
              ? []
              : [
                  `In ${wave}${together.length === 0 ? '' : `, together with ${namesOf(together.map((one) => one.after))}`}.`,
                ]),
          ],
        });
      }
    }
  },
};

/** What differs in the template of the pods. */
function templateChanges(before: RenderedResource, after: RenderedResource): readonly FieldChange[] {
  // The whole object, so that defaults are known and the paths are those of a reader.
  return changedFields(before.resource.object, after.resource.object)
    .filter(({ path }) => path[0] === 'spec' && path[1] === 'template' && !isOwnName(path))
    .filter(() => fields(after.resource.object.spec).template !== undefined);
}

/** The template has no use for these. */
function isOwnName(path: FieldChange['path']): boolean {
  return path[2] === 'metadata' && ['name', 'namespace', 'creationTimestamp'].includes(String(path[3]));
}

function namesOf(objects: readonly RenderedResource[]): string {
  const names = objects.slice(0, 5).map(shownObject);
  return objects.length > 5 ? `${names.join(', ')} and ${objects.length - 5} more` : names.join(', ');
}
