import { type Answers, type Reply, type SeenRequest, TestServer } from '../../images/testing/test-server';
import { keepComment, NotPermitted } from './comments';
import type { PullRequest } from './pull-request';

/*
 * Copies of GitHub's and GitLab's comments, as far as they are documented: a list in pages of up to 100, a comment that is made
 * with POST and changed with PATCH (GitHub) or PUT (GitLab), 403 and 404 for a token that may not.
 * https://docs.github.com/rest/issues/comments, https://docs.gitlab.com/api/notes/#merge-requests
 */
interface Stored {
  id: number;
  body: string;
  user?: object;
  author_association?: string;
  author?: object;
}

const MARK = '<!-- groundwork diff -->';
const TOKEN = 'token-s3cret';
const ME = { github: { user: { type: 'Bot' }, author_association: 'NONE' }, gitlab: { author: { id: 7 } } };

const json = (value: unknown, status = 200): Reply => ({
  status,
  body: JSON.stringify(value),
  headers: { 'content-type': 'application/json' },
});

function github(comments: Stored[]): Answers {
  return ({ method, url, headers, body }: SeenRequest) => {
    if (headers.authorization !== `Bearer ${TOKEN}`) return json({ message: 'Bad credentials' }, 401);
    const list = '/repos/orgname/platform/issues/12/comments';
    if (method === 'GET' && url.pathname === list) {
      const page = Number(url.searchParams.get('page'));
      return json(comments.slice((page - 1) * 100, page * 100));
    }
    const sent = body.length > 0 ? JSON.parse(body.toString()).body : '';
    if (method === 'POST' && url.pathname === list) {
      comments.push({ id: 1000 + comments.length, body: sent, ...ME.github });
      return json({}, 201);
    }
    const one = comments.find(({ id }) => url.pathname === `/repos/orgname/platform/issues/comments/${id}`);
    if (method !== 'PATCH' || !one) return json({ message: 'Not Found' }, 404);
    one.body = sent;
    return json(one);
  };
}

function gitlab(notes: Stored[]): Answers {
  return ({ method, url, headers, body }: SeenRequest) => {
    if (headers['private-token'] !== TOKEN) return json({ message: '401 Unauthorized' }, 401);
    const list = '/api/v4/projects/42/merge_requests/3/notes';
    if (method === 'GET' && url.pathname === '/api/v4/user') return json({ id: 7 });
    if (method === 'GET' && url.pathname === list) return json(notes);
    const sent = body.length > 0 ? JSON.parse(body.toString()).body : '';
    if (method === 'POST' && url.pathname === list) {
      notes.push({ id: 1000 + notes.length, body: sent, ...ME.gitlab });
      return json({}, 201);
    }
    const one = notes.find(({ id }) => url.pathname === `${list}/${id}`);
    if (method !== 'PUT' || !one) return json({ message: '404 Not found' }, 404);
    one.body = sent;
    return json(one);
  };
}

async function requestOn(
  host: PullRequest['host'],
  answers: Answers,
  token = TOKEN,
): Promise<PullRequest & { readonly server: TestServer }> {
  const server = await TestServer.start(answers);
  const comments =
    host === 'GitHub' ? '/repos/orgname/platform/issues/12/comments' : '/api/v4/projects/42/merge_requests/3/notes';
  const comment = host === 'GitHub' ? '/repos/orgname/platform/issues/comments/' : `${comments}/`;
  return {
    host,
    name: 'orgname/platform#12',
    base: 'a'.repeat(40),
    comments: new URL(comments, server.origin),
    comment: new URL(comment, server.origin),
    token,
    server,
  };
}

afterEach(() => TestServer.stopAll());

test.each([
  ['GitHub', github, ME.github],
  ['GitLab', gitlab, ME.gitlab],
] as const)('%s: the first time a comment is written, then it is changed', async (host, serve, me) => {
  const comments: Stored[] = [{ id: 1, body: 'looks good', ...me }];
  const request = await requestOn(host, serve(comments));
  expect(await keepComment(request, MARK, `${MARK}\none`, true)).toBe('written');
  expect(await keepComment(request, MARK, `${MARK}\ntwo`, true)).toBe('updated');
  expect(comments.map(({ body }) => body)).toEqual(['looks good', `${MARK}\ntwo`]);
});

test('a comment far down is found, and nothing to say writes none', async () => {
  const comments: Stored[] = Array.from({ length: 250 }, (_, id) => ({ id, body: `talk ${id}`, ...ME.github }));
  const request = await requestOn('GitHub', github(comments));
  expect(await keepComment(request, MARK, MARK, false)).toBe('none');
  comments[240] = { id: 240, body: `${MARK}\nold`, ...ME.github };
  expect(await keepComment(request, MARK, `${MARK}\nnew`, false)).toBe('updated');
  expect(comments[240]?.body).toBe(`${MARK}\nnew`);
  expect(comments).toHaveLength(250);
});

test.each([
  ['GitHub', github, { user: { type: 'User' }, author_association: 'NONE' }],
  ['GitLab', gitlab, { author: { id: 8 } }],
] as const)('%s: a stranger who writes the mark does not get our comment', async (host, serve, stranger) => {
  const comments: Stored[] = [{ id: 5, body: `${MARK}\nmine`, ...stranger }];
  const request = await requestOn(host, serve(comments));
  expect(await keepComment(request, MARK, `${MARK}\nours`, true)).toBe('written');
  expect(comments.map(({ body }) => body)).toEqual([`${MARK}\nmine`, `${MARK}\nours`]);
});

test('a token that may not is told what it needs, and is not repeated', async () => {
  const request = await requestOn('GitHub', () => json({ message: `Resource not accessible by integration` }, 403));
  const failure = keepComment(request, MARK, MARK, true);
  await expect(failure).rejects.toThrow(NotPermitted);
  await expect(failure).rejects.toThrow(
    /403 Resource not accessible by integration\. The job needs "permissions: pull-requests: write"/,
  );
  await expect(failure).rejects.not.toThrow(TOKEN);
});

test('a redirect is not followed: the token is for one server', async () => {
  const other = await TestServer.start(() => json([]));
  const request = await requestOn('GitHub', () => ({ status: 302, headers: { location: `${other.origin}/comments` } }));
  await expect(keepComment(request, MARK, MARK, true)).rejects.toThrow(/302/);
  expect(other.seen).toEqual([]);
});

test.each([
  ['no JSON', { body: '<html>' }, /something else than JSON/],
  ['no list', { body: '{}' }, /something else than a list/],
  ['a failure of the server', { status: 502, body: 'x\u001b[2Jy' }, /502$/],
] as const)('%s is an error in one line', async (_, reply, expected) => {
  const request = await requestOn('GitHub', () => reply);
  await expect(keepComment(request, MARK, MARK, true)).rejects.toThrow(expected);
});
