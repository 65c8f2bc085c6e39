import * as fs from 'node:fs';
import * as path from 'node:path';
import { Command } from 'commander';
import type { GroundworkApp } from '../charts/app';
import { ROOT_FILE, ROOT_FOLDERS } from '../charts/argocd/apps-of-apps';
import { describe } from '../charts/description/describe';
import { DOCUMENT_BEGIN, describeAsMarkdown } from '../charts/description/markdown';
import { groundText } from '../charts/description/sentences';
import { describeAsText } from '../charts/description/text';
import { upgradeWarningsOf } from '../charts/helm/upgrade-warnings';
import { fileText } from '../gitops/file-text';
import { judge, refusals } from '../gitops/judge';
import { type Plan, sumOf } from '../gitops/plan/plan';
import { sourceOf } from '../gitops/plan/source';
import type { Report, ReportedFinding } from '../gitops/report/report';
import { styled, usesColor } from '../gitops/report/style';
import { reportText } from '../gitops/report/text';
import { CDK8S_CLI_OUTDIR, DEFAULT_OUTDIR, runMain } from '../gitops/session';
import { unreadFiles } from '../gitops/unread-files';
import { andMore, keepLineEnds } from '../gitops/write/line-ends';
import { readAhead } from '../gitops/write/read-ahead';
import { foreignManifests } from '../gitops/write/stale';
import { isSystemError, SystemError, systemReason } from '../gitops/write/system-error';
import { WriteError } from '../gitops/write/write-error';
import { type WriteResult, writeTree } from '../gitops/write/writer';
import { checkTypes } from './type-check';

/** How to synthesize. */
export interface SynthOptions {
  /** Remove as many Applications as the plan says. @default false */
  readonly allowRemoval?: boolean;
  /** Say only what goes wrong. @default false */
  readonly quiet?: boolean;
}

/** The document for people that is generated beside the output folder. */
export const PLATFORM_DOCUMENT = 'PLATFORM.md';

/** Nothing was written, because Argo CD would refuse it; the message is the report. */
export class RefusedError extends Error {
  /** Exit code of a command that ends with it: something was found, and nothing was used wrongly. */
  readonly exitCode = 1;
}

/**
 * Renders the app, judges it, and writes it if nothing is wrong.
 *
 * @throws PlanError, RefusedError or WriteError; in each case the output folder is as it was
 */
export function synthesize(app: GroundworkApp, options: SynthOptions): void {
  const ahead = readAhead(app.outdir);
  const plan = app.plan();
  const judged = judge(app, plan);
  const report = { ...judged, findings: judged.findings.map(withSource(app, plan)) };
  const refused = refusals(report);
  if (refused.length > 0) {
    throw new RefusedError(
      `nothing was written: Argo CD would not do what this says\n\n${reportText({ ...report, findings: refused, repositories: [], unchecked: [], summary: summaryOf(report, refused) })}`,
    );
  }
  const upgrades = upgradeWarningsOf(plan.files, (file) => fileText(path.join(app.outdir, file)));
  const description = describe(app, plan);
  const document = describeAsMarkdown(description, sourceOf(app));
  refuseForeign(app.outdir, document);
  const result = writeTree(app.outdir, new Map(plan.files.map((file) => [file.path, file.text])), {
    ...options,
    ahead,
    sums: new Map(plan.files.map((file) => [file.path, sumOf(file)])),
    removalShare: app.removalShare,
  });
  writeDocument(app.outdir, document);
  writing(app.outdir, CDK8S_CLI_OUTDIR, () => linkForCdk8sCli(app.outdir));
  if (result.unknownRemoval !== undefined) {
    warn(
      `what was written to ${app.outdir} before is gone, or its record is, and git could not say what is committed (${result.unknownRemoval}): ` +
        'look yourself whether git status has Applications removed, because Argo CD prunes what they deployed',
    );
  }
  for (const file of result.edited)
    warn(`${path.join(app.outdir, file)} had been edited by hand; it is as rendered again`);
  if (result.lineEnds.length > 0) {
    warn(
      `${path.join(app.outdir, result.lineEnds[0] as string)}${andMore(result.lineEnds.length - 1)} had CRLF line ends; they are as rendered again: ` +
        keepLineEnds(path.relative('', app.outdir)),
    );
  }
  const known = new Set(plan.files.map((file) => file.path));
  for (const file of foreignManifests(app.outdir, known)) {
    warn(
      `${path.join(app.outdir, file)} was not written by groundwork and is left alone, but Argo CD reads the folder that it is in`,
    );
  }
  for (const file of unreadFiles(plan, app.repository)) {
    warn(
      `${path.join(app.outdir, file)} is read by no Application, so nothing deploys it: put it into a Workload, or into ${ROOT_FOLDERS.join(', ')}`,
    );
  }
  for (const { application, message, see } of upgrades) warn(`Application ${application}: ${message} (${see})`);
  if (options.quiet) {
    if (description.beforeGround) warn(groundText(description.beforeGround));
    return;
  }
  console.log(describeAsText(description));
  // Last, where they are seen.
  if (report.findings.length > 0) console.log(reportText({ ...report, unchecked: [] }));
  const { unchecked } = report.summary;
  if (unchecked > 0)
    console.log(
      styled('dim', `not checked: ${unchecked} (remote charts and repositories; groundwork check lists them)`),
    );
  if (result.changed.includes(ROOT_FILE))
    warn(`${path.join(app.outdir, ROOT_FILE)} has changed: nothing syncs it, kubectl apply it again`);
  console.log(summary(app.outdir, result));
}

