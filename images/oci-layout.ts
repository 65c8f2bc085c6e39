import { createHash } from 'node:crypto';
import * as fs from 'node:fs';
import * as path from 'node:path';
import type { Readable } from 'node:stream';
import { writeWhole } from '../files/write-whole';
import { isDigest } from './image-reference';
import type { ImageStore } from './registry/image-store';
import { type Descriptor, digestOf, type Manifest, OCI_INDEX, OCI_MANIFEST } from './registry/manifest';
import { RegistryError } from './registry/registry-error';
import { waitForRetry } from './registry/retry';

/** The file that says that a folder is in OCI layout. */
const LAYOUT_FILE = 'oci-layout';
const INDEX_FILE = 'index.json';
/** Where a layout keeps the name of an image. @see https://github.com/opencontainers/image-spec/blob/v1.1.0/annotations.md */
const REF_NAME = 'org.opencontainers.image.ref.name';

/**
 * A folder in OCI layout, to carry images to where no registry of the outside is reached. Blobs are there once, whatever images
 * share them; each image has its whole name in `index.json`, so that skopeo and others find it by that.
 *
 * @see https://github.com/opencontainers/image-spec/blob/v1.1.0/image-layout.md
 */
export class OciLayout implements ImageStore {
  private written = 0;

  private constructor(
    readonly name: string,
    private readonly index: Descriptor[],
  ) {}

  /** @throws Error if the folder is none in OCI layout */
  static open(folder: string): OciLayout {
    if (!fs.existsSync(path.join(folder, LAYOUT_FILE)))
      throw new Error(
        `${folder}: it has no file ${LAYOUT_FILE}, so it is no folder in OCI layout; mirror --to oci:${folder} writes one`,
      );
    let manifests: unknown;
    try {
      manifests = JSON.parse(fs.readFileSync(path.join(folder, INDEX_FILE), 'utf8')).manifests;
    } catch (error) {
      throw new Error(`${path.join(folder, INDEX_FILE)} cannot be read: ${(error as Error).message}`);
    }
    if (!Array.isArray(manifests) || !manifests.every((one) => isDigest(one?.digest)))
      throw new Error(
        `${path.join(folder, INDEX_FILE)} is not the index of an OCI layout: it has no manifests with digests`,
      );
    return new OciLayout(folder, manifests);
  }

  /** The layout in a folder, which is made if it is not there. @throws Error if it has other files */
  static make(folder: string): OciLayout {
    if (fs.existsSync(path.join(folder, LAYOUT_FILE))) return OciLayout.open(folder);
    if (fs.existsSync(folder) && fs.readdirSync(folder).length > 0)
      throw new Error(
        `${folder} has files, and is no folder in OCI layout: name an empty one, or one that is not there`,
      );
    fs.mkdirSync(path.join(folder, 'blobs'), { recursive: true });
    const layout = new OciLayout(folder, []);
    layout.writeIndex();
    writeWhole(path.join(folder, LAYOUT_FILE), JSON.stringify({ imageLayoutVersion: '1.0.0' }));
    return layout;
  }

  async findManifest(repository: string, reference: string): Promise<{ readonly digest?: string } | undefined> {
    if (isDigest(reference)) return fs.existsSync(this.blob(reference)) ? { digest: reference } : undefined;
    const found = this.entry(repository, reference);
    return found && { digest: found.digest };
  }

  async getManifest(repository: string, reference: string): Promise<Manifest> {
    const digest = isDigest(reference) ? reference : this.entry(repository, reference)?.digest;
    const what = `${this.name}: ${repository}${isDigest(reference) ? '@' : ':'}${reference}`;
    if (digest === undefined || !fs.existsSync(this.blob(digest)))
      throw new RegistryError('not found', `${what}: it is not in the folder`);
    const bytes = fs.readFileSync(this.blob(digest));
    if (digestOf(bytes, digest) !== digest) throw new RegistryError('wrong content', `${what}: the file was changed`);
    return { mediaType: mediaTypeOf(bytes), digest, bytes };
  }

