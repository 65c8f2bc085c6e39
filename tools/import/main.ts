import { join } from 'node:path';
import { importCommand } from './command';

importCommand(join(__dirname, '..', '..', 'imports'))
  .parseAsync(process.argv)
  .catch((error: Error) => {
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 2;
  });
