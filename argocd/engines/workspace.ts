import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import type { FileTree } from '../tree/file-tree';
import { Contents } from './contents';
import { endPrograms } from './run-program';

/**
 * A temporary folder in which programs run: copies of what they read, and an empty home. It is gone when the process ends,
 * however it ends short of being killed.
 */
export class Workspace {
  private made?: string;
  private readonly contents = new Map<FileTree, { readonly of: Contents; folder?: string }>();
  private readonly homes: string[] = [];
  private count = 0;
  private readonly remove = () => {
    endPrograms();
    if (this.made !== undefined) fs.rmSync(this.made, { recursive: true, force: true, maxRetries: 3 });
  };
  private readonly onSignal = (signal: NodeJS.Signals) => {
    this.close();
    process.kill(process.pid, signal);
  };

  /** Made when it is needed first. */
  get folder(): string {
    if (this.made === undefined) {
      this.made = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'groundwork-')));
      process.once('exit', this.remove).once('SIGINT', this.onSignal).once('SIGTERM', this.onSignal);
    }
    return this.made;
  }

  /** Removes it. */
  close(): void {
    process.removeListener('exit', this.remove);
    process.removeListener('SIGINT', this.onSignal).removeListener('SIGTERM', this.onSignal);
    this.remove();
    this.made = undefined;
    this.homes.length = 0;
  }

  /** The files of a tree: what was read of them is remembered. */
  contentsOf(tree: FileTree): Contents {
    return this.treeOf(tree).of;
  }

  /** The folder that stands for the top of a tree, with copies of what is at and below some paths of it. */
  folderOf(tree: FileTree, paths: Iterable<string>): string {
    const known = this.treeOf(tree);
    known.folder ??= this.newFolder('tree');
    for (const one of paths) known.of.copy(one, known.folder);
    return known.folder;
  }

  /** A folder like {@link folderOf} that nothing else uses. */
  separate(tree: FileTree, paths: Iterable<string>): string {
    const folder = this.newFolder('own');
    const contents = new Contents(tree);
    for (const one of paths) contents.copy(one, folder);
    return folder;
  }

  /**
   * A folder like {@link folderOf} in which one directory may be changed: a copy of that, beside symlinks to all the rest.
   */
  changeable(shared: string, dir: string): string {
    const top = this.newFolder('changed');
    let from = shared;
    let to = top;
    for (const part of dir === '' ? [] : dir.split('/')) {
      for (const name of fs.readdirSync(from))
        if (name !== part) fs.symlinkSync(path.join(from, name), path.join(to, name));
      from = path.join(from, part);
      to = path.join(to, part);
      fs.mkdirSync(to);
    }
    fs.cpSync(from, to, { recursive: true, verbatimSymlinks: true });
    return top;
  }

  /** Lends a home to one program at a time. */
  async withHome<T>(work: (home: string) => Promise<T>): Promise<T> {
    const home = this.homes.pop() ?? this.newHome();
    try {
      return await work(home);
    } finally {
      this.homes.push(home);
    }
  }

  private newHome(): string {
    const home = this.newFolder('home');
    fs.mkdirSync(path.join(home, 'tmp'));
    return home;
  }

  /** A file that is in no tree. */
  newFile(content: string): string {
    const file = path.join(this.newFolder('file'), 'values.yaml');
    fs.writeFileSync(file, content, { mode: 0o600 });
    return file;
  }

  private treeOf(tree: FileTree): { readonly of: Contents; folder?: string } {
    const known = this.contents.get(tree) ?? { of: new Contents(tree) };
    this.contents.set(tree, known);
    return known;
  }

  private newFolder(name: string): string {
    this.count += 1;
    const folder = path.join(this.folder, `${name}-${this.count}`);
    fs.mkdirSync(folder);
    return folder;
  }
}
