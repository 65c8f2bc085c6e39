import * as path from 'node:path';

/** What a name in a directory stands for. `other` is a socket, a device or a pipe: never read. */
export type EntryType = 'file' | 'directory' | 'symlink' | 'other';

/** One name in a directory of a {@link FileTree}. */
export interface Entry {
  /** Without the directory. */
  readonly name: string;
  /** A symlink is one, wherever it leads. */
  readonly type: EntryType;
}

/**
 * A tree of files that the check reads and nothing else: a checkout on disk, another revision of it, or the plan of a synth
 * in memory.
 *
 * Paths are relative to the root, use `/`, and have no leading `/`, `./` or `..`; the root itself is `''`. Nothing here
 * follows a symlink in the last part of a path except {@link read} and {@link size}.
 */
export interface FileTree {
  /** How the root is named to a reader: the path from the working directory to it, `''` if they are the same. */
  readonly label: string;
  /** How a path is named to a reader. @default - the path, joined to the label */
  shown?(path: string): string;
  /** The clone that all of these files, from its top, were read from, as a path on disk. @default - none that is known */
  readonly clone?: string;
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
  /**
   * Why it is not known what Argo CD finds at a path: `charts/web is a submodule, whose files are not in this clone`. The
   * path has no symlinks.
   *
   * @default - what is at a path is always known
   */
  whyUnknown?(path: string): string | undefined;
}

/** A file that need not be parsed, because it was made from these values. */
export interface MadeFile {
  /** What the file has. */
  readonly text: string;
  /** The value of each document. */
  readonly values: readonly unknown[];
}

/** A path as a reader knows it: joined to the label of its tree. */
export function display(tree: FileTree, file: string): string {
  return tree.shown?.(file) ?? (path.posix.join(tree.label, file) || '.');
}

/** Byte-wise order, as Go sorts names; JavaScript's own compares UTF-16 units and differs beyond the BMP. */
export function sortByName(entries: Entry[]): readonly Entry[] {
  // The two orders agree while no surrogate is in play.
  if (entries.some(({ name }) => /[\ud800-\udfff]/.test(name)))
    return entries.sort((a, b) => Buffer.compare(Buffer.from(a.name), Buffer.from(b.name)));
  return entries.sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
}
