import {
  type SpawnSyncOptions,
  type SpawnSyncOptionsWithStringEncoding,
  type SpawnSyncReturns,
  spawnSync,
} from 'node:child_process';

/**
 * What the git program, or the system that could not start it, complains of. The last complaint is about what was to be done;
 * those before it, and the advice below, are about how. One that refuses may not even read what it is asked, which is an
 * error too, but not the reason.
 */
export function complaintOf({ stderr, error, status }: SpawnSyncReturns<string | Buffer>): string {
  const { code } = (error ?? {}) as NodeJS.ErrnoException;
  if (code === 'ENOENT') return 'there is no git program';
  if (code === 'ETIMEDOUT') return `git did not answer in ${GIT_PATIENCE / 1000} seconds`;
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
const GIT_PATIENCE = 60_000;

/** Milliseconds after which somebody at a terminal is told what is waited for. */
const SILENCE = 3_000;

/** What a test shortens, or listens to. */
interface Waiting {
  readonly patience?: number;
  readonly silence?: number;
  readonly terminal?: { readonly isTTY?: boolean; write(text: string): unknown };
}

/**
 * Starts the git program, and waits for it: at a terminal not in silence. It only reads, so it is started again once that is
 * said: a program that waits for another cannot say anything.
 */
export function runGit(
  args: readonly string[],
  options: SpawnSyncOptionsWithStringEncoding,
  waiting?: Waiting,
): SpawnSyncReturns<string>;
export function runGit(args: readonly string[], options: SpawnSyncOptions, waiting?: Waiting): SpawnSyncReturns<Buffer>;
export function runGit(
  args: readonly string[],
  options: SpawnSyncOptions,
  { patience = GIT_PATIENCE, silence = SILENCE, terminal = process.stderr }: Waiting = {},
): SpawnSyncReturns<string | Buffer> {
  const folder = String(options.cwd);
  const silent = silentIn.get(folder);
  if (silent) return silent;
  const run = (timeout: number) => spawnSync('git', args, { maxBuffer: 2 ** 30, ...options, timeout });
  const runPatiently = () => {
    const answer = run(patience);
    if (isSilent(answer)) silentIn.set(folder, answer);
    return answer;
  };
  if (!terminal.isTTY) return runPatiently();
  const answer = run(silence);
  if (!isSilent(answer)) return answer;
  const command = args.find((one) => /^[a-z]+(?:-[a-z]+)*$/.test(one)) ?? '';
  terminal.write(`waiting for git ${command} in ${options.cwd}, ${patience / 1000} seconds at most\n`);
  return runPatiently();
}

/** The folders where git has not answered: nobody waits for it a second time. */
const silentIn = new Map<string, SpawnSyncReturns<string | Buffer>>();

function isSilent({ error }: SpawnSyncReturns<string | Buffer>): boolean {
  return (error as NodeJS.ErrnoException | undefined)?.code === 'ETIMEDOUT';
}

/**
 * Runs the git program on a checkout, without anything that a checkout could make it start or fetch: no hook, filter or
 * monitor, and no object that a partial clone lacks.
 */
export function git(cwd: string, args: readonly string[], input?: string): SpawnSyncReturns<string> {
  return runGit(argumentsFor(args), { ...options(cwd, input), encoding: 'utf8' });
}

/** As {@link git}, for an answer that is no text. */
export function gitBytes(cwd: string, args: readonly string[], input?: string): SpawnSyncReturns<Buffer> {
  return runGit(argumentsFor(args), options(cwd, input));
}

function argumentsFor(args: readonly string[]): string[] {
  return ['-c', 'core.fsmonitor=false', ...args];
}

function options(cwd: string, input: string | undefined) {
  const env = gitEnvironment();
  // A partial clone may lack a .gitignore that the index names, and would ask for it. Older versions know no other way.
  Object.assign(env, { GIT_NO_LAZY_FETCH: '1', GIT_ALLOW_PROTOCOL: 'none', GIT_OPTIONAL_LOCKS: '0' });
  return { cwd, env, input };
}
