import { hash } from 'node:crypto';
import type { Stats } from 'node:fs';
import * as path from 'node:path';
import type { FileSystem } from './file-system';
import { withLineFeeds } from './line-ends';
import { formatRecord, parseRecord, pathProblem, RECORD, type Sums } from './record';

/** A file to write. */
export interface NewFile {
  readonly path: string;
  readonly text: string;
  /** Its SHA-256. */
  readonly sum: string;
}

/** The changes that make a folder contain the planned files, and every reason against making them. */
export interface Change {
  readonly create: readonly NewFile[];
  readonly replace: readonly NewFile[];
  readonly remove: readonly string[];
  /** Files that the record lists, that are no longer rendered, and that someone already deleted. */
  readonly gone: readonly string[];
  readonly unchanged: number;
  /**
   * The replaced files that were edited by hand (not written by this program, and not changed only by Git's
   * `core.autocrlf`).
   */
  readonly edited: readonly string[];
  /** The replaced files, and the record, whose line ends were changed to CRLF, and nothing else. */
  readonly lineEnds: readonly string[];
  /** The new text of the record; undefined if it does not change. */
  readonly record: Sums | undefined;
  readonly reasons: readonly string[];
}

/**
 * Compares the planned files with a folder. Reads only.
 *
 * @param sums the SHA-256 of the planned files, where it is known
 * @param interrupted what a killed synth was writing: sums by path, ours like what the record lists
 */
