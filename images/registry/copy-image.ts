import type { ImageStore } from './image-store';
import { type Descriptor, digestOf, type Manifest, OCI_INDEX, readManifest } from './manifest';
import { RegistryError } from './registry-error';

/** What cosign appends to a digest to make the tag of a signature, an attestation, an SBOM. */
const COSIGN_SUFFIXES = ['sig', 'att', 'sbom'];

/** How deep an index may have others in it. One of images is the rule. */
const MAX_DEPTH = 4;

/** A repository at a registry, or in a folder. */
export interface RepositoryAt {
  readonly registry: ImageStore;
  readonly repository: string;
}

/** What happened to the parts of an image. */
export interface CopyCount {
  sent: number;
  sentBytes: number;
  mounted: number;
  present: number;
}

/** What a copy tells about itself while it runs. */
export interface CopyObserver {
  /** There are so many more bytes to send. */
  readonly onExpected?: (bytes: number) => void;

  /** Called with the number of bytes sent; negative when an attempt is given up. */
  readonly onBytes?: (bytes: number) => void;
}

/**
 * Copies images into one registry, so that what arrives has the same digest. Existing blobs and manifests are not sent
 * again, so an interrupted copy continues where it stopped. A blob that another image of the same run brought is
 * mounted.
 */
export class ImageCopier {
  /** By blob: the repository at the destination that has it, as soon as it is sent. */
  private readonly blobs = new Map<string, Promise<string>>();

  readonly count: CopyCount = { sent: 0, sentBytes: 0, mounted: 0, present: 0 };

  constructor(private readonly observer: CopyObserver = {}) {}

  /**
   * Copies what a digest names, every platform of an index, and tags it.
   *
   * @param digest digest of the index or manifest
   * @param tag tag that it gets at the destination. @default - none: it can be pulled by digest alone
   * @returns whether anything had to be stored
   * @throws RegistryError; what has arrived until then stays, and is not sent again next time
   */
  async copy(from: RepositoryAt, to: RepositoryAt, digest: string, tag?: string): Promise<'copied' | 'present'> {
    const there = await to.registry.findManifest(to.repository, digest);
    const tagged = tag === undefined ? there : await to.registry.findManifest(to.repository, tag);
    if (there && (tag === undefined || tagged?.digest === digest)) return 'present';

    const manifest = await (there ? to : from).registry.getManifest((there ? to : from).repository, digest);
    if (!there) await this.copyContent(from, to, manifest, MAX_DEPTH);
    await to.registry.putManifest(to.repository, tag ?? digest, manifest);

    const arrived = await to.registry.getManifest(to.repository, tag ?? digest);
    if (arrived.digest !== digest) {
      const at = `${to.registry.name}/${to.repository}`;
      throw new RegistryError('wrong content', `${at}: ${digest} was sent, and ${arrived.digest} is there.`);
    }
    return 'copied';
  }

  /**
   * Copies what refers to an image that is there: OCI referrers, and the tags that cosign uses beside them.
   *
   * @returns how many had to be stored
   */
  async copyReferrers(from: RepositoryAt, to: RepositoryAt, digest: string): Promise<number> {
    let copied = 0;
    const fallbackTag = digest.replace(':', '-');
    for (const suffix of COSIGN_SUFFIXES) {
      const tag = `${fallbackTag}.${suffix}`;
      const found = await from.registry.findManifest(from.repository, tag);
      if (!found) continue;
      const target = found.digest ?? (await from.registry.getManifest(from.repository, tag)).digest;
      if ((await this.copy(from, to, target, tag)) === 'copied') copied += 1;
    }

    const listed = await from.registry.listReferrers(from.repository, digest);
    const referrers = listed ?? (await readFallback(from, fallbackTag));
    for (const { digest: referrer } of referrers) {
      if ((await this.copy(from, to, referrer)) === 'copied') copied += 1;
    }
    // A registry with a referrers API has listed them itself; for any other the list is an index under a tag.
    if (referrers.length > 0 && !(await to.registry.listReferrers(to.repository, digest))) {
      const known = await readFallback(to, fallbackTag);
      const manifests = [...new Map([...known, ...referrers].map((one) => [one.digest, one])).values()];
      if (manifests.length > known.length) {
        const bytes = Buffer.from(JSON.stringify({ schemaVersion: 2, mediaType: OCI_INDEX, manifests }));
        await to.registry.putManifest(to.repository, fallbackTag, {
          mediaType: OCI_INDEX,
          digest: digestOf(bytes),
          bytes,
        });
      }
    }
    return copied;
  }

  private async copyContent(from: RepositoryAt, to: RepositoryAt, manifest: Manifest, depth: number): Promise<void> {
    const what = `${from.registry.name}/${from.repository}@${manifest.digest}`;
    const { manifests, blobs } = readManifest(manifest, what);
    // One after the other: several images are copied at once already.
    for (const child of manifests) {
      if (await to.registry.findManifest(to.repository, child.digest)) {
        this.count.present += 1;
        continue;
      }
      if (depth === 0)
        throw new RegistryError(
          'wrong content',
          `${what}: its manifests are in each other more than ${MAX_DEPTH} deep.`,
        );
      const childManifest = await from.registry.getManifest(from.repository, child.digest);
      if (childManifest.bytes.length !== child.size)
        throw new RegistryError(
          'wrong content',
          `${what}: its manifest ${child.digest} has ${childManifest.bytes.length} bytes, and not the ${child.size} that it says.`,
        );
      await this.copyContent(from, to, childManifest, depth - 1);
      await to.registry.putManifest(to.repository, child.digest, childManifest);
    }
    for (const blob of new Map(blobs.map((one) => [one.digest, one])).values()) await this.copyBlob(from, to, blob);
  }

  private async copyBlob(from: RepositoryAt, to: RepositoryAt, blob: Descriptor): Promise<void> {
    if (await to.registry.hasBlob(to.repository, blob.digest)) {
      this.count.present += 1;
      this.blobs.set(blob.digest, Promise.resolve(to.repository));
      return;
    }
    const sameRegistry = from.registry.name === to.registry.name ? from.repository : undefined;
    // If another copy sends it at this moment, wait and mount; if that one failed, send it.
    const lender = (await this.blobs.get(blob.digest)?.catch(() => undefined)) ?? sameRegistry;
    const arriving = this.putBlob(from, to, blob, lender);
    arriving.catch(() => undefined);
    this.blobs.set(blob.digest, arriving);
    await arriving;
  }

  private async putBlob(from: RepositoryAt, to: RepositoryAt, blob: Descriptor, lender?: string): Promise<string> {
    let expected = false;
    const open = () => {
      if (!expected) this.observer.onExpected?.(blob.size);
      expected = true;
      return from.registry.openBlob(from.repository, blob.digest);
    };
    const how = await to.registry.putBlob(to.repository, blob, open, { from: lender, onBytes: this.observer.onBytes });
    this.count[how] += 1;
    if (how === 'sent') this.count.sentBytes += blob.size;
    return to.repository;
  }
}

/** The list of referrers in a registry without such lists. @see distribution-spec, section Referrers Tag Schema */
async function readFallback({ registry, repository }: RepositoryAt, tag: string): Promise<readonly Descriptor[]> {
  if (!(await registry.findManifest(repository, tag))) return [];
  return readManifest(await registry.getManifest(repository, tag), `${registry.name}/${repository}:${tag}`).manifests;
}
