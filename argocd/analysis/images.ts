import { fields, list, text } from '../model/resource';
import type { Model, Pointer, RenderedResource } from '../model/types';
import { podSpecOf } from './pods';

/** An image that a pod runs. */
export interface UsedImage {
  /** As it is written. */
  readonly image: string;
  /** The object that runs it. */
  readonly rendered: RenderedResource;
  /** To the image, in the object. */
  readonly pointer: Pointer;
}

/** The images of the pods that Applications render. */
export function* imagesOf({ applications }: Model): Generator<UsedImage> {
  for (const { resources } of applications) {
    for (const rendered of resources) {
      const pods = podSpecOf(rendered, rendered.resource.object);
      if (!pods) continue;
      const { spec, pointer } = pods;
      for (const section of ['initContainers', 'containers', 'ephemeralContainers']) {
        for (const [index, container] of list(spec[section]).map(fields).entries()) {
          const image = text(container.image);
          if (image !== '') yield { image, rendered, pointer: [...pointer, section, index, 'image'] };
        }
      }
      for (const [index, volume] of list(spec.volumes).map(fields).entries()) {
        const image = text(fields(volume.image).reference);
        if (image !== '') yield { image, rendered, pointer: [...pointer, 'volumes', index, 'image', 'reference'] };
      }
    }
  }
}
