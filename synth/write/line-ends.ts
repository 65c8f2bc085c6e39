/**
 * Bytes as they were before Git's `core.autocrlf` made CRLF of their line feeds in a checkout. What groundwork writes has
 * no CRLF.
 *
 * @returns undefined where there is no CRLF
 * @see https://git-scm.com/docs/git-config#Documentation/git-config.txt-coreautocrlf
 */
export function withLineFeeds(bytes: Buffer): Buffer | undefined {
  if (!bytes.includes('\r\n')) return undefined;
  // In Latin-1 each byte is one character, so nothing is lost.
  return Buffer.from(lineFeeds(bytes.toString('latin1')), 'latin1');
}

/** A text without CRLF. */
export function lineFeeds(text: string): string {
  return text.includes('\r\n') ? text.replaceAll('\r\n', '\n') : text;
}

/** One of many files is named. */
export function andMore(count: number): string {
  return count === 0 ? '' : ` (and ${count} more file${count === 1 ? '' : 's'})`;
}

/** How to prevent it. @param folder the output folder as `.gitattributes` names it */
export function keepLineEnds(folder: string): string {
  return `add "${folder}/** -text" to .gitattributes, or Git (core.autocrlf) changes them at each checkout`;
}
