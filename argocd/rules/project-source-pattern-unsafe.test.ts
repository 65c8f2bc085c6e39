import { project } from '../analysis/manifests';
import { findings } from '../testing/rules';

function judged(...sourceRepos: unknown[]) {
  const found = findings('project-source-pattern-unsafe', { 'project.yaml': project({ sourceRepos }) });
  return found.map(({ severity, message, fix }) => `${severity} ${message} | ${fix}`);
}

test.each([
  '*',
  'https://git.example.com/**',
  'https://git.example.com/web-*',
  'https://*.example.com/web/*',
  'git@git.example.com:web/*',
  'git@*:web/*.git',
  'oci://registry.example.com/charts/*',
  'registry.example.com/charts',
  'https://git.example.com:3000/web/*',
])('%s stays the pattern that it is', (pattern) => {
  expect(judged(pattern)).toEqual([]);
});

test.each([
  [
    'https://git.example.com/{web,shop}/*',
    'which makes',
    "`- 'https://git.example.com/web/*'`, `- 'https://git.example.com/shop/*'`",
  ],
  ['git@git.example.com:{web,shop}/*', 'which makes', "`- 'git@git.example.com:web/*'`"],
  ['https://git.example.com:*/web/*', 'a port has no patterns', 'Write a URL'],
  ['https://{a,b}.example.com/*', 'a host has no `{`', "`- 'https://a.example.com/*'`"],
  ['*://git.example.com/web/*', 'as a URL it cannot be parsed', 'Write a URL'],
  ['https://git.example.com/my team/*', "which makes 'https://git.example.com/my%20team/%2a'", 'Write a URL'],
])('%s matches nothing', (pattern, message, fix) => {
  const [found] = judged(pattern);
  expect(found).toMatch(/^silent .* never matches/);
  expect(found?.toLowerCase()).toContain(message.toLowerCase());
  expect(found).toContain(fix);
});

test('a denial that matches nothing denies nothing', () => {
  const [found] = judged('*', '!https://git.example.com/{web,shop}/**');
  expect(found).toContain('so it denies nothing');
  expect(found).toContain("`- '!https://git.example.com/web/**'`");
});

test.each(['https://git.example.com/team-?/**', 'https://git.example.com/[ab]*/x'])(
  '%s is a pattern by chance: a warning',
  (pattern) => {
    expect(judged(pattern)).toEqual([expect.stringMatching(/^warn .*only by chance stays a pattern/)]);
  },
);

test('denials alone permit all the rest: a warning', () => {
  expect(judged('!https://github.com/**')).toEqual([
    expect.stringMatching(/^warn .*every other repository in the world/),
  ]);
  expect(judged('!https://github.com/**', '*')).toEqual([]);
  expect(judged()).toEqual([]);
});
