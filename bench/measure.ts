import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';

/** What one run of one case took. */
export interface Measured {
  readonly seconds: number;
  /** Peak memory of the process. */
  readonly megabytes: number;
}

/** This file runs compiled, in lib/bench. */
const ROOT = path.join(__dirname, '../..');

/** Runs a case of case.ts in a process of its own; undefined if it takes longer than the limit. */
export function measure(args: readonly (string | number)[], limit: number): Measured | undefined {
  const { stdout, stderr, status, error } = spawnSync(
    process.execPath,
    [path.join(__dirname, 'case.js'), ...args.map(String)],
    { cwd: ROOT, encoding: 'utf8', timeout: limit * 1000 },
  );
  if ((error as NodeJS.ErrnoException | undefined)?.code === 'ETIMEDOUT') return undefined;
  if (status !== 0) throw new Error(`case ${args.join(' ')} failed:\n${stderr}`);
  return JSON.parse(stdout);
}

/** Times a whole process. */
export function timeProcess(
  command: string,
  args: readonly string[],
  cwd: string,
  env: NodeJS.ProcessEnv = {},
): Measured {
  const start = process.hrtime.bigint();
  const { status, stderr } = spawnSync(command, args, {
    cwd,
    encoding: 'utf8',
    env: { ...process.env, ...env },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const seconds = Number(process.hrtime.bigint() - start) / 1e9;
  if (status !== 0) throw new Error(`${command} ${args.join(' ')} failed:\n${stderr}`);
  return { seconds, megabytes: 0 };
}

/** Times a whole process of `groundwork`, and how much memory it takes; not that of the programs that it starts. */
export function timeGroundwork(args: readonly string[], cwd: string, env: NodeJS.ProcessEnv = {}): Measured {
  const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'groundwork-bench-'));
  try {
    const file = path.join(dir, 'peak');
    const program = ['--require', path.join(__dirname, 'peak.js'), path.join(ROOT, 'bin/groundwork.js')];
    const measured = timeProcess(process.execPath, [...program, ...args], cwd, { ...env, GROUNDWORK_BENCH_PEAK: file });
    return { ...measured, megabytes: Number(fs.readFileSync(file, 'utf8')) };
  } finally {
    fs.rmSync(dir, { recursive: true, force: true });
  }
}

/** Times `cp -r`: what the file system itself takes for as many files. */
export function timeCopy(from: string, to: string): Measured {
  return timeProcess('cp', ['-r', from, to], ROOT);
}

/** The run in the middle; undefined if any of them was stopped. */
export function median(runs: readonly (Measured | undefined)[]): Measured | undefined {
  if (runs.some((run) => run === undefined)) return undefined;
  return [...(runs as readonly Measured[])].sort((a, b) => a.seconds - b.seconds)[Math.floor(runs.length / 2)];
}
