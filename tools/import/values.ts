import { sha256 } from '../../gitops/sum';
import type { Chart } from './chart';
import { sectionedFile } from './json';
import { applyRules, type Overlay } from './overlay';
import { misfits, type ObjectType, toJson } from './type';
import { merge, typeOfDefault, typeOfSchema } from './values-type';

/** What an import knows about the values of one version of a chart. */
export interface ChartValues {
  readonly chart: string;
  readonly version: string;
  /** The type of the values as a whole. */
  readonly type: ObjectType;
  /** The chart's defaults; long texts and credentials stand as a digest. */
  readonly defaults: Readonly<Record<string, unknown>>;
  /** Rules of the overlay that matched no key of this version. */
  readonly unused: readonly string[];
}

/**
 * Derives the type of a chart's values from its values.yaml, its values.schema.json and the overlay.
 *
 * @throws when the overlay refuses a default of the chart itself.
 */
export function chartValues(chart: Chart, overlay: Overlay): ChartValues {
  const bySchema = chart.schema && typeOfSchema(chart.schema, `${chart.where}/values.schema.json`);
  const derived = merge(typeOfDefault(chart.values), bySchema, chart.values);
  if (derived.is !== 'object') throw new Error(`${chart.where}/values.schema.json: the values are no object.`);
  const { type, unused } = applyRules(derived, overlay.rules, chart.version);
  const refused = misfits(type, chart.values);
  if (refused.length > 0) {
    throw new Error(
      [`${chart.name} ${chart.version}: the overlay refuses defaults of the chart itself:`, ...refused].join('\n  '),
    );
  }
  const secrets = new Set(overlay.secrets);
  const defaults = redacted(chart.values, '', secrets) as Record<string, unknown>;
  return { chart: chart.name, version: chart.version, type, defaults, unused };
}

/** The longest text that a default keeps; longer ones (known hosts, customizations) are told apart by their digest. */
const LONGEST_TEXT = 100;

function redacted(value: unknown, path: string, secrets: ReadonlySet<string>): unknown {
  if (typeof value === 'string') {
    if (!(value !== '' && secrets.has(path)) && value.length <= LONGEST_TEXT && !value.includes('\n')) return value;
    return `sha256:${sha256(value).slice(0, 16)}`;
  }
  if (Array.isArray(value)) return value.map((item) => redacted(item, `${path}[]`, secrets));
  if (value === null || typeof value !== 'object') return value;
  const entries = Object.entries(value).map(([key, item]) => [
    key,
    redacted(item, path ? `${path}.${key}` : key, secrets),
  ]);
  return Object.fromEntries(entries);
}

/** The run-time facts of a chart's version: its keys with their types, and its defaults. */
export function factsFile({ chart, version, type, defaults }: ChartValues): string {
  const head = { $comment: `Generated from ${chart} ${version} by npm run import. Do not edit.`, chart, version };
  return sectionedFile(head, { keys: toJson(type) as object, defaults });
}
