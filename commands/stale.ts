import * as fs from 'node:fs';
import * as path from 'node:path';
import { describe } from '../charts/description/describe';
import { describeAsMarkdown } from '../charts/description/markdown';
import { checkoutOf } from '../gitops/model/git-checkout';
import type { Plan } from '../gitops/plan/plan';
import { sourceOf } from '../gitops/plan/source';
import { reportJson } from '../gitops/report/json';
import type { Report, ReportedFinding } from '../gitops/report/report';
import { type RuleDescription, reportSarif } from '../gitops/report/sarif';
import { loadPlan } from '../gitops/session';
import { lineFeeds } from '../gitops/write/line-ends';
import { workspaceState } from '../gitops/write/lock';
import { RECORD } from '../gitops/write/record';
import { type StaleFile, staleFiles } from '../gitops/write/stale';
import { isSystemError, SystemError, systemReason } from '../gitops/write/system-error';
import { documentPath } from './synth';

/** What was compared, and what is not as it is rendered. */
export interface Staleness {
  readonly found: readonly StaleFile[];
  readonly plan: Plan;
  /** What is rendered, by the path that a {@link StaleFile} has. */
  readonly rendered: ReadonlyMap<string, string>;
}

/**
 * Compares what is committed with what the platform renders: the output folder and the document beside it.
 *
 * @param main the file that declares the platform
 * @throws PlanError if it cannot be rendered
 */
export function findStale(main: string): Staleness {
  const { app, plan } = loadPlan(main);
  const files = new Map(plan.files.map(({ path: file, text, source }) => [file, { text, source }]));
  const found = readable(app.outdir, () => staleFiles(app.outdir, files));
  const rendered = new Map(plan.files.map(({ path: file, text }) => [path.join(app.outdir, file), text]));
  const document = documentPath(app.outdir);
  if (document === undefined) return { found, plan, rendered };
  const present = fs.existsSync(document) ? fs.readFileSync(document, 'utf8') : undefined;
  const source = sourceOf(app);
  const text = describeAsMarkdown(describe(app, plan), source);
  rendered.set(document, text);
  if (present === undefined) {
    found.push({
      file: document,
      kind: 'missing',
      message: `is generated from ${source} but is not there`,
      fix: 'run npm run synth and commit it',
    });
  } else if (lineFeeds(present) !== text) {
    found.push({
      file: document,
      kind: 'stale',
      message: `is not what ${source} gives`,
      fix: `change ${source}, not the document, run npm run synth and commit what changes`,
    });
  }
  return { found, plan, rendered };
}

/** @throws SystemError where the system refuses to let somebody read what is committed */
function readable<T>(directory: string, compare: () => T): T {
  try {
    return compare();
  } catch (error) {
    if (!isSystemError(error)) throw error;
    throw new SystemError(`${directory} could not be compared`, [systemReason(error, { verb: 'read', directory })]);
  }
}

/** The findings as text, one a line; for a person. */
function staleText(found: readonly StaleFile[]): string {
  if (found.length === 0) return 'what is committed is what the platform renders';
  return found.map(({ file, message, fix }) => `${file}: ${message}: ${fix}`).join('\n');
}

/** The kinds of staleness as rules: an id each, by which a viewer groups and silences. Their pages are in stale.md. */
const NAMES: Readonly<Record<StaleFile['kind'], string>> = {
  missing: 'stale-missing',
  stale: 'stale-file',
  edited: 'stale-edited',
  'line ends': 'stale-line-ends',
  'left over': 'stale-left-over',
  'not recorded': 'stale-not-recorded',
  foreign: 'stale-foreign',
  incomplete: 'stale-incomplete',
};

/** The ids of what `check --stale` finds. They are an interface: viewers silence by them. */
export const STALE_RULE_NAMES: readonly string[] = Object.values(NAMES);

