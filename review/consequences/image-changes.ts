import { podSpecOf } from '../../argocd/analysis/pods';
import { text } from '../../argocd/model/resource';
import type { RenderedResource } from '../../argocd/model/types';
import { type ImageReference, parseImageReference } from '../../images/image-reference';
import type { Judgement } from './judgement';
import { containersOf } from './workloads';

export const judgement: Judgement = {
  name: 'image-changes',
  group: 'note',
  summary: 'A container runs another image.',
  judge({ applications }, tell) {
    for (const pair of applications) {
      for (const { before: own, movedFrom, after, fields } of pair.objects) {
        const before = own ?? movedFrom;
        if (!before || !after || fields.length === 0) continue;
        const old = imagesOf(before);
        const details = [...imagesOf(after)].flatMap(([name, image]) => {
          const was = old.get(name);
          return was === undefined || was === image ? [] : [`${name}: ${was} → ${image} (${differenceOf(was, image)})`];
        });
        if (details.length === 0) continue;
        tell({ severity: 'note', application: pair, object: after, happens: 'runs another image', details });
      }
    }
  },
};

/** The images by the names of their containers. */
function imagesOf(rendered: RenderedResource): ReadonlyMap<string, string> {
  const pods = podSpecOf(rendered, rendered.resource.object);
  const containers = pods ? containersOf(pods.spec) : [];
  return new Map(
    containers.filter(({ image }) => text(image) !== '').map(({ name, image }) => [text(name), text(image)]),
  );
}

/** What is other about an image, in a few words. */
function differenceOf(before: string, after: string): string {
  const [old, now] = [parsed(before), parsed(after)];
  if (!old || !now) return 'another image';
  if (old.registry === now.registry && old.repository === now.repository) {
    if (old.digest !== undefined && old.digest === now.digest) return 'the same digest: nothing new runs';
    if (old.digest !== undefined && now.digest === undefined) return 'no longer pinned by a digest';
    if (old.tag === now.tag && now.digest !== undefined)
      return old.digest === undefined ? 'pinned by a digest' : 'another digest of the same tag';
    return 'another version';
  }
  if (old.digest !== undefined && old.digest === now.digest) return 'the same digest, from elsewhere';
  return old.registry === now.registry ? 'another repository' : 'from another registry';
}

function parsed(image: string): ImageReference | undefined {
  try {
    return parseImageReference(image);
  } catch {
    return undefined;
  }
}
