/** What stands between the scheme of a URL and its host; a password may hold an `@`, but no `/`. */
const USERINFO = /\b(https?:\/\/|oci:\/\/)[^\s/?#"'`]*@|\b([a-z][a-z0-9+.-]*:\/\/)[^\s/?#"'`@]*:[^\s/?#"'`]*@/gi;

/** The same where the text was shortened before the host: no host has a colon and then something else than a port. */
const CUT = /\b([a-z][a-z0-9+.-]*:\/\/)[^\s/?#"'`@]*:(?!\d*…)[^\s/?#"'`@]*…/gi;

/** Takes the user and the password out of every URL in a text. The user of `ssh://git@…` alone is no secret. */
export function redact(text: string): string {
  if (!text.includes('://')) return text;
  return text
    .replace(USERINFO, (_, http: string | undefined, other: string) => `${http ?? other}***@`)
    .replace(CUT, '$1***…');
}

/** A line that gives a secret a value, whatever kind of object it is in. */
const SECRET_LINE =
  /(?:passwo?r?d|passwd|passphrase|token|secret[_-]?(?:access[_-]?)?key|api[_-]?key|private[_-]?key|client[_-]?secret)["']?\s*[:=,]\s*["']?[^\s"'{}[\],]|PRIVATE KEY-----/i;

/** Whether a line of a file may not be shown. */
export function isConfidentialLine(line: string): boolean {
  return SECRET_LINE.test(line) || redact(line) !== line;
}

/** Takes out of the words of a parser what it quotes of the text. */
export function withoutQuotes(message: string): string {
  return message.replace(/".*"|`.*`|'.*'/gs, '…').replace(/(Unexpected token ).*?(,| in JSON| is not)/, '$1…$2');
}
