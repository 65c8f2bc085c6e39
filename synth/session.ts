import * as path from 'node:path';
import type { SynthesizedApp } from './app';
import { CDK8S_CLI_OUTDIR, DEFAULT_OUTDIR } from './layout';
import { synthesize } from './synthesize';

/** What happens when `main.ts` calls `app.synth()`. The command that runs decides. */
export interface Session {
  synth(app: SynthesizedApp): void;
}

/**
 * One for the process, not for this module: `groundwork` may be another copy of the package than the one that main.ts
 * imports (`npx` keeps one of its own).
 */
const KEY = Symbol.for('cdk8s-groundwork.session');
const registry = globalThis as { [KEY]?: Session };

/** Where no command runs: `ts-node main.ts` does what `groundwork synth` does. */
const writing: Session = { synth: (app) => synthesize(app) };

/** The session that `app.synth()` is part of. */
export function currentSession(): Session {
  return registry[KEY] ?? writing;
}

/** Sets the session, for all copies of this package in the process. */
export function setSession(session: Session): void {
  registry[KEY] = session;
}

/** The folder for an app that names none: what the cdk8s CLI asks for in its environment variable, otherwise `dist`. */
export function requestedOutdir(): string {
  const asked = process.env.CDK8S_OUTDIR;
  return !asked || path.resolve(asked) === path.resolve(CDK8S_CLI_OUTDIR) ? DEFAULT_OUTDIR : asked;
}
