import type { Readable } from 'node:stream';
import type { Descriptor, Manifest } from './manifest';

/** Where images are copied from and to: a registry, or a folder in OCI layout. */
export interface ImageStore {
  /** How errors call it. */
  readonly name: string;
  /** The digest of the manifest that the repository has under this tag or digest, if any. */
  findManifest(repository: string, reference: string): Promise<{ readonly digest?: string } | undefined>;
  /** A manifest. @throws RegistryError */
  getManifest(repository: string, reference: string): Promise<Manifest>;
  /** Stores a manifest under a tag or its digest. */
  putManifest(repository: string, reference: string, manifest: Manifest): Promise<void>;
  /** What refers to a manifest; undefined if no such list is kept. */
  listReferrers(repository: string, digest: string): Promise<readonly Descriptor[] | undefined>;
  /** Whether the repository has a blob. */
  hasBlob(repository: string, digest: string): Promise<boolean>;
  /** A blob's bytes as they arrive. The reader has to compare them with the digest. */
  openBlob(repository: string, digest: string): Promise<Readable>;
  /** Stores a blob. @param open begins to read it at its source; called again for another attempt */
  putBlob(
    repository: string,
    blob: Pick<Descriptor, 'digest' | 'size'>,
    open: () => Promise<Readable>,
    options?: { readonly from?: string; readonly onBytes?: (count: number) => void },
  ): Promise<'mounted' | 'sent'>;
}
