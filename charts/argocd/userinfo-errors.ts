const REMEDY =
  'it would be in Git; leave it out, and declare a Repository whose credentials name entries of the secret store';

/**
 * Why a repository's URL must not be committed: it contains a user, a password or a token. The user of SSH (`git@`) is
 * no secret. The message never repeats what was found.
 */
export function userinfoErrors(field: string, url: string, remedy = REMEDY): string[] {
  const found = userinfo(url.trim());
  return found === undefined ? [] : [`${field} holds a ${found}: ${remedy}`];
}

/** The same for every `repoURL` below a value, such as the generators of an ApplicationSet. */
export function userinfoErrorsBelow(field: string, value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => {
    const at = Array.isArray(value) ? `${field}[${key}]` : `${field}.${key}`;
    return key === 'repoURL' && typeof inner === 'string' ? userinfoErrors(at, inner) : userinfoErrorsBelow(at, inner);
  });
}

function userinfo(url: string): 'password' | 'user name or token' | undefined {
  const [, scheme, rest = url] = /^!?([a-z][a-z0-9+.-]*):\/\/(.*)$/i.exec(url) ?? [];
  const [authority = ''] = rest.split(/[/?#]/, 1);
  const at = authority.lastIndexOf('@');
  if (at < 0) {
    // A password with an unescaped "/": what looks like a port is a part of the password.
    return /^[^/@]*:(?!\d*(\/|$))[^@]*@/.test(rest) ? passwordUnlessScp(scheme, rest) : undefined;
  }
  const user = authority.slice(0, at);
  if (user.includes(':')) return 'password';
  const isSsh = scheme === undefined ? authority.slice(at).includes(':') : /ssh$/i.test(scheme);
  return isSsh ? undefined : 'user name or token';
}

/** `host:org/x@y` is an address of SSH too. */
function passwordUnlessScp(scheme: string | undefined, rest: string): 'password' | undefined {
  return scheme === undefined && !/@[^/@]+[/:]/.test(rest) ? undefined : 'password';
}
