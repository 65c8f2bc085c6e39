import { spawn } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { Command } from 'commander';
import { visible } from '../report/text';
import { COMMENT_MARK } from '../review/print/markdown';
import type { Review } from '../review/review';
import { keepComment, NotPermitted } from './ci/comments';
import { type CiJob, jobOf } from './ci/job';
import { type PullRequest, pullRequestOf } from './ci/pull-request';
import { collect } from './collect';
import { helpText } from './help';
import { requireNotInGit } from './report-outputs';

/** The options of `groundwork ci`. */
interface Options {
  readonly base?: string;
  readonly dir?: readonly string[];
  readonly output: string;
  readonly name?: string;
  readonly strict?: boolean;
  readonly failOn?: string;
  /** `false` for `--no-comment`. */
  readonly comment?: boolean;
}

/** The files in the output folder. */
const FILES = { comment: 'comment.md', page: 'review.html', review: 'review.json' } as const;

/** `groundwork ci`. */
export function command(): Command {
  return new Command('ci')
    .description(
      'What a CI job does for a pull request: check, then diff against what it is to be merged into, its report as one comment ' +
        'that is kept up to date, and a page (review.html) to keep as an artifact. On GitHub and GitLab it finds the pull ' +
        'request in the environment of the job; elsewhere, on a laptop too, it writes the same files and no comment.',
    )
    .option('--base <REVISION>', 'what to compare with (default: the base of the pull request, otherwise as diff)')
    .option('--dir <DIR>', 'where to look for Applications (repeatable; default: as check)', collect)
    .option('--output <DIR>', 'the folder for comment.md, review.html, review.json and the findings', 'groundwork-ci')
    .option('--name <NAME>', 'what this comment is called, where a repository has several of them')
    .option('--strict', 'any finding of check fails the job')
    .option('--fail-on <SEVERITY>', 'as of diff')
    .option('--no-comment', 'write no comment')
    .addHelpText(
      'after',
      helpText(
        'On GitHub the comment needs GITHUB_TOKEN and "permissions: pull-requests: write"; on GitLab it needs GITLAB_TOKEN, an ' +
          'access token with the scope "api". Without them, as for a pull request of a fork, there is no comment, and a line says so.',
        'Further options of check and diff belong into groundwork.config.yaml.',
        'Exit code: that of check or diff, the higher.',
      ),
    )
    .action(run);
}

async function run(options: Options): Promise<void> {
  const request = pullRequestOf(process.env);
  const job = jobOf(process.env);
  requireName(options.name);
  fs.mkdirSync(options.output, { recursive: true });
  const file = (name: string) => path.join(options.output, name);
  const names = [...Object.values(FILES), ...(job.findings ? [job.findings.name] : [])];
  for (const name of names) requireNotInGit(file(name));
  for (const name of names) fs.rmSync(file(name), { force: true });
  const resume = job.stopCommands?.();
  try {
    await checkAndDiff(options, job, request, file);
  } finally {
    resume?.();
  }
}

async function checkAndDiff(
  options: Options,
  job: CiJob,
  request: PullRequest | undefined,
  file: (name: string) => string,
): Promise<void> {
  heading('check');
  const dirs = options.dir ?? [];
  const checked = await groundwork([
    'check',
    ...(options.strict ? ['--strict'] : []),
    ...(job.findings ? ['--output', `${job.findings.format}=${file(job.findings.name)}`] : []),
    ...['--', ...dirs],
  ]);

  const base = options.base ?? request?.base;
  if (base === undefined && job.findings) {
    console.log('\nno diff: this job is for no pull request; --base names what to compare with');
    process.exitCode = checked;
    return;
  }
  heading('diff');
  const compared = await groundwork([
    'diff',
    ...dirs.flatMap((dir) => ['--dir', dir]),
    ...(options.failOn === undefined ? [] : ['--fail-on', options.failOn]),
    ...['--output', `markdown=${file(FILES.comment)}`],
    ...['--output', `html=${file(FILES.page)}`],
    ...['--output', `json=${file(FILES.review)}`],
    // What begins with a dash is no option.
    ...(base === undefined ? [] : ['--', `${base}...HEAD`]),
  ]);
  if (compared === 2 && base !== undefined)
    console.error(
      `If the clone does not have ${base}, let the job fetch all of the history (fetch-depth: 0, or GIT_DEPTH: "0").`,
    );
  process.exitCode = Math.max(checked, compared);
  if (!fs.existsSync(file(FILES.comment))) return;

  const text = commentText(fs.readFileSync(file(FILES.comment), 'utf8'), options.name, job);
  fs.writeFileSync(file(FILES.comment), text);
  if (job.summary) fs.appendFileSync(job.summary, text);
  if (request && options.comment !== false) await comment(request, text, options, file(FILES.review));
}

/** What marks the comment, so that the next run finds it. */
function markOf(name: string | undefined): string {
  return name === undefined ? COMMENT_MARK : COMMENT_MARK.replace(' -->', `: ${name} -->`);
}

function requireName(name: string | undefined): void {
  if (name !== undefined && !/^[\w ./-]{1,100}$/.test(name))
    throw new Error(`--name ${name}: take letters, digits, blanks, ".", "/", "_" and "-", at most 100`);
}

function commentText(markdown: string, name: string | undefined, job: CiJob): string {
  const named =
    name === undefined ? markdown : markdown.replace(COMMENT_MARK, markOf(name)).replace(/^### .*$/m, `$& (${name})`);
  return job.link === undefined
    ? named
    : `${named.trimEnd()}\n\n[All of it as a page: ${FILES.page} in the artifacts of this run](${job.link})\n`;
}

async function comment(request: PullRequest, text: string, options: Options, reviewFile: string): Promise<void> {
  if (request.token === undefined) {
    console.error(
      `no comment on ${visible(request.name)}: the job has no ${request.host === 'GitHub' ? 'GITHUB_TOKEN' : 'GITLAB_TOKEN'}, as those of forks`,
    );
    return;
  }
  const { summary } = JSON.parse(fs.readFileSync(reviewFile, 'utf8')) as Review;
  const { created, changed, gone } = summary.applications;
  const tells = created + changed + gone + summary.newFindings + summary.mendedFindings > 0;
  try {
    const done = await keepComment(request, markOf(options.name), text, tells);
    console.error(done === 'none' ? 'no comment: nothing changes' : `comment on ${visible(request.name)} ${done}`);
  } catch (error) {
    console.error(`no comment: ${(error as Error).message}`);
    // A token that may not is how forks are; anything else should be looked at.
    if (!(error instanceof NotPermitted)) process.exitCode = 2;
  }
}

function heading(text: string): void {
  console.log(`\n== ${text}`);
}

/** Signals that end a job, from a terminal or from the machine that runs it. */
const ENDING = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Runs another verb of this program. A signal that ends this one ends it first, so that it can tidy up. */
function groundwork(args: readonly string[]): Promise<number> {
  const child = spawn(process.execPath, [process.argv[1] ?? '', ...args], { stdio: ['ignore', 'inherit', 'inherit'] });
  let ended: NodeJS.Signals | undefined;
  const end = (signal: NodeJS.Signals): void => {
    ended = signal;
    child.kill(signal);
  };
  for (const signal of ENDING) process.on(signal, end);
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => {
      for (const signal of ENDING) process.off(signal, end);
      // Whoever waits for this process sees what ended it.
      if (ended !== undefined) process.kill(process.pid, ended);
      else resolve(code ?? 2);
    });
  });
}
