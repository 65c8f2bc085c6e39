/** What ends the part of a URL that names user, password and host. */
const AUTHORITY_END = /[\s/?#"'`]/g;

/** A secret in the query of a URL, as some Git servers and registries take it. */
const QUERY = /([?&](?:[a-z_-]*token|password|secret|api[_-]?key|sig|signature)=)[^\s&#"'`]+/gi;

/** The schemes whose user is a secret even without a password: a token stands there. */
const TOKEN_SCHEME = /(?:\bhttps?|\boci)$/i;

/**
 * Takes the user and the password out of every URL in a text, and tokens out of its query. The user of `ssh://git@…` alone
 * is no secret.
 *
 * Reads the text once: what it is given comes from other people, and may be long.
 */
export function redact(text: string): string {
  if (!text.includes('://')) return text;
  let shown = '';
  let from = 0;
  for (let at = text.indexOf('://'); at >= 0; at = text.indexOf('://', at + 3)) {
    const start = at + 3;
    AUTHORITY_END.lastIndex = start;
    const end = AUTHORITY_END.exec(text)?.index ?? text.length;
    // No scheme that a token goes with is longer.
    const hidden = userOf(text.slice(start, end), TOKEN_SCHEME.test(text.slice(Math.max(from, at - 6), at)));
    if (hidden < 0) continue;
    shown += `${text.slice(from, start)}***`;
    from = start + hidden;
  }
  return (shown + text.slice(from)).replace(QUERY, '$1***');
}

/** How many characters of a URL's authority are user and password; -1 if it has none. */
function userOf(authority: string, token: boolean): number {
  const first = authority.indexOf('@');
  // A password may contain an `@`, but no `/`.
  if (first >= 0 && (token || authority.lastIndexOf(':', first) >= 0)) return authority.lastIndexOf('@');
  // Cut off before its host: in a host, only a port can follow a colon.
  const whole = first < 0 ? authority : authority.slice(0, first);
  const cut = whole.lastIndexOf('…');
  const colon = whole.indexOf(':');
  return colon >= 0 && colon < cut && !/^\d*$/.test(whole.slice(colon + 1, cut)) ? cut : -1;
}

const SECRET_NAME = `(?:passwo?r?d|passwd|passphrase|token|secret[_-]?(?:access[_-]?)?key|api[_-]?key|private[_-]?key|client[_-]?secret)`;

const NAMED_SECRET = new RegExp(`${SECRET_NAME}|secret|credential|pass$`, 'i');

/** Where a secret is, and what it is called: no secret. */
const NAMES_PLACE = /^existing|name$|ref$|file$|path$|url$|enabled$/i;

/** Whether what has this name may be a secret: in doubt it is, so for what is shown and not for what is judged. */
export function namesSecret(name: string): boolean {
  return NAMED_SECRET.test(name) && !NAMES_PLACE.test(name);
}

/** A line that gives a secret a value, whatever kind of object it is in; an option of a command too: `--password x`. */
const SECRET_LINE = new RegExp(
  `${SECRET_NAME}["']?\\s*[:=,]\\s*["']?[^\\s"'{}[\\],]|-${SECRET_NAME}["']?[ \\t]+["']?[^\\s"'{}[\\],:=|&;<>-]|PRIVATE KEY-----`,
  'i',
);

/** An item of a list that is an option for a secret: the next item is its value. */
const SECRET_FLAG = new RegExp(`^[\\s-]*["']?--?(?:[\\w.-]*[._-])?${SECRET_NAME}["']?\\s*$`, 'i');

/** A line whose key is a secret: what stands below it may be its value. */
const SECRET_KEY = new RegExp(`${SECRET_NAME}["']?\\s*:`, 'i');

/** A line that names something: `value` beside it may be its value. */
const NAMES_SECRET = new RegExp(`^[\\s-]*["']?(?:name|key)["']?\\s*:.*(?:${SECRET_NAME}|secret)`, 'i');

/** Whether a line of a file may not be shown, for what is in it. */
export function isConfidentialLine(line: string): boolean {
  return SECRET_LINE.test(line) || redact(line) !== line;
}

/** How far from a line what it belongs to is looked for. */
const NEAR = 100;

/**
 * Whether a line of a file may not be shown: for what is in it, for a key above it that is a secret, for a `name: … password` in
 * the same map, or for `- --password` before it.
 *
 * @param lineAt a line by its number, from 1
 */
export function isConfidentialAt(number: number, lineAt: (number: number) => string | undefined): boolean {
  const line = lineAt(number);
  if (line === undefined || isConfidentialLine(line)) return true;
  let indent = indentOf(line);
  let inMap = !startsItem(line, indent);
  // Upwards: the rest of its map, and then each key that it stands below with the rest of that map.
  for (let at = number - 1; at > number - NEAR; at -= 1) {
    const above = lineAt(at);
    if (above === undefined) break;
    if (above.trim() === '') continue;
    if (at === number - 1 && SECRET_FLAG.test(above)) return true;
    const depth = indentOf(above);
    if (depth > indent) continue;
    if (depth < indent) {
      if (SECRET_KEY.test(above)) return true;
      inMap = true;
      indent = depth;
    }
    if (inMap && NAMES_SECRET.test(above)) return true;
    inMap &&= !startsItem(above, indent);
  }
  indent = indentOf(line);
  // Downwards: only the rest of its map.
  for (let at = number + 1; at < number + NEAR; at += 1) {
    const below = lineAt(at);
    if (below === undefined || (below.trim() !== '' && (indentOf(below) < indent || startsItem(below, indent)))) break;
    if (indentOf(below) === indent && NAMES_SECRET.test(below)) return true;
  }
  return false;
}

/** Where the text of a line begins, behind the dashes of lists. */
function indentOf(line: string): number {
  return /^[ \t]*(?:- +)*/.exec(line)?.[0].length ?? 0;
}

function startsItem(line: string, indent: number): boolean {
  return indentOf(line) === indent && /^[ \t]*-/.test(line);
}
