import * as path from 'node:path';
import type { Change, NewFile } from './changes';
import type { FileSystem } from './file-system';
import { LOCK, WORKSPACE } from './lock';
import { formatRecord, parseRecord, RECORD, type Sums } from './record';
import { type Attempt, isSystemError, systemReason } from './system-error';

const JOURNAL = 'journal';
const NEXT_JOURNAL = 'new-journal';
const STAGED = /^(new|old)-(\d+|journal)$/;

/**
 * Carries out a change as a whole or not at all.
 *
 * First all new files are written into the workspace, so that a full disk fails here. Then files are renamed into place
 * one by one, the record last; what they replace is kept in the workspace. If a rename fails, those before it are
 * undone. The journal lists what is about to be written, so that after a kill the next synth knows that these files are
 * its own.
 */
export class Transaction {
  wasInterrupted = false;
  /** The current operation, for error messages. */
  attempt: Attempt;
  /** The files that could not be restored after a failure; if empty, the folder is as it was. */
  readonly notUndone: string[] = [];
  private readonly workspace: string;
  private readonly undo: { readonly file: string; readonly step: () => void }[] = [];
  private readonly missing = new Map<string, boolean>();
  private readonly made = new Set<string>();
  private done = false;
  /** Whether the record lists everything of ours, so that no journal is needed to know it. */
  private settled = false;
  private counter = 0;

  constructor(
    private readonly directory: string,
    private readonly fs: FileSystem,
  ) {
    this.workspace = path.join(directory, WORKSPACE);
    this.attempt = { verb: 'written', directory };
  }

  /** What a killed synth left: its journal says which files, with which bytes, it was about to write. */
  interrupted(): Sums {
    this.attempt = { verb: 'read', directory: this.directory };
    const journal = path.join(this.workspace, JOURNAL);
    if (!this.fs.lstat(journal)) return new Map();
    this.wasInterrupted = true;
    return parseRecord(this.fs.readFile(journal).toString('utf8')).sums;
  }

  run(change: Change): void {
    const files = [...change.create, ...change.replace];
    if (files.length + change.remove.length === 0 && !change.record) {
      this.settled = true;
      return;
    }
    const leftovers = this.interrupted();
    this.attempt = { verb: 'written', directory: this.directory };
    this.clearStage();
    // Files of the killed synth count as ours until the record lists them, so its journal is kept until then.
    const journal = new Map([...leftovers, ...files.map((file): [string, string] => [file.path, file.sum])]);
    const next = path.join(this.workspace, NEXT_JOURNAL);
    this.fs.writeFile(next, formatRecord(journal));
    this.fs.rename(next, path.join(this.workspace, JOURNAL));
    const created = this.stageCreated(change.create);
    const replaced = change.replace.map((file) => ({ path: file.path, staged: this.stage(file.path, file.text) }));
    const record = change.record && this.stage(RECORD, formatRecord(change.record));
    try {
      for (const { path: target, staged } of created) this.create(staged, target);
      for (const { path: target, staged } of replaced) this.replace(staged, target);
      for (const file of change.remove) this.removeFile(file);
      if (record) {
        if (this.fs.lstat(path.join(this.directory, RECORD))) this.replace(record, RECORD);
        else this.create(record, RECORD);
      }
      this.done = true;
      this.settled = true;
    } catch (error) {
      this.rollBack();
      throw error;
    }
    this.removeEmptyFolders(change.remove);
  }

  /**
   * Removes the workspace, unless it has to stay: because the tree is neither old nor new, or because a killed synth left
   * files that only its journal knows for ours.
   *
   * @param existed whether the folder was there before; one that was not and is still empty is removed too
   */
  close(existed: boolean): void {
    if (this.notUndone.length > 0) return;
    try {
      this.clearStage();
      if (this.wasInterrupted && !this.settled) return;
      const journal = path.join(this.workspace, JOURNAL);
      if (this.fs.lstat(journal)) this.fs.unlink(journal);
      this.fs.unlink(path.join(this.workspace, LOCK));
      this.fs.rmdir(this.workspace);
      if (!existed && !this.done) this.fs.rmdir(this.directory);
    } catch {
      // The tree itself is complete. The next synth cleans up a workspace that is left behind.
    }
  }

