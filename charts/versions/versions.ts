import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { workingDirectory } from '../../synth/working-directory';
import { parseVersions, VERSIONS_FILE, type VersionsByApp, versionOf } from './versions-file';

/**
 * What runs of which app in which environment, from one file, so that a promotion is one line of a review:
 *
 * ```yaml
 * shop:
 *   dev: main
 *   staging: v1.5.0
 *   prod: v1.4.2
 * ```
 *
 * `groundwork promote shop staging prod` gives prod what staging has.
 *
 * @example
 *   const versions = new Versions();
 *   new Application(…, { source: { …, targetRevision: versions.of('shop', 'prod') } });
 */
export class Versions {
  private readonly apps: VersionsByApp;

  /**
   * @param file from the working directory
   * @throws Error with file and line of everything that is wrong in it, or if it is not there
   */
  constructor(private readonly file: string = VERSIONS_FILE) {
    this.apps = parseVersions(readVersions(file), file);
  }

  /**
   * The version of an app in an environment.
   *
   * @param name which of several texts, such as `digest`, where the file has a map. @default - the one text
   * @throws Error with what there is, if it is not among that
   */
  of(app: string, environment: string, name?: string): string {
    const { texts, line } = versionOf(this.apps, app, environment, this.file);
    const found = texts.get(name ?? '');
    if (found) return found.text;
    const names = [...texts.keys()].filter((one) => one !== '');
    throw new Error(
      `${this.file}:${line}: ${app} on ${environment} has ${names.length > 0 ? names.join(', ') : 'one text'}, and ${
        name === undefined ? 'no name is asked for' : `no ${name}`
      }: ${names.length > 0 ? `ask for one, such as of('${app}', '${environment}', '${names[0]}')` : 'leave the name out'}`,
    );
  }

  /**
   * What differs by environment, as `on(…).application(…)` takes it.
   *
   * @param make what a version makes different
   * @example
   *   on(staging, prod).application('shop', { … }, versions.differences('shop', ['staging', 'prod'], (targetRevision) => ({ source: { targetRevision } })));
   */
  differences<Environment extends string, T>(
    app: string,
    environments: readonly Environment[],
    make: (version: string) => T,
  ): { readonly [E in Environment]: T } {
    return Object.fromEntries(environments.map((one) => [one, make(this.of(app, one))])) as {
      readonly [E in Environment]: T;
    };
  }
}

/** The text of a versions file. @throws Error if it cannot be read, with what to write */
export function readVersions(file: string): string {
  try {
    return readFileSync(resolve(workingDirectory(), file), 'utf8');
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT')
      throw new Error(`${file} does not exist: write it, such as shop: { dev: main, prod: v1.4.2 }, or name another`);
    throw new Error(`${file}: cannot be read: ${message}`);
  }
}
