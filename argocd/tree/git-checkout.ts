import * as fs from 'node:fs';
import * as path from 'node:path';
import { complaintOf, git } from './git-program';

/** The top of the Git checkout that a directory is in; `undefined` if it is in none. Works without a git program. */
export function checkoutOf(dir: string): string | undefined {
  for (let at = path.resolve(dir); ; at = path.dirname(at)) {
    if (fs.existsSync(path.join(at, '.git'))) return at;
    if (at === path.dirname(at)) return undefined;
  }
}

/** The URLs of the remotes of a checkout, in the order of its configuration; credentials in them are left out. */
export function remotesOf(top: string): readonly string[] {
  const config = readConfig(path.join(top, '.git'));
  const urls: string[] = [];
  let remote = false;
  for (const line of config.split(/\r?\n/)) {
    if (/^\s*\[/.test(line)) remote = /^\s*\[remote\s/.test(line);
    const [, value] = /^\s*url\s*=\s*(.*?)\s*$/i.exec(line) ?? [];
    if (remote && value) urls.push(value.replace(/^"(.*)"$/, '$1').replace(/^(https?:\/\/)[^/@]*@/, '$1'));
  }
  return [...new Set(urls)];
}

/**
 * The files of a checkout that Git has or would take with `git add`, as paths from a directory in it; `undefined` if the
 * directory is in no checkout. Runs the git program, because only Git knows every file that can have ignore rules.
 * Throws if it cannot say.
 */
export function filesInGit(dir: string): ReadonlySet<string> | undefined {
  if (checkoutOf(dir) === undefined) return undefined;
  const answer = git(dir, ['ls-files', '-z', '--cached', '--others', '--exclude-standard']);
  if (answer.status !== 0) throw new Error(`git ls-files: ${complaintOf(answer)}`);
  return new Set(answer.stdout.split('\0'));
}

/**
 * The ignored and untracked paths of a checkout, from its top. A directory that is ignored as a whole is listed without
 * its contents. Throws if Git cannot say.
 */
export function ignoredByGit(top: string): ReadonlySet<string> {
  const args = ['ls-files', '-z', '--others', '--ignored', '--exclude-standard', '--directory'];
  const answer = git(top, args);
  if (answer.status !== 0) throw new Error(complaintOf(answer));
  return new Set(splitPaths(answer.stdout).map((one) => (one.endsWith('/') ? one.slice(0, -1) : one)));
}

/**
 * The places of the rules by which Git ignores paths (`.gitignore:3`), by path; both from the top of a checkout, but for a
 * file elsewhere. Paths for which Git names no rule are left out.
 */
export function ignoreRulesOf(top: string, paths: readonly string[]): ReadonlyMap<string, string> {
  const { stdout } = git(top, ['check-ignore', '-v', '-z', '--stdin'], paths.join('\0'));
  const rules = new Map<string, string>();
  const words = stdout.split('\0');
  for (let at = 0; at + 3 < words.length; at += 4) {
    const [source, line, , file] = words.slice(at, at + 4) as [string, string, string, string];
    if (source !== '') rules.set(file, `${source}:${line}`);
  }
  return rules;
}

/** What a sparse checkout leaves out of a directory in it: in the commit, but not on disk. Paths from the directory. */
export function sparsePathsOf(dir: string): readonly string[] {
  const { stdout } = git(dir, ['ls-files', '-z', '-t', '--cached']);
  return splitPaths(stdout ?? '').flatMap((line) => (line.startsWith('S ') ? [line.slice(2)] : []));
}

/** The submodules of a checkout, as paths from a directory in it. None where Git cannot say. */
export function submodulesOf(dir: string): readonly string[] {
  const top = checkoutOf(dir);
  // Git knows no submodule without this file, and most checkouts have none.
  if (top === undefined || !fs.existsSync(path.join(top, '.gitmodules'))) return [];
  const { stdout } = git(dir, ['ls-files', '-z', '--stage', '--cached']);
  return splitPaths(stdout ?? '').flatMap((line) =>
    line.startsWith('160000 ') ? [line.slice(line.indexOf('\t') + 1)] : [],
  );
}

/**
 * Whether a directory is a repository of its own that Git skips: it is no submodule, and none of its files are tracked.
 */
export function isForeignRepository(top: string, dir: string): boolean {
  const { status, stdout } = git(top, ['ls-files', '-z', '--cached', '--others', '--', `:(literal)${dir}`]);
  return status === 0 && stdout === `${dir}/\0`;
}

function splitPaths(text: string): string[] {
  return text.split('\0').filter((one) => one !== '');
}

/** Worktrees and submodules have a `.git` file instead of a folder; it names the folder. */
function readConfig(git: string): string {
  try {
    if (fs.statSync(git).isDirectory()) return fs.readFileSync(path.join(git, 'config'), 'utf8');
    const folder = path.resolve(
      path.dirname(git),
      fs
        .readFileSync(git, 'utf8')
        .replace(/^gitdir:\s*/, '')
        .trim(),
    );
    const common = path.join(folder, 'commondir');
    const home = fs.existsSync(common) ? path.resolve(folder, fs.readFileSync(common, 'utf8').trim()) : folder;
    return fs.readFileSync(path.join(home, 'config'), 'utf8');
  } catch {
    return '';
  }
}
