import type { Chart } from './chart';
import { valuesOf } from './chart-values';
import { unknownKeys } from './template-keys';
import { ANY_MAP, NUMBER, type ObjectType, STRING, type Type, UNKNOWN, union } from './type';
import type { ValueComments } from './value-comments';
import type { ChartValues } from './values';

/**
 * The values of a chart that nobody has written an overlay for. Where the chart says little, the type refuses little: what
 * its templates read, hand on whole, or have commented out may be given too, and an empty text stands for a number as well.
 *
 * @returns the values, and notes for the reader
 */
export function anyChart(
  chart: Chart,
  comments: ValueComments,
  subcharts: readonly string[],
): { readonly values: ChartValues; readonly notes: readonly string[] } {
  const notes: string[] = [];
  let values: ChartValues;
  let bySchema = chart.schema !== undefined;
  try {
    values = valuesOf(chart);
  } catch (error) {
    if (!chart.schema) throw error;
    bySchema = false;
    notes.push(`its values.schema.json is not used: ${(error as Error).message.split('\n')[0]}`);
    values = valuesOf({ ...chart, schema: undefined });
  }
  let type: Type = bySchema ? values.type : loose(values.type, chart.values);
  for (const path of openPaths(chart)) type = changed(type, path.split('.'), opened, false);
  for (const name of subcharts) type = changed(type, [name], (found) => opened(found ?? ANY_MAP), true);
  const added = [...unknownKeys(type as ObjectType, chart.templates).map(({ path }) => path), ...comments.commented];
  // What is added may have keys below that are read, too: it takes anything.
  for (const path of added) type = changed(type, path.split('.'), (found) => found ?? UNKNOWN, true);
  if (subcharts.length > 0) type = changed(type, ['global'], (found) => opened(found ?? ANY_MAP), true);
  return { values: { ...values, type: type as ObjectType }, notes };
}

/** Where the only thing known is an empty text, a number may be meant. */
function loose(type: Type, value: unknown): Type {
  if (type.is === 'string' && value === '') return union(STRING, NUMBER);
  if (type.is === 'number') return union(NUMBER, STRING);
  if (type.is !== 'object' || value === null || typeof value !== 'object') return type;
  const keys = Object.entries(type.keys).map(([key, of]) => [key, loose(of, (value as Record<string, unknown>)[key])]);
  return { ...type, keys: Object.fromEntries(keys) };
}

function opened(type: Type | undefined): Type | undefined {
  return type?.is === 'object' && !type.rest ? { ...type, rest: UNKNOWN } : type;
}

/** Maps that templates hand on whole, and so take keys that nobody has written down. */
function openPaths({ templates }: Chart): string[] {
  const found = new Set<string>();
  const whole =
    /\b(?:toYaml|toJson|toPrettyJson|range|merge|mergeOverwrite|tpl|mustMerge)\b[^}]*?\.Values((?:\.[A-Za-z_]\w*)+)/g;
  const piped = /\.Values((?:\.[A-Za-z_]\w*)+)\s*\|\s*(?:toYaml|toJson|toPrettyJson)/g;
  const block = /\{\{-?\s*with\s+\.Values((?:\.[A-Za-z_]\w*)+)\s*-?\}\}[^{]*\{\{-?\s*(?:toYaml|range|tpl)\b/g;
  for (const text of templates.values())
    for (const pattern of [whole, piped, block])
      for (const [, path = ''] of text.matchAll(pattern)) found.add(path.slice(1));
  return [...found];
}

/** A type with another at a path; where there is none, it is made if that is wanted. */
function changed(
  type: Type,
  [head = '', ...rest]: readonly string[],
  to: (found: Type | undefined) => Type | undefined,
  make: boolean,
): Type {
  if (type.is === 'union') {
    const at = type.of.findIndex((one) => one.is === 'object');
    if (at < 0) return type;
    return union(...type.of.map((one, index) => (index === at ? changed(one, [head, ...rest], to, make) : one)));
  }
  if (type.is !== 'object') return type;
  const found = Object.hasOwn(type.keys, head) ? type.keys[head] : undefined;
  // A map takes the key already.
  if (!found && (!make || (type.rest && Object.keys(type.keys).length === 0))) return type;
  const below = rest.length === 0 ? to(found) : changed(found ?? UNKNOWN, rest, to, make);
  return below ? { ...type, keys: { ...type.keys, [head]: below } } : type;
}
