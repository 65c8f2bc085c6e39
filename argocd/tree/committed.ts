import * as fs from 'node:fs';
import * as path from 'node:path';
import type { Entry, EntryType } from './file-tree';
import { type ignoredByGit, ignoreRulesOf, isForeignRepository } from './git-checkout';
import { join, parentOf } from './tree-path';

/** Why something on disk is not in the commit. */
interface Reason {
  readonly kind: 'ignored' | 'foreign' | 'empty';
  /** The path itself, or a directory above it. */
  readonly at: string;
}

/**
 * The part of a folder on disk that `git add --all` would commit: without untracked files that Git ignores, without the
 * files of other repositories inside of it, and without empty directories. Submodules count as they are on disk: Argo
 * CD checks them out.
 *
 * @see https://argo-cd.readthedocs.io/en/stable/user-guide/private-repositories/#git-submodules
 */
export class Committed {
  private readonly directories = new Map<string, Reason | undefined>();
  private readonly listed = new Map<string, readonly Entry[] | undefined>();
  private readonly empties = new Map<string, boolean>();
  private readonly wanted = new Set<string>();
  private rules?: ReadonlyMap<string, string>;
  private submodules?: boolean;

  private constructor(
    private readonly top: string,
    /** From the top of the checkout to the root of the tree, `''` if they are the same. */
    private readonly prefix: string,
    private readonly ignored: ReadonlySet<string>,
    private readonly onDisk: (dir: string) => readonly Entry[] | undefined,
    private readonly shown: (file: string) => string,
  ) {}

  /**
   * `undefined` if the folder itself is ignored: then everything counts.
   *
   * @param top the checkout
   * @param root the folder
   * @param ignored what Git ignores of the checkout, see {@link ignoredByGit}
   * @param onDisk what is in a directory of it, `undefined` if it cannot be read
   * @param shown how messages name a path of the folder
   */
  static of(
    top: string,
    root: string,
    ignored: ReadonlySet<string>,
    onDisk: (dir: string) => readonly Entry[] | undefined,
    shown: (file: string) => string,
  ): Committed | undefined {
    const prefix = path.relative(top, root).split(path.sep).join('/');
    for (let at = prefix; at !== ''; at = parentOf(at)) if (ignored.has(at)) return undefined;
    return new Committed(top, prefix, ignored, onDisk, shown);
  }

  /** Whether something that is on disk counts. */
  has(file: string, type: EntryType): boolean {
    return !this.reason(file, type);
  }

  /**
   * Lets a directory (or a file) count with all that is in it, even if Git ignores it; `''` for everything. Nothing
   * changes if Git takes some of it, apart from files such as .gitignore and .gitkeep, which only keep the directory.
   *
   * @returns why Git does not take it, `undefined` if it does, or if it is empty
   */
  want(file: string, type: EntryType): string | undefined {
    const directory = type === 'directory';
    const entries = (directory ? this.list(file) : undefined) ?? [];
    const some = entries.filter(({ name }) => !name.startsWith('.git'));
    if (directory ? some.some((one) => this.has(join(file, one.name), one.type)) : this.has(file, type))
      return undefined;
    const [first] = some;
    const why = this.explain(file, type) ?? (first && this.explain(join(file, first.name), first.type));
    this.wanted.add(file);
    return directory && !first ? undefined : why;
  }

  /** Why a path that is on disk does not count; `undefined` if it does. */
  explain(file: string, type: EntryType): string | undefined {
    const reason = this.reason(file, type);
    if (!reason) return undefined;
    if (reason.kind === 'foreign')
      return `it is in ${reason.at}, a Git repository of its own that is no submodule of this one`;
    if (reason.kind === 'empty') return 'there is no file in it that Git takes';
    const rule = this.ruleOf(reason.at) ?? this.ruleOf(file);
    return rule === undefined ? 'Git ignores it' : `Git ignores it (${rule})`;
  }

  private reason(file: string, type: EntryType): Reason | undefined {
    if (file === '' || this.wanted.has('')) return undefined;
    for (const wanted of this.wanted)
      if (file === wanted || file.startsWith(`${wanted}/`) || wanted.startsWith(`${file}/`)) return undefined;
    if (type !== 'directory') return this.own(parentOf(file)) ?? this.entry(file);
    return this.own(file) ?? (this.isEmpty(file) ? { kind: 'empty', at: file } : undefined);
  }

  /** Whether a directory counts, also if nothing in it does. */
  private own(dir: string): Reason | undefined {
    if (dir === '') return undefined;
    if (this.directories.has(dir)) return this.directories.get(dir);
    const reason = this.own(parentOf(dir)) ?? this.entry(dir) ?? this.foreign(dir);
    this.directories.set(dir, reason);
    return reason;
  }

  private entry(file: string): Reason | undefined {
    return this.ignored.has(join(this.prefix, file)) ? { kind: 'ignored', at: file } : undefined;
  }

  private foreign(dir: string): Reason | undefined {
    const repository = this.list(dir)?.some(({ name }) => name === '.git');
    return repository && isForeignRepository(this.top, join(this.prefix, dir))
      ? { kind: 'foreign', at: dir }
      : undefined;
  }

  private isEmpty(dir: string): boolean {
    let empty = this.empties.get(dir);
    if (empty === undefined) {
      const entries = this.list(dir);
      empty =
        !!entries &&
        !entries.some(({ name, type }) => {
          const file = join(dir, name);
          return type === 'directory' ? !this.own(file) && !this.isEmpty(file) : !this.entry(file);
        });
      // The directory of a submodule that was not checked out.
      if (entries?.length === 0 && this.hasSubmodules()) empty = false;
      this.empties.set(dir, empty);
    }
    return empty;
  }

  private hasSubmodules(): boolean {
    this.submodules ??= fs.existsSync(path.join(this.top, '.gitmodules'));
    return this.submodules;
  }

  /**
   * Cached, because every directory is asked for at least twice: as an entry of its parent, and for its own entries.
   */
  private list(dir: string): readonly Entry[] | undefined {
    if (!this.listed.has(dir)) this.listed.set(dir, this.onDisk(dir));
    return this.listed.get(dir);
  }

  /** The place of the ignore rule, from the root. For a directory that no rule names, that of its first entry. */
  private ruleOf(file: string): string | undefined {
    // What one finding asks for, others will.
    this.rules ??= ignoreRulesOf(this.top, [...this.ignored]);
    const place = join(this.prefix, file);
    const rule = this.rules.get(place) ?? [...this.rules].find(([one]) => one.startsWith(`${place}/`))?.[1];
    if (rule === undefined || path.isAbsolute(rule)) return rule;
    return this.shown(path.posix.relative(this.prefix, rule));
  }
}
