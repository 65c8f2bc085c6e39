import { display, type Entry, type EntryType, type FileTree } from './file-tree';
import { join } from './tree-path';

/** A folder of a tree as a tree of its own: what lies outside of it is not there. */
export class SubTree implements FileTree {
  readonly label: string;

  constructor(
    private readonly whole: FileTree,
    private readonly folder: string,
  ) {
    this.label = display(whole, folder);
  }

  list(dir: string): readonly Entry[] {
    return this.whole.list(this.inside(dir));
  }

  type(path: string): EntryType | undefined {
    return this.whole.type(this.inside(path));
  }

  read(path: string): Uint8Array {
    return this.whole.read(this.inside(path));
  }

  size(path: string): number {
    return this.whole.size(this.inside(path));
  }

  readlink(path: string): string {
    return this.whole.readlink(this.inside(path));
  }

  whyUnknown(path: string): string | undefined {
    return this.whole.whyUnknown?.(this.inside(path));
  }

  private inside(path: string): string {
    return path === '' ? this.folder : join(this.folder, path);
  }
}
