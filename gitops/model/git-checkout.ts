import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';

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
 * directory is in no checkout. Asks the git program, which alone knows every place of an ignore rule. Throws if it cannot
 * say.
 */
export function filesInGit(dir: string): ReadonlySet<string> | undefined {
  if (checkoutOf(dir) === undefined) return undefined;
  // In a hook these would name another checkout.
  const env = Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^GIT_(DIR|WORK_TREE|INDEX_FILE|PREFIX)$/.test(name)),
  );
  const args = ['-c', 'core.fsmonitor=false', 'ls-files', '-z', '--cached', '--others', '--exclude-standard'];
  const { status, stdout, stderr, error } = spawnSync('git', args, {
    cwd: dir,
    env,
    encoding: 'utf8',
    maxBuffer: 2 ** 30,
  });
  if (status !== 0) throw new Error(`git ls-files: ${error?.message ?? stderr.trim().split('\n')[0]}`);
  return new Set(stdout.split('\0'));
}

/** A worktree and a submodule have a file in the place of the folder, which names it. */
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
