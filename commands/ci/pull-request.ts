import * as fs from 'node:fs';
import { redact } from '../../argocd/model/redact';
import { visible } from '../../report/text';

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
 * @throws Error if what GitHub says of its event cannot be read, or if what is said is none of what can be: an address, a name, a
 * number, a commit, a token. The values come from outside, and some of them become parts of an address that a token is sent to.
 * @see https://docs.github.com/actions/reference/workflows-and-actions/variables
 * @see https://docs.gitlab.com/ci/variables/predefined_variables/
 */
export function pullRequestOf(env: Environment): PullRequest | undefined {
  return ofGitHub(env) ?? ofGitLab(env);
}

function ofGitHub(env: Environment): PullRequest | undefined {
  const { GITHUB_ACTIONS, GITHUB_EVENT_PATH, GITHUB_REPOSITORY = '', GITHUB_API_URL, GITHUB_TOKEN } = env;
  if (GITHUB_ACTIONS !== 'true' || !GITHUB_EVENT_PATH) return undefined;
  const request = eventOf(GITHUB_EVENT_PATH).pull_request;
  if (!request) return undefined;
  const { number, base } = request;
  if (!Number.isSafeInteger(number) || (number as number) < 1)
    throw unusable(`pull_request.number in ${GITHUB_EVENT_PATH}`, number, 'a positive number');
  const sha = commit(`pull_request.base.sha in ${GITHUB_EVENT_PATH}`, base?.sha);
  if (!/^[\w.-]+\/[\w.-]+$/.test(GITHUB_REPOSITORY) || GITHUB_REPOSITORY.split('/').some((part) => /^\.+$/.test(part)))
    throw unusable('GITHUB_REPOSITORY', GITHUB_REPOSITORY, 'OWNER/NAME');
  const issues = `${server('GITHUB_API_URL', GITHUB_API_URL || 'https://api.github.com')}repos/${GITHUB_REPOSITORY}/issues/`;
  return {
    host: 'GitHub',
    name: `${GITHUB_REPOSITORY}#${number}`,
    base: sha,
    comments: new URL(`${issues}${number}/comments`),
    comment: new URL(`${issues}comments/`),
    ...tokenOf('GITHUB_TOKEN', GITHUB_TOKEN),
  };
}

interface GitHubEvent {
  readonly pull_request?: { readonly number?: unknown; readonly base?: { readonly sha?: unknown } | null } | null;
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
  const { CI_MERGE_REQUEST_DIFF_BASE_SHA, CI_API_V4_URL } = env;
  if (GITLAB_CI !== 'true' || !CI_MERGE_REQUEST_IID || !CI_PROJECT_ID || !CI_MERGE_REQUEST_DIFF_BASE_SHA)
    return undefined;
  const base = commit('CI_MERGE_REQUEST_DIFF_BASE_SHA', CI_MERGE_REQUEST_DIFF_BASE_SHA);
  for (const [name, value] of Object.entries({ CI_MERGE_REQUEST_IID, CI_PROJECT_ID }))
    if (!/^[1-9]\d*$/.test(value)) throw unusable(name, value, 'a positive number');
  const notes = new URL(
    `${server('CI_API_V4_URL', CI_API_V4_URL || 'https://gitlab.com/api/v4')}projects/${CI_PROJECT_ID}/merge_requests/${CI_MERGE_REQUEST_IID}/notes`,
  );
  return {
    host: 'GitLab',
    name: `${CI_PROJECT_PATH ?? CI_PROJECT_ID}!${CI_MERGE_REQUEST_IID}`,
    base,
    comments: notes,
    comment: new URL(`${notes}/`),
    ...tokenOf('GITLAB_TOKEN', GITLAB_TOKEN),
  };
}

/** The address of a server, with a slash at its end. A login in it is not repeated. */
function server(name: string, value: string): string {
  const url = URL.canParse(value) ? new URL(value) : undefined;
  if (!url || !/^https?:$/.test(url.protocol)) throw unusable(name, redact(value), 'an http or https address');
  if (url.username !== '' || url.password !== '')
    throw new Error(
      `${name} has a login in it, ${url.host}: take it out, the comment is written with the token of the job`,
    );
  return `${url.origin}${url.pathname.replace(/\/*$/, '/')}`;
}

function commit(name: string, value: unknown): string {
  if (typeof value !== 'string' || !/^([0-9a-f]{40}|[0-9a-f]{64})$/.test(value))
    throw unusable(name, value, 'the name of a commit, 40 or 64 hexadecimal digits');
  return value;
}

/** What cannot stand in a header is no token, and an error of HTTP would repeat it. */
function tokenOf(name: string, value: string | undefined): { readonly token?: string } {
  const token = value?.trim();
  if (!token) return {};
  if (!/^[\x21-\x7e]+$/.test(token))
    throw new Error(`${name} has blanks, line breaks or other characters that no token has`);
  return { token };
}

function unusable(name: string, value: unknown, wanted: string): Error {
  return new Error(`${name} is ${visible(JSON.stringify(value) ?? 'missing')}, which is not ${wanted}`);
}
