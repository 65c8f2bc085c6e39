import * as fs from 'node:fs';
import * as path from 'node:path';
import { Committed } from './committed';
import { checkoutOf, filesInGit, ignoredByGit, sparsePathsOf } from './git-checkout';
import { join } from './tree-path';

/** What a name in a directory stands for. `other` is a socket, a device or a pipe: never read. */
export type EntryType = 'file' | 'directory' | 'symlink' | 'other';

/** One name in a directory of a {@link FileTree}. */
export interface Entry {
  readonly name: string;
  readonly type: EntryType;
}

/**
 * A tree of files that the check reads and nothing else: a checkout on disk, or the plan of a synth in memory.
 *
 * Paths are relative to the root, use `/`, and have no leading `/`, `./` or `..`; the root itself is `''`. Nothing here
 * follows a symlink in the last part of a path except {@link read} and {@link size}.
 */
export interface FileTree {
  /** How the root is named to a reader: the path from the working directory to it, `''` if they are the same. */
  readonly label: string;
  /** The names in a directory in Go's lexical (byte-wise) order. Throws a {@link TreeError}. */
  list(dir: string): readonly Entry[];
  /** What stands at a path, `undefined` if nothing does. A symlink is a symlink, wherever it leads. */
  type(path: string): EntryType | undefined;
  /** The bytes of a file. Throws a {@link TreeError}. */
  read(path: string): Uint8Array;
  /** The size of a file in bytes. Throws a {@link TreeError}. */
  size(path: string): number;
  /** The text of a symlink, as it is written. Throws a {@link TreeError}. */
  readlink(path: string): string;
  /** The text of a YAML file that was just made, with the values that it was made from. @default - never known */
  made?(path: string): MadeFile | undefined;
  /**
   * Which paths Git has or would take with `git add`: what it ignores never reaches Argo CD. `undefined` where all count,
   * because the tree is no checkout. Throws a {@link TreeError} where it is one and Git cannot say.
   *
   * @default - all count
   */
  inGit?(): ReadonlySet<string> | undefined;
  /**
   * What is in a directory, and maybe more: what a commit of the tree would leave out. For those who look at every
   * directory of a tree: Git is not asked for it. Throws a {@link TreeError}.
   *
   * @default - as {@link list}
   */
  listMore?(dir: string): readonly Entry[];
  /**
   * Why Argo CD does not get what is on disk at a path where for this tree nothing is: `Git ignores it (.gitignore:3)`.
   *
   * @default - never known
   */
  leftOut?(path: string): string | undefined;
  /**
   * Whether the commit has something at a path, or below it, that a sparse checkout keeps off the disk.
   *
   * @default - never
   */
  isSparse?(path: string): boolean;
}

/** A file that need not be parsed, because it was made from these values. */
export interface MadeFile {
  readonly text: string;
  /** The value of each document. */
  readonly values: readonly unknown[];
}

/** A file that cannot be read; the message names it the way the reader knows it. */
export class TreeError extends Error {
  /** @param path the path in the tree @param code the operating system's code, for example `EACCES` */
  constructor(
    tree: FileTree,
    readonly path: string,
    readonly code: string,
    what: string,
  ) {
    super(`${display(tree, path)}: ${what} (${code})`);
  }
}

/** A path as a reader knows it: joined to the label of its tree. */
export function display(tree: FileTree, file: string): string {
  return path.posix.join(tree.label, file) || '.';
}

/** Byte-wise order, as Go sorts names; JavaScript's own compares UTF-16 units and differs beyond the BMP. */
export function sortByName(entries: Entry[]): readonly Entry[] {
  // The two orders agree while no surrogate is in play.
  if (entries.some(({ name }) => /[\ud800-\udfff]/.test(name)))
    return entries.sort((a, b) => Buffer.compare(Buffer.from(a.name), Buffer.from(b.name)));
  return entries.sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
}

/** The words for the codes that a reader of files meets. */
const REASONS: Readonly<Record<string, string>> = {
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  ENOENT: 'no such file or directory',
  ENOTDIR: 'not a directory',
  EISDIR: 'is a directory',
  ELOOP: 'a loop of symlinks',
  ENAMETOOLONG: 'the name is too long',
  ERR_INVALID_ARG_VALUE: 'the name has a null byte',
};

/**
 * A directory on disk. In a checkout, as a commit of all of it would be (see {@link Committed}): nothing else reaches
 * Argo CD.
 */
export class DiskTree implements FileTree {
  readonly root: string;
  readonly label: string;
  private realRoot?: string;
  private known?: { readonly files: ReadonlySet<string> | undefined };
  private commit?: { readonly of?: Committed; readonly unknown?: string };
  private sparse?: readonly string[];

