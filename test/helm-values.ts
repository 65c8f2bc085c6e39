import { readFacts } from '../tools/import/facts';
import { misfits } from '../tools/import/type';

/**
 * What a chart's version says against values: keys that it does not know, and values that are not of its keys' types.
 *
 * @throws when that version is not imported.
 */
export function helmValueErrors(chart: string, version: string, values: object): string[] {
  return misfits(readFacts(chart, version).type, values).map((error) => `${chart} ${version}: ${error}`);
}
