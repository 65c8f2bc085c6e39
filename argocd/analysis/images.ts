import { fields, list, text } from '../model/resource';
import type { Model, Pointer, RenderedResource } from '../model/types';

/** An image that a pod runs. */
export interface UsedImage {
  /** As it is written. */
  readonly image: string;
  /** The object that runs it. */
  readonly rendered: RenderedResource;
  /** To the image, in the object. */
  readonly pointer: Pointer;
}

/** Where the template of the pods is, by `group/Kind`. */
const POD_SPECS: Readonly<Record<string, Pointer>> = {
  '/Pod': ['spec'],
  '/ReplicationController': ['spec', 'template', 'spec'],
  'apps/Deployment': ['spec', 'template', 'spec'],
  'apps/DaemonSet': ['spec', 'template', 'spec'],
  'apps/StatefulSet': ['spec', 'template', 'spec'],
  'apps/ReplicaSet': ['spec', 'template', 'spec'],
  'batch/Job': ['spec', 'template', 'spec'],
  'batch/CronJob': ['spec', 'jobTemplate', 'spec', 'template', 'spec'],
};

/** The images of the pods that Applications render. */
export function* imagesOf({ applications }: Model): Generator<UsedImage> {
  for (const { resources } of applications) {
    for (const rendered of resources) {
      const pointer = POD_SPECS[`${rendered.group}/${rendered.kind}`];
      if (!pointer) continue;
      let spec: unknown = rendered.resource.object;
      for (const key of pointer) spec = fields(spec)[key];
      for (const section of ['initContainers', 'containers', 'ephemeralContainers']) {
        for (const [index, container] of list(fields(spec)[section]).map(fields).entries()) {
          const image = text(container.image);
          if (image !== '') yield { image, rendered, pointer: [...pointer, section, index, 'image'] };
        }
      }
      for (const [index, volume] of list(fields(spec).volumes).map(fields).entries()) {
        const image = text(fields(volume.image).reference);
        if (image !== '') yield { image, rendered, pointer: [...pointer, 'volumes', index, 'image', 'reference'] };
      }
    }
  }
}
