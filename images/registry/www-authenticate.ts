/** One way to authenticate that a server offers. */
export interface Challenge {
  /** Scheme in lower case: `bearer`, `basic` … */
  readonly scheme: string;

  /** Parameters by lower-case name, e.g. `realm`, `service`, `scope`. */
  readonly parameters: ReadonlyMap<string, string>;
}

const TOKEN = /[!#$%&'*+.^_`|~0-9A-Za-z-]+/y;
const TOKEN68 = /[0-9A-Za-z._~+/-]+=*(?=\s*(?:,|$))/y;

/**
 * Reads a `WWW-Authenticate` header, several challenges in one header included. What is not a challenge is left out: a
 * registry's odd header must not keep the challenge beside it from being answered.
 *
 * @see https://www.rfc-editor.org/rfc/rfc9110#section-11.6.1
 */
export function parseChallenges(header: string): Challenge[] {
  const challenges: { scheme: string; parameters: Map<string, string> }[] = [];
  let at = 0;

  while (at < header.length) {
    skip(/[\s,]*/y);
    const name = take(TOKEN);
    if (name === undefined) {
      skip(/[^,]*/y);
      continue;
    }
    const beforeEquals = at;
    skip(/\s*/y);
    const current = challenges.at(-1);
    if (header[at] === '=' && current) {
      at += 1;
      skip(/\s*/y);
      const value = header[at] === '"' ? quoted() : take(TOKEN);
      const key = name.toLowerCase();
      if (value === undefined) skip(/[^,]*/y);
      else if (!current.parameters.has(key)) current.parameters.set(key, value);
    } else {
      at = beforeEquals;
      challenges.push({ scheme: name.toLowerCase(), parameters: new Map() });
      skip(/ +/y);
      take(TOKEN68);
    }
  }
  return challenges;

  function take(pattern: RegExp): string | undefined {
    pattern.lastIndex = at;
    const match = pattern.exec(header);
    if (!match || match[0] === '') return undefined;
    at += match[0].length;
    return match[0];
  }

  function skip(pattern: RegExp): void {
    pattern.lastIndex = at;
    at += pattern.exec(header)?.[0].length ?? 0;
  }

  /** A quoted string from its opening quote on; an unclosed one reaches to the end. */
  function quoted(): string {
    let text = '';
    for (at += 1; at < header.length && header[at] !== '"'; at += 1) {
      if (header[at] === '\\' && at + 1 < header.length) at += 1;
      text += header[at];
    }
    at += 1;
    return text;
  }
}
