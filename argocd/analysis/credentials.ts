import { fields, text } from '../model/resource';
import { BoundedCache } from '../semantics/bounded-cache';

/**
 * Names whose value is a secret unless the value shows that it is not. `passwordKey`, `existingSecret` and the like
 * only say where one is.
 */
const SECRET_NAME =
  /(?:password|passwd|passphrase|[_.-]pass|secret[_.-]?access[_.-]?key|private[_.-]?key|bearer[_.-]?token|client[_.-]?secret|bind[_.-]?pw)$/i;

/** Names whose value may also be the name of a Secret, or a switch: only a random-looking value counts as a secret. */
const MAYBE_NAME = /(?:token|secret|credentials?|(?:secret|access|api)[_.-]?key)$/i;

/** Environment variables as programs name them: what stands in one of these is the token itself, and no name of a Secret. */
const VARIABLE = /^[A-Z][A-Z0-9_]*_(?:TOKEN|API_?KEY|SECRET_KEY)$/;

/** Names that speak of a secret and hold none. */
const OTHER_NAME =
  /^existing|secret[_.-]?(?:ref|name)|file$|htpasswd$|checksum|hash|digest|sha\d|fingerprint|encrypted|sealed|public/i;

/** Placeholders for a secret, and switches. */
const NO_SECRET =
  /^(?:change[-_ ]?(?:me|it|this).*|replace[-_ ]?(?:me|with|this).*|(?:your|my|some|insert|enter)[-_ ].*|example.*|placeholder.*|dummy.*|fake.*|redacted|todo.*|fixme.*|tbd|x{3,}|\.{3,}|string|not?[-_ ].*|unused|n\/?a|none|null|nil|undefined|unset|true|false|yes|no|on|off|enabled|disabled|required|optional|[01-])!?$/i;

/**
 * Forms that refer to a secret elsewhere, or that a program replaces: a path, a variable or its name, a template, a
 * URI, a hash.
 */
