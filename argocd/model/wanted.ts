import { normalizeGitUrl } from '../semantics/git-url';
import type { FileTree } from '../tree/file-tree';
import type { Repository } from './types';

/** Something that an Application reads, and that is not among the files at hand. */
export interface Wanted {
  /** A chart of a Helm repository, a revision of a Git repository, an OCI artifact, or a file at a URL. */
  readonly kind: 'chart' | 'git' | 'oci' | 'file';
  /** As written. */
  readonly url: string;
  /** `targetRevision` as written: a name in Git, a version or a range of versions of a chart, a tag or a digest. */
  readonly revision: string;
  /** The name of the chart; `''` for the other kinds. */
  readonly chart: string;
  /** The repositories of that URL at hand, in other revisions. */
  readonly atHand: readonly Repository[];
  /** The one of these that is read for as long as nothing better is there: it may be in that revision. */
  readonly standIn?: Repository;
}

/** What became of something wanted: its files, or why there are none (a part of a sentence, without brackets). */
export type Acquired =
  | { readonly tree: FileTree; readonly because: string; readonly reason?: undefined }
  | { readonly tree?: undefined; readonly reason: string };

/** What was acquired before the model is read. */
export class Acquisitions {
  private readonly known = new Map<string, Acquired>();

  get(wanted: Wanted): Acquired | undefined {
    return this.known.get(keyOfWanted(wanted));
  }

  set(wanted: Wanted, acquired: Acquired): void {
    this.known.set(keyOfWanted(wanted), acquired);
  }
}

/** Collects what is wanted, each once. */
export class WantedList {
  private readonly known = new Map<string, Wanted>();

  add(wanted: Wanted): void {
    const key = keyOfWanted(wanted);
    if (!this.known.has(key)) this.known.set(key, wanted);
  }

  get all(): readonly Wanted[] {
    return [...this.known.values()];
  }
}

/** One string for each thing that can be wanted. */
export function keyOfWanted({ kind, url, revision, chart }: Wanted): string {
  return [kind, kind === 'git' ? normalizeGitUrl(url) : url, revision, chart].join('\n');
}
