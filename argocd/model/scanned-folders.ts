import { parentOf } from '../tree/tree-path';

/** The files that were scanned, by their folders, so that who asks for one folder does not walk all files. */
export class ScannedFolders {
  private readonly own = new Map<string, string[]>();
  private readonly subs = new Map<string, string[]>();

  constructor(paths: Iterable<string>) {
    for (const path of paths) this.filesOf(parentOf(path)).push(path);
  }

  /** The files in a folder itself. */
  files(dir: string): readonly string[] {
    return this.own.get(dir) ?? [];
  }

  /** The folders in a folder that have files in them, at any depth. */
  folders(dir: string): readonly string[] {
    return this.subs.get(dir) ?? [];
  }

  /** The files in a folder and in those below it. */
  *below(dir: string): Generator<string> {
    yield* this.files(dir);
    for (const folder of this.folders(dir)) yield* this.below(folder);
  }

  private filesOf(dir: string): string[] {
    const known = this.own.get(dir);
    if (known) return known;
    const files: string[] = [];
    this.own.set(dir, files);
    if (dir !== '') {
      const parent = parentOf(dir);
      this.filesOf(parent);
      const beside = this.subs.get(parent);
      if (beside) beside.push(dir);
      else this.subs.set(parent, [dir]);
    }
    return files;
  }
}
