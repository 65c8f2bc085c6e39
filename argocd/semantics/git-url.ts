import { BoundedCache } from './bounded-cache';
import { toLower, trimSpace } from './go-text';
import { reserializeUrl } from './go-url';

const SSH_URL = /^(ssh:\/\/)?([^/:]*?)@[^@]+$/;

const cache = new BoundedCache<string>(10_000);

/**
 * The form in which Argo CD compares repository URLs: lower case, without one trailing `.git`, `git@host:path` and
 * `ssh://git@host/path` alike, re-escaped as a URL. Empty when it is no URL.
 *
 * Patterns of `sourceRepos` pass through it too, which is why `{a,b}` in them never matches: it is percent-encoded.
 *
 * @see https://github.com/argoproj/argo-cd/blob/v3.5.1/util/git/git.go
 */
export function normalizeGitUrl(url: string): string {
  return cache.get(url, () => normalize(url));
}

function normalize(url: string): string {
  let repo = toLower(trimSpace(url));
  if (SSH_URL.test(repo) && !repo.startsWith('ssh://')) repo = `ssh://${repo.replace(':', '/')}`;
  if (repo.endsWith('.git')) repo = repo.slice(0, -'.git'.length);
  return (reserializeUrl(repo) ?? '').replace(/^ssh:\/\//, '');
}

/** Whether Argo CD takes two URLs for the same repository. A URL that it cannot parse is compared as it is. */
export function sameUrl(left: string, right: string): boolean {
  const a = normalizeGitUrl(left) || left;
  const b = normalizeGitUrl(right) || right;
  return a !== '' && a === b;
}

/**
 * Where a repository is, whichever way it is reached: `https://host/path`, `ssh://git@host/path` and `git@host:path` alike.
 * Argo CD keeps them apart (a project that permits one does not permit the other), but their files are the same.
 */
export function placeOfRepository(url: string): string {
  const normal = normalizeGitUrl(url);
  const [, scheme = '', place = ''] = /^(?:([a-z][a-z0-9+.-]*):\/\/)?(?:[^/@]*@)?(.*)$/.exec(normal) ?? [];
  if (!['', 'http', 'https', 'git'].includes(scheme)) return normal;
  return place.replace(/^([^/:]+):(?:22|80|443)(?=\/)/, '$1');
}
