import * as fs from 'node:fs';
import * as path from 'node:path';
import { Command, Option } from 'commander';
import { type CheckInput, check, DEFAULT_ARGOCD_VERSION } from '../gitops/check';
import { checkoutOf, remotesOf } from '../gitops/model/git-checkout';
import { DiskTree, type FileTree } from '../gitops/model/tree';
import type { Unchecked } from '../gitops/model/types';
import { reportJson } from '../gitops/report/json';
import type { Report } from '../gitops/report/report';
import { reportSarif } from '../gitops/report/sarif';
import { reportText, visible } from '../gitops/report/text';
import { loadRules, pageOf, RULE_NAMES } from '../gitops/rules/registry';
import { didYouMean } from '../gitops/rules/words';
import { findStale, formatStale, STALE_RULE_NAMES, staleRules, unfinished } from './stale';

/** The folder that is checked when none is named. */
export const DEFAULT_DIRECTORY = 'dist';

/** The options of `groundwork check`. */
export interface CheckOptions {
  readonly repo?: readonly string[];
  readonly argocdVersion: string;
  readonly format: 'text' | 'json' | 'sarif';
  readonly strict?: boolean;
  readonly explain?: string | true;
  readonly stale?: boolean;
  readonly main: string;
}

/** `groundwork check`. */
export function command(): Command {
  return new Command('check')
    .summary('say what Argo CD will make of a repository, before the push')
    .description(
      'Reads Applications, AppProjects, ApplicationSets and what they lead to, and says what Argo CD would refuse or take\n' +
        'otherwise than it is written. Reads files and nothing else: no cluster, no network. Of a\n' +
        'checkout it takes what a commit of everything would have: what Git ignores and does not track is left out, unless\n' +
        'DIR names it.\n\n' +
        'A line "# groundwork:ignore RULE reason" silences one finding on that line or in the node below it.',
    )
    .argument('[DIR...]', 'the directories to check', [DEFAULT_DIRECTORY])
    .option('--repo <URL[@REVISION]=DIR>', 'a repository whose files are at hand (repeatable)', collect)
    .option('--argocd-version <V>', 'the version of Argo CD to judge for', DEFAULT_ARGOCD_VERSION)
    .addOption(
      new Option('--format <format>', 'how to report, with --stale too')
        .choices(['text', 'json', 'sarif'])
        .default('text'),
    )
    .option('--strict', 'exit with 1 for any finding, not only for what Argo CD refuses')
    .option('--explain [RULE]', 'print the page of a rule, or the list of all rules')
    .option('--stale', 'say whether what is committed is what the platform renders, and what to edit where it is not')
    .option('--main <file>', 'the file that declares the platform, for --stale', 'main.ts')
    .addHelpText(
      'after',
      '\nFormats: text for people; json, one object (version, findings with rule, severity, file, line, column, message and fix,\n' +
        'summary); sarif, SARIF 2.1.0 with paths from the top of the checkout. Errors go to standard error. The findings of\n' +
        '--stale have rules of their own (stale-edited, stale-file, stale-missing …) and the severity silent: Argo CD takes what\n' +
        'is committed, which is not what is declared.\n' +
        '\nExit code: 0 fine, 1 findings, 2 wrong use, nothing to check, or something that could not be done.',
    )
    .action((directories: string[], options: CheckOptions) => {
      if (options.explain !== undefined) {
        console.log(explain(options.explain));
        return;
      }
      if (options.stale) {
        const stale = findStale(options.main);
        console.log(formatStale(stale, options.format, argocdVersionOf(options)));
        process.exitCode = stale.found.length > 0 ? 1 : 0;
        return;
      }
      const incomplete = unfinished(directories);
      for (const line of incomplete) console.error(line);
      const input = inputOf(directories, options);
      for (const line of input.leftOut) console.error(line);
      const report = check(input);
      const nothing = isNothing(report);
      if (!nothing || report.findings.length > 0) console.log(format(report, options.format, rootOf(input)));
      process.exitCode = incomplete.length > 0 ? 1 : exitCode(report, options.strict ?? false);
      if (nothing && process.exitCode === 0)
        throw new Error(nothingIn(directories, report.summary.files, report.unchecked));
    });
}

/** Whether there is no object of Argo CD: no good news, but a wrong directory, or one that was not rendered yet. */
function isNothing({ summary: { applications, projects, applicationSets } }: Report): boolean {
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

function collect(value: string, before: readonly string[] = []): readonly string[] {
  return [...before, value];
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
  options: Pick<CheckOptions, 'repo' | 'argocdVersion'>,
): CheckInput & { readonly leftOut: readonly string[] } {
  const argocdVersion = argocdVersionOf(options);
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
    requireDirectory(dir, `--repo ${value}`);
    const tree = treeOf(dir);
    want(tree, '', dir);
    return { url, revision, tree, because: 'given' };
  });
  return {
    leftOut,
    directories: directories.map((dir) => {
      if (!fs.existsSync(dir)) {
        throw new Error(
          `${dir} does not exist${dir === DEFAULT_DIRECTORY ? ': render it with groundwork synth, or name the directory to check' : ''}`,
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
  };
}

function argocdVersionOf({ argocdVersion }: Pick<CheckOptions, 'argocdVersion'>): string {
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
  const url = isRepositoryUrl(name.slice(0, Math.max(at, 0))) ? name.slice(0, at) : name;
  if (!isRepositoryUrl(url)) {
    throw new Error(
      `--repo ${value} is not of the form URL[@REVISION]=DIR, for example https://git.example.com/platform.git=.`,
    );
  }
  return { url, revision: url === name ? undefined : name.slice(at + 1), dir };
}

function isRepositoryUrl(text: string): boolean {
  return /^[a-z][a-z0-9+.-]*:\/\/[^/]+\/.+$|^([^/@]+@)?[^/@:]+:(?!\/\/).+$|^[^/@:]+\.[^/@:]+\/.+$/.test(text);
}

function requireDirectory(dir: string, what: string): void {
  if (!fs.existsSync(dir) || !fs.statSync(dir).isDirectory()) throw new Error(`${what}: ${dir} is no directory`);
}

/** The checkout that most viewers know the files by: that of the first directory. */
function rootOf({ directories: [first] }: CheckInput): string {
  return (first as { readonly tree: FileTree }).tree.label;
}

function format(report: Report, as: CheckOptions['format'], root: string): string {
  if (as === 'json') return reportJson(report);
  if (as === 'text') return reportText(report);
  const rules = loadRules().map(({ name, severity, summary }) => ({
    name,
    severity,
    summary,
    page: fs.readFileSync(pageOf(name), 'utf8'),
  }));
  return reportSarif(report, rules, root);
}

/** The page of a rule, or a list of the rules. */
function explain(rule: string | true): string {
  if (rule === true)
    return [...loadRules(), ...staleRules()]
      .map(({ name, severity, summary }) => `${name} (${severity})\n    ${summary}`)
      .join('\n');
  const stale = STALE_RULE_NAMES.includes(rule) ? staleRules().find(({ name }) => name === rule) : undefined;
  if (stale) return stale.page.trimEnd();
  if (!RULE_NAMES.includes(rule)) {
    const hint = didYouMean(rule, [...RULE_NAMES, ...STALE_RULE_NAMES]);
    throw new Error(`there is no rule ${rule}.${hint} groundwork check --explain lists them all`);
  }
  return fs.readFileSync(pageOf(rule), 'utf8').trimEnd();
}
