import * as path from 'node:path';
import type { Report, ReportedFinding } from '../report/report';
import { severityCounts } from '../report/severity-counts';
import { styled, usesColor } from '../report/style';
import { reportText } from '../report/text';
import type { SynthesizedApp } from './app';
import { linkForCdk8sCli, linkProblem } from './cdk8s-cli-link';
import { declaredFindings } from './declared';
import { type Documents, documentProblem, documentsOf, writeDocument } from './document';
import { fileText } from './file-text';
import { folderInRepository } from './git-repository';
import { judgeApp, refusals } from './judge';
import { type Plan, sumOf } from './plan/plan';
import type { ChartRecords } from './records/chart-records';
import { writeChartRecords } from './records/record-file';
import { synthWarnings } from './synth-warnings';
import { workingDirectory } from './working-directory';
import { WriteError } from './write/write-error';
import { type WriteResult, writeTree } from './write/writer';

/** How to synthesize. */
export interface SynthOptions {
  /** Remove as many Applications as the plan says. @default false */
  readonly allowRemoval?: boolean;
  /** Say only what goes wrong. @default false */
  readonly quiet?: boolean;
}

/** Nothing was written, because Argo CD would refuse it; the message is the report. */
class RefusedError extends Error {
  /** Exit code of a command that ends with it: something was found, and nothing was used wrongly. */
  readonly groundworkExitCode = 1;
}

/**
 * Renders the app, judges it, and writes it if nothing is wrong. Says on standard output what was done, and on standard
 * error what somebody should look at.
 *
 * @throws PlanError, RefusedError or WriteError; in each case the output folder is as it was
 */
export function synthesize(app: SynthesizedApp, options: SynthOptions = {}): void {
  const plan = app.plan();
  const report = judgeApp(plan, app);
  const declared = (findings: readonly ReportedFinding[]) =>
    declaredFindings(findings, plan, folderInRepository(app.repository));
  refuse(report, declared);
  const changes = app.changeWarnings(plan, (file) => fileText(path.join(app.outdir, file)));
  const description = app.describe(plan);
  const written = write(app, plan, documentsOf(description), options);
  const recorded = app.clusters.map(({ chartRecords }) => keepRecords(chartRecords)).filter((one) => one !== undefined);
  for (const warning of synthWarnings({ app, plan, written, changes })) warn(warning);
  if (options.quiet) {
    if (description.warning !== undefined) warn(description.warning);
    return;
  }
  console.log(description.text);
  // Last, where they are seen.
  if (report.findings.length > 0)
    console.log(reportText({ ...report, findings: declared(report.findings), unchecked: [] }));
  const { unchecked } = report.summary;
  if (unchecked > 0)
    console.log(
      styled('dim', `not checked: ${unchecked} (remote charts and repositories; groundwork check lists them)`),
    );
  console.log(summary(app.outdir, written));
  for (const line of recorded) console.log(line);
}

/** Writes what was rendered, without what is not declared any more. @returns what was done, if anything was */
function keepRecords({ file, kept, renewed, leftOver }: ChartRecords): string | undefined {
  if (!writeChartRecords(path.resolve(workingDirectory(), file), kept, file)) return undefined;
  const parts = [
    ...(renewed.length > 0 ? [`rendered: ${renewed.join(', ')}`] : []),
    ...(leftOver.length > 0 ? [`no longer declared: ${leftOver.join(', ')}`] : []),
  ];
  return `${file} written${parts.length > 0 ? ` (${parts.join('; ')})` : ''}: commit it, too`;
}

/** The tree, the documents beside it, and the link for the cdk8s CLI. What is in the way is said before anything is written. */
function write(app: SynthesizedApp, plan: Plan, documents: Documents, { allowRemoval }: SynthOptions): WriteResult {
  const { outdir, removalShare } = app;
  const problems = [
    ...[...documents].map(([name, text]) => documentProblem(outdir, text, name)),
    linkProblem(outdir),
  ].filter((one) => one !== undefined);
  if (problems.length > 0) throw new WriteError(outdir, problems);
  const result = writeTree(outdir, new Map(plan.files.map((file) => [file.path, file.text])), {
    allowRemoval,
    sums: new Map(plan.files.map((file) => [file.path, sumOf(file)])),
    removalShare,
    clusters: app.clusters.flatMap(({ directory }) => directory ?? []),
  });
  for (const [name, text] of documents) writeDocument(outdir, text, name);
  linkForCdk8sCli(outdir);
  return result;
}

/** @throws RefusedError if there is something for which nothing may be written */
function refuse(report: Report, declared: (findings: readonly ReportedFinding[]) => readonly ReportedFinding[]): void {
  const refused = refusals(report);
  if (refused.length === 0) return;
  const summary = summaryOf(report, refused);
  const shown = { ...report, findings: declared(refused), repositories: [], unchecked: [], summary };
  throw new RefusedError(`nothing was written: Argo CD would not do what this says\n\n${reportText(shown)}`);
}

/** The summary of what is shown. */
function summaryOf(report: Report, findings: readonly ReportedFinding[]): Report['summary'] {
  return { ...report.summary, ...severityCounts(findings), unchecked: 0 };
}

function warn(text: string): void {
  console.error(styled('yellow', text, usesColor(process.stderr)));
}

function summary(outdir: string, { created, changed, removed, unchanged, repaired }: WriteResult): string {
  const parts = [
    `${created.length} new`,
    `${changed.length} changed`,
    `${removed.length} removed`,
    `${unchanged} unchanged`,
  ];
  const repair = repaired ? ' (an earlier synth had been killed; the tree is whole again)' : '';
  return `${outdir}: ${parts.join(', ')}${repair}`;
}
