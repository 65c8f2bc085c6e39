import type { ImageOfPlatform, ImageOwner } from './image-inventory';
import type { PlatformImages } from './platform-images';

/**
 * What decides whether an image gets its digest: the lock, which `groundwork pin` writes; a manifest that names it itself;
 * or a value of a chart that only its author can write.
 */
export type NamedIn = 'lock' | 'manifest' | 'value';

/** An image that is not pinned, so that the next pull decides which bytes run, and what would pin it. */
export interface UnpinnedImage {
  readonly image: ImageOfPlatform;
  readonly namedIn: NamedIn;
  /** Who has to change. */
  readonly owner: ImageOwner;
}

/** What to do where the lock cannot help; a message puts it after who has to do it. */
export const REMEDIES: Readonly<Record<Exclude<NamedIn, 'lock'>, string>> = {
  manifest: 'take it through PlatformImages.of(app).use(…), or write its digest there',
  value: 'write its digest into that value',
};

/** The images of an inventory that are not pinned, each with what would pin it. */
export function unpinnedImages(images: PlatformImages, inventory: readonly ImageOfPlatform[]): UnpinnedImage[] {
  const byHand = new Set(
    images.uses
      .filter(({ fromLock }) => !fromLock)
      .map(({ construct, through }) => `${construct.node.path} ${through}`),
  );
  const namedIn = ({ construct, through, file }: ImageOwner): NamedIn =>
    file !== undefined ? 'manifest' : byHand.has(`${construct} ${through}`) ? 'value' : 'lock';
  return inventory
    .filter(({ digest }) => digest === undefined)
    .map((image) => {
      // Where one of its users takes the digest from the lock, a manifest that has it may be what that user rendered.
      const owner = image.owners.find((one) => namedIn(one) === 'lock') ?? (image.owners[0] as ImageOwner);
      return { image, namedIn: namedIn(owner), owner };
    });
}
