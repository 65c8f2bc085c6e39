import * as path from 'node:path';
import type { Files } from '../../argocd/model/files';
import type { Entry, EntryType, FileTree, MadeFile } from '../../argocd/tree/file-tree';
import { GitTree } from '../../argocd/tree/git-tree';
import { TreeError } from '../../argocd/tree/tree-error';
import { decode } from '../../argocd/yaml/text';

/**
 * A revision of a repository in the place of its working tree: its files have the names that they have there, so that what is
 * found in both is the same. Nothing in it tells which commit it is; sources that render their own revision would differ
 * in each commit.
 */
export class RevisionTree implements FileTree {
  private readonly tree: GitTree;
  private other?: { readonly tree: FileTree; readonly files: Files };

  /**
   * @param clone the top of the clone
   * @param revision whatever Git takes for a commit
   * @param label how the working tree is named to a reader
   * @throws Error with what Git says, if there is no such commit
   */
  constructor(
    readonly clone: string,
    revision: string,
    readonly label: string,
  ) {
    this.tree = new GitTree(clone, revision, revision);
  }

  /** Tells of another state that was read: what was decoded of a file need not be decoded again where it is the same here. */
  readAfter(tree: FileTree, files: Files): void {
    this.other = { tree, files };
  }

  made(file: string): MadeFile | undefined {
    const known = this.other?.files.known(this.other.tree, file);
    if (!this.other || !known || known.problems.length > 0 || known.values.includes(undefined)) return undefined;
    try {
      const bytes = Buffer.from(this.tree.read(file));
      if (!bytes.equals(this.other.tree.read(file))) return undefined;
      return { text: decode(bytes), values: known.values };
    } catch (error) {
      if (error instanceof TreeError) return undefined;
      throw error;
    }
  }

  /** The object ID of the commit. */
  get commit(): string {
    return this.tree.commit;
  }

  shown(file: string): string {
    return path.posix.join(this.label, file) || '.';
  }

  list(dir: string): readonly Entry[] {
    return this.tree.list(dir);
  }

  type(file: string): EntryType | undefined {
    return this.tree.type(file);
  }

  read(file: string): Uint8Array {
    return this.tree.read(file);
  }

  size(file: string): number {
    return this.tree.size(file);
  }

  readlink(file: string): string {
    return this.tree.readlink(file);
  }

  whyUnknown(file: string): string | undefined {
    return this.tree.whyUnknown(file);
  }
}
