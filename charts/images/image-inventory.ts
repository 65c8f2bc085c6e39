import { isMap } from '../../argocd/model/resource';
import { parseImageReference } from '../../images/image-reference';
import type { KubernetesObject, Plan } from '../../synth/plan/plan';
import { PlanError } from '../../synth/plan/plan-error';
import { type PinnedBy, PinnedImage, type PlatformImages } from './platform-images';

/** One place that names an image. */
export interface ImageOwner {
  /** Path of the construct. */
  readonly construct: string;

  /** Helm values path or field. */
  readonly through: string;

  /** Helm chart with its version. @default - no chart: a manifest names it */
  readonly chart?: string;

  /** The planned file that names it. @default - it is in the values of a chart */
  readonly file?: string;
}

/** An image of the platform and everything that uses it. */
export interface ImageOfPlatform {
  /** Canonical `registry/repository:tag`; the digest alone where it has no tag. */
  readonly name: string;

  /** Canonical reference with the digest, as far as it is known. */
  readonly reference: string;

  readonly registry: string;
  readonly repository: string;
  readonly tag?: string;
  readonly digest?: string;
  readonly pinnedBy?: PinnedBy;

  /** The digest that the lock has for this tag, if the chart or the reference has a different one. */
  readonly contradicts?: string;

  readonly owners: readonly ImageOwner[];
}

/** An image in a planned document, with the field that names it. */
interface FoundImage {
  readonly reference: string;
  readonly through: string;
}

/**
 * Every image of a platform: those its constructs asked for, and those that only stand in a rendered manifest. Sorted.
 * `synth`, PLATFORM.md and the commands about images all use this list.
 *
 * @throws PlanError with every image of a workload that is no image reference: a kubelet refuses it (InvalidImageName)
 */
export function imagesOfPlatform(images: PlatformImages, plan: Plan): ImageOfPlatform[] {
  const found = new Map<string, ImageOfPlatform & { readonly owners: ImageOwner[] }>();
  const errors: string[] = [];

  for (const { image, construct, through, chart } of images.uses) {
    add(image, { construct: construct.node.path, through, ...(chart !== undefined && { chart }) });
  }
  for (const file of plan.files) {
    // Most files of a large platform are Applications, which have neither.
    if (!/ontainers\b|volumes\b/.test(file.text)) continue;
    for (const document of file.documents) {
      const { kind, metadata } = document;
      for (const { reference, through } of imagesOf(document)) {
        const image = fromManifest(reference);
        if (typeof image === 'string') {
          // In other kinds the text may be something else than a reference, for example a template.
          if (isWorkload(document)) errors.push(`${file.path}: ${kind} ${metadata?.name ?? ''}: ${through}: ${image}`);
          continue;
        }
        const known = found.get(image.reference)?.owners.some(({ construct }) => isWithin(construct, file.construct));
        if (known) continue;
        add(image, {
          construct: file.construct,
          through: `${kind}/${metadata?.name ?? ''} ${through}`,
          file: file.path,
        });
      }
    }
  }
  if (errors.length > 0) throw new PlanError(errors);
  return [...found.values()].sort((a, b) => (a.reference < b.reference ? -1 : 1));

  function add(image: PinnedImage, owner: ImageOwner): void {
    const entry = found.get(image.reference);
    if (entry) {
      entry.owners.push(owner);
      return;
    }
    const locked = images.lock.get(image.name)?.digest;
    const { tag } = parseImageReference(image.name);
    found.set(image.reference, {
      name: image.name,
      reference: image.reference,
      registry: image.registry,
      repository: image.repository,
      ...(tag !== undefined && { tag }),
      ...(image.digest !== undefined && { digest: image.digest, pinnedBy: image.pinnedBy }),
      ...(locked !== undefined && locked !== image.digest && { contradicts: locked }),
      owners: [owner],
    });
  }
}

/** The lock's entries whose image is not used. */
export function unusedLockEntries(images: PlatformImages, inventory: readonly ImageOfPlatform[]): string[] {
  if (images.isLockOfAnother) return [];
  const used = new Set(inventory.map(({ name }) => name));
  return [...images.lock.keys()].filter((name) => !used.has(name));
}

/** The images that a manifest names: those of containers at any depth, and those mounted as volumes. */
export function imagesOf(document: unknown): FoundImage[] {
  const found: FoundImage[] = [];
  visit(document, '');
  return found;

  function visit(value: unknown, path: string): void {
    if (Array.isArray(value)) {
      for (const [index, item] of value.entries()) visit(item, `${path}[${nameOf(item) ?? index}]`);
    } else if (isMap(value)) {
      for (const [key, inner] of Object.entries(value)) {
        const here = path === '' ? key : `${path}.${key}`;
        if (key === 'containers' || key === 'initContainers' || key === 'ephemeralContainers')
          collect(inner, here, ['image']);
        else if (key === 'volumes') collect(inner, here, ['image', 'reference']);
        visit(inner, here);
      }
    }
  }

  function collect(list: unknown, path: string, [first, second]: readonly string[]): void {
    if (!Array.isArray(list)) return;
    for (const [index, item] of list.entries()) {
      const outer = isMap(item) ? item[first] : undefined;
      const reference = second === undefined ? outer : isMap(outer) ? outer[second] : undefined;
      if (typeof reference !== 'string' || reference === '') continue;
      found.push({
        reference,
        through: [`${path}[${nameOf(item) ?? index}]`, first, second].filter(Boolean).join('.'),
      });
    }
  }
}

/** The image, or why it is not one. */
function fromManifest(reference: string): PinnedImage | string {
  try {
    const parsed = parseImageReference(reference);
    return new PinnedImage(parsed, parsed.digest === undefined ? undefined : 'reference', parsed.digest);
  } catch (error) {
    return (error as Error).message;
  }
}

/** Whether Kubernetes itself makes pods of it. */
function isWorkload({ apiVersion }: KubernetesObject): boolean {
  return /^(?:v1|(?:apps|batch)\/v[^/]+)$/.test(apiVersion);
}

function isWithin(construct: string, ancestor: string): boolean {
  return construct === ancestor || ancestor === '' || construct.startsWith(`${ancestor}/`);
}

function nameOf(item: unknown): string | undefined {
  return isMap(item) && typeof item.name === 'string' ? item.name : undefined;
}
