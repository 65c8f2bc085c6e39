import { Command } from 'commander';
import { runMain } from '../synth/run-main';
import { type SynthOptions, synthesize } from '../synth/synthesize';
import { checkTypes } from '../synth/type-check';

/** `groundwork synth`. */
export function command(): Command {
  return new Command('synth')
    .option('--main <file>', 'the file that declares the platform', 'main.ts')
    .option('--allow-removal', 'remove as many Applications as the platform no longer has')
    .option('--quiet', 'say only what goes wrong')
    .option('--no-type-check', 'render also what does not compile')
    .action(async ({ main, typeCheck, ...options }: SynthOptions & { main: string; typeCheck: boolean }) => {
      if (typeCheck) checkTypes(main);
      await runMain(main, (app) => synthesize(app, options));
    });
}
