import { normalizeGitUrl, placeOfRepository } from '../semantics/git-url';
import { type CheckedDirectory, checkoutsOf } from './checkout';
import { isDefault, isPinned } from './revision';
import type { ApplicationSource, Repository, Resource } from './types';
import { type Acquired, Acquisitions, type Wanted, WantedList } from './wanted';

/** The files that a source means, or why they are not at hand. */
export interface FoundRepository {
  readonly repository?: Repository;
  /** `''` where the repository is at hand. */
  readonly reason: string;
}

/** The repositories at hand, and a list of what is wanted besides. */
export class Repositories {
  private readonly known: Repository[] = [];
  private readonly byUrl = new Map<string, Repository[]>();
  private readonly byPlace = new Map<string, Repository[]>();
  private readonly missing = new WantedList();

  /**
   * @param given with which it starts
   * @param acquired what was looked for because an earlier model wanted it
   */
  constructor(
    private readonly given: readonly Repository[],
    private readonly acquired = new Acquisitions(),
  ) {
    for (const repository of given) this.add(repository);
  }

  get all(): readonly Repository[] {
    return this.known;
  }

  /** What was asked for and is neither at hand nor was looked for before. */
  get wanted(): readonly Wanted[] {
    return this.missing.all;
  }

  /** Finds out by which URLs the checked directories are meant, where none was given for them. */
  addCheckouts(directories: readonly CheckedDirectory[], resources: readonly Resource[]): void {
    for (const directory of directories) {
      if (this.given.some(({ tree }) => tree === directory.tree)) continue;
      for (const repository of checkoutsOf(directory, resources)) {
        if (!this.known.some(({ tree, url }) => tree === repository.tree && url === repository.url))
          this.add(repository);
      }
    }
  }

  /** Finds the files of a repository in a revision. */
  find({ repoURL, targetRevision }: Pick<ApplicationSource, 'repoURL' | 'targetRevision'>): FoundRepository {
    const atHand = this.atHand(repoURL);
    const exact = atHand.find(({ revision }) => revision === targetRevision);
    if (exact) return { repository: exact, reason: '' };
    const any = atHand.find(({ revision }) => revision === undefined);
    if (any && isDefault(targetRevision)) return { repository: any, reason: '' };
    const standIn = isPinned(targetRevision) ? undefined : any;
    const wanted = { kind: 'git', url: repoURL, revision: targetRevision, chart: '', atHand, standIn } as const;
    const acquired = this.lookUp(wanted);
    if (acquired?.tree) {
      const { tree, because } = acquired;
      return { repository: this.add({ url: repoURL, revision: targetRevision, tree, because }), reason: '' };
    }
    if (standIn) return { repository: standIn, reason: '' };
    const why = acquired ? `: ${acquired.reason}` : '';
    if (atHand.length === 0)
      return { reason: `repository ${repoURL} is not at hand${why} (give it with --repo ${repoURL}=DIR)` };
    if (!any) {
      const revision = JSON.stringify(targetRevision || 'HEAD');
      return { reason: `repository ${repoURL} is at hand, but not in revision ${revision}${why}` };
    }
    return {
      reason: `revision ${JSON.stringify(targetRevision)} is not at hand${why} (give it with --repo ${repoURL}@${targetRevision}=DIR)`,
    };
  }

  /** The files at hand of a URL; where there are none, those of another way to the same repository. */
  private atHand(url: string): readonly Repository[] {
    if (this.byUrl.size === 0) return [];
    return this.byUrl.get(normalizeGitUrl(url)) ?? this.byPlace.get(placeOfRepository(url)) ?? [];
  }

  /** What was acquired for a chart or an OCI artifact; `undefined`, and noted as wanted, if it was not looked for yet. */
  findElsewhere(kind: 'chart' | 'oci', { repoURL, targetRevision, chart }: ApplicationSource): Acquired | undefined {
    const other = repoURL.startsWith('oci://') ? repoURL.slice('oci://'.length) : `oci://${repoURL}`;
    const atHand = [...this.atHand(repoURL), ...this.atHand(other)];
    return this.lookUp({ kind, url: repoURL, revision: targetRevision, chart, atHand });
  }

  private lookUp(wanted: Wanted): Acquired | undefined {
    const acquired = this.acquired.get(wanted);
    if (!acquired && wanted.url !== '') this.missing.add(wanted);
    return acquired;
  }

  private add(repository: Repository): Repository {
    const url = normalizeGitUrl(repository.url);
    this.known.push(repository);
    this.byUrl.set(url, [...(this.byUrl.get(url) ?? []), repository]);
    const place = placeOfRepository(repository.url);
    this.byPlace.set(place, [...(this.byPlace.get(place) ?? []), repository]);
    return repository;
  }
}