export function changesFor(
  directory: string,
  files: ReadonlyMap<string, string>,
  sums: Sums | undefined,
  interrupted: Sums,
  fs: FileSystem,
): Change {
  return new Comparison(directory, interrupted, fs).compare(files, sums ?? new Map());
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: all of ASCII
const ASCII = /^[\x00-\x7f]*$/;

/** The name of a file on systems that ignore case and how an accent is encoded. */
function fold(file: string): string {
  return (ASCII.test(file) ? file : file.normalize('NFC')).toLowerCase();
}

/** Whether bytes have a given sum after CRLF is replaced by line feeds. */
function isOtherwise(bytes: Buffer, sum: string): boolean {
  const restored = withLineFeeds(bytes);
  return restored !== undefined && hash('sha256', restored) === sum;
}

class Comparison {
  private readonly reasons: string[] = [];
  private readonly create: NewFile[] = [];
  private readonly replace: NewFile[] = [];
  private readonly remove: string[] = [];
  private readonly gone: string[] = [];
  private readonly edited: string[] = [];
  private readonly lineEnds: string[] = [];
  private unchanged = 0;
  /** The planned files and folders by the name that a case-insensitive file system takes them for. */
  private readonly spellings = new Map<string, string>();
  private readonly folders = new Map<string, boolean>();
  /** Folders that do not exist, and so nothing below them. */
  private readonly absent = new Set<string>();
  private recorded: Sums = new Map();
  private otherSide: Sums = new Map();
  private recordText: string | undefined;

  constructor(
    private readonly directory: string,
    private readonly interrupted: Sums,
    private readonly fs: FileSystem,
  ) {}

  compare(files: ReadonlyMap<string, string>, sums: Sums): Change {
    this.readRecord();
    // What the record lists was looked at when it was written.
    if (![...files.keys()].every((file) => this.recorded.has(file)) || files.size < this.recorded.size)
      this.checkNames([...files.keys()]);
    const record = new Map<string, string>();
    for (const [file, text] of files) {
      const sum = sums.get(file) ?? hash('sha256', text);
      record.set(file, sum);
      // What the record lists was found to be right when it was read.
      const problem = this.recorded.has(file) ? undefined : pathProblem(file);
      if (problem) this.reasons.push(`${JSON.stringify(file)} cannot be a file below ${this.directory}: it ${problem}`);
      else this.compareFile({ path: file, text, sum });
    }
    for (const file of new Set([...this.recorded.keys(), ...this.interrupted.keys()]))
      if (!files.has(file)) this.compareStale(file);
    const { create, replace, remove, gone, edited, lineEnds, unchanged, reasons } = this;
    const same = this.recordText === formatRecord(record);
    return { create, replace, remove, gone, edited, lineEnds, unchanged, reasons, record: same ? undefined : record };
  }

  private readRecord(): void {
    const file = path.join(this.directory, RECORD);
    const stats = this.fs.lstat(file);
    if (!stats) return;
    if (!stats.isFile()) {
      this.reasons.push(`${file} is not a file: it must hold the record of what was written; remove it`);
      return;
    }
    this.recordText = this.fs.readFile(file).toString('utf8');
    const { sums, others, bad } = parseRecord(this.recordText);
    this.recorded = sums;
    this.otherSide = others;
    if (this.recordText.includes('\r\n')) this.lineEnds.push(RECORD);
    for (const { line, text } of bad) {
      this.reasons.push(
        `${file}:${line} is not a line of the record (<SHA-256>  <path>): ${JSON.stringify(text)}; restore the file from Git`,
      );
    }
  }

  /**
   * Errors for two names that are the same on a case-insensitive file system, and for a file in the place of a folder.
   */
  private checkNames(files: readonly string[]): void {
    const { spellings } = this;
    for (const file of files) {
      for (let at = file; at !== '.' && at !== '/'; at = path.posix.dirname(at)) {
        const folded = fold(at);
        const other = spellings.get(folded);
        if (other === at) break;
        if (other !== undefined) {
          this.reasons.push(
            `${other} and ${at} differ only in case or in how an accent is written: they are one name on some systems; rename one`,
          );
        }
        spellings.set(folded, at);
      }
    }
    const all = new Set(files);
    const seen = new Set<string>();
    for (const file of files) {
      for (let at = path.posix.dirname(file); at !== '.' && at !== '/' && !seen.has(at); at = path.posix.dirname(at)) {
        seen.add(at);
        if (all.has(at)) this.reasons.push(`${at} would be a file and, because of ${file}, a folder: rename one`);
      }
    }
    if (all.has(RECORD))
      this.reasons.push(`${RECORD} is the record of what was written: rename the chart that renders it`);
  }

  private compareFile(file: NewFile): void {
    if (!this.reachable(file.path)) return;
    const asRecorded = this.recorded.get(file.path) === file.sum;
    const full = path.join(this.directory, file.path);
    if (asRecorded && this.fs.isFileWith(full, file.text)) {
      this.unchanged++;
      return;
    }
    const stats = this.absent.has(path.posix.dirname(file.path)) ? undefined : this.fs.lstat(full);
    if (!stats) {
      this.create.push(file);
      return;
    }
    if (!stats.isFile()) {
      this.reasons.push(
        `${full} is ${stats.isSymbolicLink() ? 'a symbolic link' : 'not a file'}, and a file of that name is rendered: remove it`,
      );
      return;
    }
    const present = this.fs.readFile(full);
    if (hash('sha256', present) === file.sum) {
      this.unchanged++;
    } else if (this.owned(file.path)) {
      this.replace.push(file);
      const known = this.knows(file.path, present) ?? (isOtherwise(present, file.sum) ? 'line ends' : undefined);
      if (known === 'line ends') this.lineEnds.push(file.path);
      else if (!known) this.edited.push(file.path);
    } else if (!this.wasSpeltOtherwise(file.path)) {
      this.reasons.push(
        `${full} was not written by groundwork, and a file of that name is rendered: move it away, or rename what renders it`,
      );
    }
  }

  private compareStale(file: string): void {
    if (!this.reachable(file)) return;
    const full = path.join(this.directory, file);
    const stats = this.fs.lstat(full);
    if (!stats) {
      // Files that a killed synth removed were confirmed then.
      if (this.interrupted.size === 0) this.gone.push(file);
      return;
    }
    const next = this.spellings.get(fold(file));
    if (next !== undefined && this.isSameFile(stats, next)) {
      this.reasons.push(
        `${file} is to become ${next}, and the two are one name on this file system: remove ${full} yourself (git rm), then run this again`,
      );
      return;
    }
    if (!stats.isFile()) {
      this.reasons.push(
        `${full} is no longer rendered, but what stands there is not the file that was written: remove it yourself`,
      );
    } else if (this.knows(file, this.fs.readFile(full))) {
      this.remove.push(file);
    } else {
      this.reasons.push(
        `${full} is no longer rendered, but it was edited since it was written: move your edit away, or delete the file`,
      );
    }
  }

  /** Whether the folders above a file are folders, and no links that could lead out of the tree. */
  private reachable(file: string): boolean {
    const parent = path.posix.dirname(file);
    if (parent === '.') return true;
    const known = this.folders.get(parent);
    if (known !== undefined) return known;
    let ok = this.reachable(parent);
    if (this.absent.has(path.posix.dirname(parent))) this.absent.add(parent);
    else if (ok) {
      const full = path.join(this.directory, parent);
      const stats = this.fs.lstat(full);
      if (!stats) this.absent.add(parent);
      ok = stats === undefined || stats.isDirectory();
      if (stats?.isSymbolicLink())
        this.reasons.push(
          `${full} is a symbolic link: what is rendered below it would be written elsewhere; remove it`,
        );
      else if (!ok) this.reasons.push(`${full} is not a folder, and files below it are rendered: remove it`);
    }
    this.folders.set(parent, ok);
    return ok;
  }

  /**
   * Whether the record lists the file under a name that is the same on some systems. Reported where names are compared.
   */
  private wasSpeltOtherwise(file: string): boolean {
    return [...this.recorded.keys()].some((other) => other !== file && fold(other) === fold(file));
  }

  private isSameFile(stats: Stats, file: string): boolean {
    const other = this.fs.lstat(path.join(this.directory, file));
    return other !== undefined && other.ino === stats.ino && other.dev === stats.dev;
  }

  private owned(file: string): boolean {
    return this.recorded.has(file) || this.interrupted.has(file);
  }

  /** Whether this program wrote these bytes, apart from changed line ends. */
  private knows(file: string, bytes: Buffer): 'as written' | 'line ends' | undefined {
    const listed = [this.recorded, this.otherSide, this.interrupted].flatMap((sums) => sums.get(file) ?? []);
    if (listed.includes(hash('sha256', bytes))) return 'as written';
    return listed.some((sum) => isOtherwise(bytes, sum)) ? 'line ends' : undefined;
  }
}
