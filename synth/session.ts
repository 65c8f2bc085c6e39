import type { SynthesizedApp } from './app';
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
