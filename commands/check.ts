import * as fs from 'node:fs';
import * as path from 'node:path';
import { Command, Option } from 'commander';
import { type CheckInput, check, DEFAULT_ARGOCD_VERSION, modelInputOf } from '../argocd/check';
import { redact } from '../argocd/model/redact';
import { TEMPLATE_OF_ANOTHER_PROGRAM } from '../argocd/model/scan';
import type { Unchecked } from '../argocd/model/types';
import type { ReadModel } from '../argocd/read/read-model';
import { ruleDescriptions } from '../argocd/rules/registry';
import { DiskTree } from '../argocd/tree/disk-tree';
import { display, type FileTree } from '../argocd/tree/file-tree';
import { checkoutOf, remotesOf } from '../argocd/tree/git-checkout';
import { type FormatContext, REPORT_FORMATS, type ReportFormatName } from '../report/formats';
import { gathered } from '../report/gather';
import type { Report } from '../report/report';
import { visible } from '../report/text';
import { DEFAULT_OUTDIR } from '../synth/layout';
import { staleReport, staleText } from '../synth/stale/report';
import { staleRules } from '../synth/stale/rules';
import { findStale } from '../synth/stale/stale';
import { unfinished } from '../synth/stale/unfinished';
import { DEFAULT_BASELINE, withBaseline, writeBaseline } from './baseline-file';
import { collect } from './collect';
import { settingsOf } from './config/settings';
import { formatOption } from './format-option';
import { withSources } from './generated-files';
import { helpText } from './help';
import { checkKubeVersion, kubeVersionOption } from './kube-version-option';
import { type RenderingOptions, readAndRender, renderingOptions } from './rendering';
import { type Output, outputOption, outputsOf, writeOutput } from './report-outputs';
import { described, explain } from './rule-pages';

/** The options of `groundwork check`. */
export interface CheckOptions extends RenderingOptions {
  readonly repo?: readonly string[];
  readonly argocdVersion?: string;
  readonly kubeVersion?: string;
  readonly format: ReportFormatName;
  /** `FORMAT=FILE` */
  readonly output?: readonly string[];
  readonly strict?: boolean;
  readonly config?: string | boolean;
  readonly baseline?: string;
  readonly writeBaseline?: boolean;
  readonly explain?: string | true;
  readonly stale?: boolean;
  readonly main: string;
}

/** `groundwork check`. */
export function command(): Command {
  return renderingOptions(new Command('check'))
    .description(
      'Reads Applications, AppProjects, ApplicationSets and what they lead to, and says what Argo CD would refuse, or take ' +
        'otherwise than it is written. Asks no cluster, and no network without --fetch. Charts and kustomizations are rendered by helm and ' +
        'kustomize, if they are there, in a temporary folder. Of a checkout it takes what ' +
        'a commit of everything would have: what Git ignores and does not track is left out, unless DIR names it. A tag ' +
        'or a commit that an Application names is read from the clone, if it has it.\n\n' +
        'A line "# groundwork:ignore RULE reason" silences one finding on that line or in the node below it.',
    )
    .argument(
      '[DIR...]',
      `the directories to check (default: ${DEFAULT_OUTDIR}, or the whole checkout where there is none)`,
    )
    .option('--repo <URL[@REVISION]=DIR>', 'a repository whose files are at hand (repeatable)', collect)
    .option('--argocd-version <V>', `the version of Argo CD to judge for (default: ${DEFAULT_ARGOCD_VERSION})`)
    .addOption(kubeVersionOption())
    .addOption(formatOption(REPORT_FORMATS, 'how to report, with --stale too'))
    .addOption(outputOption())
    .option('--strict', 'exit with 1 for any finding, not only for what Argo CD refuses')
    .option(
      '--config <FILE>',
      'the configuration (default: groundwork.config.ts, .js, .yaml or .json, if there is one)',
    )
    .option('--no-config', 'without a configuration')
    .option('--baseline <FILE>', 'leave out the findings that this file accepts, and report those of it that are gone')
    .option('--write-baseline', `accept all that is found now: write the baseline (default: ${DEFAULT_BASELINE})`)
    .option('--explain [RULE]', 'print the page of a rule, or the list of all rules')
    .option(
      '--stale',
      'say whether the files on disk are what the platform renders, and what to edit where they are not',
    )
    .option('--main <file>', 'the file that declares the platform, for --stale', 'main.ts')
    .addOption(
      new Option('--trials <WHICH>', 'render charts again to find what is random, and values without effect')
        .choices(['off', 'doubtful', 'all'])
        .default('doubtful'),
    )
    .addHelpText(
      'after',
      helpText(
        { title: 'Formats', items: REPORT_FORMATS },
        'Errors go to standard error. The findings of --stale have rules of their own (stale-edited, stale-file, ' +
          'stale-missing …) and the severity silent: Argo CD takes the files as they are, once they are committed.',
        'Exit code: 0 fine, 1 findings, 2 wrong use, nothing to check, or something that could not be done.',
      ),
    )
    .action(async (named: string[], options: CheckOptions) => {
      const settings = await settingsOf(options);
      if (options.explain !== undefined) {
        console.log(explain(options.explain, settings.rules));
        return;
      }
      const outputs = outputsOf(options.output, REPORT_FORMATS);
      if (options.stale) {
        process.exitCode = await checkStale({ ...options, ...settings }, outputs);
        return;
      }
      const directories = named.length > 0 ? named : [defaultDirectory()];
      const incomplete = unfinished(directories);
      for (const line of incomplete) console.error(line);
      const input = { ...inputOf(directories, settings), exclude: settings.exclude };
      for (const line of input.leftOut) console.error(line);
      const read = await readAndRender(modelInputOf(input), options, new Set(), settings.fetch);
      const whole = check({ ...input, read, rules: settings.rules, severities: settings.severities });
      if (options.writeBaseline) {
        console.log(writeBaseline(whole, settings.baseline ?? DEFAULT_BASELINE));
        return;
      }
      const report = gathered(
        settings.baseline === undefined ? whole : withBaseline(whole, settings.baseline, namesOf(read)),
      );
      const nothing = isNothing(report);
      if (!nothing || report.findings.length > 0) {
        const { rules, strict } = settings;
        const context: FormatContext = {
          rules: () => [...ruleDescriptions(), ...described(rules)],
          root: rootOf(input),
          strict,
        };
        const sourced = withSources(report);
        for (const { format, file } of outputs) writeOutput(file, REPORT_FORMATS[format].print(sourced, context));
        console.log(REPORT_FORMATS[options.format].print(sourced, context));
      }
      process.exitCode = incomplete.length > 0 ? 1 : exitCode(report, settings.strict);
      if (nothing && process.exitCode === 0)
        throw new Error(nothingIn(directories, report.summary.files, report.unchecked));
    });
}

