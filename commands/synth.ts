import { Command } from 'commander';
import type { SynthesizedApp } from '../synth/app';
import { runMain } from '../synth/run-main';
import { type SynthOptions, synthesize } from '../synth/synthesize';
import { checkTypes } from '../synth/type-check';
import { fetchOptions } from './fetching';
import { type RenewOptions, renewRecords, wantsRenewal } from './renew-records';

/** `groundwork synth`. */
export function command(): Command {
  const synth = new Command('synth')
    .option('--main <file>', 'the file that declares the platform', 'main.ts')
    .option('--allow-removal', 'remove as many Applications as the platform no longer has')
    .option('--quiet', 'say only what goes wrong')
    .option('--no-type-check', 'render also what does not compile')
    .option('--no-render', 'take the record of charts as it is, and do not run helm')
    .option('--helm <PROGRAM>', 'the helm program (default: the one on the PATH)');
  return fetchOptions(synth).action(run);
}

async function run({
  main,
  typeCheck,
  ...options
}: SynthOptions & RenewOptions & { main: string; typeCheck: boolean }): Promise<void> {
  if (typeCheck) checkTypes(main);
  let waiting: SynthesizedApp | undefined;
  await runMain(main, (app) => {
    if (wantsRenewal(app, options)) waiting = app;
    else synthesize(app, options);
  });
  if (!waiting) return;
  for (const line of await renewRecords(waiting, options)) console.error(line);
  synthesize(waiting, options);
}
