import * as fs from 'node:fs';
import * as path from 'node:path';
import { Committed } from './committed';
import { display, type Entry, type EntryType, type FileTree, sortByName } from './file-tree';
import { checkoutOf, filesInGit, ignoredByGit, sparsePathsOf, submodulesOf } from './git-checkout';
import { reasonOf, TreeError } from './tree-error';
import { join, parentOf } from './tree-path';

/**
 * A directory on disk. In a checkout, as a commit of all of it would be (see `Committed`): nothing else reaches
 * Argo CD.
 */
export class DiskTree implements FileTree {
  readonly root: string;
  readonly label: string;
  private realRoot?: string;
  private known?: { readonly files: ReadonlySet<string> | undefined };
  private commit?: { readonly of?: Committed; readonly unknown?: string };
  private sparse?: readonly string[];
  private submodules?: ReadonlySet<string>;

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
    if (!committed.has(dir, 'directory')) throw new TreeError(this, dir, 'ENOENT', reasonOf('ENOENT'));
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

  /** A submodule that was not checked out is an empty directory. Argo CD checks it out. */
  whyUnknown(file: string): string | undefined {
    this.submodules ??= new Set(checkoutOf(this.root) === undefined ? [] : submodulesOf(this.root));
    if (this.submodules.size === 0) return undefined;
    for (let at = file; at !== ''; at = parentOf(at)) {
      if (!this.submodules.has(at) || this.typeOnDisk(at) !== 'directory' || this.listOnDisk(at).length > 0) continue;
      return `${display(this, at)} is a submodule that is not checked out here; git submodule update --init gets its files`;
    }
    return undefined;
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
      if (real !== this.realRoot && !real.startsWith(below))
        throw new TreeError(this, file, 'EACCES', 'a symlink leads out of the repository');
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
    if (stats.isDirectory()) throw new TreeError(this, file, 'EISDIR', reasonOf('EISDIR'));
    if (!stats.isFile()) throw new TreeError(this, file, 'EINVAL', 'neither a file nor a directory');
  }

  private attempt<T>(file: string, action: (name: string) => T): T {
    try {
      return action(path.join(this.root, file));
    } catch (error) {
      if (error instanceof TreeError) throw error;
      const { code = 'EIO', message } = error as NodeJS.ErrnoException;
      throw new TreeError(this, file, code, reasonOf(code, message));
    }
  }
}

function typeOf(stats: { isFile(): boolean; isDirectory(): boolean; isSymbolicLink(): boolean }): EntryType {
  if (stats.isFile()) return 'file';
  if (stats.isDirectory()) return 'directory';
  return stats.isSymbolicLink() ? 'symlink' : 'other';
}
