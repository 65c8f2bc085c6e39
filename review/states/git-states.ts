import { complaintOf, git } from '../../argocd/tree/git-program';

/** The commit that a name means in a clone; `undefined` if it is none. */
export function commitOf(top: string, name: string): string | undefined {
  if (name === '' || name.startsWith('-')) return undefined;
  const args = ['--no-replace-objects', 'rev-parse', '--verify', '--quiet', '--end-of-options', `${name}^{commit}`];
  const { status, stdout } = git(top, args);
  // `^HEAD` is everything but a commit.
  return status === 0 && /^[0-9a-f]+$/.test(stdout.trim()) ? stdout.trim() : undefined;
}

/** Where the main branch of a clone may be. */
const MAIN = ['origin/HEAD', 'origin/main', 'origin/master', 'main', 'master'];

/**
 * The commit at which the work began: where HEAD left the main branch.
 *
 * @throws Error if there is no main branch, or it has no commit in common with HEAD
 */
export function mergeBaseWithMain(top: string): { readonly commit: string; readonly branch: string } {
  if (commitOf(top, 'HEAD') === undefined)
    throw new Error('this repository has no commit yet: there is nothing to compare with');
  const branch = MAIN.find((name) => commitOf(top, name) !== undefined);
  if (branch === undefined)
    throw new Error(
      `there is no main branch to compare with (${MAIN.join(', ')}): name the revision, groundwork diff BASE`,
    );
  return { commit: mergeBase(top, branch, 'HEAD'), branch };
}

/** @throws Error if two revisions have no commit in common */
export function mergeBase(top: string, one: string, other: string): string {
  const answer = git(top, ['merge-base', '--end-of-options', one, other]);
  if (answer.status === 0) return answer.stdout.trim();
  if (answer.status !== 1) throw new Error(`Git cannot compare ${one} and ${other}: ${complaintOf(answer)}`);
  throw new Error(`${one} and ${other} have no commit in common${isShallow(top) ? `: ${UNSHALLOW}` : ''}`);
}

/** What is said where a clone may lack what is asked for. */
export const UNSHALLOW = 'this is a shallow clone, git fetch --unshallow gets the rest';

/** Whether a clone has only the newest commits. */
export function isShallow(top: string): boolean {
  return git(top, ['rev-parse', '--is-shallow-repository']).stdout.trim() === 'true';
}

/** A commit with its message. */
export interface Commit {
  readonly id: string;
  readonly author: string;
  readonly message: string;
}

/** The commits that one revision has and another has not, the newest first. None where Git cannot say. */
export function commitsBetween(top: string, from: string, to: string): readonly Commit[] {
  const format = '--format=%x01%H%x00%an%x00%B';
  const { status, stdout } = git(top, ['rev-list', format, '--end-of-options', to, `^${from}`]);
  if (status !== 0) return [];
  return stdout.split('\x01').flatMap((entry) => {
    const [id, author, message] = entry.split('\0');
    if (id === undefined || author === undefined || message === undefined) return [];
    // Before each commit stands a line of its own, which belongs to the next.
    return [{ id, author, message: message.replace(/\ncommit [0-9a-f]+\n$/, '\n') }];
  });
}
