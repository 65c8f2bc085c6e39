import { createHash } from 'node:crypto';
import * as fs from 'node:fs';
import * as path from 'node:path';
import type { FileTree } from '../tree/file-tree';
import { resolveLink } from '../tree/resolve-link';
import { join, parentOf } from '../tree/tree-path';

/** Why a program must not be given some files. */
export class RefusedFiles extends Error {}

/** Folders that nothing renders from, and that may hold thousands of files. */
const NOT_OURS = new Set(['.git', 'node_modules']);

/** More files in one source than anybody renders. */
const MAX_FILES = 50_000;

/** The files of one tree: their digests, and copies of them on disk. Each is read once. */
export class Contents {
  private readonly digests = new Map<string, string>();
  private readonly copied = new Set<string>();
  private readonly folders = new Set<string>();
  private readonly lists = new Map<string, readonly string[]>();

  constructor(readonly tree: FileTree) {}

  /**
   * The files and symlinks at and below a path, and what the symlinks lead to.
   *
   * @throws RefusedFiles if a symlink leads out of the repository @throws TreeError
   */
  filesBelow(top: string): readonly string[] {
    const known = this.lists.get(top);
    if (known) return known;
    const found = new Set<string>();
    const visited = new Set<string>();
    const visit = (at: string, type = at === '' ? 'directory' : this.tree.type(at)): void => {
      if (found.size > MAX_FILES) throw new RefusedFiles(`more than ${MAX_FILES} files are below ${top || 'its top'}`);
      if (type === 'file') found.add(at);
      else if (type === 'symlink') {
        if (found.has(at)) return;
        found.add(at);
        const target = resolveLink(this.tree, at);
        if (target.outside)
          throw new RefusedFiles(`the symlink ${at} leads out of the repository: illegal filepath in symlink`);
        // Argo CD takes one that leads nowhere.
        if (target.path !== undefined) visit(target.path);
      } else if (type === 'directory' && !visited.has(at)) {
        visited.add(at);
        for (const { name, type: inner } of this.tree.list(at)) if (!NOT_OURS.has(name)) visit(join(at, name), inner);
      }
    };
    visit(top);
    const list = [...found];
    this.lists.set(top, list);
    return list;
  }

  /** One string for the content of all that is at and below some paths. */
  digest(paths: Iterable<string>): string {
    const all = createHash('sha256');
    for (const one of [...new Set(paths)].sort()) all.update(`${one}\n${this.digestBelow(one)}\n`);
    return all.digest('hex');
  }

  private digestBelow(top: string): string {
    const key = `below ${top}`;
    let known = this.digests.get(key);
    if (known === undefined) {
      const all = createHash('sha256');
      for (const file of this.filesBelow(top)) all.update(`${file}\n${this.digestOf(file)}\n`);
      known = all.digest('hex');
      this.digests.set(key, known);
    }
    return known;
  }

  private digestOf(file: string): string {
    let known = this.digests.get(file);
    if (known === undefined) {
      known =
        this.tree.type(file) === 'symlink'
          ? `link ${this.tree.readlink(file)}`
          : createHash('sha256').update(this.tree.read(file)).digest('hex');
      this.digests.set(file, known);
    }
    return known;
  }

  /** Copies all that is at and below a path to the same place in a folder on disk, once. */
  copy(top: string, folder: string): void {
    if (this.copied.has(top)) return;
    this.copied.add(top);
    fs.mkdirSync(path.join(folder, top === '' || this.tree.type(top) === 'directory' ? top : parentOf(top)), {
      recursive: true,
    });
    for (const file of this.filesBelow(top)) {
      const key = `file ${file}`;
      if (this.copied.has(key)) continue;
      this.copied.add(key);
      const to = path.join(folder, file);
      this.makeFolder(path.dirname(to));
      if (this.tree.type(file) === 'symlink') fs.symlinkSync(this.tree.readlink(file), to);
      else fs.writeFileSync(to, this.tree.read(file));
    }
  }

  /** A system call for each file would be most of the time. */
  private makeFolder(folder: string): void {
    if (this.folders.has(folder)) return;
    this.folders.add(folder);
    fs.mkdirSync(folder, { recursive: true });
  }
}
