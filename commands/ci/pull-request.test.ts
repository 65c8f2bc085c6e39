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

const EVENT = { pull_request: { number: 12, base: { sha: 'a'.repeat(40) } } };
const github = (request: object, env: object = {}) => ({
  ...GITHUB,
  GITHUB_EVENT_PATH: event(JSON.stringify({ pull_request: { ...EVENT.pull_request, ...request } })),
  ...env,
});

test.each([
  ['a number that is a string', github({ number: '12' }), /number.* is "12", which is not a positive number/],
  ['a number below one', github({ number: -1.5 }), /number.* is -1\.5/],
  ['a base that is an option', github({ base: { sha: '--output=x' } }), /base\.sha.* is "--output=x", which is not/],
  ['no base', github({ base: null }), /base\.sha.* is missing/],
  ['a repository that leads elsewhere', github({}, { GITHUB_REPOSITORY: '../../user' }), /GITHUB_REPOSITORY is/],
  ['half a repository', github({}, { GITHUB_REPOSITORY: 'x/..' }), /GITHUB_REPOSITORY is/],
  ['a server that is no address', github({}, { GITHUB_API_URL: 'not a url' }), /GITHUB_API_URL is "not a url"/],
  ['a server that is a file', github({}, { GITHUB_API_URL: 'file:///etc' }), /GITHUB_API_URL is/],
  ['a project of GitLab that leads elsewhere', { ...GITLAB, CI_PROJECT_ID: '..' }, /CI_PROJECT_ID is "\.\."/],
  ['a merge request that leads elsewhere', { ...GITLAB, CI_MERGE_REQUEST_IID: '../../x' }, /CI_MERGE_REQUEST_IID is/],
])('%s is refused by name: a token is sent to what it makes', (_, env, expected) => {
  expect(() => pullRequestOf(env)).toThrow(expected);
});

test.each([
  ['a login in the address', github({}, { GITHUB_API_URL: 'https://user:s3cret@git.example.com/api' })],
  ['a login in the address of GitLab', { ...GITLAB, CI_API_V4_URL: 'https://user:s3cret@git.example.com/api' }],
  ['a token of two lines', github({}, { GITHUB_TOKEN: 'one\ns3cret' })],
])('%s is refused, and not repeated', (_, env) => {
  expect(() => pullRequestOf(env)).toThrow(/^(GITHUB|CI)_\w+ has /);
  expect(() => pullRequestOf(env)).not.toThrow(/s3cret/);
});