  /**
   * @param root the directory
   * @param label how it is named to a reader; by default the path from the working directory
   */
  constructor(root: string, label?: string) {
    this.root = path.resolve(root);
    this.label = label ?? path.relative(process.cwd(), this.root).split(path.sep).join('/');
  }

  list(dir: string): readonly Entry[] {
    const entries = this.listOnDisk(dir);
    const committed = entries.length > 0 ? this.committed() : undefined;
    if (!committed) return entries;
    if (!committed.has(dir, 'directory')) throw new TreeError(this, dir, 'ENOENT', REASONS.ENOENT as string);
    return entries.filter(({ name, type }) => committed.has(join(dir, name), type));
  }

  listMore(dir: string): readonly Entry[] {
    return this.commit?.of ? this.list(dir) : this.listOnDisk(dir);
  }

  type(file: string): EntryType | undefined {
    const type = this.typeOnDisk(file);
    if (type === undefined || file === '') return type;
    const committed = this.committed();
    return !committed || committed.has(file, type) ? type : undefined;
  }

  leftOut(file: string): string | undefined {
    const type = this.typeOnDisk(file);
    return type && this.committed()?.explain(file, type);
  }

  /**
   * Lets a directory or a file count, with all that is in it, even if Git ignores it: for somebody who names it.
   *
   * @returns why Git does not take it, `undefined` if it does
   */
  want(file: string): string | undefined {
    const type = this.typeOnDisk(file);
    return type && this.committed()?.want(file, type);
  }

  /** Why everything on disk counts although the tree is in a checkout: Git could not say what it ignores. In its words. */
  get unknownToGit(): string | undefined {
    this.committed();
    return this.commit?.unknown;
  }

  isSparse(file: string): boolean {
    this.sparse ??= checkoutOf(this.root) === undefined ? [] : sparsePathsOf(this.root);
    return this.sparse.some((one) => one === file || one.startsWith(`${file}/`));
  }

  protected listOnDisk(dir: string): readonly Entry[] {
    const entries = this.attempt(dir, (file) => fs.readdirSync(file, { withFileTypes: true }));
    return sortByName(entries.map((entry): Entry => ({ name: entry.name, type: typeOf(entry) })));
  }

  private typeOnDisk(file: string): EntryType | undefined {
    try {
      const stats = fs.lstatSync(path.join(this.root, file), { throwIfNoEntry: false });
      return stats && typeOf(stats);
    } catch (error) {
      // Something may stand there: it cannot be read. What no file system could hold (a null byte, a long name) does not.
      const { code } = error as NodeJS.ErrnoException;
      return code === 'EACCES' || code === 'EPERM' ? 'other' : undefined;
    }
  }

  private askGit(): { readonly of?: Committed; readonly unknown?: string } {
    const onDisk = (dir: string) => {
      try {
        return this.listOnDisk(dir);
      } catch (error) {
        if (!(error instanceof TreeError)) throw error;
        return undefined;
      }
    };
    let ignored: ReadonlySet<string>;
    const top = checkoutOf(this.root);
    if (top === undefined) return {};
    try {
      ignored = ignoredByGit(top);
    } catch (error) {
      return { unknown: (error as Error).message };
    }
    return { of: Committed.of(top, this.root, ignored, onDisk, (file) => display(this, file)) };
  }

  private committed(): Committed | undefined {
    this.commit ??= this.askGit();
    return this.commit.of;
  }

  /** Reads regular files in the tree and nothing else: a pipe would never end, and a symlink may lead anywhere. */
  read(file: string): Uint8Array {
    return this.attempt(file, (name) => {
      const real = fs.realpathSync.native(name);
      this.realRoot ??= fs.realpathSync.native(this.root);
      const below = this.realRoot.endsWith(path.sep) ? this.realRoot : this.realRoot + path.sep;
      if (!real.startsWith(below)) throw new TreeError(this, file, 'EACCES', 'a symlink leads out of the repository');
      this.requireFile(file, fs.statSync(real));
      return fs.readFileSync(real);
    });
  }

  size(file: string): number {
    return this.attempt(file, (name) => {
      const stats = fs.statSync(name);
      this.requireFile(file, stats);
      return stats.size;
    });
  }

  inGit(): ReadonlySet<string> | undefined {
    this.known ??= this.attempt('', (name) => ({ files: filesInGit(name) }));
    return this.known.files;
  }

  readlink(file: string): string {
    return this.attempt(file, (name) => fs.readlinkSync(name));
  }

  private requireFile(file: string, stats: fs.Stats): void {
    if (stats.isDirectory()) throw new TreeError(this, file, 'EISDIR', REASONS.EISDIR as string);
    if (!stats.isFile()) throw new TreeError(this, file, 'EINVAL', 'neither a file nor a directory');
  }