/** What is checked without an argument: what synth renders, otherwise all that the checkout has. */
export function defaultDirectory(): string {
  if (fs.existsSync(DEFAULT_OUTDIR)) return DEFAULT_OUTDIR;
  const top = checkoutOf(process.cwd());
  const directory = path.relative('', top ?? '') || '.';
  const what = top === undefined ? 'this folder, which is in no Git checkout' : `the whole checkout, ${top}`;
  const render = fs.existsSync('main.ts') ? ' (groundwork synth renders it)' : '';
  console.error(`there is no ${DEFAULT_OUTDIR} here${render}: looking through ${what}`);
  return directory;
}

/** The files that were read, as findings name them. */
function namesOf({ files }: ReadModel): ReadonlySet<string> {
  return new Set([...files.all()].map(({ tree, path: name }) => display(tree, name)));
}

/** Whether there is no object of Argo CD: no good news, but a wrong directory, or one that was not rendered yet. */
function isNothing({ summary: { applications, projects, applicationSets }, unchecked }: Report): boolean {
  if (unchecked.some(({ reason }) => reason === TEMPLATE_OF_ANOTHER_PROGRAM)) return false;
  return applications + projects + applicationSets === 0;
}

/** That directories hold nothing for Argo CD, and what there is instead. */
export function nothingIn(
  directories: readonly string[],
  files: number,
  unchecked: readonly Pick<Unchecked, 'subject' | 'reason'>[],
): string {
  const read = files === 0 ? 'no YAML or JSON file' : `${files} file${files === 1 ? '' : 's'}, but`;
  const others = unchecked
    .slice(0, 3)
    .map(({ subject, reason }) => `\n  not checked: ${visible(subject)}: ${visible(reason)}`);
  return (
    `found nothing to check in ${directories.join(', ')}: ${read}${files === 0 ? ', so' : ''} no Application, AppProject or ` +
    `ApplicationSet; name the directory that holds them${others.join('')}`
  );
}

/** 1 if Argo CD refuses something, or, when strict, if anything was found. */
export function exitCode({ summary }: Report, strict: boolean): 0 | 1 {
  const { refuse, silent, warn } = summary;
  return refuse > 0 || (strict && silent + warn > 0) ? 1 : 0;
}

/**
 * Reads the arguments: finds the checkout of each directory and the trees of the repositories. `leftOut` says which of the
 * directories no commit has; they are checked all the same, for somebody wants it.
 */
