import { diffLines } from 'diff';

/** Beyond as many lines that differ, what is common of two texts is not looked for: it takes the square of it. */
const MAX_DIFFERENT = 4_000;

/**
 * Two texts as one: each line behind `-`, `+`, or a blank where both have it. A text that is not there counts as empty.
 */
export function unifiedLines(before = '', after = ''): string {
  if (before === after) return prefixed(' ', before);
  const parts = before !== '' && after !== '' ? diffLines(before, after, { maxEditLength: MAX_DIFFERENT }) : undefined;
  if (!parts) return [prefixed('-', before), prefixed('+', after)].filter((text) => text !== '').join('\n');
  return parts.map(({ added, removed, value }) => prefixed(removed ? '-' : added ? '+' : ' ', value)).join('\n');
}

function prefixed(sign: string, text: string): string {
  if (text === '') return '';
  const lines = text.endsWith('\n') ? text.slice(0, -1) : text;
  return sign + lines.replaceAll('\n', `\n${sign}`);
}
