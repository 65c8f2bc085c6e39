import * as fs from 'node:fs';

/** The pull request (GitHub) or merge request (GitLab) that a CI job runs for. */
export interface PullRequest {
  readonly host: 'GitHub' | 'GitLab';
  /** `orgname/platform#12`, for messages. */
  readonly name: string;
  /** The commit that it is to be merged into: of the main branch, or where it left that. */
  readonly base: string;
  /** Where its comments are. */
  readonly comments: URL;
  /** Where one of them is changed: its id comes behind this. */
  readonly comment: URL;
  /** @default - the job has none: that of a fork, or none was given to it */
  readonly token?: string;
}

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * What the environment of a CI job says.
 *
 * @returns undefined where no pull request is being built
 * @throws Error if what GitHub says of its event cannot be read
 * @see https://docs.github.com/actions/reference/workflows-and-actions/variables
 * @see https://docs.gitlab.com/ci/variables/predefined_variables/
 */
export function pullRequestOf(env: Environment): PullRequest | undefined {
  return ofGitHub(env) ?? ofGitLab(env);
}

function ofGitHub(env: Environment): PullRequest | undefined {
  const { GITHUB_ACTIONS, GITHUB_EVENT_PATH, GITHUB_REPOSITORY = '', GITHUB_API_URL, GITHUB_TOKEN } = env;
  if (GITHUB_ACTIONS !== 'true' || !GITHUB_EVENT_PATH) return undefined;
  const { number, base } = eventOf(GITHUB_EVENT_PATH).pull_request ?? {};
  if (typeof number !== 'number' || typeof base?.sha !== 'string') return undefined;
  const issues = `${folder(GITHUB_API_URL ?? 'https://api.github.com')}repos/${GITHUB_REPOSITORY}/issues/`;
  return {
    host: 'GitHub',
    name: `${GITHUB_REPOSITORY}#${number}`,
    base: base.sha,
    comments: new URL(`${issues}${number}/comments`),
    comment: new URL(`${issues}comments/`),
    ...(GITHUB_TOKEN ? { token: GITHUB_TOKEN } : {}),
  };
}

interface GitHubEvent {
  readonly pull_request?: { readonly number?: unknown; readonly base?: { readonly sha?: unknown } };
}

function eventOf(file: string): GitHubEvent {
  try {
    return (JSON.parse(fs.readFileSync(file, 'utf8')) as GitHubEvent | null) ?? {};
  } catch (error) {
    throw new Error(
      `GITHUB_EVENT_PATH names ${file}, which cannot be read as JSON (${(error as Error).message}): unset GITHUB_ACTIONS where this is no job of GitHub`,
    );
  }
}

function ofGitLab(env: Environment): PullRequest | undefined {
  const { GITLAB_CI, CI_MERGE_REQUEST_IID, CI_PROJECT_ID, CI_PROJECT_PATH, GITLAB_TOKEN } = env;
  const { CI_MERGE_REQUEST_DIFF_BASE_SHA: base, CI_API_V4_URL = 'https://gitlab.com/api/v4' } = env;
  if (GITLAB_CI !== 'true' || !CI_MERGE_REQUEST_IID || !CI_PROJECT_ID || !base) return undefined;
  const notes = new URL(
    `${folder(CI_API_V4_URL)}projects/${encodeURIComponent(CI_PROJECT_ID)}/merge_requests/${CI_MERGE_REQUEST_IID}/notes`,
  );
  return {
    host: 'GitLab',
    name: `${CI_PROJECT_PATH ?? CI_PROJECT_ID}!${CI_MERGE_REQUEST_IID}`,
    base,
    comments: notes,
    comment: new URL(`${notes}/`),
    ...(GITLAB_TOKEN ? { token: GITLAB_TOKEN } : {}),
  };
}

const folder = (url: string) => (url.endsWith('/') ? url : `${url}/`);
