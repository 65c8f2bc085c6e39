import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Folder of the script that the Job runs. */
export const HARBOR_SETUP_SCRIPT = join(__dirname, 'script');

/** The script's files by name, as they go into the ConfigMap. */
export function scriptFiles(): Record<string, string> {
  const names = readdirSync(HARBOR_SETUP_SCRIPT).filter((name) => name.endsWith('.py'));
  return Object.fromEntries(names.sort().map((name) => [name, readFileSync(join(HARBOR_SETUP_SCRIPT, name), 'utf8')]));
}
