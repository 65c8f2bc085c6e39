import { fields, isMap, list, text } from '../model/resource';
import type { Fields } from '../model/types';
import { decode, readFirstDocument } from '../yaml/text';
import { filesOfArchive } from './archive';
import type { Contents } from './contents';

/** A chart that another one brings. */
export interface Subchart {
  /** As its values are called: its alias, or its name. */
  readonly key: string;
  /** `undefined` if its files are not at hand. */
  readonly chart?: ChartText;
  /** The value that turns it on and off. @default - none does */
  readonly conditions: readonly (readonly string[])[];
}

/** What is written in a chart. */
export interface ChartText {
  /** The templates and helpers. */
  readonly templates: readonly string[];
  /** What Helm prints after an installation. */
  readonly notes: string;
  /** The text of `values.yaml`. */
  readonly values: string;
  /** What is said about it: README and schema. */
  readonly documentation: readonly string[];
  readonly schema: unknown;
  readonly subcharts: readonly Subchart[];
  /** Its values where nobody sets one, those of its subcharts too. */
  readonly defaults: Fields;
}

/**
 * The chart at a directory.
 *
 * @param contents of the tree it is in
 * @param others the directories of charts that it depends on
 * @param fetched the dependencies that were fetched, by name. @default - none
 */
export function chartText(
  contents: Contents,
  dir: string,
  others: Iterable<string>,
  fetched: ReadonlyMap<string, Contents> = new Map(),
): ChartText {
  const files = new Map<string, () => Uint8Array>();
  const { tree } = contents;
  const add = (top: string, as: string): void => {
    for (const file of contents.filesBelow(top)) {
      const inside = top === '' ? file : file.slice(top.length + 1);
      if (file !== top && tree.type(file) === 'file') files.set(`${as}${inside}`, () => tree.read(file));
    }
  };
  add(dir, '');
  // A dependency with a path is built into the folder where the others are.
  for (const other of others) {
    const name = other.slice(other.lastIndexOf('/') + 1);
    if (other !== dir && tree.type(other) === 'directory') add(other, `charts/${name}/`);
  }
  for (const [name, other] of fetched)
    for (const file of other.filesBelow(''))
      if (other.tree.type(file) === 'file') files.set(`charts/${name}/${file}`, () => other.tree.read(file));
  return textOf(files);
}

/** More levels of charts in charts than anybody builds. */
const MAX_DEPTH = 8;

function textOf(files: ReadonlyMap<string, () => Uint8Array>, depth = 0): ChartText {
  const read = (name: string): string => {
    const file = files.get(name);
    return file ? decode(file()) : '';
  };
  const notes = 'templates/NOTES.txt';
  const templates = [...files.keys()].filter((name) => name.startsWith('templates/') && name !== notes).map(read);
  const values = read('values.yaml');
  const schemaText = read('values.schema.json');
  const subcharts = depth < MAX_DEPTH ? subchartsOf(files, read, depth) : [];
  const own = fields(readFirstDocument(values).value);
  const inner = Object.fromEntries(subcharts.map(({ key, chart }) => [key, chart?.defaults ?? {}]));
  return {
    templates,
    notes: read(notes),
    values,
    documentation: [read('README.md'), ...subcharts.flatMap(({ chart }) => chart?.documentation ?? [])],
    schema: parsed(schemaText),
    subcharts,
    defaults: merged(inner, own),
  };
}

function subchartsOf(
  files: ReadonlyMap<string, () => Uint8Array>,
  read: (name: string) => string,
  depth: number,
): readonly Subchart[] {
  const folders = new Map<string, Map<string, () => Uint8Array>>();
  for (const [name, content] of files) {
    const [, folder, rest] = /^charts\/([^/]+)\/(.+)$/s.exec(name) ?? [];
    if (folder !== undefined && rest !== undefined)
      folders.set(folder, (folders.get(folder) ?? new Map()).set(rest, content));
    if (!/^charts\/[^/]+\.(?:tgz|tar\.gz)$/.test(name)) continue;
    const inside = new Map<string, () => Uint8Array>();
    for (const [path, bytes] of filesOfArchive(content()) ?? [])
      inside.set(path.slice(path.indexOf('/') + 1), () => bytes);
    folders.set(name, inside);
  }
  const charts = [...folders.values()].map((inside) => {
    const chart = inside.get('Chart.yaml');
    const name = chart ? text(fields(readFirstDocument(decode(chart())).value).name) : '';
    return { name, chart: textOf(inside, depth + 1) };
  });
  const dependencies = ['Chart.yaml', 'requirements.yaml'].flatMap((name) =>
    list(fields(readFirstDocument(read(name)).value).dependencies).map(fields),
  );
  const named = new Set<string>();
  const found = dependencies.map(({ name, alias, condition }): Subchart => {
    named.add(text(name));
    return {
      key: text(alias) || text(name),
      chart: charts.find((one) => one.name === text(name))?.chart,
      conditions: text(condition)
        .split(',')
        .map((path) => path.trim().split('.'))
        .filter(([first]) => first !== ''),
    };
  });
  for (const { name, chart } of charts)
    if (name !== '' && !named.has(name)) found.push({ key: name, chart, conditions: [] });
  return found;
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}

/** Values over others, as Helm merges value files. */
export function merged(under: Fields, over: Fields): Fields {
  const result = new Map(Object.entries(under));
  for (const [key, value] of Object.entries(over)) {
    const below = result.get(key);
    result.set(key, isMap(below) && isMap(value) ? merged(below, value) : value);
  }
  return Object.fromEntries(result);
}

/** The actions of all templates of a chart and its subcharts: what is between `{{` and `}}`. */
export function actionsOf({ templates, subcharts }: ChartText): readonly string[] {
  return [
    ...templates.flatMap((one) => [...actionsIn(one)]),
    ...subcharts.flatMap(({ chart }) => (chart ? actionsOf(chart) : [])),
  ];
}

/** The actions of one template. Reads it once, whatever is in it. */
export function* actionsIn(template: string): Generator<string> {
  for (let at = template.indexOf('{{'); at >= 0; ) {
    const end = template.indexOf('}}', at);
    if (end < 0) return;
    yield template.slice(at, end + 2);
    at = template.indexOf('{{', end + 2);
  }
}
