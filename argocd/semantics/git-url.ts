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
