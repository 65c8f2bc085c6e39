import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { Command } from 'commander';
import { RenderMemory } from '../argocd/engines/memory';
import { type Program, Programs } from '../argocd/engines/programs';
import { type Outcome, runProgram } from '../argocd/engines/run-program';
import { environment } from '../argocd/engines/sandbox';
import { isMap } from '../argocd/model/resource';
import { groupsOfKind, isUnservedKind, kindScope } from '../argocd/semantics/kind-scope';
import { KubernetesVersion } from '../argocd/semantics/kubernetes-version';
import { ArgoCdVersion } from '../argocd/semantics/version';
import { decode, readYaml } from '../argocd/yaml/text';
import { anyChart } from '../tools/import/any-chart';
import { type Chart, readChart } from '../tools/import/chart';
import type { ChartFacts } from '../tools/import/chart-facts';
import { sectionedFile } from '../tools/import/json';
import { learnChart, type Release, type RenderedObject } from '../tools/import/learn';
import { KUBERNETES_STRUCTURES } from '../tools/import/structures';
import { toJson } from '../tools/import/type';
import { identifierOf, userModule } from '../tools/import/user-types';
import { valueComments } from '../tools/import/value-comments';
import { parseYaml } from '../tools/import/yaml';
import { helpText } from './help';
import { checkKubeVersion, kubeVersionOption } from './kube-version-option';

interface Options {
  readonly chart: string;
  readonly repo?: string;
  readonly version?: string;
  readonly values?: string;
  readonly kubeVersion?: string;
  readonly helm?: string;
  readonly folder: string;
  readonly docs: boolean;
  readonly plainHttp?: boolean;
}

/** `groundwork import`: types and facts of any chart, for a `HelmApplication`. */
export function command(): Command {
  return new Command('import')
    .description(
      'Has helm fetch the chart and render it many times, and writes two files: imports/<chart>-<version>.ts has the type of its ' +
        'values, with what its values.yaml says of each key, and the chart to give to a HelmApplication; the .json beside it has what ' +
        'it can render (kinds, CRDs, images, what it draws at random). Commit both. Several versions stand side by side.',
    )
    .requiredOption('--chart <name|path>', 'its name in the repository, or its folder or archive')
    .option(
      '--repo <url>',
      'the repository: https:// or oci://; with a folder or an archive, where Argo CD shall take it from',
    )
    .option('--plain-http', 'the OCI registry speaks plain HTTP, as Harbor on a NodePort without TLS does')
    .option('--version <version>', 'its version (default: the newest)')
    .option('--values <file>', 'values that it cannot be rendered without')
    .addOption(kubeVersionOption())
    .option('--helm <file>', 'the helm program (default: helm on the PATH)')
    .option('--folder <dir>', 'where to write', 'imports')
    .option('--no-docs', 'leave out what the chart says of its keys, a text of its authors')
    .addHelpText(
      'after',
      helpText(
        'Private repositories: helm signs in as it does for you (helm repo add, helm registry login).',
        'Exit code: 0 written, 2 wrong use, or helm could not fetch or render it; then nothing is written.',
      ),
    )
    .action(run);
}

async function run(options: Options): Promise<void> {
  checkKubeVersion(options.kubeVersion);
  if (path.isAbsolute(options.folder) || options.folder.split(/[\\/]/).includes('..'))
    throw new Error(`--folder ${options.folder}: name a folder below this one, because main.ts finds the facts there`);
  const { helm } = new Programs({ helm: options.helm }, new RenderMemory(undefined));
  if ('missing' in helm)
    throw new Error(`${helm.missing}: install Helm 3 (https://helm.sh/docs/intro/install), or name it with --helm`);
  const values = options.values === undefined ? {} : readValues(options.values);
  const home = fs.mkdtempSync(path.join(os.tmpdir(), 'groundwork-import-'));
  try {
    fs.mkdirSync(path.join(home, 'tmp'));
    const place = await fetched(options, helm, home);
    const chart = await readChart(place);
    const { files, notes, facts } = await imported(chart, place, { options, values, helm, home });
    fs.mkdirSync(options.folder, { recursive: true });
    for (const [file, text] of files) writeWhole(path.join(options.folder, file), text);
    report(options.folder, [...files.keys()], facts, notes);
  } finally {
    fs.rmSync(home, { recursive: true, force: true });
  }
}