/** The rules of `check --stale`, with what `check --explain` prints of them. */
export function staleRules(): readonly RuleDescription[] {
  const pages = fs.readFileSync(path.join(__dirname, 'stale.md'), 'utf8').split(/^## /m).slice(1);
  return pages.map((text) => {
    const [name = '', , summary = ''] = text.split('\n');
    return { name, severity: 'silent', summary, page: `# ${text.trimEnd()}\n\n${STALE_HELP}\n` };
  });
}

/**
 * What `check --stale` found, in the form of a check's report, so that one reader does for both. Argo CD refuses none of it:
 * it takes what is committed, which is not what is declared, and that is what `silent` means.
 */
export function staleReport({ found, plan, rendered }: Staleness, argocdVersion: string): Report {
  const documents = plan.files.flatMap((file) => file.documents);
  const count = (kind: string) => documents.filter((document) => document.kind === kind).length;
  return {
    version: 1,
    argocdVersion,
    repositories: [],
    findings: found.map((one) => reported(one, rendered)),
    unchecked: [],
    summary: {
      files: rendered.size,
      resources: documents.length,
      applications: count('Application'),
      projects: count('AppProject'),
      applicationSets: count('ApplicationSet'),
      refuse: 0,
      silent: found.length,
      warn: 0,
      unchecked: 0,
      ignored: 0,
    },
  };
}

function reported(
  { file: named, kind, message, fix }: StaleFile,
  rendered: ReadonlyMap<string, string>,
): ReportedFinding {
  const [, file, recorded] = new RegExp(`^(.*${RECORD}):(\\d+)$`).exec(named) ?? [undefined, named];
  const line = Number(recorded ?? firstDifference(file, rendered.get(file)));
  return {
    rule: NAMES[kind],
    severity: 'silent',
    file,
    line,
    resource: { apiVersion: '', kind: '', namespace: '', name: '' },
    message,
    fix,
    location: { file, line, column: 1, endLine: line, endColumn: 1 },
  };
}

/** The first line of a file that is not as rendered; 1 where there is nothing to compare. */
function firstDifference(file: string, text: string | undefined): number {
  if (text === undefined || !fs.existsSync(file)) return 1;
  const present = fs.readFileSync(file, 'utf8').split('\n');
  const lines = text.split('\n');
  const at = present.findIndex((line, index) => line !== lines[index]);
  // All that is there is right, and something is missing behind it.
  return at < 0 ? present.length : at + 1;
}

/** What `groundwork check --stale` prints. */
export function formatStale(staleness: Staleness, as: 'text' | 'json' | 'sarif', argocdVersion: string): string {
  if (as === 'text') return staleText(staleness.found);
  const report = staleReport(staleness, argocdVersion);
  if (as === 'json') return reportJson(report);
  // Paths are from the working directory, and viewers want them from the top of the checkout.
  const top = checkoutOf(process.cwd()) ?? process.cwd();
  const fromTop = (file: string) => path.relative(fs.realpathSync(top), path.resolve(fs.realpathSync('.'), file));
  return reportSarif(
    {
      ...report,
      findings: report.findings.map((finding) => ({
        ...finding,
        location: { ...finding.location, file: fromTop(finding.file).split(path.sep).join('/') },
      })),
    },
    staleRules(),
  );
}

const STALE_HELP =
  '`groundwork check --stale` compares what is committed with what `main.ts` renders. Argo CD takes what is committed, so it\n' +
  'refuses none of this.';

/** What to say of folders in which a synth is at work or was killed; empty if there are none. */
export function unfinished(directories: readonly string[]): string[] {
  return directories.flatMap((directory) => {
    const state = fs.existsSync(directory) ? workspaceState(directory) : 'none';
    if (state === 'running')
      return [
        `${path.join(directory)}: a groundwork synth is writing into it right now; what follows may be half of each`,
      ];
    if (state === 'incomplete')
      return [
        `${path.join(directory)}: incomplete, a groundwork synth was killed while it wrote: run npm run synth, which finishes the job`,
      ];
    return [];
  });
}
