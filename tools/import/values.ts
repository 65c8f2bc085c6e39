import { hash } from 'node:crypto';
import type { Chart } from './chart';
import { sectionedFile } from './json';
import { applyRules, type Overlay, type Rule } from './overlay';
import { misfits, type ObjectType, toJson } from './type';
import { merge, typeOfDefault, typeOfSchema } from './values-type';

/** What an import knows about the values of one version of a chart. */
export interface ChartValues {
  readonly chart: string;
  readonly version: string;
  /** The type of the values as a whole. */
  readonly type: ObjectType;
  /** The chart's defaults; long texts and credentials are replaced by a digest. */
  readonly defaults: Readonly<Record<string, unknown>>;
  /** Rules of the overlay that matched no key of this version. */
  readonly unused: readonly string[];
  /** Rules of the overlay that refuse a default of this very chart, and so are out of date and left out; with the reasons. */
  readonly outdated: readonly string[];
}

/**
 * Derives the type of a chart's values from its values.yaml, its values.schema.json and the overlay. A chart knows its own
 * defaults best: a rule of the overlay that refuses one is left out.
 *
 * @throws where the chart's own schema refuses its defaults, or only several rules together do.
 */
export function chartValues(chart: Chart, overlay: Overlay): ChartValues {
  const bySchema = chart.schema && typeOfSchema(chart.schema, `${chart.where}/values.schema.json`);
  const derived = merge(typeOfDefault(chart.values), bySchema, chart.values);
  if (derived.is !== 'object') throw new Error(`${chart.where}/values.schema.json: the values are no object.`);
  const refused = misfits(derived, chart.values);
  if (refused.length > 0) {
    throw new Error(
      [`${chart.where}/values.schema.json refuses values of ${chart.where}/values.yaml:`, ...refused].join('\n  '),
    );
  }
  const misfitsUnder = (rules: readonly Rule[]) =>
    misfits(applyRules(derived, rules, chart.version).type, chart.values);
  let { rules } = overlay;
  const outdated = misfitsUnder(rules);
  for (let left = outdated; left.length > 0; left = misfitsUnder(rules)) {
    // A rule that a later one corrects is not to blame.
    const culprits = rules.filter((rule) => misfitsUnder([rule]).some((misfit) => left.includes(misfit)));
    if (culprits.length === 0)
      throw new Error(
        [`${chart.name} ${chart.version}: the overlay refuses defaults of the chart:`, ...left].join('\n  '),
      );
    rules = rules.filter((rule) => !culprits.includes(rule));
  }
  const { type, unused } = applyRules(derived, rules, chart.version);
  const secrets = new Set(overlay.secrets);
  const defaults = redacted(chart.values, '', secrets) as Record<string, unknown>;
  return { chart: chart.name, version: chart.version, type, defaults, unused, outdated };
}

/** The longest text that a default keeps; longer ones (known hosts, customizations) are compared by their digest. */
const LONGEST_TEXT = 100;

function redacted(value: unknown, path: string, secrets: ReadonlySet<string>): unknown {
  if (typeof value === 'string') {
    if (!(value !== '' && secrets.has(path)) && value.length <= LONGEST_TEXT && !value.includes('\n')) return value;
    return `sha256:${hash('sha256', value).slice(0, 16)}`;
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
