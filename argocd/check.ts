import type { Report, ReportedFinding, ReportedResource, ReportedUnchecked } from '../report/report';
import { severityCounts } from '../report/severity-counts';
import { didYouMean } from './analysis/words';
import { ignoreComments } from './ignore-comments';
import { type Placed, type RenderedFor, renderedForOf, silenceRendered } from './ignore-rendered';
import type { CheckedDirectory } from './model/checkout';
import { fileKey } from './model/file-key';
import type { Files } from './model/files';
import { isConfidentialAt, redact } from './model/redact';
import type { SourceFile } from './model/source-file';
import type { Location, Repository, Resource, Severity, Unchecked } from './model/types';
import { isUnknown } from './model/unknown';
import { type ModelInput, type ReadModel, readModel } from './read/read-model';
import type { Rule, RuleFinding } from './rule';
import { loadRules, RULE_NAMES } from './rules/registry';
import { KubernetesVersion } from './semantics/kubernetes-version';
import { ArgoCdVersion } from './semantics/version';
import { display, type FileTree } from './tree/file-tree';
import { normalize } from './tree/tree-path';

/** The version of Argo CD that the platform runs, and the one that the check assumes unless another is given. */
export const DEFAULT_ARGOCD_VERSION = '3.4.4';

/** The name under which ignore comments are reported themselves. */
const IGNORE_RULE = 'ignore-comment';

/** A Git repository whose files are at hand. */
export interface GivenRepository {
  /** As Applications name it in `repoURL`. */
  readonly url: string;
  /** The only revision that these files stand for. @default - any revision that an Application asks for */
  readonly revision?: string;
  /** Its files, from the top of the repository. */
  readonly tree: FileTree;
  /** Why these are its files, for the reader of the report. @default 'given' */
  readonly because?: string;
  /** The only folder of it that is in the tree. @default - all of it is */
  readonly folder?: string;
}

/** The files that Argo CD's objects are read from. */
export interface FilesInput {
  /** Where to look for Argo CD's objects. */
  readonly directories: readonly CheckedDirectory[];
  /**
   * The repositories that Applications read. A tree of {@link directories} need not be among them: the URL of a checkout
   * is found out from its remotes, and from what the Applications in it read.
   *
   * @default - only the checkouts that the directories are in
   */
  readonly repositories?: readonly GivenRepository[];
  /** The version of Argo CD to judge for, such as `3.4.4`. @default {@link DEFAULT_ARGOCD_VERSION} */
  readonly argocdVersion?: string;
  /**
   * The version of Kubernetes to judge for, such as `1.35`.
   *
   * @default - the newest that the version of Argo CD is tested with
   */
  readonly kubeVersion?: string;
  /**
   * Files and folders in which no object of Argo CD is looked for, and whose findings are left out. What an Application reads
   * there is read all the same.
   *
   * @param path from the working directory, as findings name it
   * @default - none
   */
  exclude?(path: string): boolean;
  /**
   * What programs made of sources beforehand, see `ModelInput.renderings`. @default - nothing
   *
   * @internal
   */
  readonly renderings?: ModelInput['renderings'];
}

/** Another severity for some findings. */
export interface SeverityChange {
  /** The severity by the name of the rule. */
  readonly rules: Readonly<Record<string, Severity | 'off'>>;
  /** For which files. @param path from the working directory. @default - for all */
  matches?(path: string): boolean;
}

/** What is to be checked, and for what. */
export interface CheckInput extends FilesInput {
  /** The names of the rules to run, of {@link RULE_NAMES} and of {@link rules}. @default - all */
  readonly only?: readonly string[];
  /** Rules of your own, which run after the others. @default - none */
  readonly rules?: readonly Rule[];
  /**
   * Another severity for the findings of a rule, or `off` for none. What comes later holds against what comes before.
   *
   * @default - each finding has the severity that its rule gives it
   */
  readonly severities?: readonly SeverityChange[];
  /** Report only how much was not checked, not what. @default false */
  readonly uncheckedAsCount?: boolean;
  /**
   * The model of all this, if it was read beforehand. @default - it is read
   *
   * @internal
   */
  readonly read?: ReadModel;
}

/**
 * What the model of a check is read from.
 *
 * @throws Error if the version of Argo CD or of Kubernetes is none
 */
