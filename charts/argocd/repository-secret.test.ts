import { isPrivate, isSshUrl, platformRepositorySecret } from './repository-secret';

test.each([
  ['git@github.com:orgname/platform.git', true],
  ['ssh://git@git.example.com:2222/orgname/platform.git', true],
  ['git.example.com@host:x', true],
  ['https://github.com/orgname/platform.git', false],
  ['https://user@github.com/orgname/platform.git', false],
  ['registry.example.com/charts', false],
])('%s is read by SSH: %s', (url, ssh) => {
  expect(isSshUrl(url)).toBe(ssh);
});

test('SSH always asks for a key; what else is private has to be said', () => {
  expect(isPrivate({ url: 'git@github.com:orgname/platform.git' })).toBe(true);
  expect(isPrivate({ url: 'https://github.com/orgname/platform.git' })).toBe(false);
  expect(isPrivate({ url: 'https://github.com/orgname/platform.git', private: true })).toBe(true);
  // A server that takes any key, or a key that Argo CD has already: whoever says it knows.
  expect(isPrivate({ url: 'git@github.com:orgname/platform.git', private: false })).toBe(false);
});

describe('the Secret of a private repository of the platform', () => {
  test('over HTTPS: a token, which the commands read from a file and never take as an argument', () => {
    const secret = platformRepositorySecret({ url: 'https://github.com/orgname/platform.git' });
    expect(secret.labels).toEqual({ 'argocd.argoproj.io/secret-type': 'repository' });
    expect(secret.keys.map(({ key }) => key)).toEqual(['type', 'url', 'username', 'password']);
    expect(secret.howToMake?.join('\n')).toContain('--from-file=password=/dev/stdin');
    expect(secret.howToMake?.join('\n')).not.toMatch(/from-literal=(password|sshPrivateKey)/);
  });

  test('over SSH: a key', () => {
    const secret = platformRepositorySecret({ url: 'git@github.com:orgname/platform.git' });
    expect(secret.keys.map(({ key }) => key)).toEqual(['type', 'url', 'sshPrivateKey']);
    expect(secret.howToMake).toHaveLength(2);
  });

  test.each([
    ['git@git.example.com:orgname/platform.git', 'git.example.com'],
    ['ssh://git@git.example.com:2222/orgname/platform.git', '-p 2222 git.example.com'],
  ])(
    'over SSH from a host that Argo CD does not know (%s): its host key as well, or Argo CD refuses it',
    (url, scan) => {
      expect(platformRepositorySecret({ url }).howToMake?.[0]).toContain(`ssh-keyscan ${scan} `);
    },
  );
});
