import { createHash } from 'node:crypto';
import { foreignText } from '../foreign-text';
import { isDigest } from '../image-reference';
import { RegistryError } from './registry-error';

/** Media type of the OCI's index. */
export const OCI_INDEX = 'application/vnd.oci.image.index.v1+json';

/** Media type of the OCI's manifest of one image. */
export const OCI_MANIFEST = 'application/vnd.oci.image.manifest.v1+json';

/** Media types of an index, one entry a platform. */
const INDEX_TYPES = [OCI_INDEX, 'application/vnd.docker.distribution.manifest.list.v2+json'];

/** Media types of one image's manifest. */
const MANIFEST_TYPES = [OCI_MANIFEST, 'application/vnd.docker.distribution.manifest.v2+json'];

/** The `Accept` header: without it a registry may convert the manifest, and the digest would be another. */
export const ACCEPT_MANIFESTS = [...INDEX_TYPES, ...MANIFEST_TYPES].join(', ');

/** Largest manifest that is read: registries store none that is larger than 4 MiB. */
export const MANIFEST_LIMIT = 4 * 1024 * 1024;

/** A media type without parameters. @see https://www.rfc-editor.org/rfc/rfc6838#section-4.2 */
const MEDIA_TYPE = /^[a-z0-9][\w!#$&^.+-]{0,126}\/[a-z0-9][\w!#$&^.+-]{0,126}$/i;

/** Reference to content by what it is. @see https://github.com/opencontainers/image-spec/blob/v1.1.0/descriptor.md */
export interface Descriptor {
  readonly mediaType: string;
  readonly digest: string;
  readonly size: number;
  readonly urls?: readonly string[];
  readonly annotations?: Readonly<Record<string, string>>;
  readonly platform?: { readonly os?: string; readonly architecture?: string; readonly variant?: string };
}

/** A manifest as a registry stores it. */
export interface Manifest {
  readonly mediaType: string;
  readonly digest: string;
  readonly bytes: Buffer;
}

/** What a manifest needs to be there before it can be stored: other manifests, and blobs. */
export interface ManifestContent {
  readonly manifests: readonly Descriptor[];
  readonly blobs: readonly Descriptor[];
}

/** Whether the manifest stands for several platforms. */
export function isIndex({ mediaType }: Pick<Manifest, 'mediaType'>): boolean {
  return INDEX_TYPES.includes(mediaType);
}

/** The digest of bytes under the algorithm of another digest, sha256 without one. */
export function digestOf(bytes: Uint8Array, like = 'sha256:'): string {
  const algorithm = like.slice(0, like.indexOf(':'));
  return `${algorithm}:${createHash(algorithm).update(bytes).digest('hex')}`;
}

/**
 * Reads what a manifest refers to.
 *
 * @param what how errors call the manifest
 * @throws RegistryError if it is no manifest of a kind that nodes pull today
 */
export function readManifest(manifest: Manifest, what: string): ManifestContent {
  const wrong = (why: string) => new RegistryError('wrong content', `${what}: ${why}`);
  const body = parsed();
  if (isIndex(manifest)) {
    const manifests = descriptors(body.manifests, 'manifests');
    const large = manifests.find(({ size }) => size > MANIFEST_LIMIT);
    if (large)
      throw wrong(`its manifest ${large.digest} would be of ${large.size} bytes, more than any registry stores`);
    return { manifests, blobs: [] };
  }
  if (!MANIFEST_TYPES.includes(manifest.mediaType)) {
    throw wrong(
      `its manifest is of type ${foreignText(manifest.mediaType) || '(none)'}, which is not an image of today; build it again`,
    );
  }
  const [config] = descriptors([body.config], 'config');
  // The runtime fetches layers with URLs from there; their licence forbids pushing them.
  const layers = descriptors(body.layers, 'layers').filter(
    (layer) => !/foreign|nondistributable/.test(layer.mediaType),
  );
  return { manifests: [], blobs: [config, ...layers] };

  function parsed(): { manifests?: unknown; config?: unknown; layers?: unknown } {
    let body: unknown;
    try {
      body = JSON.parse(manifest.bytes.toString('utf8'));
    } catch {
      throw wrong('its manifest is not JSON');
    }
    if (typeof body !== 'object' || body === null || Array.isArray(body))
      throw wrong('its manifest is not a JSON object');
    return body;
  }

  function descriptors(value: unknown, field: string): Descriptor[] {
    const fine = (one: Partial<Descriptor> | undefined | null) =>
      isDigest(one?.digest) &&
      Number.isSafeInteger(one?.size) &&
      Number(one?.size) >= 0 &&
      typeof one?.mediaType === 'string' &&
      MEDIA_TYPE.test(one.mediaType);
    if (!Array.isArray(value) || !value.every(fine))
      throw wrong(`its manifest has no ${field} with digest, size and type`);
    return value as Descriptor[];
  }
}
