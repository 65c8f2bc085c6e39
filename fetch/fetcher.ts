import type { Acquirer } from '../argocd/acquire/acquirer';
import { type Acquired, keyOfWanted, type Wanted } from '../argocd/model/wanted';
import type { FileTree } from '../argocd/tree/file-tree';
import { GitTree } from '../argocd/tree/git-tree';
import type { RetryOptions } from '../images/registry/retry';
import { fileTree, unpack } from './archive';
import { CHART_LIMIT, ChartRepositories } from './chart-repositories';
import { type ContentCache, sha256 } from './content-cache';
import { download, shownUrl } from './download';
import { FetchError } from './fetch-error';
import { type FetchLock, type FetchLockEntry, lockKey } from './fetch-lock';
import type { Fetched, FetchedBytes } from './fetched';
import { GitRemotes, repositoryName } from './git-remote';
import { HttpCredentials } from './http-credentials';
import { OciRegistries } from './oci';
import type { VendoredCharts } from './vendored';
import { wordsOf } from './wanted-words';

/** A manifest or a value file at a URL is no larger. */
const FILE_LIMIT = 32 * 2 ** 20;

/** An artifact, packed. */
const ARTIFACT_LIMIT = 100 * 2 ** 20;

/** How many things are fetched at once. */
const AT_ONCE = 4;

/** Where things come from. */
export interface FetcherOptions {
  /**
   * `network` asks servers, `offline` takes what was fetched before; `vendored` takes charts of the repository alone, so that
   * it is the same on every machine.
   */
  readonly from: 'network' | 'offline' | 'vendored';
  readonly lock: FetchLock;
  /** How the lock is named to a reader. */
  readonly lockFile: string;
  /** Resolve everything anew, and take bytes that have changed: {@link Fetcher.used} is the new lock. @default false */
  readonly update?: boolean;
  readonly cache: ContentCache;
  readonly vendored: VendoredCharts;
  /** Registries that speak plain HTTP. */
  readonly plainHttp?: ReadonlySet<string>;
  readonly retry?: RetryOptions;
  /** Milliseconds that git may take, see {@link GitRemotes}. */
  readonly gitTimes?: { readonly list: number; readonly fetch: number };
  readonly progress?: { expect(count: number): void; advance(count: number): void };
}

/** Something that was resolved, with what it was taken for. */
export type Used = FetchLockEntry & { readonly bytes?: Buffer };

/** Gets what Applications read from elsewhere: charts, artifacts, repositories, files. */
export class Fetcher implements Acquirer {
  /** What was had, by {@link lockKey}. */
  readonly used = new Map<string, Used>();
  /** What could not be had, and why, by {@link lockKey}. */
  readonly failed = new Map<string, { readonly wanted: Wanted; readonly reason: string }>();
  private readonly known = new Map<string, Promise<Acquired | undefined>>();
  private readonly waiting: (() => void)[] = [];
  private running = 0;
  private readonly credentials = new HttpCredentials();
  private readonly oci: OciRegistries;
  private readonly charts: ChartRepositories;
  private readonly git: GitRemotes;

  constructor(private readonly options: FetcherOptions) {
    const { plainHttp, retry, cache, gitTimes } = options;
    this.oci = new OciRegistries({ plainHttp, retry });
    this.charts = new ChartRepositories(this.credentials, this.oci, retry);
    this.git = new GitRemotes(cache, gitTimes);
  }

  acquire(wanted: Wanted): Promise<Acquired | undefined> {
    // What is checked out stands for its branches.
    if (wanted.standIn) return Promise.resolve(undefined);
    // Whoever has a clone has said more already.
    if (this.options.from === 'vendored' && wanted.atHand.length > 0) return Promise.resolve(undefined);
    const key = keyOfWanted(wanted);
    const known = this.known.get(key) ?? this.limited(() => this.attempt(wanted));
    this.known.set(key, known);
    return known;
  }

  private async limited<T>(work: () => Promise<T>): Promise<T> {
    this.options.progress?.expect(1);
    if (this.running >= AT_ONCE) await new Promise<void>((go) => this.waiting.push(go));
    this.running += 1;
    try {
      return await work();
    } finally {
      this.running -= 1;
      this.waiting.shift()?.();
      this.options.progress?.advance(1);
    }
  }

