import type { FieldChange } from '../objects/changed-fields';
import { shownPath } from '../print/words';
import type { ReviewedField } from '../review';
import { hiddenLines, MASK, masked } from './masked';

/** Changes as they may be shown. @param before and @param after what they are in */
export function reviewedFields(
  changes: readonly FieldChange[],
  before: unknown,
  after: unknown,
): readonly ReviewedField[] {
  return changes.map((change): ReviewedField => {
    const path = shownPath(change.path);
    const old = 'before' in change ? masked(before, change.path, change.before) : undefined;
    const now = 'after' in change ? masked(after, change.path, change.after) : undefined;
    const hidden = [old, now].includes(MASK);
    // What took the place of a secret, or what a secret took the place of, says too much beside it.
    if (hidden)
      return {
        path,
        ...(old === undefined ? {} : { before: MASK }),
        ...(now === undefined ? {} : { after: MASK }),
        secret: true,
      };
    return {
      path,
      ...(old === undefined ? {} : { before: old }),
      ...(now === undefined ? {} : { after: now }),
      ...(hidesLines(change) ? { secretLines: true } : {}),
    };
  });
}

/** Whether lines of a text that are not shown differ. */
function hidesLines({ before, after }: FieldChange): boolean {
  if (typeof before !== 'string' || typeof after !== 'string' || !`${before}${after}`.includes('\n')) return false;
  const [old, now] = [before, after].map((text) => JSON.stringify([...hiddenLines(text).values()]));
  return old !== now;
}