export function modelInputOf(input: FilesInput): ModelInput {
  const { directories, repositories = [], argocdVersion, kubeVersion, renderings, exclude } = input;
  const version = argocdVersion ?? DEFAULT_ARGOCD_VERSION;
  if (!ArgoCdVersion.parse(version))
    throw new Error(
      `argocdVersion ${JSON.stringify(version)} is no version of Argo CD: write it like ${DEFAULT_ARGOCD_VERSION}`,
    );
  const kubernetes = kubeVersion === undefined ? undefined : KubernetesVersion.parse(kubeVersion);
  if (kubeVersion !== undefined && !kubernetes)
    throw new Error(`kubeVersion ${JSON.stringify(kubeVersion)} is no version of Kubernetes: write it like 1.35`);
  return {
    directories: directories.map((one) => ({ ...one, dir: normalize(one.dir) ?? one.dir })),
    repositories: repositories.map((one): Repository => ({ because: 'given', ...one })),
    argocdVersion: version,
    kubernetesVersion: kubernetes?.toString(),
    renderings,
    exclude,
  };
}

/** The rules to run. */
function rulesToRun({ only, rules: own = [], severities = [] }: CheckInput, known: readonly string[]): readonly Rule[] {
  const taken = known.find((name, at) => known.indexOf(name) !== at);
  if (taken !== undefined)
    throw new Error(`rules: there is a rule ${JSON.stringify(taken)} already: choose another name`);
  const named = [
    ...(only ?? []).map((name) => ['only', name] as const),
    ...severities.flatMap(({ rules }) => Object.keys(rules).map((name) => ['severity', name] as const)),
  ];
  for (const [what, name] of named)
    if (!known.includes(name) && name !== IGNORE_RULE)
      throw new Error(
        `${what}: there is no rule ${JSON.stringify(name)}.${didYouMean(name, known)} groundwork check --explain lists them all`,
      );
  const wanted = (name: string) => only === undefined || only.includes(name);
  return [...loadRules(RULE_NAMES.filter(wanted)), ...own.filter(({ name }) => wanted(name))];
}

/**
 * Judges a repository as Argo CD would. Reads through the file trees and does no other input or output: no cluster and no
 * network is asked, and nothing is written.
 *
 * What a file has wrong is a finding, also that it, or a directory, cannot be read.
 *
 * @returns the findings, ordered by file and line, and what could not be judged from these files
 * @throws Error if `only` names a rule that there is not, or `argocdVersion` is no version
 *
 * @example
 * const { findings } = check({ directories: [{ tree: new DiskTree('.'), dir: 'dist' }] });
 * for (const { severity, file, line, message } of findings) console.log(`${file}:${line}: ${severity}: ${message}`);
 */
export function check(input: CheckInput): Report {
  const known = [...RULE_NAMES, ...(input.rules ?? []).map(({ name }) => name)];
  const rules = rulesToRun(input, known);
  const { model, assumed, files } = input.read ?? readModel(modelInputOf(input));
  // What is said about text that is not known is not certain.
  const certain = ({ message, fix }: RuleFinding): boolean => !isUnknown([message, fix]);
  const judged = assumed.length === 0 ? model : { ...model, applications: [...model.applications, ...assumed] };
  const standIns = new Set(assumed.map(({ resource }) => resource));
  const ofStandIns: Placed[] = [];
  const unchecked = [...model.unchecked];
  const renderedFor = renderedForOf(model);
  const found: Placed[] = [];
  // A file that cannot be read may contain anything, so the check must not pass.
  const unreadable = new Set(
    model.problems.filter(({ kind }) => kind === 'unreadable').map(({ location }) => location),
  );
  for (const rule of rules) {
    const check = input.rules?.includes(rule) ? guarded(rule) : rule.check;
    check(judged, {
      find: (finding) => {
        if (!certain(finding)) return;
        const severe = finding.location && unreadable.has(finding.location);
        const placed = place(rule, severe ? { ...finding, severity: 'refuse' } : finding, renderedFor);
        if (finding.resource && standIns.has(finding.resource)) ofStandIns.push(placed);
        else found.push(placed);
      },
      unchecked: (what) => {
        if (!isUnknown([what.subject, what.reason])) unchecked.push(what);
      },
    });
  }
  // What an Application that is known has at the same place was found already.
  const places = new Set(found.map(placeOf));
  found.push(...ofStandIns.filter((one) => !places.has(placeOf(one))));
  const rendered = silenceRendered(distinct(found), files);
  const ran = new Set(rules.map(({ name }) => name));
  const silenced = silence(rendered.kept, files, known, ran, rendered.used);
  const ignored = rendered.ignored + silenced.ignored;
  const { kept, excluded } = configured(silenced.kept, input);
  const bySource = kept.length > 0 ? sourceFiles(files) : new Map<string, SourceFile>();
  const findings = kept
    .sort((a, b) => compare(a, b))
    .map(({ confidential, rendered: _, ...one }): ReportedFinding => {
      const redacted = { ...one, message: redact(one.message), fix: redact(one.fix) };
      const file = bySource.get(one.file);
      const source = confidential || file?.confidential ? undefined : file?.line(one.line);
      const hidden = source === undefined || isConfidentialAt(one.line, (number) => file?.line(number));
      return hidden ? redacted : { ...redacted, source };
    });
  return {
    version: 1,
    argocdVersion: model.argocdVersion,
    kubernetesVersion: model.kubernetesVersion,
    repositories: model.repositories.map(({ url, tree, because }) => {
      return { url: redact(url), directory: display(tree, ''), because: redact(because) };
    }),
    findings,
    unchecked: input.uncheckedAsCount ? [] : reportUnchecked(unchecked),
    summary: {
      files: model.files,
      resources: model.resources.length,
      applications: model.applications.length,
      projects: model.projects.length,
      applicationSets: model.applicationSets.length,
      ...severityCounts(findings),
      unchecked: countUnchecked(unchecked),
      ignored,
      accepted: 0,
      excluded,
    },
  };
}

