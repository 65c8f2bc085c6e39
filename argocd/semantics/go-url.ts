import { isIPv6 } from 'node:net';
import { fromBytes, toBytes } from './go-text';

/** The part of a URL that is being escaped; each has its own set of characters that stay as they are. */
type Part = 'path' | 'host' | 'zone' | 'user' | 'fragment';

const UNRESERVED = '-._~0-9A-Za-z';
const PLAIN: Record<Part, RegExp> = {
  path: new RegExp(`[${UNRESERVED}$&+,/:;=@]`),
  host: new RegExp(`[${UNRESERVED}!"$&'()*+,:;<=>\\[\\]]`),
  zone: new RegExp(`[${UNRESERVED}!"$&'()*+,:;<=>\\[\\]]`),
  user: new RegExp(`[${UNRESERVED}$&+,;=]`),
  fragment: new RegExp(`[${UNRESERVED}!$&()*+,/:;=?@]`),
};

/** An URL that Go does not parse. */
class UrlError extends Error {}

function percentEncode(bytes: string, part: Part): string {
  let escaped = '';
  for (const byte of bytes) {
    const plain = PLAIN[part].test(byte);
    escaped += plain ? byte : `%${byte.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`;
  }
  return escaped;
}

function percentDecode(bytes: string, part: Part): string {
  const hostLike = part === 'host' || part === 'zone';
  let plain = '';
  for (let i = 0; i < bytes.length; i++) {
    const byte = bytes.charAt(i);
    if (byte !== '%') {
      if (hostLike && byte < '\x80' && !PLAIN[part].test(byte)) throw new UrlError('invalid character in host name');
      plain += byte;
      continue;
    }
    const hex = bytes.slice(i + 1, i + 3);
    if (!/^[0-9a-fA-F]{2}$/.test(hex)) throw new UrlError('invalid URL escape');
    const code = Number.parseInt(hex, 16);
    const decoded = String.fromCharCode(code);
    if (part === 'host' && code < 0x80 && hex !== '25') throw new UrlError('invalid URL escape');
    if (part === 'zone' && hex !== '25' && decoded !== ' ' && !PLAIN.host.test(decoded)) {
      throw new UrlError('invalid URL escape');
    }
    plain += decoded;
    i += 2;
  }
  return plain;
}

/** Keeps an author's own escaping when it is a valid one for the same bytes. */
function reescape(raw: string, part: 'path' | 'fragment'): string {
  const plain = percentDecode(raw, part);
  const canonical = percentEncode(plain, part);
  if (raw === canonical) return canonical;
  const valid = [...raw].every((byte) => /[!$&'()*+,;=:@[\]%]/.test(byte) || PLAIN[part].test(byte));
  if (raw !== '' && valid) return raw;
  return part === 'path' && plain === '*' ? '*' : canonical;
}

function cut(text: string, separator: string): [before: string, after: string] {
  const at = text.indexOf(separator);
  return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + separator.length)];
}

function parseHost(scheme: string, host: string): string {
  const checkPort = (port: string) => {
    if (!/^(:[0-9]*)?$/.test(port)) throw new UrlError('invalid port after host');
  };
  const bracket = host.lastIndexOf('[');
  if (bracket > 0) throw new UrlError('invalid IP-literal');
  if (bracket === 0) {
    const close = host.lastIndexOf(']');
    if (close < 0) throw new UrlError("missing ']' in host");
    const port = host.slice(close + 1);
    checkPort(port);
    const name = host.slice(1, close);
    const zone = name.indexOf('%25');
    const plain =
      zone < 0
        ? percentDecode(name, 'host')
        : percentDecode(name.slice(0, zone), 'host') + percentDecode(name.slice(zone), 'zone');
    if (!isIPv6(plain.replace(/%.+$/s, ''))) throw new UrlError('invalid host');
    return `[${plain}]${port}`;
  }
  const strict = scheme === 'http' || scheme === 'https';
  const colon = strict ? host.indexOf(':') : host.lastIndexOf(':');
  if (colon >= 0) checkPort(host.slice(colon));
  return percentDecode(host, 'host');
}

