import { existsSync, readFileSync } from 'node:fs';
import { LineCounter, parseDocument, stringify } from 'yaml';
import { writeWhole } from '../../files/write-whole';
import type { ChartRecord, ObjectsByKind } from './chart-record';

/** Name of the record in the project's root. An app that renders into another folder than `dist` has one of its own. */
export const CHART_RECORD_FILE = 'charts.record.yaml';

const HEADER = `# What Helm makes of the charts of this platform: which objects, by kind and name.
#
# Written by: groundwork synth, where helm and the chart are at hand     Compared by: groundwork check --stale
# Read by: groundwork synth, for what the projects have to permit, so that it is the same on every machine
#
# Commit it. An entry holds as long as the chart, its values and its options (inputs) stay. Digests
# of images count only where the chart is rendered into the output folder.
`;

const TEXTS = ['name', 'chart', 'repository', 'version', 'digest', 'inputs', 'renderedBy'] as const;
const OBJECTS = ['cluster', 'namespaced', 'unknown'] as const;
const LISTS = ['images', 'random'] as const;

/**
 * Reads a record. A file that is not there is an empty one.
 *
 * @param file where it is
 * @param shown how errors call it
 * @throws Error with file and line of the first thing that is wrong in it
 */
export function readChartRecords(file: string, shown = file): readonly ChartRecord[] {
  return existsSync(file) ? parseChartRecords(readFileSync(file, 'utf8'), shown) : [];
}

/** Reads the text of a record. @throws Error with file and line of the first thing that is wrong in it */
export function parseChartRecords(content: string, shown = CHART_RECORD_FILE): readonly ChartRecord[] {
  const lines = new LineCounter();
  const document = parseDocument(content, { lineCounter: lines, prettyErrors: false });
  const wrong = (offset: number, message: string): Error =>
    new Error(
      `${shown}:${lines.linePos(offset).line}: ${message}: it is not as groundwork synth writes it; restore it from Git, or delete ` +
        'it and run npm run synth where helm is',
    );
  const [error] = document.errors;
  if (error) throw wrong(error.pos[0], error.message);
  const root: unknown = document.toJS() ?? {};
  const list = isMap(root) ? (root.charts ?? []) : undefined;
  if (!Array.isArray(list)) throw wrong(0, 'charts is not a list');
  const names = new Set<string>();
  return list.map((one: unknown, at): ChartRecord => {
    const offset = (document.getIn(['charts', at], true) as { range?: readonly number[] } | undefined)?.range?.[0] ?? 0;
    if (!isMap(one)) throw wrong(offset, `charts[${at}] is not a map`);
    for (const field of TEXTS) if (typeof one[field] !== 'string') throw wrong(offset, `${field} is not a text`);
    for (const field of OBJECTS) {
      const value = one[field] ?? {};
      if (!isMap(value) || !Object.values(value).every(isTexts)) throw wrong(offset, `${field} has no lists of names`);
    }
    for (const field of LISTS) if (!isTexts(one[field] ?? [])) throw wrong(offset, `${field} is no list of texts`);
    const record = {
      cluster: {},
      namespaced: {},
      unknown: {},
      images: [],
      random: [],
      ...one,
    } as unknown as ChartRecord;
    if (names.has(record.name)) throw wrong(offset, `${record.name} is there twice`);
    names.add(record.name);
    return record;
  });
}

/** The text of a record: sorted, and each object on a line of its own, so that a bump shows what comes and goes. */
export function formatChartRecords(records: readonly ChartRecord[]): string {
  const sorted = [...records].sort((a, b) => (a.name < b.name ? -1 : 1));
  const charts = sorted.map((record) => ({
    ...Object.fromEntries(TEXTS.map((field) => [field, record[field]])),
    ...(record.files === undefined ? {} : { files: record.files }),
    ...Object.fromEntries(
      OBJECTS.flatMap((field) => (Object.keys(record[field]).length > 0 ? [[field, sortedKinds(record[field])]] : [])),
    ),
    ...Object.fromEntries(
      LISTS.flatMap((field) => (record[field].length > 0 ? [[field, [...record[field]].sort()]] : [])),
    ),
  }));
  return `${HEADER}${stringify({ charts }, { lineWidth: 0, version: '1.1', aliasDuplicateObjects: false })}`;
}

function sortedKinds(objects: ObjectsByKind): ObjectsByKind {
  return Object.fromEntries(
    Object.keys(objects)
      .sort()
      .map((kind) => [kind, [...(objects[kind] as readonly string[])].sort()]),
  );
}

/** Writes a record, whole or not at all. @returns whether the file is another than before */
export function writeChartRecords(file: string, records: readonly ChartRecord[], shown = file): boolean {
  const content = formatChartRecords(records);
  // A checkout may have changed the line ends.
  const before = existsSync(file) ? readFileSync(file, 'utf8').replaceAll('\r\n', '\n') : undefined;
  if (before === undefined ? records.length === 0 : before === content) return false;
  try {
    writeWhole(file, content);
  } catch (error) {
    throw new Error(`${shown}: cannot be written, the old one is untouched: ${(error as Error).message}`);
  }
  return true;
}

function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}

function isTexts(value: unknown): boolean {
  return Array.isArray(value) && value.every((one) => typeof one === 'string');
}
