import { randomBytes } from 'node:crypto';

/** What the place where a job runs has for its results. */
export interface CiJob {
  /** The file whose Markdown is shown with the run. @default - there is none */
  readonly summary?: string;
  /** Where the artifacts of the run are. @default - nowhere */
  readonly link?: string;
  /** The form in which it takes findings. @default - none */
  readonly findings?: { readonly format: string; readonly name: string };
  /**
   * Makes the runner take what is printed for text only, until what this returns is called. Names of files and texts of
   * commits are a stranger's in a pull request, and a line of theirs may look like a command to the runner.
   *
   * @default - it takes nothing that is printed for a command
   */
  readonly stopCommands?: () => () => void;
}

/**
 * @see https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands#stopping-and-starting-workflow-commands
 */
function stopWorkflowCommands(): () => void {
  const token = randomBytes(16).toString('hex');
  console.log(`::stop-commands::${token}`);
  return () => console.log(`::${token}::`);
}

/**
 * @see https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands#adding-a-job-summary
 * @see https://docs.gitlab.com/ci/testing/code_quality/
 */
export function jobOf(env: Readonly<Record<string, string | undefined>>): CiJob {
  if (env.GITHUB_ACTIONS === 'true') {
    const { GITHUB_SERVER_URL, GITHUB_REPOSITORY, GITHUB_RUN_ID, GITHUB_STEP_SUMMARY } = env;
    return {
      ...(GITHUB_STEP_SUMMARY ? { summary: GITHUB_STEP_SUMMARY } : {}),
      ...(GITHUB_SERVER_URL && GITHUB_REPOSITORY && GITHUB_RUN_ID
        ? { link: `${GITHUB_SERVER_URL}/${GITHUB_REPOSITORY}/actions/runs/${GITHUB_RUN_ID}` }
        : {}),
      findings: { format: 'sarif', name: 'check.sarif' },
      stopCommands: stopWorkflowCommands,
    };
  }
  if (env.GITLAB_CI === 'true') {
    const { CI_JOB_URL } = env;
    return {
      ...(CI_JOB_URL ? { link: `${CI_JOB_URL}/artifacts/browse` } : {}),
      findings: { format: 'gitlab', name: 'code-quality.json' },
    };
  }
  return {};
}
