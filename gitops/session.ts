import * as fs from 'node:fs';
import * as path from 'node:path';
import type { GroundworkApp } from '../charts/app';
import type { Plan } from './plan/plan';

/** The folder that is rendered into, and committed. */
export const DEFAULT_OUTDIR = 'dist';

/**
 * What `output:` in cdk8s.yaml says. The cdk8s CLI deletes that folder before the app has run; naming a link there costs
 * the link, not the tree, and leaves `dist/` to the writer, which replaces it only by something that is right.
 */
export const CDK8S_CLI_OUTDIR = '.cdk8s/dist';

/** What happens when `main.ts` calls `app.synth()`. The command that runs decides. */
export interface Session {
  synth(app: GroundworkApp): void;
  /** The folder for an app that names none. */
  outdir(): string;
}

/** Reads the request of the cdk8s CLI from its environment variable. */
export function requestedOutdir(): string {
  const asked = process.env.CDK8S_OUTDIR;
  return !asked || path.resolve(asked) === path.resolve(CDK8S_CLI_OUTDIR) ? DEFAULT_OUTDIR : asked;
}

const writing: Session = {
  outdir: requestedOutdir,
  // main.ts run on its own (node --require ./bin/typescript.js main.ts) does what groundwork synth does.
  synth: (app) => (require('../commands/synth') as typeof import('../commands/synth')).synthesize(app, {}),
};

let session: Session = writing;

/** The session that `app.synth()` is part of. */
export function currentSession(): Session {
  return session;
}

/** After a command has had its platform: a main.ts that synthesizes later, from a promise or a timer, must not write. */
const over: Session = {
  outdir: requestedOutdir,
  synth: () => {
    throw new Error('app.synth() was called after main.ts had ended: call it there, not from a promise or a timer');
  },
};

/**
 * Runs `main.ts` with `app.synth()` meaning something else, and gives the app that it synthesized.
 *
 * @throws Error if the file is not there, or does not synthesize exactly one app before it ends
 */
export function runMain(main: string, synth: (app: GroundworkApp) => void): GroundworkApp {
  const file = path.resolve(main);
  if (!fs.existsSync(file)) {
    throw new Error(
      `${main} does not exist in ${process.cwd()}: run this in the folder of the platform, or name its main file with --main`,
    );
  }
  let app: GroundworkApp | undefined;
  session = {
    outdir: requestedOutdir,
    synth: (synthesized) => {
      if (app) throw new Error(`${main} called app.synth() twice: one platform is one app, synthesized once`);
      app = synthesized;
      synth(synthesized);
    },
  };
  const noExit = () => {
    console.error(`groundwork: ${main} ended the process before it was done: remove process.exit() from it`);
    process.exitCode = 2;
  };
  process.once('exit', noExit);
  try {
    delete require.cache[file];
    require(file);
  } finally {
    process.off('exit', noExit);
    session = over;
  }
  if (!app) throw new Error(`${main} ended without app.synth(): end it with that line, not in a promise or a timer`);
  return app;
}

/**
 * The platform that `main.ts` declares, rendered in memory; nothing is written.
 *
 * @param main path of the file
 * @throws PlanError if it cannot be rendered, Error as runMain does
 */
export function loadPlan(main = 'main.ts'): { readonly app: GroundworkApp; readonly plan: Plan } {
  const app = runMain(main, () => {});
  return { app, plan: app.plan() };
}