export function inputOf(
  directories: readonly string[],
  options: Pick<CheckOptions, 'repo' | 'argocdVersion' | 'kubeVersion'>,
): CheckInput & { readonly leftOut: readonly string[] } {
  const argocdVersion = argocdVersionOf(options);
  const { kubeVersion } = options;
  checkKubeVersion(kubeVersion);
  // One directory on disk is one tree, however it is reached.
  const trees = new Map<string, DiskTree>();
  const treeOf = (dir: string): DiskTree => {
    const root = fs.realpathSync(dir);
    const tree =
      trees.get(root) ??
      new DiskTree(root, path.relative(fs.realpathSync(process.cwd()), root).split(path.sep).join('/'));
    trees.set(root, tree);
    return tree;
  };
  const leftOut: string[] = [];
  const told = new Set<string>();
  const want = (tree: DiskTree, inside: string, name: string): void => {
    const why = tree.want(inside);
    if (why !== undefined) leftOut.push(`${name}: ${why}; it is checked as if it were committed`);
    const unknown = tree.unknownToGit;
    if (unknown === undefined || told.has(tree.root)) return;
    told.add(tree.root);
    leftOut.push(`${name}: git could not say what it ignores (${unknown}), so all that is on disk counts as committed`);
  };
  const repositories = (options.repo ?? []).map((value) => {
    const { url, revision, dir } = parseRepository(value);
    requireDirectory(dir, `--repo ${redact(value)}`);
    const tree = treeOf(dir);
    want(tree, '', dir);
    return { url, revision, tree, because: 'given' };
  });
  return {
    leftOut,
    directories: directories.map((dir) => {
      if (!fs.existsSync(dir)) {
        throw new Error(
          `${dir} does not exist${dir === DEFAULT_OUTDIR ? ': render it with groundwork synth, or name the directory to check' : ''}`,
        );
      }
      const real = fs.realpathSync(dir);
      const given = repositories
        .map(({ tree }) => tree.root)
        .find((root) => real === root || real.startsWith(root + path.sep));
      const top = given ?? checkoutOf(real) ?? baseOf(real);
      const inside = path.relative(top, real).split(path.sep).join('/');
      const tree = treeOf(top);
      want(tree, inside, dir);
      return { tree, dir: inside, remotes: remotesOf(top) };
    }),
    repositories,
    argocdVersion,
    kubeVersion,
  };
}

function argocdVersionOf({ argocdVersion = DEFAULT_ARGOCD_VERSION }: Pick<CheckOptions, 'argocdVersion'>): string {
  if (!/^v?\d+\.\d+(\.\d+)?([-+].*)?$/.test(argocdVersion)) {
    throw new Error(`--argocd-version ${argocdVersion} is no version: write it like ${DEFAULT_ARGOCD_VERSION}`);
  }
  return argocdVersion.replace(/^v/, '');
}

/** What stands for the checkout where there is none: the working directory, or what is named if it lies elsewhere. */
function baseOf(real: string): string {
  const working = fs.realpathSync(process.cwd());
  if (real === working || real.startsWith(working + path.sep)) return working;
  return fs.statSync(real).isDirectory() ? real : path.dirname(real);
}

/** Reads `URL[@REVISION]=DIR`. What stands before an `@` must be a whole URL for it to be that of a revision. */
export function parseRepository(value: string): {
  readonly url: string;
  readonly revision?: string;
  readonly dir: string;
} {
  const [, name = '', dir = ''] = /^(.+?)=([^=]+)$/.exec(value) ?? [];
  const at = name.lastIndexOf('@');
  const before = name.slice(0, Math.max(at, 0));
  const url = isRepositoryUrl(before) || isHost(before) ? before : name;
  if (!isRepositoryUrl(url) && !isHost(url)) {
    throw new Error(
      `--repo ${redact(value)} is not of the form URL[@REVISION]=DIR, for example https://git.example.com/platform.git=.`,
    );
  }
  return { url, revision: url === name ? undefined : name.slice(at + 1), dir };
}

function isRepositoryUrl(text: string): boolean {
  return /^[a-z][a-z0-9+.-]*:\/\/[^/]+\/.+$|^([^/@]+@)?[^/@:]+:(?!\/\/).+$|^[^/@:]+\.[^/@:]+\/.+$/.test(text);
}

/** A repository of charts is often a whole host: `https://charts.example.com`. */
function isHost(text: string): boolean {
  return /^(?:https?|oci):\/\/[^/@]+\.[^/@]+\/?$/.test(text);
}

function requireDirectory(dir: string, what: string): void {
  if (!fs.existsSync(dir) || !fs.statSync(dir).isDirectory()) throw new Error(`${what}: ${dir} is no directory`);
}

/** The checkout that most viewers know the files by: that of the first directory. */
function rootOf({ directories: [first] }: CheckInput): string {
  return (first as { readonly tree: FileTree }).tree.label;
}

/** `check --stale`. @returns the exit code */
async function checkStale(
  { main, format, argocdVersion }: CheckOptions,
  outputs: readonly Output<ReportFormatName>[],
): Promise<0 | 1> {
  // Read when it is needed: what runs a main.ts takes a tenth of a second.
  const { loadPlan }: typeof import('../synth/run-main') = require('../synth/run-main');
  const { app, plan } = await loadPlan(main);
  const stale = findStale(app, plan);
  // Paths are from the working directory, and viewers of SARIF want them from the top of the checkout.
  const top = fs.realpathSync(checkoutOf(process.cwd()) ?? process.cwd());
  const root = path.relative(fs.realpathSync('.'), top).split(path.sep).join('/');
  const print = (name: ReportFormatName): string =>
    name === 'text'
      ? staleText(stale)
      : REPORT_FORMATS[name].print(staleReport(stale, argocdVersionOf({ argocdVersion })), { rules: staleRules, root });
  for (const output of outputs) writeOutput(output.file, print(output.format));
  console.log(print(format));
  return stale.found.length > 0 ? 1 : 0;
}
