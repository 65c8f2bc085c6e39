/** How much of what a server says is repeated. */
const MOST = 300;

/**
 * What somebody else's server said, fit to be printed: one line, nothing that steers a terminal or turns text around, and
 * not too much of it.
 */
export function foreignText(text: string): string {
  const line = oneLine(text);
  return line.length > MOST ? `${line.slice(0, MOST)}…` : line;
}

/** One line without what steers a terminal. */
export function oneLine(text: string): string {
  return (
    text
      .replace(/[\r\n\t\u0085\u2028\u2029]+/g, ' ')
      // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is taken out
      .replace(/[\x00-\x1f\x7f-\x9f\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]/g, '\ufffd')
  );
}
