import * as fs from 'node:fs';
import * as path from 'node:path';
import { expectedVersion, installCommandOf } from './expected-versions';
import { RenderMemory } from './memory';
import { Programs } from './programs';

/** Where the programs of several versions of Argo CD are. */
export interface EnginePlaces {
  /** Programs by the version of Argo CD that has them. */
  readonly named: ReadonlyMap<string, string>;
  /** A folder with programs: `helm-4.2.1`, or any that begins so and says that version. */
  readonly folder?: string;
  /** The program that is used otherwise. @default - the one on the PATH */
  readonly otherwise?: string;
}

/**
 * The Helm of a version of Argo CD.
 *
 * @returns the program, or what to do to have it
 */
export function helmOf(
  argocdVersion: string,
  { named, folder, otherwise }: EnginePlaces,
  go: boolean,
): { readonly file: string; readonly version: string } | { readonly lacking: string } {
  const memory = new RenderMemory(undefined);
  const ask = (file: string | undefined) => new Programs({ helm: file }, memory).helm;
  const expected = expectedVersion('helm', argocdVersion);
  const given = named.get(argocdVersion);
  if (given !== undefined) {
    const found = ask(given);
    return 'missing' in found ? { lacking: found.missing } : found;
  }
  const inFolder =
    folder === undefined
      ? []
      : fs
          .readdirSync(folder)
          .filter((name) => /^helm(?:[-_.]|$)/.test(name))
          // The one that is named after the version is asked first.
          .sort((a, b) => Number(b.includes(expected)) - Number(a.includes(expected)))
          .map((name) => path.join(folder, name));
  for (const file of inFolder) {
    const found = ask(file);
    if (!('missing' in found) && isVersion(found.version, expected)) return found;
  }
  const found = ask(otherwise);
  if (!('missing' in found) && found.version.split('.')[0] === expected.split('.')[0]) return found;
  const has = 'missing' in found ? found.missing : `${found.file} is ${found.version}`;
  return {
    lacking: `Argo CD ${argocdVersion} renders with helm ${expected}, and ${has}. To install it: ${installCommandOf('helm', expected, 'engines', go)}; then --engines engines`,
  };
}

/** A program that Go built says no more than `4.2`. */
function isVersion(said: string, expected: string): boolean {
  return said === expected || expected.startsWith(`${said}.`);
}
