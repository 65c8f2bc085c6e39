import { display, type Entry, type EntryType, type FileTree } from '../argocd/tree/file-tree';
import { join } from '../argocd/tree/tree-path';

/** A directory of a tree as a tree: what lies outside of it is not there. */
export class SubTree implements FileTree {
  readonly label: string;

  constructor(
    private readonly tree: FileTree,
    private readonly dir: string,
  ) {
    this.label = display(tree, dir);
  }

  list(dir: string): readonly Entry[] {
    return this.tree.list(join(this.dir, dir));
  }

  type(file: string): EntryType | undefined {
    return this.tree.type(join(this.dir, file));
  }

  read(file: string): Uint8Array {
    return this.tree.read(join(this.dir, file));
  }

  size(file: string): number {
    return this.tree.size(join(this.dir, file));
  }

  readlink(file: string): string {
    return this.tree.readlink(join(this.dir, file));
  }
}
