import * as fs from 'node:fs';
import * as path from 'node:path';
import { createJiti } from 'jiti';
import type { SynthesizedApp } from './app';
import { nearest } from './nearest';
import type { Plan } from './plan/plan';
import { setSession } from './session';

/**
 * Runs `main.ts` with `app.synth()` meaning something else, and gives the app that it synthesized. TypeScript is only
 * stripped of its types here, whether it is a CommonJS or an ES module: `type-check.ts` checks them.
 *
 * @throws Error if the file is not there, or does not synthesize exactly one app before it ends
 */
export async function runMain(main: string, synth: (app: SynthesizedApp) => void): Promise<SynthesizedApp> {
  const file = path.resolve(main);
  if (!fs.existsSync(file)) {
    throw new Error(
      `${main} does not exist in ${process.cwd()}: run this in the folder of the platform, or name its main file with --main`,
    );
  }
  if (running) throw new Error(`${main} is wanted while another main file runs: one after the other, not at once`);
  running = true;
  let app: SynthesizedApp | undefined;
  // A main.ts may catch the error of its synth; the command throws it again.
  const failed: unknown[] = [];
  setSession({
    synth: (synthesized) => {
      try {
        if (app) throw new Error(`${main} called app.synth() twice: one platform is one app, synthesized once`);
        app = synthesized;
        synth(synthesized);
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
  const jiti = createJiti(file, { interopDefault: true, moduleCache: true, fsCache: cacheFolder(file) });
  const before = new Set(Object.keys(jiti.cache));
  try {
    await jiti.import(file);
  } finally {
    for (const module of Object.keys(jiti.cache))
      if (!before.has(module) && isOfUser(module)) delete jiti.cache[module];
    process.off('exit', noExit);
    setSession(over);
    running = false;
  }
  if (failed.length > 0) throw failed[0];
  if (!app)
    throw new Error(
      `${main} ended without app.synth() of a GroundworkApp: end it with that line, not in a promise or a timer. An App of cdk8s ` +
        'is rendered by cdk8s synth, and groundwork check judges what that has written',
    );
  return app;
}

/** One session for the process: two main files at once would be taken for one. */
let running = false;

/**
 * Where jiti keeps its JavaScript: in the project. Nowhere without its packages: the system's temporary folder, which jiti
 * would take, is everybody's, and what lies there would be run.
 */
function cacheFolder(main: string): string | false {
  const packages = nearest('node_modules', path.dirname(main));
  return packages === undefined ? false : path.join(packages, '.cache', 'jiti');
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
