import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { workingDirectory } from '../../synth/working-directory';
import type { ChartFacts } from '../../tools/import/chart-facts';
import { fromJson, type Type } from '../../tools/import/type';

/**
 * A version of a chart that `groundwork import` has written into `imports/`: the type of its values, and what it can render.
 *
 * @typeParam V its values
 */
export interface HelmChart<V extends object> {
  /** The file with what was learnt of it, from the folder that commands are run in. */
  readonly factsFile: string;
  /** Only the compiler asks for it. @default - nothing at run time */
  readonly typeOfValues?: (values: V) => V;
}

/** A chart that was not imported: nothing is known of its values, and nothing of what it renders. */
export interface UnimportedChart {
  /** Its repository, as Argo CD takes it: an OCI registry without `oci://`. */
  readonly repoURL: string;
  /** Its name there. */
  readonly name: string;
  /** Its version. */
  readonly version: string;
}

/** What is known at run time of an imported chart. */
export interface ImportedChart {
  readonly facts: ChartFacts;
  /** The type of its values. */
  readonly type: Type;
}

/**
 * The chart whose facts are in a file. What `groundwork import` writes calls it.
 *
 * @param factsFile from the folder that commands are run in: `imports/cert-manager-v1.19.1.json`
 */
export function importedChart<V extends object>(factsFile: string): HelmChart<V> {
  return { factsFile };
}

/** @throws Error if the file is not there, or was not written by an import */
export function readImportedChart(factsFile: string): ImportedChart {
  const file = resolve(workingDirectory(), factsFile);
  if (!existsSync(file))
    throw new Error(`${factsFile}: not there, and the chart beside it needs it: groundwork import writes both`);
  try {
    const { keys, ...facts } = JSON.parse(readFileSync(file, 'utf8')) as ChartFacts & { readonly keys: unknown };
    return { facts, type: fromJson(keys) };
  } catch (error) {
    throw new Error(`${factsFile}: not as groundwork import writes it (${(error as Error).message}): import it again`);
  }
}