  async putManifest(repository: string, reference: string, { mediaType, digest, bytes }: Manifest): Promise<void> {
    await this.keep(digest, async (file) => fs.promises.writeFile(file, bytes));
    if (isDigest(reference)) return;
    const name = `${repository}:${reference}`;
    const others = this.index.filter(({ annotations }) => annotations?.[REF_NAME] !== name);
    const entry = { mediaType, digest, size: bytes.length, annotations: { [REF_NAME]: name } };
    this.index.splice(0, this.index.length, ...others, entry);
    this.writeIndex();
  }

  /** None: what refers to an image is under a tag, as in registries that keep no such list. */
  async listReferrers(): Promise<undefined> {
    return undefined;
  }

  async hasBlob(_repository: string, digest: string): Promise<boolean> {
    return fs.existsSync(this.blob(digest));
  }

  async openBlob(repository: string, digest: string): Promise<Readable> {
    if (!fs.existsSync(this.blob(digest)))
      throw new RegistryError('not found', `${this.name}: the blob ${digest} of ${repository} is not in the folder`);
    return fs.createReadStream(this.blob(digest));
  }

  async putBlob(
    repository: string,
    { digest, size }: Pick<Descriptor, 'digest' | 'size'>,
    open: () => Promise<Readable>,
    { onBytes }: { readonly onBytes?: (count: number) => void } = {},
  ): Promise<'sent'> {
    for (let attempt = 1; ; attempt += 1) {
      let read = 0;
      try {
        await this.keep(digest, async (file) => {
          const hash = createHash(digest.slice(0, digest.indexOf(':')));
          const source = await open();
          const count = async function* (): AsyncGenerator<Buffer> {
            for await (const chunk of source as AsyncIterable<Buffer>) {
              read += chunk.length;
              if (read > size) break;
              onBytes?.(chunk.length);
              hash.update(chunk);
              yield chunk;
            }
          };
          await fs.promises.writeFile(file, count());
          if (read !== size || `${digest.slice(0, digest.indexOf(':'))}:${hash.digest('hex')}` !== digest)
            throw new RegistryError('wrong content', `${repository}: what came is not the blob ${digest}`, true);
        });
        return 'sent';
      } catch (error) {
        onBytes?.(-read);
        // What the file system refuses, it refuses again.
        const again = error instanceof RegistryError ? error.transient : !('syscall' in (error as Error));
        if (!again || !(await waitForRetry(attempt))) throw error;
      }
    }
  }

  private entry(repository: string, tag: string): Descriptor | undefined {
    return this.index.find(({ annotations }) => annotations?.[REF_NAME] === `${repository}:${tag}`);
  }

  private blob(digest: string): string {
    return path.join(this.name, 'blobs', ...digest.split(':'));
  }

  /** Writes a blob beside its place and puts it there, so that a killed run leaves none that is not whole. */
  private async keep(digest: string, write: (file: string) => Promise<void>): Promise<void> {
    const file = this.blob(digest);
    if (fs.existsSync(file)) return;
    fs.mkdirSync(path.dirname(file), { recursive: true });
    this.written += 1;
    const temporary = `${file}.${process.pid}.${this.written}.tmp`;
    try {
      await write(temporary);
      fs.renameSync(temporary, file);
    } finally {
      fs.rmSync(temporary, { force: true });
    }
  }

  private writeIndex(): void {
    const manifests = [...this.index].sort((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1));
    writeWhole(
      path.join(this.name, INDEX_FILE),
      `${JSON.stringify({ schemaVersion: 2, mediaType: OCI_INDEX, manifests }, undefined, 2)}\n`,
    );
  }
}

const nameOf = ({ annotations }: Descriptor) => annotations?.[REF_NAME] ?? '';

/** The type of a manifest, which only the types of the OCI may leave out. */
function mediaTypeOf(bytes: Buffer): string {
  try {
    const { mediaType, manifests } = JSON.parse(bytes.toString('utf8'));
    if (typeof mediaType === 'string') return mediaType;
    return manifests === undefined ? OCI_MANIFEST : OCI_INDEX;
  } catch {
    return '';
  }
}
