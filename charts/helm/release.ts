import * as fs from 'node:fs';
import * as path from 'node:path';
import type { ChartName } from '../../imports/helm-values';

/** What was imported of a version of a chart (`npm run import`). */
export interface Release {
  /** The version of the program that the chart installs, as the chart writes it. */
  readonly appVersion: string;
  /** References of the chart's images by the values path that holds them. */
  readonly images: Readonly<Record<string, string>>;
}

let releases: Record<string, Record<string, Release>> | undefined;

/**
 * The images of a version of a chart by the values path that holds them; none for a version that was not imported, which
 * `synth` warns of.
 */
export function imagesOf(chart: ChartName, version: string): Release['images'] {
  return findRelease(chart, version)?.images ?? {};
}

/** The imported facts of a version of a chart; undefined if it was not imported, or is not any more. */
export function findRelease(chart: string, version: string): Release | undefined {
  releases ??= JSON.parse(fs.readFileSync(path.join(__dirname, '..', '..', 'imports', 'releases.json'), 'utf8'));
  return releases?.[chart]?.[version];
}