/** Nobody edits what is generated: a finding in it says where it is declared. */
function withSource(app: GroundworkApp, { files }: Plan): (finding: ReportedFinding) => ReportedFinding {
  const directory = app.repository?.path ?? DEFAULT_OUTDIR;
  return (finding) => {
    const file = files.find(({ path: name }) => finding.file === `${directory}/${name}`);
    return file ? { ...finding, fix: `${finding.fix} (${file.source} declares it: [${file.construct}])` } : finding;
  };
}

/** The summary of what is shown. */
function summaryOf(report: Report, findings: readonly ReportedFinding[]): Report['summary'] {
  const count = (severity: ReportedFinding['severity']) =>
    findings.filter((finding) => finding.severity === severity).length;
  return { ...report.summary, refuse: count('refuse'), silent: count('silent'), warn: count('warn'), unchecked: 0 };
}

function warn(text: string): void {
  console.error(styled('yellow', text, usesColor(process.stderr)));
}

/** The document stands beside the folder that is committed; a folder that was asked for elsewhere gets none. */
export function documentPath(outdir: string): string | undefined {
  return path.resolve(outdir) === path.resolve(DEFAULT_OUTDIR) ? PLATFORM_DOCUMENT : undefined;
}

/** What stands where the document and the link go, and is not ours: said before anything is written. */
function refuseForeign(outdir: string, document: string): void {
  const reasons: string[] = [];
  const file = documentPath(outdir);
  const stats = file === undefined ? undefined : fs.lstatSync(file, { throwIfNoEntry: false });
  if (file !== undefined && stats && !stats.isFile())
    reasons.push(`${file} is not a file, and a document of that name is generated: move it away`);
  else if (file !== undefined && stats) {
    const present = readDocument(outdir, file);
    const ours = present === document || present.startsWith(DOCUMENT_BEGIN) || present.startsWith('<<<<<<< ');
    if (!ours)
      reasons.push(`${file} was not written by groundwork, and a document of that name is generated: move it away`);
  }
  const link = isAskedByCdk8sCli(outdir) ? fs.lstatSync(CDK8S_CLI_OUTDIR, { throwIfNoEntry: false }) : undefined;
  if (link && !link.isSymbolicLink())
    reasons.push(`${CDK8S_CLI_OUTDIR} is not the link that stands for ${outdir}: remove it`);
  if (reasons.length > 0) throw new WriteError(outdir, reasons);
}

function readDocument(outdir: string, file: string): string {
  try {
    return fs.readFileSync(file, 'utf8');
  } catch (error) {
    if (!isSystemError(error)) throw error;
    const reason = systemReason(error, { verb: 'read', file, directory: path.dirname(file) });
    throw new SystemError(`nothing was written to ${outdir}, which is as it was`, [reason]);
  }
}

/** Written whole, or not at all. */
function writeDocument(outdir: string, text: string): void {
  const file = documentPath(outdir);
  if (file === undefined || (fs.existsSync(file) && fs.readFileSync(file, 'utf8') === text)) return;
  const temporary = path.join(path.dirname(file), `.${path.basename(file)}.${process.pid}.${Date.now()}`);
  writing(outdir, file, () => {
    try {
      fs.writeFileSync(temporary, text, { flag: 'wx' });
      fs.renameSync(temporary, file);
    } catch (error) {
      fs.rmSync(temporary, { force: true });
      throw error;
    }
  });
}

/** Writes something that stands beside the output folder, after it. @throws SystemError if the system refuses it */
function writing(outdir: string, file: string, write: () => void): void {
  try {
    write();
  } catch (error) {
    if (!isSystemError(error)) throw error;
    const reason = systemReason(error, { verb: 'written', file, directory: path.dirname(file) });
    throw new SystemError(`${outdir} is written, but ${file} is not; run npm run synth again`, [reason]);
  }
}

function isAskedByCdk8sCli(outdir: string): boolean {
  const asked = process.env.CDK8S_OUTDIR;
  return (
    Boolean(asked) &&
    path.resolve(asked as string) === path.resolve(CDK8S_CLI_OUTDIR) &&
    path.resolve(outdir) !== path.resolve(CDK8S_CLI_OUTDIR)
  );
}

/** The cdk8s CLI looks for what was written in the folder that it deleted before; it finds a link to where it is. */
function linkForCdk8sCli(outdir: string): void {
  if (!isAskedByCdk8sCli(outdir)) return;
  fs.mkdirSync(path.dirname(CDK8S_CLI_OUTDIR), { recursive: true });
  fs.rmSync(CDK8S_CLI_OUTDIR, { force: true });
  fs.symlinkSync(path.relative(path.dirname(CDK8S_CLI_OUTDIR), outdir), CDK8S_CLI_OUTDIR);
}

function summary(outdir: string, result: WriteResult): string {
  const { created, changed, removed, unchanged, repaired } = result;
  const parts = [
    `${created.length} new`,
    `${changed.length} changed`,
    `${removed.length} removed`,
    `${unchanged} unchanged`,
  ];
  const repair = repaired ? ' (an earlier synth had been killed; the tree is whole again)' : '';
  return `${outdir}: ${parts.join(', ')}${repair}`;
}

/** `groundwork synth`. */
export function command(): Command {
  return new Command('synth')
    .summary('render the platform of main.ts into dist/ and PLATFORM.md')
    .option('--main <file>', 'the file that declares the platform', 'main.ts')
    .option('--allow-removal', 'remove as many Applications as the platform no longer has')
    .option('--quiet', 'say only what goes wrong')
    .option('--no-type-check', 'render also what does not compile')
    .action(({ main, typeCheck, ...options }: SynthOptions & { main: string; typeCheck: boolean }) => {
      if (typeCheck) checkTypes(main);
      runMain(main, (app) => synthesize(app, options));
    });
}
