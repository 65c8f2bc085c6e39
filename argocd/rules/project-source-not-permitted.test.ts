import { application, documents, object, project, settings } from '../analysis/manifests';
import { findings, judge } from '../testing/rules';

const RULE = 'project-source-not-permitted';
const URL = 'https://git.example.com/web/website.git';

function judged(sourceRepos: unknown, repoURL = URL, files: Record<string, string> = {}) {
  const source = { repoURL, path: '.' };
  return findings(RULE, {
    'project.yaml': project({ sourceRepos }),
    'app.yaml': application({ project: 'web', source }),
    ...files,
  });
}

test.each([
  ['everything', ['*'], URL],
  ['the same URL', [URL], URL],
  ['another case, and no .git', ['https://GIT.example.com/Web/Website'], URL],
  ['one segment', ['https://git.example.com/web/*'], URL],
  ['any depth', ['https://git.example.com/**'], URL],
  ['a scp URL, written as ssh', ['ssh://git@git.example.com/web/*'], 'git@git.example.com:web/website.git'],
  ['a chart repository in an OCI registry', ['registry.example.com/*'], 'registry.example.com/charts'],
  ['denials alone, which permit all the rest', ['!https://github.com/**'], URL],
  ['a denial of something else', ['!https://github.com/**', 'https://git.example.com/**'], URL],
])('%s is permitted', (_, patterns, url) => {
  expect(judged(patterns, url)).toEqual([]);
});

test.each([
  ['nothing', undefined, URL],
  ['an empty list', [], URL],
  ['one segment where there are two', ['https://git.example.com/*'], URL],
  ['https where ssh is permitted', ['git@git.example.com:web/website.git'], URL],
  ['a port that is a pattern', ['https://git.example.com:*/web/*'], 'https://git.example.com:8443/web/website'],
  ['alternatives', ['https://git.example.com/{web,shop}/*'], URL],
  ['a path that is deeper than the pattern for a registry', ['registry.example.com/*'], 'registry.example.com/a/b'],
])('%s is refused', (_, patterns, url) => {
  expect(judged(patterns, url)).toMatchObject([
    {
      severity: 'refuse',
      line: 9,
      message: expect.stringContaining(`application repo ${url} is not permitted in project 'web'`),
    },
  ]);
});

test('a denial refuses wherever it stands, and is named with its line', () => {
  expect(judged(['*', '!https://git.example.com/web/**'])).toMatchObject([
    {
      message: expect.stringContaining(
        "the item '!https://git.example.com/web/**' of its sourceRepos (project.yaml:9) denies it",
      ),
    },
  ]);
});

test.each([
  [['https://git.example.com/*'], "`*` stands for one segment of the path: 'https://git.example.com/**' would match"],
  [['git@git.example.com:web/website.git'], 'is the same repository to Git, but another one to Argo CD'],
  [['https://git.example.com/web/websit'], 'Did you mean https://git.example.com/web/websit?'],
])('a near miss is explained: %j', (patterns, hint) => {
  expect(judged(patterns)[0]?.fix).toContain(hint);
});

test('the fix is the item to add, and the place to add it', () => {
  expect(judged(['https://github.com/**'])[0]?.fix).toMatch(
    /^Add the item `- https:\/\/git\.example\.com\/web\/website\.git` to spec\.sourceRepos of AppProject web \(project\.yaml:7\)/,
  );
});

test('every source is judged, also one that is only referred to', () => {
  const sources = [
    { repoURL: 'https://a.example.com', chart: 'a', targetRevision: '1' },
    { repoURL: 'https://b.example.com', ref: 'values' },
    { repoURL: URL, path: '.' },
  ];
  const files = {
    'project.yaml': project({ sourceRepos: [URL] }),
    'app.yaml': application({ project: 'web', source: undefined, sources }),
  };
  expect(findings(RULE, files).map(({ line }) => line)).toEqual([12, 15]);
});

test('of a hydrator the dry source is judged, and since 3.5 a sync source of its own', () => {
  const sourceHydrator = {
    drySource: { repoURL: 'https://dry.example.com', path: '.', targetRevision: 'HEAD' },
    syncSource: { repoURL: 'https://sync.example.com', targetBranch: 'env', path: 'a' },
  };
  const files = {
    'project.yaml': project({ sourceRepos: [URL] }),
    'app.yaml': application({ project: 'web', source: undefined, sourceHydrator }),
  };
  const messages = (version: string) => findings(RULE, files, version).map(({ message }) => message.split(' is ')[0]);
  expect(messages('3.4.4')).toEqual(['application repo https://dry.example.com']);
  expect(messages('3.5.1')).toEqual([
    'application repo https://dry.example.com',
    'sync source repo https://sync.example.com',
  ]);
});

test('a repository Secret scoped to the project permits its URL', () => {
  const secret = (name: string) =>
    object('Secret', 'repo', {}).replace(
      'metadata:',
      `stringData: {url: "${URL}", project: ${name}}\nmetadata:\n  labels: {argocd.argoproj.io/secret-type: repository}\n  namespace: argocd`,
    );
  expect(judged([], URL, { 'secret.yaml': secret('web') })).toEqual([]);
  expect(judged([], URL, { 'secret.yaml': secret('other') })).toHaveLength(1);
});

test('a global project adds its repositories to the projects that it selects', () => {
  const global = (labels: object) => ({
    'cm.yaml': settings({
      globalProjects: `- labelSelector: {matchExpressions: [{key: kind, operator: In, values: [team]}]}\n  projectName: global\n`,
    }),
    'global.yaml': project({ sourceRepos: ['https://git.example.com/**'] }, 'global'),
    'project.yaml': project({ sourceRepos: [] }, 'web', { labels }),
  });
  expect(judged([], URL, global({ kind: 'team' }))).toEqual([]);
  expect(judged([], URL, global({ kind: 'other' }))).toHaveLength(1);
});

test('a project that is not at hand is not judged', () => {
  expect(judge({ 'app.yaml': application({ project: 'web' }) }, { only: RULE }).findings).toEqual([]);
});

test('many Applications of one project are each reported, at their own line', () => {
  const source = { repoURL: URL, path: '.' };
  const apps = documents(...['a', 'b', 'c'].map((name) => application({ project: 'web', source }, { name })));
  const found = findings(RULE, { 'project.yaml': project({ sourceRepos: [] }), 'apps.yaml': apps });
  expect(found.map(({ resource }) => resource.name)).toEqual(['a', 'b', 'c']);
});
