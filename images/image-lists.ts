import { stringify } from 'yaml';
import type { ImageReference } from './image-reference';

/** An image, with the text that names it. */
type Listed = Pick<ImageReference, 'registry' | 'repository' | 'tag' | 'digest'> & { readonly reference: string };

/** One reference a line, for `xargs -n1 crane …` and whatever else takes references. */
export function craneList(images: readonly Listed[]): string {
  return images.map(({ reference }) => `${reference}\n`).join('');
}

/**
 * The source file of `skopeo sync --all --src yaml`. A pinned image is listed by its digest.
 *
 * @param isPlainHttp registries for which TLS is not asked for
 * @see https://github.com/containers/skopeo/blob/main/docs/skopeo-sync.1.md#yaml-file-content-used-source-for---src-yaml
 */
export function skopeoList(images: readonly Listed[], isPlainHttp: (registry: string) => boolean): string {
  const registries: Record<string, { 'tls-verify'?: false; images: Record<string, string[]> }> = {};
  for (const { registry, repository, tag, digest } of images) {
    registries[registry] ??= { ...(isPlainHttp(registry) && { 'tls-verify': false as const }), images: {} };
    const { images: listed } = registries[registry];
    const version = digest ?? tag ?? 'latest';
    listed[repository] = [...new Set([...(listed[repository] ?? []), version])];
  }
  return stringify(registries, { sortMapEntries: true });
}
