import { existsSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { Command } from 'commander';
import { writeWhole } from '../../files/write-whole';
import { type Chart, fetchChart, localChart, readChart } from './chart';
import { chartOverlay, valuesOf } from './chart-values';
import { type ChartRelease, releaseOf, releasesFile } from './images';
import { type Kept, readKept } from './kept';
import { isFile, isFolder } from './origin';
import { writeImports } from './output';
import { crdFiles, importKubernetes, kubernetesFiles, kubernetesNames, kubernetesTypes } from './schemas';
import { parseSources, type Sources, withChart, withoutChart } from './sources';
import { pascal } from './structural';
import { unknownKeys } from './template-keys';
import { factsFile } from './values';
import { helmValuesFile, kubernetesNames as namesIn, typesFile } from './values-typescript';

interface Options {
  readonly from: readonly string[];
  readonly chart?: string;
  readonly remove?: string;
  readonly repository?: string;
}

/** The command behind `npm run import`. */
export function importCommand(folder: string): Command {
  return new Command('import')
    .description(
      'Generate imports/ from the charts and CRDs that imports/sources.yaml declares. Fetches all of them, or with --chart ' +
        'that one version of a chart and nothing else: what is in imports/ of the others stays as it is.',
    )
    .option(
      '--from <path>',
      'a folder, package or chart repository to take from before the declared place (repeatable)',
      collect,
      [],
    )
    .option('--chart <name@version>', 'declare this version of a chart as well, and fetch only it')
    .option('--remove <name@version>', 'declare this version of a chart no longer, and fetch nothing')
    .option('--repository <url>', "the chart repository of a --chart that isn't declared yet")
    .action((options: Options) => run(folder, options));
}

async function run(folder: string, options: Options): Promise<void> {
  const from = options.from.filter((place) => !isUrl(place));
  const wrong = from.filter((place) => !isFolder(place) && !isFile(place));
  if (wrong.length > 0) throw new Error(wrong.map((place) => `--from ${place}: no such folder or package.`).join('\n'));
  const file = join(folder, 'sources.yaml');
  if (!existsSync(file)) throw new Error(`${file}: not there; it declares what to import.`);

  const before = readFileSync(file, 'utf8');
  const text = declared(before, options);
  const sources = parseSources(text, file);
  const one = options.chart ?? options.remove;
  const kept = one === undefined ? undefined : readKept(folder, sources, options.chart);
  if (one !== undefined && !kept)
    process.stdout.write(`imports/ is not complete for ${relative('.', file)}: importing all of it\n`);
  const { files, notes } = await importAll(sources, from, options.from.filter(isUrl), kept);
  const { changed, removed, unchanged } = writeImports(folder, files);
  if (text !== before) {
    writeWhole(file, text);
  }
  const say = (what: string, path: string) => process.stdout.write(`${what} ${relative('.', join(folder, path))}\n`);
  if (text !== before) say('changed', 'sources.yaml');
  for (const path of changed) say('wrote', path);
  for (const path of removed) say('removed', path);
  for (const note of notes) process.stdout.write(`note: ${note}\n`);
  process.stdout.write(`${unchanged} of ${files.size} files unchanged\n`);
}

/** The declaration after --chart and --remove. */
function declared(text: string, { chart, remove, repository, from }: Options): string {
  let result = text;
  if (chart !== undefined) {
    const [name, version] = nameAndVersion(chart, '--chart');
    const known = parseSources(text, 'imports/sources.yaml').charts[name]?.repository;
    const place = known ?? repository ?? from.find(isUrl);
    if (!place)
      throw new Error(
        `--chart ${chart}: ${name} is not declared yet; name its chart repository with --repository URL.`,
      );
    result = withChart(result, name, version, place);
  }
  if (remove !== undefined) result = withoutChart(result, ...nameAndVersion(remove, '--remove'));
  return result;
}

function nameAndVersion(text: string, option: string): [string, string] {
  const at = text.lastIndexOf('@');
  if (at < 1 || at === text.length - 1)
    throw new Error(`${option} ${text}: expected NAME@VERSION, such as cilium@1.19.6.`);
  return [text.slice(0, at), text.slice(at + 1)];
}

/**
 * Everything that a declaration asks for: the files, and notes for the reader.
 *
 * @param kept what is there already and need not be fetched
 */
async function importAll(
  sources: Sources,
  from: readonly string[],
  repositories: readonly string[],
  kept?: Kept,
): Promise<{ readonly files: Map<string, string>; readonly notes: readonly string[] }> {
  const kubernetes = kept?.kubernetes ?? (await importKubernetes(sources.kubernetes, from));
  const files = new Map(kept?.files ?? kubernetesFiles(sources.kubernetes, kubernetes));
  const add = (more: ReadonlyMap<string, string>) => {
    for (const [path, text] of more) files.set(path, text);
  };
  if (!kept)
    for (const [group, source] of Object.entries(sources.crds)) add(await crdFiles(group, source, kubernetes, from));

  const notes: string[] = [];
  const used = new Set<string>();
  const types = { module: `kubernetes-${sources.kubernetes.version}`, names: kubernetesNames(kubernetes) };
  const map = new Map<string, { version: string; name: string }[]>();
  const releases = new Map<string, Map<string, ChartRelease>>();
  for (const [name, { repository, versions }] of Object.entries(sources.charts)) {
    const { prefix = pascal(name), refused } = chartOverlay(name);
    const released = new Map<string, ChartRelease>();
    releases.set(name, released);
    for (const version of versions) {
      const before = kept?.charts.get(`${name}@${version}`);
      if (before) {
        released.set(version, before.release);
        for (const one of before.structures) used.add(one);
        continue;
      }
      const chart = await findChart(name, version, from, [...repositories, repository]);
      const values = valuesOf(chart);
      released.set(version, releaseOf(chart));
      for (const one of namesIn(values.type)) used.add(one);
      files.set(`${name}-${version}.d.ts`, await typesFile(values, prefix, types, repository));
      files.set(`values/${name}-${version}.json`, factsFile(values));
      notes.push(...values.unused.map((at) => `${name} ${version}: the overlay's rule for ${at} matches no key`));
      notes.push(
        ...values.outdated.map(
          (why) =>
            `${name} ${version}: a rule of the overlay is left out, the chart's own default contradicts it: ${why}`,
        ),
      );
      notes.push(
        ...unknownKeys(values.type, chart.templates)
          .filter(({ path }) => !refused.includes(path))
          .map(({ path, at }) => `${name} ${version}: ${at} reads ${path}, which the types do not know`),
      );
    }
    map.set(
      name,
      versions.map((version) => ({ version, name: `${prefix}Values` })),
    );
  }
  files.set('helm-values.d.ts', helmValuesFile(map));
  files.set('releases.json', releasesFile(releases));
  files.set(`${types.module}.d.ts`, await kubernetesTypes(sources.kubernetes, kubernetes, used));
  return { files, notes };
}

async function findChart(
  name: string,
  version: string,
  from: readonly string[],
  repositories: readonly string[],
): Promise<Chart> {
  const wrong: string[] = [];
  for (const folder of from) {
    const path = localChart(folder, name, version);
    if (!path) continue;
    const chart = await readChart(path);
    if (chart.name === name && chart.version === version) return chart;
    wrong.push(`${path}: is ${chart.name} ${chart.version}.`);
  }
  for (const repository of repositories) {
    if (!isUrl(repository)) {
      const path = localChart(repository, name, version);
      if (path) return readChart(path);
      wrong.push(`${repository}: no ${name}-${version} there.`);
      continue;
    }
    try {
      return await fetchChart(repository, name, version);
    } catch (error) {
      wrong.push((error as Error).message);
    }
  }
  throw new Error(
    [
      `${name} ${version} could not be had:`,
      ...wrong.map((line) => `  ${line}`),
      `Name a package or a folder that holds it: --from ${name}-${version}.tgz` +
        ` (helm pull ${name} --version ${version} --repo ${repositories.at(-1)} makes one where there is a network).`,
    ].join('\n'),
  );
}

function isUrl(place: string): boolean {
  return /^https?:\/\//.test(place);
}

function collect(value: string, previous: readonly string[]): string[] {
  return [...previous, value];
}
