import { AsyncLocalStorage } from 'node:async_hooks';
import * as fs from 'node:fs';
import * as path from 'node:path';
import type { SynthesizedApp } from './app';
import { typeScriptFor } from './load-module';
import type { Plan } from './plan/plan';
import { setSession } from './session';
import { enterWorkingDirectory, inWorkingDirectory } from './working-directory';

/**
 * Runs `main.ts` with `app.synth()` meaning something else, and gives the app that it synthesized. TypeScript is only
 * stripped of its types here, whether it is a CommonJS or an ES module: `type-check.ts` checks them.
 *
 * Paths in it are meant from where it was asked for, even if it goes elsewhere. Two that are wanted at once run one after the other.
 *
 * @throws Error if the file is not there, or does not synthesize exactly one app before it ends
 */
export async function runMain(main: string, synth: (app: SynthesizedApp) => void): Promise<SynthesizedApp> {
  const within = turns.running.getStore();
  if (within !== undefined)
    throw new Error(`${main} is wanted by ${within}, which runs: a main file cannot run another`);
  const [file, home, before] = [path.resolve(main), process.cwd(), turns.last];
  let done = () => {};
  turns.last = new Promise((resolve) => {
    done = resolve;
  });
  await before;
  try {
    return await turns.running.run(main, () => runAlone(main, { file, home }, synth));
  } finally {
    done();
  }
}

/**
 * One session for the process, and for all copies of this package in it: two main files at once would be taken for one, so each
 * waits for the one before.
 */
interface Turns {
  last: Promise<void>;
  /** The main file that runs what asks. */
  readonly running: AsyncLocalStorage<string>;
}

const KEY = Symbol.for('cdk8s-groundwork.turns');
const registry = globalThis as { [KEY]?: Turns };
registry[KEY] ??= { last: Promise.resolve(), running: new AsyncLocalStorage() };
const turns = registry[KEY];

async function runAlone(
  main: string,
  { file, home }: { readonly file: string; readonly home: string },
  synth: (app: SynthesizedApp) => void,
): Promise<SynthesizedApp> {
  requireFile(main, file, home);
  let app: SynthesizedApp | undefined;
  // A main.ts may catch the error of its synth; the command throws it again.
  const failed: unknown[] = [];
  setSession({
    synth: (synthesized) => {
      try {
        if (app) throw new Error(`${main} called app.synth() twice: one platform is one app, synthesized once`);
        app = synthesized;
        inWorkingDirectory(() => synth(synthesized));
      } catch (error) {
        failed.push(error);
        throw error;
      }
    },
  });
  const noExit = () => {
    console.error(`groundwork: ${main} ended the process before it was done: remove process.exit() from it`);
    process.exitCode = 2;
  };
  process.once('exit', noExit);
  const jiti = typeScriptFor(file);
  const before = new Set(Object.keys(jiti.cache));
  const leaveWorkingDirectory = enterWorkingDirectory(home);
  try {
    await jiti.import(file);
  } finally {
    for (const module of Object.keys(jiti.cache))
      if (!before.has(module) && isOfUser(module)) delete jiti.cache[module];
    process.off('exit', noExit);
    setSession(over);
    leaveWorkingDirectory();
  }
  if (failed.length > 0) throw failed[0];
  if (!app)
    throw new Error(
      `${main} ended without app.synth() of a GroundworkApp: end it with that line, not in a promise or a timer. An App of cdk8s ` +
        'is rendered by cdk8s synth, and groundwork check judges what that has written',
    );
  return app;
}

/** @throws Error if there is no such file: a folder cannot be run, and a pipe would be waited for */
function requireFile(main: string, file: string, home: string): void {
  const stats = fs.statSync(file, { throwIfNoEntry: false });
  const wayOut = 'run this in the folder of the platform, or name its main file with --main';
  if (!stats) throw new Error(`${main} does not exist in ${home}: ${wayOut}`);
  if (stats.isFile()) return;
  const [inside] = stats.isDirectory() ? ['main.ts'].filter((name) => fs.existsSync(path.join(file, name))) : [];
  const what = stats.isDirectory() ? 'a folder' : 'a pipe, a socket or a device';
  throw new Error(
    `${main} is ${what}, not a file: name the main file with --main${inside ? `, such as --main ${path.join(main, inside)}` : ''}`,
  );
}

/** This package, compiled or not: its modules remember things, so each is loaded once. */
const OWN = path.join(__dirname, '..') + path.sep;

/** What has to be run again by the next who wants the platform: two tests in one process, for example. */
function isOfUser(module: string): boolean {
  return !module.startsWith(OWN) && !module.includes(`${path.sep}node_modules${path.sep}`);
}

/** After a command has had its platform: a main.ts that synthesizes later, from a promise or a timer, must not write. */
const over = {
  synth: () => {
    throw new Error('app.synth() was called after main.ts had ended: call it there, not from a promise or a timer');
  },
};

/**
 * The platform that `main.ts` declares, rendered in memory; nothing is written.
 *
 * @param main path of the file
 * @throws PlanError if it cannot be rendered, Error as runMain does
 */
export async function loadPlan(main = 'main.ts'): Promise<{ readonly app: SynthesizedApp; readonly plan: Plan }> {
  const app = await runMain(main, () => {});
  return { app, plan: app.plan() };
}
