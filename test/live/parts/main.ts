// Builds the parts alone: `npx jiti test/live/parts/main.ts`.
import { buildParts } from './parts';

buildParts((line) => process.stdout.write(`${line}\n`)).then(
  (programs) => process.stdout.write(`${Object.values(programs).join('\n')}\n`),
  (error: Error) => {
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  },
);