const ELSEWHERE =
  /^[/$.]|^~\/|^\*+$|\{\{|\$\{|\$\(|\[\[|^%[\w(].*%$|^@.*@$|^__.*__$|^#\{|^[a-z][a-z0-9+.-]*:\/\/|^(?:vault|bao|env|file|secret|secretref|arn|ssm|gsm|kv|ref):|(?:^|[./])[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+$|^\{[A-Z0-9-]+\}|^Ag[A-Za-z0-9+/]{100}/;

/**
 * SOPS, and the placeholders that other programs fill in (`<path:…>` and `<name>` of argocd-vault-plugin, `ref+vault://` of
 * vals, `$NAME` of envsubst).
 */
export function isEncrypted(value: string): boolean {
  const plain = value.trim();
  return /^ENC\[|^<[^>]+>$|^ref\+[a-z]|^\$[A-Z0-9_]+$|^\$\{[A-Za-z0-9_]+\}$/.test(plain);
}

/** Whether a value is a secret, judging by its name. In doubt it is not: a false alarm is a defect. */
export function isSecretValue(name: string, value: string): boolean {
  const said = nameSays(name);
  if (said === 'nothing') return false;
  const plain = value.trim();
  if (plain === '' || isEncrypted(plain) || ELSEWHERE.test(plain) || NO_SECRET.test(plain)) return false;
  // A short number is a limit: MAX_TOKEN.
  if (VARIABLE.test(name) && /^\d{1,6}$/.test(plain)) return false;
  return said === 'secret' ? fold(plain) !== fold(name) : looksRandom(plain);
}

type Said = 'secret' | 'maybe' | 'nothing';

/** Thousands of objects have the same few names. */
const names = new BoundedCache<Said>(10_000);

function nameSays(name: string): Said {
  return names.get(name, () => {
    if (OTHER_NAME.test(name)) return 'nothing';
    return SECRET_NAME.test(name) || VARIABLE.test(name) ? 'secret' : MAYBE_NAME.test(name) ? 'maybe' : 'nothing';
  });
}

function fold(name: string): string {
  return name.replace(/[\s_.-]/g, '').toLowerCase();
}

/** Tokens by their prefix, UUIDs, long hex, and what is long and mixes digits and letters as no name does. */
export function looksRandom(value: string): boolean {
  if (value.length < 20 || value.length > 10_000 || !/^[\w.+/=-]+$/.test(value)) return false;
  return TOKEN.test(value) || value.split(/[-_.]/).some(isMixed);
}

function isMixed(part: string): boolean {
  if (part.length < 20 || !/\d\D*\d/.test(part) || !/[a-z]/i.test(part)) return false;
  return /^[0-9a-f]{32,}$/i.test(part) || (/[a-z]/.test(part) && /[A-Z]/.test(part)) || /(?:\d\D*){4}/.test(part);
}

const TOKEN =
  /^(?:gh[a-z]_|github_pat_|glpat-|gldt-|xox[a-z]-|[sr]k_live_|hvs\.|npm_|pypi-|dckr_pat_|SG\.|eyJ[\w-]+\.eyJ)|^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Whether a URL has a password, or a token in the place of the user; `https://org@dev.azure.com/…` has neither. */
export function hasPassword(url: string): boolean {
  if (!url.includes('@') || !url.includes('://')) return false;
  const plain = url.trim();
  const [, user = '', password = ''] =
    /^[a-z][a-z0-9+.-]*:\/\/([^\s/?#:@]*)(?::([^\s/?#]*))?@[^\s@]/i.exec(plain) ?? [];
  if (password !== '') return !/\{\{|\$\{|\$\(|^\*+$/.test(password) && !isEncrypted(password);
  return /^https?:/i.test(plain) && /^(gh[a-z]_|github_pat_|glpat-|gldt-|AKC|ATBB|[A-Za-z0-9_-]{32,}$)/.test(user);
}

/**
 * The kind of credentials that a text contains; `undefined` if it contains none. The text may be long, so it is read
 * only once.
 */
export function credentialsIn(value: string): string | undefined {
  if (hasPrivateKey(value)) return 'a private key';
  if (value.includes('"auths"') && hasRegistryLogin(value)) return 'the login of a registry';
  if (value.includes('users') && /\bkind"?: *"?Config\b/.test(value) && hasUserCredentials(value))
    return 'the credentials of a kubeconfig';
  return undefined;
}

/** An encrypted key, or a placeholder such as `-----BEGIN PRIVATE KEY-----…`, does not count. */
function hasPrivateKey(value: string): boolean {
  for (let at = value.indexOf('PRIVATE KEY'); at >= 0; at = value.indexOf('PRIVATE KEY', at + 1)) {
    if (!/-----BEGIN (?:(?:RSA|EC|DSA|OPENSSH|PGP) )?$/.test(value.slice(Math.max(0, at - 24), at))) continue;
    const head = value.slice(at, at + 600);
    if (head.includes('ENCRYPTED')) continue;
    const body = head
      .slice(head.indexOf('-----') + 5)
      .replace(/^.*: .*$/gm, '')
      .replace(/\s|\\n/g, '');
    if (/^[A-Za-z0-9+/]{64}/.test(body)) return true;
  }
  return false;
}

function hasRegistryLogin(value: string): boolean {
  try {
    return Object.values(fields(fields(JSON.parse(value)).auths)).some((login) => {
      const { auth, password, identitytoken } = fields(login);
      const [, ofAuth = ''] = /:(.*)$/s.exec(Buffer.from(text(auth), 'base64').toString('utf8')) ?? [];
      return [ofAuth, text(password), text(identitytoken)].some(isLiteral);
    });
  } catch {
    return false;
  }
}

function hasUserCredentials(value: string): boolean {
  return [...value.matchAll(/^[ \t-]*"?(client-key-data|token|password)"?: *"?([^\s",]+)/gm)].some(
    ([, key, one = '']) => (key !== 'client-key-data' || one.length > 64) && isLiteral(one),
  );
}

function isLiteral(value: string): boolean {
  const plain = value.trim();
  return plain !== '' && !isEncrypted(plain) && !ELSEWHERE.test(plain) && !NO_SECRET.test(plain);
}

/** Names of secrets that have a value in a text of YAML or JSON, also as a pair of `name` and `value`. */
export function* secretsInText(value: string): Generator<string> {
  if (!/pass|secret|key|token|bindpw/i.test(value)) return;
  let name = '';
  for (const line of value.split('\n')) {
    if (line.length > 1000) continue;
    const [, key = '', written = ''] = LINE.exec(line) ?? [];
    if (key === '') continue;
    // Block scalars, anchors, aliases and flow collections.
    const plain = /^[|>&*!{[]/.test(written) ? '' : written.replace(/^(["'])(.*)\1$/, '$2');
    if (key === 'name') name = plain;
    else if (key === 'value' && name !== '' && isSecretValue(lastPart(name), plain)) yield name;
    else if (isSecretValue(key, plain)) yield key;
  }
}

const LINE = /^[\s-]{0,80}["']?([\w.-]{1,80})["']?\s*:\s+(\S{1,400}?),?\s*(?:#.*)?$/;

/** `auth.password` is a password. */
export function lastPart(name: string): string {
  return name.slice(name.lastIndexOf('.') + 1);
}
