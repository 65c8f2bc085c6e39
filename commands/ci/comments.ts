import { foreignText } from '../../images/foreign-text';
import { readBody, readErrorBody } from '../../images/registry/body';
import { fetchHttp, type Response } from '../../images/registry/http';
import { unreachable } from '../../images/registry/unreachable';
import type { PullRequest } from './pull-request';

/** What became of the comment. `none`: there was none, and there is nothing to say. */
export type Commented = 'written' | 'updated' | 'none';

/** Why there is no comment, which is no fault of the change. */
export class NotPermitted extends Error {}

/** A page of comments: a hundred, of at most 65,536 characters in up to four bytes each, and what surrounds them. */
const PAGE_LIMIT = 64 * 1024 * 1024;

/** Of a pull request with more comments than these, the first are looked through. */
const PAGES = 30;

interface Comment {
  readonly id: number;
  readonly body?: string | null;
  /** GitHub: who may have written into the repository. */
  readonly author_association?: string;
  readonly user?: { readonly type?: string } | null;
  /** GitLab. */
  readonly author?: { readonly id?: number } | null;
}

/**
 * Keeps one comment: changes the one that begins with a mark, or writes it. Of the comments of others only those are taken whose
 * authors may write to the repository: anybody can write the mark.
 *
 * @param body begins with the mark
 * @param write whether to write one where there is none
 * @throws NotPermitted where the token may not; Error for all else, without the token
 * @see https://docs.github.com/rest/issues/comments
 * @see https://docs.gitlab.com/api/notes/#merge-requests
 */
export async function keepComment(
  request: PullRequest,
  mark: string,
  body: string,
  write: boolean,
): Promise<Commented> {
  const own = await findComment(request, mark);
  if (own) {
    const url = new URL(String(own.id), request.comment);
    await send(request, request.host === 'GitHub' ? 'PATCH' : 'PUT', url, { body });
    return 'updated';
  }
  if (!write) return 'none';
  await send(request, 'POST', request.comments, { body });
  return 'written';
}

async function findComment(request: PullRequest, mark: string): Promise<Comment | undefined> {
  const me = request.host === 'GitLab' ? await userOf(request) : undefined;
  for (let page = 1; page <= PAGES; page += 1) {
    const url = new URL(request.comments);
    url.search = `per_page=100&page=${page}`;
    const found = await send(request, 'GET', url);
    if (!Array.isArray(found)) throw new Error(`${url.host} answers with something else than a list of comments`);
    const comments = found as readonly Comment[];
    const own = comments.find((comment) => comment.body?.startsWith(mark) && isTrusted(comment, me));
    if (own || comments.length < 100) return own;
  }
  return undefined;
}

function isTrusted({ author_association = '', user, author }: Comment, me: number | undefined): boolean {
  if (me !== undefined) return author?.id === me;
  return user?.type === 'Bot' || ['OWNER', 'MEMBER', 'COLLABORATOR'].includes(author_association);
}

/** Whose token it is, in GitLab. GitHub does not say it of the token of a job. */
async function userOf(request: PullRequest): Promise<number> {
  const url = new URL(request.comments.href.replace(/\/projects\/.*$/, '/user'));
  const { id } = ((await send(request, 'GET', url)) ?? {}) as { readonly id?: unknown };
  if (typeof id !== 'number') throw new Error(`${url.host} does not say whose token GITLAB_TOKEN is`);
  return id;
}

async function send(request: PullRequest, method: string, url: URL, body?: object): Promise<unknown> {
  let response: Response;
  try {
    response = await fetchHttp(url, {
      method,
      headers: {
        'user-agent': 'groundwork',
        ...authorization(request),
        ...(body ? { 'content-type': 'application/json' } : {}),
      },
      ...(body ? { body: JSON.stringify(body) } : {}),
      // The token is for this server alone.
      redirect: 'manual',
    });
  } catch (error) {
    throw unreachable(url.host, error as Error, 'Its address comes from the CI job.');
  }
  if (response.ok) return parsed(await readBody(response, PAGE_LIMIT), url);
  const said = foreignText(messageOf(await readErrorBody(response)));
  const text = `${url.host} refuses to ${method === 'GET' ? 'show' : 'write'} comments of ${request.name}: ${response.status}${said && ` ${said}`}`;
  if ([401, 403, 404].includes(response.status)) throw new NotPermitted(`${text}. ${permission(request)}`);
  throw new Error(text);
}

function authorization({ host, token = '' }: PullRequest): Record<string, string> {
  return host === 'GitHub'
    ? {
        accept: 'application/vnd.github+json',
        'x-github-api-version': '2022-11-28',
        authorization: `Bearer ${token}`,
      }
    : { 'private-token': token };
}

/** What must be given so that it may. */
function permission({ host }: PullRequest): string {
  return host === 'GitHub'
    ? 'The job needs "permissions: pull-requests: write"; a pull request of a fork is never given that.'
    : 'GITLAB_TOKEN must be an access token of the project with the scope "api" and the role Reporter or above: the token of a job may not comment.';
}

function parsed(body: Buffer, url: URL): unknown {
  try {
    return JSON.parse(body.toString());
  } catch {
    throw new Error(`${url.host} answers with something else than JSON`);
  }
}

function messageOf(body: string): string {
  try {
    const { message, error } = JSON.parse(body) as { readonly message?: unknown; readonly error?: unknown };
    return String(message ?? error ?? '');
  } catch {
    return '';
  }
}
