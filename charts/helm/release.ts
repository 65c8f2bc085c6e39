import * as fs from 'node:fs';
import * as path from 'node:path';
import type { ChartName, ChartVersion } from '../../imports/helm-values';

/** What was imported of a version of a chart (`npm run import`). */
export interface Release {
  /** The version of the program that the chart installs, as the chart writes it. */
  readonly appVersion: string;
  /** References of the chart's images by the values path that holds them. */
  readonly images: Readonly<Record<string, string>>;
}

let releases: Record<string, Record<string, Release>> | undefined;

/** The imported facts of a version of a chart. */
export function releaseOf<C extends ChartName>(chart: C, version: ChartVersion<C>): Release {
  const release = findRelease(chart, version as string);
  if (!release)
    throw new Error(
      `${chart} ${String(version)} was not imported: npm run import -- --chart ${chart}@${String(version)}`,
    );
  return release;
}

/** The imported facts of a version of a chart; undefined if it was not imported, or is not any more. */
export function findRelease(chart: string, version: string): Release | undefined {
  releases ??= JSON.parse(fs.readFileSync(path.join(__dirname, '..', '..', 'imports', 'releases.json'), 'utf8'));
  return releases?.[chart]?.[version];
}