  private async attempt(wanted: Wanted): Promise<Acquired> {
    try {
      const { tree, because } = await this.get(wanted);
      return { tree, because };
    } catch (error) {
      // A cache that cannot be written: it is this one that cannot be had, and not the whole check.
      const { message: reason } = error instanceof FetchError ? error : new FetchError((error as Error).message);
      this.failed.set(lockKey(wanted), { wanted, reason });
      return { reason };
    }
  }

  private async get(wanted: Wanted): Promise<{ readonly tree: FileTree; readonly because: string }> {
    const locked = this.options.update ? undefined : this.options.lock.get(lockKey(wanted));
    const found = wanted.kind === 'git' ? await this.gitCommit(wanted, locked) : await this.bytesOf(wanted, locked);
    const { tree, ...used } = found;
    const { kind, url, revision, chart } = wanted;
    this.used.set(lockKey(wanted), { ...used, wanted: { kind, url, revision, chart } });
    return { tree, because: `${found.how} (${found.version || found.digest.slice(0, 19)})` };
  }

  private async gitCommit({ url, revision }: Wanted, locked: FetchLockEntry | undefined): Promise<Got> {
    const { from, cache } = this.options;
    const key = `git ${lockKey({ kind: 'git', url, revision, chart: '', atHand: [] })}`;
    let commit = locked?.digest;
    if (from === 'vendored') throw new FetchError('it is fetched only with --fetch');
    if (commit === undefined && from === 'offline') {
      commit = /^[0-9a-f]{40}$/i.test(revision) ? revision.toLowerCase() : cache.noted(key)?.digest;
      if (commit === undefined) throw notInCache();
    }
    commit ??= await this.git.resolve(url, revision);
    const folder = from === 'offline' ? this.git.find(url, commit) : await this.git.clone(url, commit);
    if (folder === undefined) throw notInCache();
    if (from === 'network') cache.setNote(key, { digest: commit });
    let tree: GitTree;
    try {
      tree = new GitTree(
        folder,
        'refs/groundwork/commit',
        `${repositoryName(url)}@${revision === '' ? 'HEAD' : revision}`,
      );
    } catch (error) {
      throw new FetchError((error as Error).message);
    }
    return { version: tree.commit, digest: tree.commit, from: url, tree, how: this.how(locked) };
  }

  private async bytesOf(wanted: Wanted, locked: FetchLockEntry | undefined): Promise<Got> {
    const found = await this.fetched(wanted, locked);
    return { ...found, tree: await treeOf(wanted, found), how: found.how };
  }

  private async fetched(
    wanted: Wanted,
    locked: FetchLockEntry | undefined,
  ): Promise<FetchedBytes & { readonly how: string }> {
    const { from, cache, vendored, update, lockFile } = this.options;
    const { kind, chart, revision } = wanted;
    const key = `bytes ${lockKey(wanted)}`;
    if (locked) {
      const inRepository = kind === 'chart' ? vendored.find(chart, locked.version, locked.digest) : undefined;
      if (inRepository) return { ...locked, bytes: inRepository, how: 'vendored' };
      if (from === 'vendored') throw new FetchError(notVendored(kind));
      const kept = cache.get(locked.digest);
      if (kept) return { ...locked, bytes: kept, how: this.how(locked) };
      if (from === 'offline') throw notInCache();
      const again = await this.ask({ ...wanted, revision: locked.version || revision });
      cache.put(again.bytes);
      if (again.digest !== locked.digest)
        throw new FetchError(
          `${wordsOf({ ...wanted, revision: locked.version })} is ${again.digest} now, and ${lockFile}:${locked.line} says ${locked.digest}: ` +
            'the bytes changed under the same name. Ask who publishes it why; to take them, run the command again with --update-lock',
        );
      return { ...again, how: this.how(locked) };
    }
    if (kind === 'chart' && !update) {
      const there = vendored.findVersion(chart, revision);
      if (there)
        return {
          bytes: there.bytes,
          version: revision,
          digest: sha256(there.bytes),
          from: there.file,
          how: 'vendored',
        };
    }
    if (from === 'vendored') throw new FetchError(notVendored(kind));
    const note = update || (from === 'network' && isFloating(wanted)) ? undefined : cache.noted(key);
    const kept = note?.digest === undefined ? undefined : cache.get(note.digest);
    if (note && kept)
      return {
        bytes: kept,
        version: note.version ?? '',
        digest: note.digest as string,
        from: note.from ?? '',
        how: 'fetched earlier',
      };
    if (from === 'offline') throw notInCache();
    const fresh = await this.ask(wanted);
    cache.put(fresh.bytes);
    const { version, digest, from: place } = fresh;
    cache.setNote(key, { version, digest, from: place });
    return { ...fresh, how: this.how(undefined) };
  }

