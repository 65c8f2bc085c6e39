import { fields, list, text } from '../model/resource';
import type { Pointer, Resource } from '../model/types';

/** An image of a container that something on the cluster replaces. */
export interface OwnedImage {
  readonly pointer: Pointer;
  readonly value: string;
  /** What replaces it, with the annotation that says so. */
  readonly by: string;
  readonly annotation: string;
}

const TRIGGERS = 'image.openshift.io/triggers';
const KEEL = 'keel.sh/policy';

/** The images of an object that are written in Git and replaced on the cluster. */
export function ownedImages(resource: Resource): readonly OwnedImage[] {
  return [...triggered(resource), ...kept(resource)];
}

interface Image {
  readonly pointer: Pointer;
  readonly name: string;
  readonly value: string;
}

function imagesOf({ kind, object }: Resource): readonly Image[] {
  const above: Pointer =
    kind === 'Pod'
      ? ['spec']
      : kind === 'CronJob'
        ? ['spec', 'jobTemplate', 'spec', 'template', 'spec']
        : ['spec', 'template', 'spec'];
  const pod = fields(above.reduce<unknown>((at, part) => fields(at)[part], object));
  return ['containers', 'initContainers'].flatMap((field) =>
    list(pod[field]).flatMap((one, index) => {
      const { image, name } = fields(one);
      return typeof image === 'string' && image !== ''
        ? [{ pointer: [...above, field, index, 'image'], name: text(name), value: image }]
        : [];
    }),
  );
}

/**
 * Image triggers of OpenShift.
 *
 * @see https://docs.openshift.com/container-platform/4.8/openshift_images/triggering-updates-on-imagestream-changes.html
 */
function triggered(resource: Resource): readonly OwnedImage[] {
  const written = resource.annotations[TRIGGERS];
  if (written === undefined) return [];
  let triggers: unknown;
  try {
    triggers = JSON.parse(written);
  } catch {
    return [];
  }
  const paths = list(triggers)
    .map(fields)
    .filter(({ from, paused }) => fields(from).kind === 'ImageStreamTag' && String(paused ?? false) === 'false')
    .map(({ fieldPath }) => text(fieldPath).replaceAll("'", '"'));
  return imagesOf(resource)
    .filter(({ pointer, name }) => {
      const field = pointer.slice(0, -2).join('.');
      return (
        paths.includes(`${field}[?(@.name=="${name}")].image`) || paths.includes(`${field}[${pointer.at(-2)}].image`)
      );
    })
    .map(({ pointer, value }) => ({ pointer, value, by: `OpenShift (${TRIGGERS})`, annotation: TRIGGERS }));
}

/**
 * Keel, by the policies under which it writes another tag.
 *
 * @see https://keel.sh/docs/
 */
function kept(resource: Resource): readonly OwnedImage[] {
  const { kind, object } = resource;
  if (!/^(?:Deployment|StatefulSet|DaemonSet|CronJob)$/.test(kind)) return [];
  const policy = resource.annotations[KEEL] ?? text(fields(fields(object.metadata).labels)[KEEL]);
  if (!/^(?:all|major|minor|patch)$/.test(policy)) return [];
  return imagesOf(resource)
    .filter(({ value }) => /:v?\d+\.\d+\.\d+[^@/]*$/.test(value))
    .map(({ pointer, value }) => ({ pointer, value, by: `Keel (${KEEL}: ${policy})`, annotation: KEEL }));
}
