import { type Entry, type EntryType, type FileTree, sortByName } from './file-tree';
import { complaintOf, git, gitBytes } from './git-program';
import { resolveLink } from './resolve-link';
import { reasonOf, TreeError } from './tree-error';
import { join, parentOf } from './tree-path';

/** A file or a symlink of a revision. */
interface Blob {
  readonly type: 'file' | 'symlink';
  readonly oid: string;
  /** In bytes; `undefined` where Git cannot say, because the clone lacks the object or it is damaged. */
  readonly size: number | undefined;
}

/** Files are read in the order of a tree, so those behind one that is asked for are read with it: up to so many bytes … */
const AHEAD = 16 * 1024 * 1024;

/** … of files of at most so many bytes. */
const SMALL = 1024 * 1024;

/** How many bytes are kept before all are forgotten. */
const KEPT = 256 * 1024 * 1024;

/** Names that Git checks out nowhere: only a tree that was made by hand has them. */
const NEVER = /(?:^|\/)(?:|\.|\.\.|\.git)(?:\/|$)/i;

/**
 * A revision of a Git repository, read from the objects of a clone by the git program: nothing is checked out, and nothing
 * is fetched. A submodule is an empty directory, as in a checkout without submodules; {@link whyUnknown} tells
 * them apart.
 *
 * @example
 * check({ directories: [{ tree: new GitTree('.', 'v1.2.0'), dir: 'dist' }] });
 */
export class GitTree implements FileTree {
  readonly label: string;
  /** The object ID of the commit. */
  readonly commit: string;
  private readonly directories = new Map<string, Map<string, EntryType>>([['', new Map()]]);
  /** The submodules by their paths, and the commit of each. */
  readonly submodules: ReadonlyMap<string, string>;
  private readonly blobs = new Map<string, Blob>();
  private readonly contents = new Map<string, Buffer>();
  private kept = 0;
  /** Without symlinks on the way. */
  private readonly plain: Pick<FileTree, 'type' | 'readlink'> = {
    type: (file) => this.blobs.get(file)?.type ?? (this.directories.has(file) ? 'directory' : undefined),
    readlink: (file) => this.contentOf(file, this.blobs.get(file) as Blob).toString(),
  };

  /**
   * Reads the names and sizes of all files, and no content.
   *
   * @param top a directory of the clone
   * @param revision whatever Git takes for a commit
   * @param label how the tree is named to a reader; by default the revision
   * @throws Error with what Git says, if there is no such commit, or parts of it are not in the clone, or Git refuses
   */
  constructor(
    private readonly top: string,
    revision: string,
    label = revision,
  ) {
    this.label = label;
    // Argo CD knows nothing of objects that this clone has replaced.
    const commit = git(top, [
      '--no-replace-objects',
      'rev-parse',
      '--verify',
      '--end-of-options',
      `${revision}^{commit}`,
    ]);
    if (commit.status !== 0) throw new Error(`Git cannot say which commit ${revision} is: ${complaintOf(commit)}`);
    this.commit = commit.stdout.trim();
    const listing = git(top, ['--no-replace-objects', 'ls-tree', '-r', '-z', '-l', '--full-tree', this.commit]);
    if (listing.status !== 0) throw new Error(`${complaintOf(listing)}${isPartial(top) ? PARTIAL : ''}`);
    const submodules = new Map<string, string>();
    for (const line of listing.stdout.split('\0')) {
      const [, mode, oid, size, file] = /^(\d+) \w+ ([0-9a-f]+) +(\S+)\t(.+)$/s.exec(line) ?? [];
      if (mode === undefined || oid === undefined || file === undefined || NEVER.test(file)) continue;
      if (mode === '160000') {
        this.place(file, 'directory');
        this.directories.set(file, new Map());
        submodules.set(file, oid);
        continue;
      }
      const type = mode === '120000' ? 'symlink' : 'file';
      this.place(file, type);
      // Git prints BAD where it cannot find out.
      this.blobs.set(file, { type, oid, size: /^\d+$/.test(size ?? '') ? Number(size) : undefined });
    }
    this.submodules = submodules;
  }

  /** As Git names it: `v1.2.0:dist/apps/web.yaml`. */
  shown(file: string): string {
    return file === '' ? this.label : `${this.label}:${file}`;
  }

  list(dir: string): readonly Entry[] {
    const names = this.directories.get(this.follow(dir));
    if (!names) throw this.error(dir, 'ENOTDIR');
    return sortByName([...names].map(([name, type]) => ({ name, type })));
  }

  type(file: string): EntryType | undefined {
    try {
      const { path } = resolveLink(this.plain, parentOf(file));
      return path === undefined ? undefined : this.plain.type(join(path, nameOf(file)));
    } catch (error) {
      // A symlink on the way cannot be read: something may be where it leads.
      if (error instanceof TreeError) return 'other';
      throw error;
    }
  }

  read(file: string): Uint8Array {
    return this.contentOf(file, this.fileAt(file));
  }

