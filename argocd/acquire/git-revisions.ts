import { isRange } from '../model/revision';
import type { Acquired, Wanted } from '../model/wanted';
import { DiskTree } from '../tree/disk-tree';
import { display, type FileTree } from '../tree/file-tree';
import { checkoutOf } from '../tree/git-checkout';
import { complaintOf, git } from '../tree/git-program';
import { GitTree } from '../tree/git-tree';
import type { Acquirer } from './acquirer';

/**
 * Other revisions of the checkouts at hand, from the objects that their clones have: tags, commits, and branches of a
 * remote as they were last fetched.
 *
 * Where the checkout itself is read in place of a branch (see `Wanted.standIn`), that stays: only a tag takes its place.
 */
export class GitRevisions implements Acquirer {
  private readonly clones = new Map<string, Clone>();

  async acquire(wanted: Wanted): Promise<Acquired | undefined> {
    if (wanted.kind !== 'git') return undefined;
    for (const { tree } of wanted.atHand) {
      const top = topOf(tree);
      if (top === undefined) continue;
      const clone = this.clones.get(top) ?? new Clone(top, display(tree, ''));
      this.clones.set(top, clone);
      return clone.find(wanted);
    }
    return undefined;
  }
}

/** The clone whose files a tree has. A folder below the top is somebody else's files as likely as not. */
function topOf(tree: FileTree): string | undefined {
  if (!(tree instanceof DiskTree)) return tree.clone;
  return checkoutOf(tree.root) === tree.root ? tree.root : undefined;
}

/** The revisions of one clone. */
class Clone {
  private readonly name: string;
  private known?: { readonly refs: ReadonlySet<string>; readonly complaint?: string };

  constructor(
    private readonly top: string,
    private readonly directory: string,
  ) {
    this.name = directory === '.' ? 'this checkout' : `the checkout ${directory}`;
  }

  find({ revision: written, standIn }: Wanted): Acquired | undefined {
    const revision = written === '' ? 'HEAD' : written;
    this.known ??= this.readRefs();
    const { complaint } = this.known;
    if (complaint !== undefined) return standIn ? undefined : { reason: `Git cannot read ${this.name}: ${complaint}` };
    const tag = this.tagOf(revision);
    const branch = this.branchOf(revision);
    if (standIn && tag === undefined) return undefined;
    if (tag !== undefined && branch !== undefined && this.commitOf(tag) !== this.commitOf(branch))
      return standIn ? undefined : { reason: `${this.name} has a tag and a branch of that name, which differ` };
    if (tag !== undefined) return this.read(tag, revision, `tag ${shortOf(tag)} of ${this.name}`);
    if (branch !== undefined) {
      return this.read(branch, revision, `branch ${shortOf(branch)} of ${this.name} as it was last fetched`);
    }
    if (isCommit(revision) && this.commitOf(revision) !== undefined)
      return this.read(revision, revision, `a commit of ${this.name}`);
    return { reason: this.whyNot(revision) };
  }

  private read(name: string, revision: string, what: string): Acquired {
    try {
      const label = this.directory === '.' ? revision : `${this.directory}@${revision}`;
      const tree = new GitTree(this.top, name, label);
      return { tree, because: `${what}, commit ${tree.commit.slice(0, 12)}` };
    } catch (error) {
      return { reason: `Git cannot read it from ${this.name}: ${(error as Error).message}` };
    }
  }

  private tagOf(revision: string): string | undefined {
    return this.firstOf([revision, `refs/tags/${revision}`].filter((one) => one.startsWith('refs/tags/')));
  }

  private branchOf(revision: string): string | undefined {
    const branch = revision.replace(/^refs\/heads\//, '');
    return branch.startsWith('refs/') ? undefined : this.firstOf([`refs/remotes/origin/${branch}`]);
  }

  private firstOf(refs: readonly string[]): string | undefined {
    return refs.find((one) => this.known?.refs.has(one));
  }

  private commitOf(name: string): string | undefined {
    const args = ['--no-replace-objects', 'rev-parse', '--verify', '--quiet', '--end-of-options', `${name}^{commit}`];
    const { status, stdout } = git(this.top, args);
    return status === 0 ? stdout.trim() : undefined;
  }

  private readRefs(): { readonly refs: ReadonlySet<string>; readonly complaint?: string } {
    const answer = git(this.top, ['for-each-ref', '--format=%(refname)', 'refs/tags', 'refs/remotes/origin']);
    if (answer.status !== 0) return { refs: new Set(), complaint: complaintOf(answer) };
    return { refs: new Set(answer.stdout.split('\n')) };
  }

  private whyNot(revision: string): string {
    if (isRange(revision)) return 'it is a range of versions, and only the remote knows which tag is the newest';
    const shallow = git(this.top, ['rev-parse', '--is-shallow-repository']).stdout.trim() === 'true';
    const how = shallow
      ? 'which is a shallow clone: git fetch --unshallow --tags gets the rest'
      : 'git fetch --tags gets what the remote has';
    return `no tag, branch of origin or commit of ${this.name}${shallow ? ', ' : '; '}${how}`;
  }
}

function isCommit(revision: string): boolean {
  return /^[0-9a-f]{7,64}$/i.test(revision);
}

function shortOf(ref: string): string {
  return ref.replace(/^refs\/(?:tags|remotes)\//, '');
}
