/** The user info of a URL, between scheme and host. A password may contain an `@`, but no `/`. */
const USERINFO = /\b(https?:\/\/|oci:\/\/)[^\s/?#"'`]*@|\b([a-z][a-z0-9+.-]*:\/\/)[^\s/?#"'`@]*:[^\s/?#"'`]*@/gi;

/** The same in a text that was cut off before the host: in a host, only a port can follow a colon. */
const CUT = /\b([a-z][a-z0-9+.-]*:\/\/)[^\s/?#"'`@]*:(?!\d*…)[^\s/?#"'`@]*…/gi;

/** A secret in the query of a URL, as some Git servers and registries take it. */
const QUERY = /([?&](?:[a-z_-]*token|password|secret|api[_-]?key|sig|signature)=)[^\s&#"'`]+/gi;

/** Takes the user and the password out of every URL in a text, and tokens out of its query. The user of `ssh://git@…` alone is no secret. */
export function redact(text: string): string {
  if (!text.includes('://')) return text;
  return text
    .replace(USERINFO, (_, http: string | undefined, other: string) => `${http ?? other}***@`)
    .replace(CUT, '$1***…')
    .replace(QUERY, '$1***');
}

/** A line that gives a secret a value, whatever kind of object it is in. */
const SECRET_LINE =
  /(?:passwo?r?d|passwd|passphrase|token|secret[_-]?(?:access[_-]?)?key|api[_-]?key|private[_-]?key|client[_-]?secret)["']?\s*[:=,]\s*["']?[^\s"'{}[\],]|PRIVATE KEY-----/i;

/** Whether a line of a file may not be shown. */
export function isConfidentialLine(line: string): boolean {
  return SECRET_LINE.test(line) || redact(line) !== line;
}
