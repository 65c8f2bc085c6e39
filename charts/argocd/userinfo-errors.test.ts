import { userinfoErrors, userinfoErrorsBelow } from './userinfo-errors';

const SECRET = 'n0t-really';

test.each([
  `https://bot:${SECRET}@github.com/orgname/x.git`,
  `  https://bot:${SECRET}@github.com/orgname/x.git`,
  `https://${SECRET}@github.com/orgname/x.git`,
  `https://:${SECRET}@github.com/orgname/x.git`,
  `https://bot:a/${SECRET}@github.com/orgname/x.git`,
  `https://bot:a@${SECRET}@github.com/orgname/x.git`,
  `HTTPS://bot:${SECRET}@github.com/orgname/x.git`,
  `!https://${SECRET}@github.com/orgname/*`,
  `ssh://git:${SECRET}@github.com/orgname/x.git`,
  `git:${SECRET}@github.com:orgname/x.git`,
  `oci://${SECRET}@registry.example.com/charts`,
  `bot:${SECRET}@registry.example.com/charts`,
  `${SECRET}@registry.example.com/charts`,
])('%s is refused, and the message does not repeat it', (url) => {
  const [error] = userinfoErrors('source.repoURL', url);
  expect(error).toMatch(/^source\.repoURL holds a (password|user name or token): /);
  expect(error).not.toContain(SECRET);
});

test.each([
  'https://github.com/orgname/x.git',
  'https://git.example.com:8443/@scope/x.git',
  'https://git.example.com:8443',
  'git@github.com:orgname/x.git',
  'ssh://git@github.com:22/orgname/x.git',
  'git+ssh://git@github.com/orgname/x.git',
  'registry.example.com:5000/charts',
  'oci://registry.example.com/charts',
  'https://github.com/orgname/team-*',
  '*',
])('%s is fine', (url) => {
  expect(userinfoErrors('url', url)).toEqual([]);
});

test('every repoURL of a generator is looked at, however deep', () => {
  const generators = [
    { matrix: { generators: [{ git: { repoURL: `https://${SECRET}@x.example/y.git` } }, { list: {} }] } },
  ];
  expect(userinfoErrorsBelow('generators', generators)).toEqual([
    expect.stringContaining('generators[0].matrix.generators[0].git.repoURL holds a user name or token'),
  ]);
});
