import { isDeepStrictEqual } from 'node:util';
import type { Chart } from 'cdk8s';

/** One symbol in all copies of this package. */
const KEY = Symbol.for('cdk8s-groundwork.as-written');

type Noted = Chart & { [KEY]?: { readonly text: string; readonly documents: readonly unknown[] } };

/**
 * Says that the objects of a chart were read from a text, whose comments are to stay.
 *
 * @param documents what was read from it
 */
export function noteText(chart: Chart, text: string, documents: readonly unknown[]): void {
  (chart as Noted)[KEY] = { text, documents };
}

/** The text that a chart was read from, if that still is what the chart renders: nobody has changed or added an object. */
export function textAsWritten(chart: Chart, rendered: readonly unknown[]): string | undefined {
  const noted = (chart as Noted)[KEY];
  if (!noted || !isDeepStrictEqual(plain(noted.documents), plain(rendered))) return undefined;
  const text = noted.text.replaceAll('\r\n', '\n');
  return text.endsWith('\n') ? text : `${text}\n`;
}

/** Without prototypes, and without the order of keys. */
function plain(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value));
}
