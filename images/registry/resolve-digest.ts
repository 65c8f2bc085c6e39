import { formatImageReference, parseImageReference } from '../image-reference';
import { isIndex, readManifest } from './manifest';
import type { Registries } from './registries';
import { RegistryError } from './registry-error';

/** What a tag stands for. */
export interface ResolvedImage {
  readonly digest: string;

  /**
   * Whether it is the manifest of one platform instead of an index. @default - not known: the digest has not changed
   */
  readonly singlePlatform?: boolean;
}

/**
 * Asks an image's registry which digest its tag points at.
 *
 * A HEAD request tells whether it is still the known one. For any other digest the manifest itself is fetched, its bytes are
 * compared with the digest, and it must be one that nodes can pull: a header alone is not enough for an entry in the
 * lock.
 *
 * @param image canonical `registry/repository:tag`
 * @param known the digest that the lock has
 * @throws RegistryError
 */
export async function resolveDigest(registries: Registries, image: string, known?: string): Promise<ResolvedImage> {
  const { registry: name, repository, tag = 'latest' } = parseImageReference(image);
  const registry = registries.for(name);
  const said = await registry.digestOf(repository, tag);
  if (said !== undefined && said === known) return { digest: said };
  const manifest = await registry.getManifest(repository, said ?? tag);
  readManifest(manifest, image);
  return { digest: manifest.digest, singlePlatform: !isIndex(manifest) };
}

/**
 * Makes sure that a registry has the content of a digest that a chart names.
 *
 * @throws RegistryError, of kind `not found` if it is gone
 */
export async function confirmDigest(registries: Registries, image: string, digest: string): Promise<void> {
  const { digest: _, ...reference } = parseImageReference(image);
  const { registry, repository } = reference;
  if (await registries.for(registry).findManifest(repository, digest)) return;
  throw new RegistryError(
    'not found',
    `${formatImageReference({ ...reference, digest })}: the registry has no such digest (any more).`,
  );
}
