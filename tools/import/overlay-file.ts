import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseYaml } from './yaml';

const OVERLAYS = join(__dirname, 'overlays');

/** What the project itself knows about an import, beside what the import says. */
export function overlay(name: string): object {
  const file = join(OVERLAYS, name);
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    return {};
  }
  return (parseYaml(text, `tools/import/overlays/${name}`) as object | null) ?? {};
}
