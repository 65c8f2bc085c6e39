import * as fs from 'node:fs';
import { checkoutOf } from '../../argocd/tree/git-checkout';
import { complaintOf, gitEnvironment, runGit } from '../../argocd/tree/git-program';
import { parseRecord, RECORD, type Sums } from './record';

/** The output folder as it is in the commit that is checked out. */
export interface LastCommit {
  /** What its record lists. */
  readonly sums: Sums;
  /** The texts of the chosen files that the commit has, by file. */
  readonly texts: ReadonlyMap<string, string>;
}

/** Git could not say what is committed; the message is Git's. */
export class GitError extends Error {}

/**
 * Reads from Git what an output folder without a record had in it. Costs nothing where no `.git` is above the folder.
 *
 * The commit (HEAD) is asked, not the index: Argo CD syncs commits, `git rm -r dist` or `git add` after `rm -rf dist` has
 * emptied the index already, and in the middle of a merge the index has no one version of a file, while HEAD is ours, in a
 * rebase what the rest is put on.
 *
 * @param choose which of the files of the record to read
 * @returns undefined if nothing is known: no checkout, no git program, no commit yet, or no record in it
 * @throws GitError if Git refuses (another owner, see `safe.directory`), is damaged, or lacks an object (a partial clone)
 */
export function lastCommitOf(directory: string, choose: (sums: Sums) => readonly string[]): LastCommit | undefined {
  if (checkoutOf(fs.realpathSync(directory)) === undefined) return undefined;
  const [record] = read(directory, [RECORD]);
  if (record === undefined) return undefined;
  const { sums } = parseRecord(record);
  const files = choose(sums);
  const texts = new Map<string, string>();
  for (const [at, text] of read(directory, files).entries())
    if (text !== undefined) texts.set(files[at] as string, text);
  return { sums, texts };
}

/**
 * The texts of files of the commit, by one process. `cat-file` runs no hook, filter or pager, and with no protocol allowed
 * it cannot fetch what a partial clone has left out.
 *
 * @see https://git-scm.com/docs/git-cat-file
 */
function read(directory: string, files: readonly string[]): (string | undefined)[] {
  if (files.length === 0) return [];
  const answer = runGit(['--no-replace-objects', '--no-optional-locks', 'cat-file', '--batch', '--buffer'], {
    cwd: directory,
    env: { ...gitEnvironment(), LC_ALL: 'C', GIT_ALLOW_PROTOCOL: '' },
    input: files.map((file) => `HEAD:./${file}\n`).join(''),
    windowsHide: true,
  });
  if ((answer.error as NodeJS.ErrnoException | undefined)?.code === 'ENOENT') return [];
  if (answer.status !== 0) throw new GitError(complaintOf(answer));
  return parseBatch(answer.stdout, files.length);
}

/** An answer is `<id> <type> <size>`, that many bytes and a line feed, or a line that says what is missing. */
function parseBatch(output: Buffer, count: number): (string | undefined)[] {
  const texts: (string | undefined)[] = [];
  for (let at = 0; texts.length < count; ) {
    const end = output.indexOf('\n', at);
    if (end < 0) throw new GitError('git cat-file ended before it had answered');
    const [, type, size] = /^[0-9a-f]{40,64} (\w+) (\d+)$/.exec(output.toString('latin1', at, end)) ?? [];
    at = end + 1;
    if (size === undefined) {
      texts.push(undefined);
      continue;
    }
    texts.push(type === 'blob' ? output.toString('utf8', at, at + Number(size)) : undefined);
    at += Number(size) + 1;
  }
  return texts;
}