  /** Removes staged files, but never the journal, and never files that this program did not put there. */
  private clearStage(): void {
    for (const name of this.fs.readdir(this.workspace)) {
      if (STAGED.test(name)) this.removeTree(path.join(this.workspace, name));
    }
  }

  private removeTree(file: string): void {
    if (this.fs.lstat(file)?.isDirectory()) {
      for (const name of this.fs.readdir(file)) this.removeTree(path.join(file, name));
      this.fs.rmdir(file);
    } else this.fs.unlink(file);
  }

  private begin(verb: Attempt['verb'], file: string): string {
    const target = path.join(this.directory, file);
    this.attempt = { verb, file: target, directory: this.directory };
    return target;
  }

  private stage(target: string, text: string): string {
    this.begin('written', target);
    const file = path.join(this.workspace, `new-${this.counter++}`);
    this.fs.writeFile(file, text);
    return file;
  }

  /**
   * Puts new files into the workspace. A folder that is not there yet is put there whole, so that it takes one rename, not
   * one for each file: on a first synth that is most of the work.
   */
  private stageCreated(files: readonly NewFile[]): { path: string; staged: string }[] {
    const units = new Map<string, string>();
    for (const file of files) {
      const unit = this.newFolderAbove(file.path) ?? file.path;
      if (unit === file.path) {
        units.set(unit, this.stage(unit, file.text));
        continue;
      }
      let staged = units.get(unit);
      if (!staged) {
        staged = path.join(this.workspace, `new-${this.counter++}`);
        units.set(unit, staged);
      }
      this.begin('written', file.path);
      const target = staged + file.path.slice(unit.length);
      this.makeFolder(path.dirname(target));
      this.fs.writeFile(target, file.text);
    }
    return [...units].map(([target, staged]) => ({ path: target, staged }));
  }

  /** The topmost folder above a file that does not exist yet. */
  private newFolderAbove(file: string): string | undefined {
    const parent = path.posix.dirname(file);
    if (parent === '.') return undefined;
    const above = this.newFolderAbove(parent);
    if (above !== undefined) return above;
    let missing = this.missing.get(parent);
    if (missing === undefined) {
      missing = this.fs.lstat(path.join(this.directory, parent)) === undefined;
      this.missing.set(parent, missing);
    }
    return missing ? parent : undefined;
  }

  private makeFolder(folder: string): void {
    if (folder === this.workspace || this.made.has(folder)) return;
    this.makeFolder(path.dirname(folder));
    this.fs.mkdir(folder);
    this.made.add(folder);
  }

  private create(staged: string, unit: string): void {
    const target = this.begin('written', unit);
    this.fs.rename(staged, target);
    this.undo.push({ file: target, step: () => this.fs.rename(target, staged) });
  }

  private replace(staged: string, file: string): void {
    const target = this.begin('written', file);
    const old = path.join(this.workspace, `old-${this.counter++}`);
    this.fs.link(target, old);
    this.fs.rename(staged, target);
    this.undo.push({ file: target, step: () => this.fs.rename(old, target) });
  }

  private removeFile(file: string): void {
    const target = this.begin('removed', file);
    const old = path.join(this.workspace, `old-${this.counter++}`);
    this.fs.rename(target, old);
    this.undo.push({ file: target, step: () => this.fs.rename(old, target) });
  }

  private rollBack(): void {
    for (const { file, step } of this.undo.reverse()) {
      try {
        step();
      } catch (error) {
        this.notUndone.push(
          isSystemError(error)
            ? systemReason(error, { verb: 'put back', file, directory: this.directory })
            : `${file} could not be put back: ${(error as Error).message}`,
        );
      }
    }
  }

  private removeEmptyFolders(removed: readonly string[]): void {
    const folders = new Set(removed.map((file) => path.posix.dirname(file)));
    for (let folder of folders) {
      try {
        while (folder !== '.' && this.fs.readdir(path.join(this.directory, folder)).length === 0) {
          this.fs.rmdir(path.join(this.directory, folder));
          folder = path.posix.dirname(folder);
        }
      } catch {
        // An empty folder is not in Git and does no harm.
      }
    }
  }
}
