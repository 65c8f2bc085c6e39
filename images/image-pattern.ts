import { formatFamiliarReference, parseImageReference } from './image-reference';

/**
 * A filter for images: `*` stands for any characters, `?` for one. It must match the whole canonical reference, the short
 * form that people write, or either without its tag: `goharbor/*`, `quay.io/argoproj/argocd`, `*:v2.15.1`.
 */
export function imagePattern(glob: string): (image: string) => boolean {
  const source = glob
    .replace(/[\\^$.|+()[\]{}]/g, '\\$&')
    .replace(/\*/g, '.*')
    .replace(/\?/g, '.');
  const pattern = new RegExp(`^${source}$`);
  return (image) => {
    const { tag: _, digest: __, ...untagged } = parseImageReference(image);
    return [image, formatFamiliarReference(parseImageReference(image))]
      .flatMap((text) => [text, text.slice(0, text.length - (image.length - nameLength(untagged)))])
      .some((text) => pattern.test(text));
  };
}

function nameLength({ registry, repository }: { readonly registry: string; readonly repository: string }): number {
  return registry.length + 1 + repository.length;
}
