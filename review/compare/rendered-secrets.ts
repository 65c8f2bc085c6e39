import { withMarks } from '../../argocd/engines/secret-marks';
import type { Fields, RenderedResource } from '../../argocd/model/types';
import { isSameSource } from './same-source';

/** Whether it is a Secret that a program rendered, whose values are not kept. */
export function isRenderedSecret({ kind, group, source }: RenderedResource): boolean {
  return kind === 'Secret' && group === '' && source.renderedBy !== undefined;
}

/**
 * Two rendered Secrets with marks in the place of their values; `undefined` where there is nothing to tell by: it is none, a run before
 * this one rendered it, or both are of the same source, where what differs is only drawn at random.
 */
export function comparedSecrets(
  before: RenderedResource,
  after: RenderedResource,
): readonly [Fields, Fields] | undefined {
  if (!isRenderedSecret(before) || !isRenderedSecret(after) || isSameSource(before.source, after.source))
    return undefined;
  const [old, now] = [withMarks(before.resource.object), withMarks(after.resource.object)];
  return old && now ? [old, now] : undefined;
}

/** Whether it is not known whether the values of a rendered Secret change. */
export function areValuesUnknown(before: RenderedResource, after: RenderedResource): boolean {
  if (!isRenderedSecret(before) && !isRenderedSecret(after)) return false;
  return !isSameSource(before.source, after.source) && comparedSecrets(before, after) === undefined;
}
