import * as path from 'node:path';
import { type Command, InvalidArgumentError } from 'commander';
import type { Acquirer } from '../argocd/acquire/acquirer';
import { GitRevisions } from '../argocd/acquire/git-revisions';
import { redact } from '../argocd/model/redact';
import type { Repository } from '../argocd/model/types';
import { ContentCache, cacheFolder } from '../fetch/content-cache';
import { FETCH_LOCK_FILE, type FetchLock, findFetchLock, readFetchLock, writeFetchLock } from '../fetch/fetch-lock';
import { Fetcher } from '../fetch/fetcher';
import { GivenRepositories } from '../fetch/given-repositories';
import { VENDOR_FOLDER, VendoredCharts } from '../fetch/vendored';
import { wordsOf } from '../fetch/wanted-words';
import { loadConfig } from './config/load-config';
import * as read from './registry-options';

/** What the command line says of what lies elsewhere. */
export interface FetchOptions {
  readonly fetch?: boolean;
  readonly offline?: boolean;
  readonly updateLock?: boolean;
  readonly plainHttp?: readonly string[];
}

/** Adds the options to a command. */
export function fetchOptions(command: Command): Command {
  return command
    .option(
      '--fetch',
      'fetch what Applications read from elsewhere: charts and their dependencies, OCI artifacts, Git repositories, ' +
        'remote bases of kustomize, with your own logins',
    )
    .option('--offline', 'take what was fetched before, and open no connection')
    .option(
      '--update-lock',
      `fetch, resolve ranges and branches anew, take bytes that have changed, and write ${FETCH_LOCK_FILE}`,
    )
    .option(
      '--plain-http <REGISTRY>',
      'an OCI registry that speaks plain HTTP (repeatable)',
      (value: string, before: readonly string[] = []) => {
        try {
          return [...before, read.readRegistry('--plain-http', value)];
        } catch (error) {
          throw new InvalidArgumentError((error as Error).message);
        }
      },
    );
}

/** What of elsewhere is at hand in one run, and where it comes from. */
export class Fetching {
  readonly fetcher: Fetcher;
  readonly acquirers: readonly Acquirer[];

  /**
   * Reads the lock.
   *
   * @param setting `fetch` of the configuration. @default - that of the configuration that is found
   * @throws Error if the options contradict each other, or the lock is malformed
   */
  static async begin(
    options: FetchOptions,
    repositories: readonly Repository[],
    progress: { expect(count: number): void; advance(count: number): void },
    setting?: boolean,
  ): Promise<Fetching> {
    const { offline = false, updateLock = false } = options;
    if (offline && options.fetch) throw new Error('--offline and --fetch contradict each other');
    if (offline && updateLock) throw new Error('--offline and --update-lock contradict each other');
    const byDefault = setting ?? (await loadConfig(true)).config.fetch ?? false;
    const wanted = updateLock || (options.fetch ?? byDefault);
    const from = offline ? 'offline' : wanted ? 'network' : 'vendored';
    const lockFile = findFetchLock();
    return new Fetching(options, repositories, progress, from, lockFile, readFetchLock(lockFile));
  }

  private constructor(
    private readonly options: FetchOptions,
    repositories: readonly Repository[],
    progress: { expect(count: number): void; advance(count: number): void },
    readonly from: 'network' | 'offline' | 'vendored',
    readonly lockFile: string,
    readonly lock: FetchLock,
  ) {
    this.fetcher = new Fetcher({
      from,
      lock,
      lockFile: path.relative('', lockFile),
      update: options.updateLock,
      cache: new ContentCache(cacheFolder()),
      vendored: this.vendored,
      plainHttp: new Set(options.plainHttp),
      progress: from === 'network' ? progress : undefined,
    });
    this.acquirers = [new GivenRepositories(repositories), new GitRevisions(), this.fetcher];
  }

  get vendored(): VendoredCharts {
    return new VendoredCharts(path.join(path.dirname(this.lockFile), VENDOR_FOLDER));
  }

  /** Writes the lock if that was asked for. @returns what is to be said of it, a line each */
  finish(): readonly string[] {
    const { used } = this.fetcher;
    const file = path.relative('', this.lockFile);
    if (this.options.updateLock) return this.writeLock();
    const missing = [...used.keys()].filter((key) => !this.lock.has(key)).length;
    if (this.from !== 'network' || this.lock.size === 0 || missing === 0) return [];
    return [`${missing} of ${used.size} that were fetched are not in ${file}: --update-lock records them`];
  }

  /**
   * Adds to the lock what was used, and takes what it was resolved to now. What was not used stays.
   *
   * @param keep whether an entry that was not used stays. @default - all of them
   */
  writeLock(keep: (key: string) => boolean = () => true): readonly string[] {
    const { used } = this.fetcher;
    const file = path.relative('', this.lockFile);
    const lines: string[] = [];
    const entries = new Map([...this.lock].filter(([key]) => used.has(key) || keep(key)));
    const count = { new: 0, moved: 0, same: 0 };
    for (const [key, entry] of used) {
      const before = this.lock.get(key);
      const kind = !before ? 'new' : before.digest === entry.digest ? 'same' : 'moved';
      count[kind] += 1;
      const { bytes: _, ...kept } = entry;
      entries.set(key, kept);
      const words = wordsOf({ ...entry.wanted, atHand: [] });
      const name = ({ version, digest }: typeof kept) => version || digest.slice(0, 19);
      if (kind === 'new') lines.push(`new  ${words}: ${name(entry)}`);
      if (before && kind === 'moved') {
        const sameName = name(before) === name(entry);
        lines.push(
          `moved  ${words}: ${sameName ? before.digest : name(before)} -> ${sameName ? entry.digest : name(entry)}`,
        );
      }
    }
    const removed = this.lock.size - [...this.lock.keys()].filter((key) => entries.has(key)).length;
    const changed = (entries.size > 0 || this.lock.size > 0) && writeFetchLock(this.lockFile, entries.values());
    const summary = `${count.new} new, ${count.moved} moved, ${count.same} the same${removed > 0 ? `, ${removed} removed` : ''}`;
    return [...lines.map(redact), changed ? `${file} written: ${summary}. Review it.` : `${file} stays: ${summary}.`];
  }
}
