import { type Entry, type EntryType, type FileTree, type MadeFile, sortByName } from './file-tree';
import { reasonOf, TreeError } from './tree-error';
import { join } from './tree-path';

/**
 * Files in memory, laid over another tree or over nothing: how the plan of a synth is judged before it is written.
 * A file in memory hides what stands at its path underneath.
 *
 * @example
 * new MemoryTree(new Map([['apps/web.yaml', text]]));
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
    if (!own && !beneath) throw new TreeError(this, dir, 'ENOENT', reasonOf('ENOENT'));
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

  whyUnknown(file: string): string | undefined {
    return this.type(file) === 'file' || this.hidden(file) ? undefined : this.under?.whyUnknown?.(file);
  }

  private beneath(file: string): FileTree {
    if (this.directories.has(file)) throw new TreeError(this, file, 'EISDIR', reasonOf('EISDIR'));
    if (!this.under || this.hidden(file)) throw new TreeError(this, file, 'ENOENT', reasonOf('ENOENT'));
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
