import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fromJson, type ObjectType } from './type';
import type { ChartValues } from './values';

/** Where `npm run import` leaves what it knows at run time. */
const IMPORTS = join(__dirname, '..', '..', 'imports');

/** The versions of a chart whose values are imported. */
function importedVersions(chart: string, imports: string = IMPORTS): string[] {
  const folder = join(imports, 'values');
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .map((file) => JSON.parse(readFileSync(join(folder, file), 'utf8')) as { chart: string; version: string })
    .filter((facts) => facts.chart === chart)
    .map((facts) => facts.version);
}

/**
 * What an import knows about the values of a chart's version.
 *
 * @throws when that version is not imported.
 */
export function readFacts(chart: string, version: string, imports: string = IMPORTS): ChartValues {
  const file = join(imports, 'values', `${chart}-${version}.json`);
  if (!existsSync(file)) {
    const versions = importedVersions(chart, imports);
    const known = versions.length > 0 ? `imported versions are ${versions.join(', ')}` : 'no version of that chart is';
    throw new Error(
      `${chart} ${version} is not imported; ${known}. Name the folder or package of the chart instead (helm pull makes one).`,
    );
  }
  const { keys, defaults } = JSON.parse(readFileSync(file, 'utf8'));
  return { chart, version, type: fromJson(keys) as ObjectType, defaults, unused: [], outdated: [] };
}