  size(file: string): number {
    const { size } = this.fileAt(file);
    if (size === undefined) throw this.lacking(file);
    return size;
  }

  readlink(file: string): string {
    const dir = this.follow(parentOf(file));
    const real = join(dir, nameOf(file));
    const blob = this.blobs.get(real);
    if (this.plain.type(real) === undefined) throw this.error(file, this.blobs.has(dir) ? 'ENOTDIR' : 'ENOENT');
    if (blob?.type !== 'symlink') throw new TreeError(this, file, 'EINVAL', 'not a symlink');
    return this.contentOf(file, blob).toString();
  }

  /** Argo CD checks submodules out; which files they have, only their own repository knows. */
  whyUnknown(file: string): string | undefined {
    if (this.submodules.size === 0) return undefined;
    for (let at = file; at !== ''; at = parentOf(at)) {
      if (this.submodules.has(at)) return `${this.shown(at)} is a submodule, whose files are not in this clone`;
    }
    return undefined;
  }

  private fileAt(file: string): Blob {
    const blob = this.blobs.get(this.follow(file));
    if (!blob) throw this.error(file, 'EISDIR');
    return blob;
  }

  /** Where a path leads. */
  private follow(file: string): string {
    const { path, outside, missing } = resolveLink(this.plain, file);
    if (outside) throw new TreeError(this, file, 'EACCES', 'a symlink leads out of the repository');
    if (missing !== undefined) throw this.error(file, this.blobs.has(parentOf(missing)) ? 'ENOTDIR' : 'ENOENT');
    if (path === undefined) throw this.error(file, 'ELOOP');
    return path;
  }

  private contentOf(file: string, blob: Blob): Buffer {
    if (blob.size === undefined) throw this.lacking(file);
    const known = this.contents.get(blob.oid) ?? this.readBatch(this.batchFrom(blob)).get(blob.oid);
    if (known) return known;
    // What is next to it may be what is broken.
    const alone = this.readBatch([blob]).get(blob.oid);
    if (alone) return alone;
    const answer = gitBytes(this.top, ['--no-replace-objects', 'cat-file', 'blob', blob.oid]);
    throw new TreeError(this, file, 'EIO', `Git cannot read it: ${complaintOf(answer)}`);
  }

  /** A file, and those behind it that are worth reading with it. */
  private batchFrom(first: Blob): readonly Blob[] {
    const batch = new Map([[first.oid, first]]);
    let room = AHEAD;
    let behind = false;
    for (const blob of this.blobs.values()) {
      behind ||= blob === first;
      if (!behind || blob.size === undefined || blob.size > SMALL || this.contents.has(blob.oid)) continue;
      room -= blob.size;
      if (room < 0) break;
      batch.set(blob.oid, blob);
    }
    return [...batch.values()];
  }

  /** Gives, and keeps, what could be read. */
  private readBatch(batch: readonly Blob[]): ReadonlyMap<string, Buffer> {
    const input = batch.map(({ oid }) => `${oid}\n`).join('');
    const { stdout } = gitBytes(this.top, ['--no-replace-objects', 'cat-file', '--batch', '--buffer'], input);
    const found = new Map<string, Buffer>();
    for (let at = 0; at < (stdout?.length ?? 0); ) {
      const end = stdout.indexOf('\n', at);
      const [, oid, size] = /^([0-9a-f]+) blob (\d+)$/.exec(stdout.toString('latin1', at, Math.max(end, at))) ?? [];
      at = end < 0 ? stdout.length : end + 1;
      if (oid === undefined || at + Number(size) > stdout.length) continue;
      found.set(oid, stdout.subarray(at, at + Number(size)));
      at += Number(size) + 1;
    }
    if (this.kept > KEPT) {
      this.contents.clear();
      this.kept = 0;
    }
    this.kept += stdout?.length ?? 0;
    for (const [oid, content] of found) this.contents.set(oid, content);
    return found;
  }

  private place(file: string, type: EntryType): void {
    for (let at = file, kind = type; at !== ''; kind = 'directory') {
      const dir = parentOf(at);
      const names = this.directories.get(dir);
      const name = nameOf(at);
      if (names) {
        names.set(name, kind);
        return;
      }
      this.directories.set(dir, new Map([[name, kind]]));
      at = dir;
    }
  }

  private lacking(file: string): TreeError {
    return new TreeError(
      this,
      file,
      'EIO',
      'the clone lacks this object, or it is damaged; git fetch --refetch gets it',
    );
  }

  private error(file: string, code: string): TreeError {
    return new TreeError(this, file, code, reasonOf(code));
  }
}

/** Whether a clone was made without some of the objects. */
function isPartial(top: string): boolean {
  return git(top, ['config', '--get-regexp', '^remote\\..*\\.promisor$']).stdout !== '';
}

const PARTIAL = '; the clone is partial, and git fetch --refetch --no-filter gets what it lacks';

function nameOf(file: string): string {
  return file.slice(file.lastIndexOf('/') + 1);
}
