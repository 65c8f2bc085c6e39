import * as fs from 'node:fs';
import * as path from 'node:path';

/** What a chart knows at a place: the words of a type, the keys of an object, or a map that is open (a list of one). */
type Known = string | readonly unknown[] | { readonly [key: string]: Known };

/**
 * The paths of values that a version of a chart does not know, by the facts in imports/. Helm ignores those without a word.
 */
export function unknownValues(chart: string, version: string, values: unknown): string[] {
  const file = path.join(__dirname, '..', 'imports', 'values', `${chart}-${version}.json`);
  const { keys } = JSON.parse(fs.readFileSync(file, 'utf8')) as { keys: Known };
  const unknown: string[] = [];
  visit(values, keys, []);
  return unknown;

  function visit(value: unknown, known: Known, at: readonly string[]): void {
    if (
      typeof known === 'string' ||
      Array.isArray(known) ||
      value === null ||
      typeof value !== 'object' ||
      Array.isArray(value)
    )
      return;
    for (const [key, below] of Object.entries(value)) {
      if (key in known) visit(below, (known as Record<string, Known>)[key], [...at, key]);
      else unknown.push([...at, key].join('.'));
    }
  }
}
