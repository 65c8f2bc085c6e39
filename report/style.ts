import { styleText } from 'node:util';

/** What `styleText` knows: `bold`, `red` … */
export type Format = Parameters<typeof styleText>[0];

// Node 20.12 colours whatever it is given and takes one format; later versions look at standard output first, unless told not to.
const inAnyCase = styleText as (format: Format, text: string, options: { validateStream: false }) => string;

/** Text with escape sequences for a terminal; without them where nobody would see a colour. */
export function styled(formats: Format | readonly Format[], text: string, color = usesColor()): string {
  if (!color) return text;
  return [formats]
    .flat()
    .reduce((inner, format) => inAnyCase(format as Format, inner, { validateStream: false }), text);
}

/**
 * Whether what goes to a stream is for eyes.
 *
 * @param stream where it goes. @default process.stdout
 * @see https://no-color.org and, for FORCE_COLOR, which wins, https://nodejs.org/api/cli.html#force_color1-2-3
 */
export function usesColor(stream: { readonly isTTY?: boolean } = process.stdout): boolean {
  const { FORCE_COLOR, NO_COLOR, TERM } = process.env;
  if (FORCE_COLOR !== undefined) return /^(|[123]|true)$/.test(FORCE_COLOR);
  return Boolean(stream.isTTY) && !NO_COLOR && TERM !== 'dumb';
}