/** A rule of somebody else, whose mistakes say where they come from. */
function guarded(rule: Rule): Rule['check'] {
  return (model, report) => {
    try {
      const given: unknown = rule.check(model, { ...report, find: (finding) => report.find(complete(finding)) });
      if (given instanceof Promise) {
        given.catch(() => undefined);
        throw new Error('check must not be async: what it finds later is lost');
      }
    } catch (error) {
      const failure = new Error(`the rule ${rule.name} failed: ${error instanceof Error ? error.message : error}`);
      // It was thrown there.
      if (error instanceof Error) failure.stack = error.stack;
      throw failure;
    }
  };
}

/** What a rule in JavaScript may have left out. */
function complete(finding: RuleFinding): RuleFinding {
  for (const name of ['message', 'fix'] as const)
    if (typeof finding?.[name] !== 'string' || finding[name] === '')
      throw new Error(`a finding needs a ${name}, as a string`);
  return finding;
}

function place(rule: Rule, finding: RuleFinding, renderedFor: RenderedFor): Placed {
  const { resource, fix } = finding;
  const origin = finding.origin ?? resource?.origin;
  const rendered = resource && origin === resource.origin ? renderedFor(resource) : [];
  const [first] = rendered;
  const more = rendered.length > 1 ? ` and ${rendered.length - 1} more` : '';
  const told = first === undefined || rendered.some(({ name }) => finding.message.includes(`Application ${name}`));
  const message = told ? finding.message : `${finding.message} (rendered for Application ${first.name}${more})`;
  const location: Location = finding.location ??
    origin?.locate(finding.pointer ?? [], finding.on) ?? { file: '', line: 1, column: 1, endLine: 1, endColumn: 1 };
  return {
    rule: rule.name,
    severity: finding.severity ?? rule.severity,
    file: location.file,
    line: location.line,
    resource: reported(resource),
    message,
    fix,
    location,
    gather: finding.gather,
    confidential: finding.confidential,
    rendered:
      finding.template && resource
        ? [{ ...finding.template, location: () => resource.origin.locate(finding.pointer ?? []) }]
        : rendered.map(({ source }) => source),
  };
}

function reported(resource: Resource | undefined): ReportedResource {
  const { apiVersion = '', kind = '', namespace = '', name = '' } = resource ?? {};
  return { apiVersion, kind, namespace, name };
}

function placeOf({ rule, file, location }: Placed): string {
  return [rule, file, location.line, location.column].join('\n');
}

/** A mistake that is found twice (two Applications read the same file) is reported once. */
function distinct(findings: readonly Placed[]): readonly Placed[] {
  const seen = new Map<string, Placed>();
  for (const one of findings) {
    const key = `${placeOf(one)}\n${one.message}`;
    if (!seen.has(key)) seen.set(key, one);
  }
  return [...seen.values()];
}