  private attempt<T>(file: string, action: (name: string) => T): T {
    try {
      return action(path.join(this.root, file));
    } catch (error) {
      if (error instanceof TreeError) throw error;
      const { code = 'EIO', message } = error as NodeJS.ErrnoException;
      throw new TreeError(this, file, code, REASONS[code] ?? message);
    }
  }
}

function typeOf(stats: { isFile(): boolean; isDirectory(): boolean; isSymbolicLink(): boolean }): EntryType {
  if (stats.isFile()) return 'file';
  if (stats.isDirectory()) return 'directory';
  return stats.isSymbolicLink() ? 'symlink' : 'other';
}

/**
 * Files in memory, laid over another tree or over nothing: how the plan of a synth is judged before it is written.
 * A file in memory hides what stands at its path underneath.
 */
export class MemoryTree implements FileTree {
  readonly label: string;
  private readonly directories = new Map<string, Map<string, EntryType>>([['', new Map()]]);

  /**
   * @param files path in the tree → content
   * @param under what shows through where no file in memory stands; nothing by default
   * @param hidden says which paths of `under` are as good as deleted (a synth is about to remove them); none by default
   * @param known the values that the text of a file was made from, by path: then it is not parsed again
   */
  constructor(
    private readonly files: ReadonlyMap<string, string | Uint8Array>,
    private readonly under?: FileTree,
    private readonly hidden: (path: string) => boolean = () => false,
    private readonly known: ReadonlyMap<string, readonly unknown[]> = new Map(),
  ) {
    this.label = under?.label ?? '';
    for (const file of files.keys()) this.place(file);
  }

  list(dir: string): readonly Entry[] {
    const shown = !this.hidden(dir) && this.under?.type(dir) === 'directory';
    return this.merge(dir, shown ? this.under?.list(dir) : undefined);
  }

  listMore(dir: string): readonly Entry[] {
    const { under } = this;
    if (!under || this.hidden(dir)) return this.merge(dir, undefined);
    try {
      return this.merge(dir, under.listMore ? under.listMore(dir) : under.list(dir));
    } catch (error) {
      if (!(error instanceof TreeError) || !['ENOENT', 'ENOTDIR'].includes(error.code)) throw error;
      return this.merge(dir, undefined);
    }
  }

  private merge(dir: string, beneath: readonly Entry[] | undefined): readonly Entry[] {
    const own = this.directories.get(dir);
    if (!own && !beneath) throw new TreeError(this, dir, 'ENOENT', REASONS.ENOENT as string);
    const names = new Map<string, EntryType>();
    for (const { name, type } of beneath ?? []) {
      if (!this.hidden(join(dir, name))) names.set(name, type);
    }
    for (const [name, type] of own ?? []) names.set(name, type);
    return sortByName([...names].map(([name, type]) => ({ name, type })));
  }

  type(file: string): EntryType | undefined {
    if (this.files.has(file)) return 'file';
    if (this.directories.has(file)) return 'directory';
    return this.hidden(file) ? undefined : this.under?.type(file);
  }

  read(file: string): Uint8Array {
    const content = this.files.get(file);
    if (content !== undefined) return Buffer.from(content);
    return this.beneath(file).read(file);
  }

  size(file: string): number {
    const content = this.files.get(file);
    if (content !== undefined) return Buffer.byteLength(content);
    return this.beneath(file).size(file);
  }

  readlink(file: string): string {
    return this.beneath(file).readlink(file);
  }

  made(file: string): MadeFile | undefined {
    const values = this.known.get(file);
    const text = values && this.files.get(file);
    return typeof text === 'string' && values ? { text, values } : undefined;
  }

  inGit(): ReadonlySet<string> | undefined {
    return this.under?.inGit?.();
  }

  leftOut(file: string): string | undefined {
    return this.hidden(file) ? undefined : this.under?.leftOut?.(file);
  }

  isSparse(file: string): boolean {
    return !this.hidden(file) && (this.under?.isSparse?.(file) ?? false);
  }

  private beneath(file: string): FileTree {
    if (this.directories.has(file)) throw new TreeError(this, file, 'EISDIR', REASONS.EISDIR as string);
    if (!this.under || this.hidden(file)) throw new TreeError(this, file, 'ENOENT', REASONS.ENOENT as string);
    return this.under;
  }

  private place(file: string): void {
    let type: EntryType = 'file';
    for (let at = file; at !== ''; ) {
      const slash = at.lastIndexOf('/');
      const dir = at.slice(0, Math.max(slash, 0));
      const known = this.directories.has(dir);
      if (!known) this.directories.set(dir, new Map());
      this.directories.get(dir)?.set(at.slice(slash + 1), type);
      if (known) return;
      type = 'directory';
      at = dir;
    }
  }
}
