import { type ChildProcess, spawn } from 'node:child_process';
import * as fs from 'node:fs';

/** What a program may take. */
export interface Limits {
  /** Milliseconds after which it is ended. */
  readonly time: number;
  /** Bytes of output after which it is ended. */
  readonly output: number;
  /** Bytes of memory after which it is ended, on Linux. @default - 4 GiB */
  readonly memory?: number;
}

/** As long as Argo CD's repo-server lets them run (`ARGOCD_EXEC_TIMEOUT`), and as much as it can hand on. */
export const DEFAULT_LIMITS: Limits = { time: 90_000, output: 100 * 1024 * 1024 };

/** A template may make text without end before it prints any. */
const MEMORY = 4 * 2 ** 30;

/** What became of a program. */
export type Outcome =
  | { readonly stdout: Buffer; readonly stderr?: undefined; readonly schemaNotApplied?: string }
  /** It ended with an error, and said this. */
  | { readonly stderr: string; readonly stdout?: undefined }
  /** It could not be run to its end. */
  | { readonly ended: string; readonly stdout?: undefined; readonly stderr?: undefined };

const running = new Set<ChildProcess>();

/** Ends every program that is running: nobody waits for them any more. */
export function endPrograms(): void {
  for (const child of running) end(child);
}

/** Runs a program without a shell, in an environment that holds nothing else than what is given. */
export function runProgram(
  program: string,
  args: readonly string[],
  options: {
    readonly cwd: string;
    readonly env: NodeJS.ProcessEnv;
    readonly limits?: Limits;
    /** Ends it. */
    readonly signal?: AbortSignal;
  },
): Promise<Outcome> {
  const { cwd, env, limits = DEFAULT_LIMITS, signal: abort } = options;
  const { memory = MEMORY } = limits;
  return new Promise((resolve) => {
    // A group of its own, so that what it starts ends with it.
    const child = spawn(program, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'], detached: true });
    running.add(child);
    const out: Buffer[] = [];
    const err: Buffer[] = [];
    let bytes = 0;
    let ended: string | undefined;
    const stop = (why: string): void => {
      ended ??= why;
      end(child);
    };
    const onAbort = () => stop('nobody waits for it any more');
    abort?.addEventListener('abort', onAbort, { once: true });
    const timer = setTimeout(() => stop(`it takes longer than ${limits.time / 1000} s`), limits.time);
    const watch = setInterval(() => {
      if (memoryOf(child.pid) > memory) stop(`it takes more than ${memory / 2 ** 20} MiB of memory`);
    }, 250);
    const take = (into: Buffer[]) => (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes > limits.output) stop(`it prints more than ${limits.output / 2 ** 20} MiB`);
      else into.push(chunk);
    };
    child.stdout.on('data', take(out));
    child.stderr.on('data', take(err));
    const done = (outcome: Outcome): void => {
      clearTimeout(timer);
      clearInterval(watch);
      abort?.removeEventListener('abort', onAbort);
      running.delete(child);
      resolve(outcome);
    };
    child.once('error', (error) => done({ ended: `it cannot be run (${error.message})` }));
    child.once('close', (status, signal) => {
      if (ended !== undefined) done({ ended });
      else if (signal) done({ ended: `it was ended by ${signal}` });
      else if (status === 0) done({ stdout: Buffer.concat(out) });
      else done({ stderr: Buffer.concat(err).toString('utf8') });
    });
  });
}

/** The memory of a process in bytes; 0 where the system does not say. */
function memoryOf(pid: number | undefined): number {
  try {
    const [, pages] = fs.readFileSync(`/proc/${pid}/statm`, 'utf8').split(' ');
    return Number(pages) * 4096;
  } catch {
    return 0;
  }
}

function end({ pid }: ChildProcess): void {
  if (pid === undefined) return;
  try {
    process.kill(process.platform === 'win32' ? pid : -pid, 'SIGKILL');
  } catch {
    // It has ended by itself.
  }
}