function compare(a: Placed, b: Placed): number {
  if (a.file !== b.file) return a.file < b.file ? -1 : 1;
  return a.line - b.line || a.location.column - b.location.column || (a.rule < b.rule ? -1 : 1);
}

function sourceFiles(files: Files): ReadonlyMap<string, SourceFile> {
  return new Map([...files.all()].map((file) => [display(file.tree, file.path), file]));
}

/** Removes the findings that an ignore comment silences, and reports ignore comments that silence nothing. */
function silence(
  findings: readonly Placed[],
  files: Files,
  known: readonly string[],
  ran: ReadonlySet<string>,
  used: ReadonlySet<string>,
): { readonly kept: Placed[]; readonly ignored: number } {
  const kept: Placed[] = [];
  const byFile = new Map<string, Placed[]>();
  for (const one of findings) {
    const others = byFile.get(one.file);
    if (others) others.push(one);
    else byFile.set(one.file, [one]);
  }
  let ignored = 0;
  for (const file of files.all()) {
    if (!file.mayIgnore && byFile.size === 0) continue;
    const name = fileKey(file.tree, file.path);
    const here = byFile.get(name) ?? [];
    byFile.delete(name);
    for (const comment of ignoreComments(file)) {
      const at: Location = {
        file: name,
        line: comment.line,
        column: comment.column,
        endLine: comment.line,
        endColumn: comment.column + 1,
      };
      const complain = (message: string, fix: string): void => {
        kept.push({
          rule: IGNORE_RULE,
          severity: 'warn',
          file: name,
          line: comment.line,
          resource: reported(undefined),
          message,
          fix,
          location: at,
        });
      };
      if (!known.includes(comment.rule)) {
        complain(
          `there is no rule ${JSON.stringify(comment.rule)}`,
          'Write the name of a rule after groundwork:ignore (groundwork check --explain lists them).',
        );
        continue;
      }
      if (comment.reason === '')
        complain(
          `${comment.rule} is ignored without a reason`,
          'Write after the name of the rule why the finding does not matter here.',
        );
      const index = here.findIndex(
        (one) => one.rule === comment.rule && one.line >= comment.from && one.line <= comment.to,
      );
      if (index >= 0) {
        here.splice(index, 1);
        ignored += 1;
      } else if (ran.has(comment.rule) && !used.has(`${name}:${comment.line}`)) {
        complain(`nothing to ignore: ${comment.rule} finds nothing here`, 'Remove the comment.');
      }
    }
    // Not all as arguments of one call: a stack has an end.
    for (const one of here) kept.push(one);
  }
  for (const rest of byFile.values()) for (const one of rest) kept.push(one);
  return { kept, ignored };
}

/** Gives findings the severities that somebody wants, and leaves out what nobody does. */
function configured(
  findings: readonly Placed[],
  { severities = [], exclude }: CheckInput,
): { readonly kept: Placed[]; readonly excluded: number } {
  const kept = findings.flatMap((finding): readonly Placed[] => {
    if (exclude?.(finding.file)) return [];
    const changes = severities.filter(({ rules, matches }) => {
      return Object.hasOwn(rules, finding.rule) && (matches?.(finding.file) ?? true);
    });
    const severity = changes.at(-1)?.rules[finding.rule] ?? finding.severity;
    return severity === 'off' ? [] : [{ ...finding, severity }];
  });
  return { kept, excluded: findings.length - kept.length };
}

function countUnchecked(unchecked: readonly Unchecked[]): number {
  return new Set(
    unchecked.map(({ resource, file, subject, reason }) => [subject, reason, file ?? resource?.origin.name].join('\n')),
  ).size;
}

function reportUnchecked(unchecked: readonly Unchecked[]): readonly ReportedUnchecked[] {
  const seen = new Map<string, ReportedUnchecked>();
  for (const { resource, file, ...words } of unchecked) {
    const subject = redact(words.subject);
    const reason = redact(words.reason);
    const where = file ?? (resource?.origin.tree && resource.origin.name);
    const key = [subject, reason, where].join('\n');
    if (!seen.has(key)) seen.set(key, { subject, reason, file: where, resource: resource && reported(resource) });
  }
  return [...seen.values()];
}
