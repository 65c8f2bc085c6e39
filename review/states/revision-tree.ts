import * as fs from 'node:fs';
import * as path from 'node:path';
import type { Entry, EntryType, FileTree } from '../../argocd/tree/file-tree';
import { GitTree } from '../../argocd/tree/git-tree';
import { commitOf } from './git-states';

/**
 * A revision of a repository in the place of its working tree: its files have the names that they have there, so that what is
 * found in both is the same. Nothing in it tells which commit it is; sources that render their own revision would differ
 * in each commit.
 *
 * A submodule that is checked out beside it is read in the commit that the revision names, from Git's objects too. Of any other
 * one, the files are not known.
 */
export class RevisionTree implements FileTree {
  private readonly tree: GitTree;
  /** The submodules whose files are at hand, by their paths. */
  private readonly submodules = new Map<string, RevisionTree>();

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
    for (const [file, commit] of this.tree.submodules) {
      const inside = path.join(clone, file);
      // Without it, Git would look at the repository around it.
      if (!fs.existsSync(path.join(inside, '.git')) || commitOf(inside, commit) !== commit) continue;
      this.submodules.set(file, new RevisionTree(inside, commit, path.posix.join(label, file)));
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
    const [tree, inside] = this.at(dir);
    return tree.list(inside);
  }

  type(file: string): EntryType | undefined {
    const [tree, inside] = this.at(file);
    return inside === '' ? 'directory' : tree.type(inside);
  }

  read(file: string): Uint8Array {
    const [tree, inside] = this.at(file);
    return tree.read(inside);
  }

  size(file: string): number {
    const [tree, inside] = this.at(file);
    return tree.size(inside);
  }

  readlink(file: string): string {
    const [tree, inside] = this.at(file);
    return tree.readlink(inside);
  }

  whyUnknown(file: string): string | undefined {
    const [tree, inside] = this.at(file);
    if (tree !== this.tree) return tree.whyUnknown(inside);
    for (const at of this.tree.submodules.keys())
      if (file === at || file.startsWith(`${at}/`)) {
        const made = this.tree.submodules.get(at)?.slice(0, 12);
        return `${this.shown(at)} is a submodule, whose commit ${made} is not at hand; git submodule update --init gets it`;
      }
    return undefined;
  }

  /** The tree that has a path, and where in it. */
  private at(file: string): readonly [GitTree | RevisionTree, string] {
    for (const [dir, tree] of this.submodules) {
      if (file === dir) return [tree, ''];
      if (file.startsWith(`${dir}/`)) return [tree, file.slice(dir.length + 1)];
    }
    return [this.tree, file];
  }
}