/** Where the chart is: as it was named, or where helm has put it. */
async function fetched({ chart, repo, version, plainHttp }: Options, helm: Program, home: string): Promise<string> {
  const isPath = /[/\\]|\.tgz$/.test(chart);
  if (repo === undefined || isPath) {
    if (!fs.existsSync(chart))
      throw new Error(`--chart ${chart}: there is no such folder or archive; name its repository with --repo`);
    return path.resolve(chart);
  }
  const oci = repo.startsWith('oci://');
  if (!oci && !/^https?:\/\//.test(repo)) throw new Error(`--repo ${repo}: write https://… or oci://…`);
  const folder = path.join(home, 'chart');
  fs.mkdirSync(folder);
  const args = [
    'pull',
    oci ? `${repo.replace(/\/+$/, '')}/${chart}` : chart,
    ...(oci ? [] : ['--repo', repo]),
    ...(version === undefined ? [] : ['--version', version]),
    ...(plainHttp ? ['--plain-http'] : []),
    ...['--destination', folder],
  ];
  // As the user runs it: with their proxies and their credentials.
  const outcome = await runProgram(helm.file, args, { cwd: home, env: process.env });
  const [archive] = fs.readdirSync(folder);
  if (outcome.stdout === undefined || archive === undefined)
    throw new Error(`helm could not fetch ${chart} from ${repo}: ${saidBy(outcome)}`);
  return path.join(folder, archive);
}

interface Import {
  readonly options: Options;
  readonly values: Readonly<Record<string, unknown>>;
  readonly helm: Program;
  readonly home: string;
}

/** The files of an import. */
async function imported(chart: Chart, place: string, { options, values, helm, home }: Import) {
  const comments = valueComments(chart.valuesText);
  const { values: typed, notes } = anyChart(chart, comments, chart.subcharts);
  const shown = options.docs ? comments : { ...comments, docs: new Map<string, string>() };
  const kubernetes = options.kubeVersion ?? String(KubernetesVersion.defaultFor(ArgoCdVersion.LATEST));
  const learnt = await learnChart(chart, typed.type, values, {
    program: `helm ${helm.version}`,
    render: (release) => rendered(helm, place, release, { home, kubernetes }),
    isNamespaced: ({ group, kind }) => {
      const scope = kindScope(group, kind);
      return scope === 'unknown' ? undefined : scope === 'namespaced';
    },
    isGone: ({ group, kind }) => isUnservedKind(group, kind),
    groupsOf: groupsOfKind,
  });
  const facts: ChartFacts = {
    ...learnt.facts,
    ...(options.repo !== undefined && { repository: options.repo.replace(/\/+$/, '') }),
  };
  const name = `${chart.name}-${chart.version}`;
  const command = 'groundwork import';
  const json = { $comment: `Generated from ${chart.name} ${chart.version} by ${command}. Do not edit.`, ...facts };
  const module = userModule(typed, shown, {
    from: options.repo ?? options.chart,
    factsFile: `${options.folder.replaceAll('\\', '/').replace(/\/+$/, '')}/${name}.json`,
    command,
    structures: new Set(KUBERNETES_STRUCTURES),
  });
  const files = new Map([
    [`${name}.ts`, module],
    [`${name}.json`, sectionedFile(json, { keys: toJson(typed.type) as object })],
  ]);
  return { files, facts, notes: [...notes, ...learnt.notes] };
}

/** Has helm render it, without a network and without anything of the user's. */
async function rendered(
  helm: Program,
  place: string,
  { name, namespace, apiVersions, values }: Release,
  { home, kubernetes }: { readonly home: string; readonly kubernetes: string },
): Promise<readonly RenderedObject[] | string> {
  const file = path.join(fs.mkdtempSync(path.join(home, 'values-')), 'values.json');
  fs.writeFileSync(file, JSON.stringify(values));
  const args = ['template', name, place, '--namespace', namespace, '--include-crds', '--kube-version', kubernetes];
  args.push('--values', file, ...apiVersions.flatMap((version) => ['--api-versions', version]));
  const outcome = await runProgram(helm.file, args, { cwd: home, env: environment(home) });
  if (outcome.stdout === undefined) return saidBy(outcome);
  return readYaml(decode(outcome.stdout)).documents.flatMap(({ value }) => objectsIn(value));
}

/** Argo CD takes a List apart. */
function objectsIn(value: unknown): RenderedObject[] {
  if (!isMap(value) || typeof value.kind !== 'string' || typeof value.apiVersion !== 'string') return [];
  if (Array.isArray(value.items)) return value.items.flatMap(objectsIn);
  return [value as unknown as RenderedObject];
}

function saidBy(outcome: Outcome): string {
  if (outcome.stdout) return 'it said nothing';
  const said = 'ended' in outcome ? outcome.ended : outcome.stderr;
  return said
    .trim()
    .replace(/^Error: /, '')
    .split('\n')
    .slice(0, 3)
    .join(' ');
}

function readValues(file: string): Record<string, unknown> {
  if (!fs.existsSync(file)) throw new Error(`--values ${file}: not there`);
  const values = parseYaml(fs.readFileSync(file, 'utf8'), file) ?? {};
  if (!isMap(values)) throw new Error(`--values ${file}: expected a map of values`);
  return values;
}

function writeWhole(file: string, text: string): void {
  fs.writeFileSync(`${file}.tmp`, text);
  fs.renameSync(`${file}.tmp`, file);
}

/** How many of a kind are named before the rest is only counted. */
const SHOWN = 12;

function report(folder: string, files: readonly string[], facts: ChartFacts, notes: readonly string[]): void {
  const kindsOf = (kinds: readonly { readonly kind: string }[]) => listed(kinds.map(({ kind }) => kind));
  const module = files.find((file) => file.endsWith('.ts'))?.replace(/\.ts$/, '');
  const lines = [
    ...files.map((file) => `wrote ${path.join(folder, file)}`),
    `${facts.chart} ${facts.version}, ${facts.rendered}`,
    `  kinds without a namespace: ${kindsOf(facts.cluster)}`,
    `  kinds in a namespace: ${kindsOf(facts.namespaced)}`,
    ...(facts.unseen.length > 0 ? [`  named by its templates, and never rendered: ${kindsOf(facts.unseen)}`] : []),
    `  custom resources that it brings: ${listed(facts.crds)}`,
    `  images: ${listed(facts.images.map(({ reference }) => reference))}`,
    ...(facts.random.length > 0 ? [`  otherwise at every rendering: ${listed(facts.random)}`] : []),
    ...notes.map((note) => `note: ${note}`),
    `In main.ts: import { ${identifierOf(facts.chart)} } from './${folder}/${module}';`,
  ];
  process.stdout.write(`${lines.join('\n')}\n`);
}

function listed(names: readonly string[]): string {
  if (names.length === 0) return 'none';
  const more = names.length - SHOWN;
  return more > 0 ? `${names.slice(0, SHOWN).join(', ')} and ${more} more` : names.join(', ');
}
