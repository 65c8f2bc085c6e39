import { type SpawnSyncReturns, spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';

/** The top of this repository. */
export const ROOT = path.join(__dirname, '..');
export const GROUNDWORK = path.join(ROOT, 'bin', 'groundwork.js');

/** The environment of somebody's machine: where CI is set, jest writes no new snapshot. */
export function ordinaryEnvironment(): NodeJS.ProcessEnv {
  const { CDK8S_OUTDIR: _, CI: __, JEST_WORKER_ID: ___, NODE_ENV: ____, ...env } = process.env;
  return env;
}

/** Runs a JavaScript program in a folder. */
export function runNode(program: string, args: readonly string[], cwd: string): SpawnSyncReturns<string> {
  return spawnSync(process.execPath, [program, ...args], { cwd, encoding: 'utf8', env: ordinaryEnvironment() });
}

/** Makes a project look as after `npm install`: this package and what it is developed with, as links. */
export function installInto(project: string): void {
  const packages = path.join(project, 'node_modules');
  const programs = path.join(packages, '.bin');
  fs.mkdirSync(programs, { recursive: true });
  const link = (to: string, at: string) => fs.symlinkSync(to, at, 'junction');
  const installed = path.join(ROOT, 'node_modules');
  for (const one of fs.readdirSync(installed))
    if (!one.startsWith('.')) link(path.join(installed, one), path.join(packages, one));
  for (const one of fs.readdirSync(path.join(installed, '.bin')))
    link(path.join(installed, '.bin', one), path.join(programs, one));
  link(ROOT, path.join(packages, 'cdk8s-groundwork'));
  link(GROUNDWORK, path.join(programs, 'groundwork'));
}