/** `user:password@` as it is written out again, empty without one. */
function parseUser(user: string): string {
  if (!/^[-._~!$&'()*+,;=:%@0-9A-Za-z]*$/.test(user)) throw new UrlError('invalid userinfo');
  const [name, password] = cut(user, ':');
  const escaped = [name, password].map((part) => percentEncode(percentDecode(part, 'user'), 'user'));
  return `${user.includes(':') ? escaped.join(':') : escaped[0]}@`;
}

/**
 * What Go makes of a URL that is parsed and written out again: `url.Parse(raw).String()`.
 *
 * @returns undefined if Go does not parse it
 * @see https://pkg.go.dev/net/url#Parse
 */
export function reserializeUrl(text: string): string | undefined {
  try {
    return fromBytes(reserialize(toBytes(text)));
  } catch (error) {
    if (error instanceof UrlError) return undefined;
    throw error;
  }
}

/**
 * Whether Go takes a text as the URL of a request: absolute, or a path from the root.
 *
 * @see https://pkg.go.dev/net/url#ParseRequestURI
 */
export function isRequestUri(text: string): boolean {
  const raw = toBytes(text);
  try {
    if (raw.startsWith('/')) {
      // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what Go refuses here
      if (/[\x00-\x1f\x7f]/.test(raw)) return false;
      percentDecode(cut(raw, '?')[0], 'path');
      return true;
    }
    if (raw !== '*' && !/^[a-zA-Z][-a-zA-Z0-9+.]*:/.test(raw)) return false;
    reserializeBody(raw);
    return true;
  } catch (error) {
    if (error instanceof UrlError) return false;
    throw error;
  }
}

function reserialize(raw: string): string {
  const [main, rawFragment] = cut(raw, '#');
  const body = reserializeBody(main);
  if (rawFragment === '') return body;
  const fragment = reescape(rawFragment, 'fragment');
  return `${body}#${fragment}`;
}

function reserializeBody(main: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what Go refuses here
  if (/[\x00-\x1f\x7f]/.test(main)) throw new UrlError('invalid control character in URL');
  if (main === '*') return '*';
  if (main.startsWith(':')) throw new UrlError('missing protocol scheme');
  const [, scheme = '', afterScheme = main] = /^([a-zA-Z][-a-zA-Z0-9+.]*):(.*)$/s.exec(main) ?? [];
  const forceQuery = /^[^?]*\?$/.test(afterScheme);
  const [beforeQuery, rawQuery] = cut(afterScheme, '?');
  const query = forceQuery || rawQuery !== '' ? `?${rawQuery}` : '';
  const prefix = scheme === '' ? '' : `${scheme.toLowerCase()}:`;

  if (!beforeQuery.startsWith('/')) {
    if (scheme !== '') {
      // An opaque URL such as `mailto:x`; when nothing is left, it is written like one with an empty path.
      return prefix + beforeQuery + query;
    }
    if (cut(beforeQuery, '/')[0].includes(':')) throw new UrlError('first path segment in URL cannot contain colon');
  }

  let authority: string | undefined;
  let rawPath = beforeQuery;
  if (beforeQuery.startsWith('//') && (scheme !== '' || !beforeQuery.startsWith('///'))) {
    const end = beforeQuery.indexOf('/', 2);
    authority = end < 0 ? beforeQuery.slice(2) : beforeQuery.slice(2, end);
    rawPath = end < 0 ? '' : beforeQuery.slice(end);
  }
  const at = authority?.lastIndexOf('@') ?? -1;
  const host = authority === undefined ? '' : parseHost(scheme.toLowerCase(), authority.slice(at + 1));
  const user = authority === undefined || at < 0 ? '' : parseUser(authority.slice(0, at));
  const path = reescape(rawPath, 'path');
  if (authority === undefined || (scheme === '' && host === '' && user === '')) {
    const first = cut(path, '/')[0];
    return prefix + (prefix === '' && first.includes(':') ? './' : '') + path + query;
  }
  const slashes = host !== '' || path !== '' || user !== '' ? '//' : '';
  return `${prefix}${slashes}${user}${percentEncode(host, 'host')}${path}${query}`;
}
