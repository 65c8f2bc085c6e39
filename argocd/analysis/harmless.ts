import { credentialsIn, hasPassword, isEncrypted, isSecretValue, looksRandom, secretsInText } from './credentials';

/**
 * Whether a value of a Secret is none that somebody has to keep: a public key, an address without credentials, a page, a file
 * of comments, the configuration of a program without credentials. In doubt it is a secret.
 */
export function isHarmless(value: string): boolean {
  const plain = value.trim();
  return (
    /^(?:true|false)$/.test(plain) ||
    linesOf(plain).length === 0 ||
    isPublicKey(plain) ||
    isAddress(plain) ||
    isPage(plain) ||
    isConfiguration(plain)
  );
}

/** Lines that say something: comments of configuration files begin with `#` or `;`. */
function linesOf(text: string): readonly string[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !/^[#;]/.test(line));
}

const PUBLIC_BLOCK =
  /-----BEGIN (?:TRUSTED )?(?:CERTIFICATE|CERTIFICATE REQUEST|X509 CRL|DH PARAMETERS|(?:RSA |EC )?PUBLIC KEY|PGP PUBLIC KEY BLOCK)-----[^-]*(?:-----END [A-Z0-9 ]+-----)?/g;

/** A key of SSH as `authorized_keys` and `known_hosts` have it, with or without what stands before it. */
const SSH_KEY =
  /^(?:\S+ )?(?:ssh-(?:rsa|dss|ed25519)|ecdsa-sha2-nistp\d+|sk-(?:ssh-ed25519|ecdsa-sha2-nistp256)@openssh\.com) [A-Za-z0-9+/=]{20,}(?: .*)?$/;

function isPublicKey(text: string): boolean {
  if (text.startsWith('-----BEGIN ')) return text.replace(PUBLIC_BLOCK, '').trim() === '';
  return linesOf(text).every((line) => SSH_KEY.test(line) || /^age1[0-9a-z]{58}$/.test(line));
}

/** An address in which no part is a password or looks like a token, as those of webhooks do. */
function isAddress(text: string): boolean {
  if (text.length > 2000 || !/^[a-z][a-z0-9+.-]*:\/\/[^\s@]+$/i.test(text) || hasPassword(text)) return false;
  const [place = '', query = ''] = text.split('?');
  const [, host = '', path = ''] = /^[^:]+:\/\/([^/]*)(.*)$/.exec(place) ?? [];
  if (/(?:hooks\.slack|discord(?:app)?|webhook\.office|api\.telegram)\./i.test(host) || /webhook/i.test(place))
    return false;
  return ![...path.split('/'), ...query.split(/[&=]/)].some(looksRandom) && !hasSecretPair(query.split('&'), '=');
}

function hasSecretPair(pairs: readonly string[], between: string): boolean {
  return pairs.some((pair) => {
    const at = pair.indexOf(between);
    return at > 0 && isSecretValue(pair.slice(0, at).trim(), pair.slice(at + 1));
  });
}

function isPage(text: string): boolean {
  return /^<(?:!doctype html|html)\b/i.test(text) && isWithoutCredentials(text);
}

/** Settings in several lines, all of which are a key and a value, an item of a list, or the name of a section. */
function isConfiguration(text: string): boolean {
  const lines = linesOf(text);
  if (lines.length < 2) return false;
  const settings = lines.every((line) => /^(?:- )*["']?[\w./-]+["']?\s*(?::(?:\s|$)|=)|^- |^\[[\w. -]+\]$/.test(line));
  return settings && isWithoutCredentials(text) && !hasSecretPair(lines, '=');
}

/** Whether a text of any form has no credentials that could be seen. */
function isWithoutCredentials(text: string): boolean {
  if (text.length > 200_000 || credentialsIn(text) !== undefined) return false;
  if (!secretsInText(text).next().done) return false;
  // Whatever it is called, what could be a secret is one.
  if (/^[\s-]*["']?\w*(?:pass(?:word|wd|phrase)?|secret|token|credentials|api_?key)["']?\s*[:=]\s*\S/im.test(text))
    return false;
  return !text.split(/[\s"'=,;<>()]+/).some((word) => looksRandom(word) || (hasPassword(word) && !isEncrypted(word)));
}
