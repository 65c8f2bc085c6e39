import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Rule } from './rule';

/** Every rule: a page in this folder says that the file beside it is one. */
export const RULES: readonly Rule[] = readdirSync(__dirname)
  .filter((name) => name.endsWith('.md'))
  .map((name) => (require(join(__dirname, name.slice(0, -3))) as { rule: Rule }).rule);
