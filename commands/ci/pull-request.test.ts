import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { pullRequestOf } from './pull-request';

const home = fs.mkdtempSync(path.join(os.tmpdir(), 'groundwork-event-'));
afterAll(() => fs.rmSync(home, { recursive: true }));

function event(value: string): string {
  const file = path.join(fs.mkdtempSync(path.join(home, 'job-')), 'event.json');
  fs.writeFileSync(file, value);
  return file;
}

const GITHUB = { GITHUB_ACTIONS: 'true', GITHUB_REPOSITORY: 'orgname/platform', GITHUB_TOKEN: 'x' };
const GITLAB = {
  GITLAB_CI: 'true',
  CI_MERGE_REQUEST_IID: '3',
  CI_PROJECT_ID: '42',
  CI_PROJECT_PATH: 'group/platform',
  CI_MERGE_REQUEST_DIFF_BASE_SHA: 'b'.repeat(40),
};

test('a job of GitHub for a pull request says where its comments are, on a server of its own too', () => {
  const file = event(JSON.stringify({ pull_request: { number: 12, base: { sha: 'a'.repeat(40) } } }));
  const found = pullRequestOf({ ...GITHUB, GITHUB_EVENT_PATH: file, GITHUB_API_URL: 'https://git.example.com/api/v3' });
  expect(found).toMatchObject({ host: 'GitHub', name: 'orgname/platform#12', base: 'a'.repeat(40), token: 'x' });
  expect(found?.comments.href).toBe('https://git.example.com/api/v3/repos/orgname/platform/issues/12/comments');
  expect(found?.comment.href).toBe('https://git.example.com/api/v3/repos/orgname/platform/issues/comments/');
});

test('a job of GitLab for a merge request likewise; without a token there is none', () => {
  const found = pullRequestOf({ ...GITLAB, CI_API_V4_URL: 'https://gitlab.example.com/api/v4' });
  expect(found).toMatchObject({ host: 'GitLab', name: 'group/platform!3', base: 'b'.repeat(40) });
  expect(found?.token).toBeUndefined();
  expect(found?.comments.href).toBe('https://gitlab.example.com/api/v4/projects/42/merge_requests/3/notes');
});

test.each([
  ['a laptop', {}],
  ['a push on GitHub', { ...GITHUB, GITHUB_EVENT_PATH: event('{"before":"x"}') }],
  ['a push on GitLab', { GITLAB_CI: 'true', CI_PROJECT_ID: '42' }],
])('%s is for no pull request', (_, env) => {
  expect(pullRequestOf(env)).toBeUndefined();
});

test('an event that cannot be read is an error that names the file', () => {
  expect(() => pullRequestOf({ ...GITHUB, GITHUB_EVENT_PATH: event('{') })).toThrow(
    /event\.json.*cannot be read as JSON/,
  );
});
