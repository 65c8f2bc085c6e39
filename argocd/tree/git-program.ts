import { type SpawnSyncReturns, spawnSync } from 'node:child_process';

/**
 * What the git program, or the system that could not start it, complains of. The last complaint is about what was to be done;
 * those before it, and the advice below, are about how. One that refuses may not even read what it is asked, which is an
 * error too, but not the reason.
 */
export function complaintOf({ stderr, error, status }: SpawnSyncReturns<string | Buffer>): string {
  if ((error as NodeJS.ErrnoException | undefined)?.code === 'ENOENT') return 'there is no git program';
  const lines = (stderr ?? '').toString().trim().split('\n');
  const fatal = lines.filter((line) => line.startsWith('fatal: ')).at(-1);
  return fatal ?? (lines[0] || (error?.message ?? `git ended with ${status}`));
}

/**
 * In a hook most of these name another checkout, and some change what an argument means; the configuration and where to
 * stop looking are the user's wish.
 */
const KEPT =
  /^GIT_(CONFIG_(COUNT|KEY_\d+|VALUE_\d+|GLOBAL|SYSTEM|NOSYSTEM|PARAMETERS)|CEILING_DIRECTORIES|DISCOVERY_ACROSS_FILESYSTEM)$/;

/** The environment for a git program that is to look at the checkout that it is started in, and at no other. */
export function gitEnvironment(): NodeJS.ProcessEnv {
  return Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !name.startsWith('GIT_') || KEPT.test(name)),
  );
}

/** Milliseconds after which a git program is taken for one that never answers (a dead network drive); it takes a few. */
export const GIT_PATIENCE = 60_000;

/**
 * Runs the git program on a checkout, without anything that a checkout could make it start or fetch: no hook, filter or
 * monitor, and no object that a partial clone lacks.
 */
export function git(cwd: string, args: readonly string[], input?: string): SpawnSyncReturns<string> {
  return spawnSync('git', argumentsFor(args), { ...options(cwd, input), encoding: 'utf8' });
}

/** As {@link git}, for an answer that is no text. */
export function gitBytes(cwd: string, args: readonly string[], input?: string): SpawnSyncReturns<Buffer> {
  return spawnSync('git', argumentsFor(args), options(cwd, input));
}

function argumentsFor(args: readonly string[]): string[] {
  return ['-c', 'core.fsmonitor=false', ...args];
}

function options(cwd: string, input: string | undefined) {
  const env = gitEnvironment();
  // A partial clone may lack a .gitignore that the index names, and would ask for it. Older versions know no other way.
  Object.assign(env, { GIT_NO_LAZY_FETCH: '1', GIT_ALLOW_PROTOCOL: 'none', GIT_OPTIONAL_LOCKS: '0' });
  return { cwd, env, input, maxBuffer: 2 ** 30, timeout: GIT_PATIENCE };
}
