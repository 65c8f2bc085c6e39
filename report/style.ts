import { styleText } from 'node:util';

/** What `styleText` knows: `bold`, `red` … */
export type Format = Parameters<typeof styleText>[0];

// Node 20.12 always colours, and takes one format. Later versions check standard output first, unless `validateStream`
// is false.
const inAnyCase = styleText as (format: Format, text: string, options: { validateStream: false }) => string;

/** Text with escape sequences for a terminal; without them if the output is not coloured. */
export function styled(formats: Format | readonly Format[], text: string, color = usesColor()): string {
  if (!color) return text;
  return [formats]
    .flat()
    .reduce((inner, format) => inAnyCase(format as Format, inner, { validateStream: false }), text);
}

/**
 * Whether the output to a stream should be coloured.
 *
 * @param stream where it goes. @default process.stdout
 * @see https://no-color.org and, for FORCE_COLOR, which wins, https://nodejs.org/api/cli.html#force_color1-2-3
 */
export function usesColor(stream: { readonly isTTY?: boolean } = process.stdout): boolean {
  const { FORCE_COLOR, NO_COLOR, TERM } = process.env;
  if (FORCE_COLOR !== undefined) return /^(|[123]|true)$/.test(FORCE_COLOR);
  return Boolean(stream.isTTY) && !NO_COLOR && TERM !== 'dumb';
}
