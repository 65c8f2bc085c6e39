import type { IConstruct } from 'constructs';
import { authority, type Registry } from '../containerd/registry-host';
import type { ImageUse } from '../images/platform-images';

/** Something without which Harbor does not come up. */
export interface BootstrapPart {
  /** Its name, for people. */
  readonly name: string;
  /** What uses its images. */
  readonly construct: IConstruct;
  /** Which property takes its images from another registry. */
  readonly cure: string;
}

/**
 * Registries that the nodes reach through Harbor alone, although Harbor cannot start without images from there: on a
 * new cluster, or on a node that has not pulled them yet, Harbor and its images would wait for each other.
 *
 * @param registries the registries that the nodes get a hosts.toml for
 * @param isHarbor whether a mirror's host and port lead to this Harbor
 * @param parts what has to run before Harbor does
 * @param uses the images of everything
 */
export function bootstrapErrors(
  registries: readonly Registry[],
  isHarbor: (registry: string) => boolean,
  parts: readonly BootstrapPart[],
  uses: readonly ImageUse[],
): string[] {
  return registries.flatMap((registry) => {
    const { mirrors, fallback } = registry;
    if (!mirrors || fallback !== 'none' || !mirrors.every((mirror) => isHarbor(authority(mirror)))) return [];
    const name = authority(registry);
    const needed = parts.flatMap((part) => {
      const images = uses
        .filter(({ image, construct }) => image.registry === name && construct.node.scopes.includes(part.construct))
        .map(({ image }) => image.name);
      return images.length > 0 ? [{ ...part, images: [...new Set(images)].sort() }] : [];
    });
    if (needed.length === 0) return [];
    return [
      `registries: the nodes can pull what is in ${name} from this Harbor only (fallback: 'none'), and Harbor cannot start without ` +
        `${needed.map((part) => `${part.images.join(', ')} (${part.name})`).join('; ')}: write fallback: 'upstream', which a node ` +
        `without a way out does not suffer from, or take these images from another registry: ${needed.map(({ cure }) => cure).join(', ')}`,
    ];
  });
}
