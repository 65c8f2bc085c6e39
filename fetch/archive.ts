import { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { extract } from 'tar-stream';
import { type Entry, type EntryType, type FileTree, sortByName } from '../argocd/tree/file-tree';
import { resolveLink } from '../argocd/tree/resolve-link';
import { reasonOf, TreeError } from '../argocd/tree/tree-error';
import { parentOf } from '../argocd/tree/tree-path';
import { FetchError } from './fetch-error';

/** What an archive may hold. */
export interface ArchiveLimits {
  /** Bytes of all files, unpacked. @default 100 MiB, as Helm has it */
  readonly bytes?: number;
  /** @default 50,000 */
  readonly files?: number;
}

/** More than that no Helm unpacks, and here it is held in memory. */
const BYTES = 100 * 2 ** 20;
const FILES = 50_000;

/**
 * Unpacks an archive in memory: nothing of it is ever written where its paths say.
 *
 * @param label how the tree is named to a reader
 * @param top the folder of the archive that is the root of the tree; `undefined` for the archive itself
 * @throws FetchError if it is none, is cut off, holds too much, or has a path or a link that leads out of it
 */
export async function unpack(
  bytes: Uint8Array,
  label: string,
  top: string | undefined,
  { bytes: most = BYTES, files: count = FILES }: ArchiveLimits = {},
): Promise<ArchiveTree> {
  const content = new Map<string, Buffer | { readonly link: string }>();
  const tar = extract();
  // Tar without gzip is allowed in OCI artifacts.
  const isPacked = bytes[0] === 0x1f && bytes[1] === 0x8b;
  const source = Readable.from([bytes]);
  let size = 0;
  const reading = new Promise<void>((done, failed) => {
    const fail = (error: Error): void => {
      source.destroy();
      tar.destroy();
      failed(
        error instanceof FetchError ? error : new FetchError(`it is no archive, or half of one (${error.message})`),
      );
    };
    tar.on('entry', (header, stream, next) => {
      try {
        const place = placeIn(header.name, top);
        if (place === undefined || header.type === 'directory' || header.type === 'pax-global-header') {
          stream.on('end', next).resume();
          return;
        }
        if (content.size >= count) throw new FetchError(`the archive has more than ${count} files`);
        if (header.type === 'symlink') {
          content.set(place, { link: header.linkname ?? '' });
          stream.on('end', next).resume();
          return;
        }
        if (header.type !== 'file' && header.type !== 'contiguous-file')
          throw new FetchError(`the archive has ${JSON.stringify(header.name)}, which is neither a file nor a folder`);
        const chunks: Buffer[] = [];
        stream.on('data', (chunk: Buffer) => {
          size += chunk.length;
          if (size > most) fail(new FetchError(`the archive unpacks to more than ${most / 2 ** 20} MiB`));
          else chunks.push(chunk);
        });
        stream.on('end', () => {
          content.set(place, Buffer.concat(chunks));
          next();
        });
      } catch (error) {
        fail(error as Error);
      }
    });
    tar.on('finish', done).on('error', fail);
    source.on('error', fail);
    if (!isPacked) source.pipe(tar);
    else source.pipe(createGunzip().on('error', fail)).pipe(tar);
  });
  await reading;
  const tree = new ArchiveTree(content, label);
  for (const link of tree.links) {
    if (resolveLink(tree, link).outside)
      throw new FetchError(`the archive has ${JSON.stringify(link)}, a symlink that leads out of it`);
  }
  return tree;
}

/** Where an entry belongs in the tree; `undefined` if it is not in it. */
function placeIn(name: string, top: string | undefined): string | undefined {
  const parts = name.split('/').filter((part) => part !== '' && part !== '.');
  if (name.startsWith('/') || name.includes('\\') || name.includes('\0') || parts.includes('..'))
    throw new FetchError(`the archive has ${JSON.stringify(name)}, a path that leads out of it`);
  if (top === undefined) return parts.length > 0 ? parts.join('/') : undefined;
  return parts[0] === top && parts.length > 1 ? parts.slice(1).join('/') : undefined;
}

/** The files of an archive, in memory. */
export class ArchiveTree implements FileTree {
  private readonly directories = new Map<string, Map<string, EntryType>>([['', new Map()]]);

  constructor(
    private readonly content: ReadonlyMap<string, Buffer | { readonly link: string }>,
    readonly label: string,
  ) {
    for (const [file, one] of content) this.place(file, 'link' in one ? 'symlink' : 'file');
  }

  get links(): readonly string[] {
    return [...this.content].flatMap(([file, one]) => ('link' in one ? [file] : []));
  }

  shown(file: string): string {
    return file === '' ? this.label : `${this.label}:${file}`;
  }

  list(dir: string): readonly Entry[] {
    const names = this.directories.get(dir);
    if (!names) throw this.error(dir, this.content.has(dir) ? 'ENOTDIR' : 'ENOENT');
    return sortByName([...names].map(([name, type]) => ({ name, type })));
  }

  type(file: string): EntryType | undefined {
    const { content, directories } = this;
    const one = content.get(file);
    if (one) return 'link' in one ? 'symlink' : 'file';
    return directories.has(file) ? 'directory' : undefined;
  }

  read(file: string): Uint8Array {
    const real = resolveLink(this, file).path ?? file;
    const one = this.content.get(real);
    if (!one || 'link' in one) throw this.error(file, this.directories.has(real) ? 'EISDIR' : 'ENOENT');
    return one;
  }

  size(file: string): number {
    return this.read(file).length;
  }

  readlink(file: string): string {
    const one = this.content.get(file);
    if (!one || !('link' in one)) throw this.error(file, one || this.directories.has(file) ? 'EINVAL' : 'ENOENT');
    return one.link;
  }

  private error(file: string, code: string): TreeError {
    return new TreeError(this, file, code, reasonOf(code));
  }

  private place(file: string, type: EntryType): void {
    const dir = parentOf(file);
    if (!this.directories.has(dir)) {
      this.directories.set(dir, new Map());
      if (dir !== '') this.place(dir, 'directory');
    }
    this.directories.get(dir)?.set(dir === '' ? file : file.slice(dir.length + 1), type);
  }
}

/** One file as a tree. */
export function fileTree(name: string, bytes: Buffer, label: string): ArchiveTree {
  return new ArchiveTree(new Map([[name, bytes]]), label);
}