  private how(locked: FetchLockEntry | undefined): string {
    if (locked) return `as ${this.options.lockFile}:${locked.line} says`;
    return this.options.from === 'offline' ? 'fetched earlier' : 'fetched';
  }

  private async ask(wanted: Wanted): Promise<FetchedBytes> {
    const { kind, url, revision, chart } = wanted;
    if (kind === 'chart') {
      if (isOci(url)) {
        const place = `${url.replace(/^oci:\/\//, '').replace(/\/+$/, '')}/${chart}`;
        return this.oci.chart(place, revision, CHART_LIMIT);
      }
      return this.charts.chart(url, chart, revision);
    }
    if (kind === 'oci') return this.oci.artifact(url.replace(/^oci:\/\//, ''), revision, ARTIFACT_LIMIT);
    if (!URL.canParse(url)) throw new FetchError('its URL is none');
    const at = new URL(url);
    const bytes = await download(at, {
      limit: FILE_LIMIT,
      login: this.credentials.for(at),
      retry: this.options.retry,
    });
    return { bytes, version: '', digest: sha256(bytes), from: shownUrl(at) };
  }
}

type Got = Fetched & { readonly tree: FileTree; readonly how: string; readonly bytes?: Buffer };

/** Whether the same name may mean another thing tomorrow: then a server is asked each time. */
function isFloating({ kind, revision }: Wanted): boolean {
  if (kind === 'file') return true;
  return !/^v?\d+\.\d+\.\d+(?:[-+].*)?$|^sha256:/.test(revision);
}

/** Argo CD takes a repository of charts without a scheme for an OCI registry. */
function isOci(url: string): boolean {
  return url.startsWith('oci://') || !/^[a-z][a-z0-9+.-]*:\/\//i.test(url);
}

async function treeOf({ kind, url, chart }: Wanted, { bytes, version }: FetchedBytes): Promise<FileTree> {
  if (kind === 'file') return fileTree(nameOfFile(url), bytes, shownUrl(new URL(url)).replace(/^https?:\/\//, ''));
  if (kind === 'chart') {
    const name = chart.split('/').at(-1) as string;
    const tree = await unpack(bytes, `${name}-${version}`, name);
    if (tree.type('Chart.yaml') !== 'file') throw new FetchError(`its archive has no ${name}/Chart.yaml`);
    return tree;
  }
  const label = `${url.replace(/^oci:\/\/(?:[^/@]*@)?/, '')}:${version}`;
  // A chart is in a folder of its own, other files are not.
  const whole = await unpack(bytes, label, undefined);
  const [first, ...others] = whole.list('').map(({ name }) => name);
  const isChart = first !== undefined && others.length === 0 && whole.type(`${first}/Chart.yaml`) === 'file';
  return isChart ? unpack(bytes, label, first) : whole;
}

/** The name of a file at a URL: the end of its path. */
function nameOfFile(url: string): string {
  const name = new URL(url).pathname.split('/').at(-1) ?? '';
  return name.replace(/[^A-Za-z0-9._-]/g, '-').replace(/^\.*$/, 'file.yaml');
}

function notInCache(): FetchError {
  return new FetchError('--offline, and it was not fetched before: --fetch gets it once');
}

function notVendored(kind: Wanted['kind']): string {
  return kind === 'chart'
    ? 'it is fetched only with --fetch or by groundwork vendor'
    : 'it is fetched only with --fetch';
}
