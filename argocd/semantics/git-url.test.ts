import fc from 'fast-check';
import { normalizeGitUrl, placeOfRepository, sameUrl } from './git-url';
import { vectors } from './vectors/load';

interface Vectors {
  readonly normalize: readonly (readonly [url: string, normal: string])[];
  readonly same: readonly (readonly [left: string, right: string, same: boolean])[];
}

test.each([
  'https://git.example.com/Team/app.git',
  'https://token@git.example.com/team/app',
  'https://git.example.com:443/team/app',
  'git@git.example.com:team/app.git',
  'ssh://git@git.example.com/team/app.git',
  'ssh://git@git.example.com:22/team/app',
])('%s is one place, whichever way it is reached', (url) => {
  expect(placeOfRepository(url)).toBe('git.example.com/team/app');
});

test.each([
  ['another path', 'https://git.example.com/team/other'],
  ['another host', 'https://git.example.org/team/app'],
  ['another port', 'https://git.example.com:8443/team/app'],
  ['an artifact', 'oci://git.example.com/team/app'],
])('%s is another place', (_name, url) => {
  expect(placeOfRepository(url)).not.toBe('git.example.com/team/app');
});

describe('a repository URL is compared as Argo CD compares it', () => {
  const { normalize, same } = vectors<Vectors>('git-url');

  test('every vector', () => {
    const wrong = normalize.flatMap(([url, real]) => {
      const found = normalizeGitUrl(url);
      return found === real ? [] : [{ url, found, real }];
    });
    expect(wrong).toEqual([]);
    expect(same.filter(([left, right, real]) => sameUrl(left, right) !== real)).toEqual([]);
  });

  test.each([
    ['git@github.com:Org/Repo.git', 'git@github.com/org/repo'],
    ['ssh://git@github.com/org/repo', 'git@github.com/org/repo'],
    ['https://GitHub.com/Org/Repo.git', 'https://github.com/org/repo'],
    ['https://github.com/org/repo.git/', 'https://github.com/org/repo.git/'],
    ['https://github.com/{a,b}/*', 'https://github.com/%7Ba,b%7D/%2A'],
    ['https://github.com:*/org', ''],
  ])('%s is compared as %j', (url, normal) => {
    expect(normalizeGitUrl(url)).toBe(normal);
  });

  test('https and ssh to the same repository are two repositories', () => {
    expect(sameUrl('https://github.com/a/b', 'git@github.com:a/b')).toBe(false);
  });

  test('whatever the text, comparing does not throw', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 30 }), (text) => {
        expect(typeof normalizeGitUrl(text)).toBe('string');
        expect(sameUrl(text, text)).toBe(text !== '');
      }),
    );
  });
});
